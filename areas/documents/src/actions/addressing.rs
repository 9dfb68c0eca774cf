//! Whom a material is addressed to, and on whom the control of an order is laid: told beside the requisites, changed with them.

use audit::Action;
use web::{Cx, Error, Result, Write};

use super::{hand, told};
use crate::model::Addressee;
use crate::{Document, rules, store};

/// Says whom a material is addressed to; the same again changes nothing. Another genus than materials comes back as
/// `Error::Invalid` with the field `addressee`.
pub fn address(cx: &mut Cx<Write>, document: &Document, to: Option<Addressee>) -> Result<()> {
    if document.addressee() == to {
        return Ok(());
    }
    if let Some(text) = rules::addressee(to, &document.genus) {
        return Err(Error::field("addressee", text));
    }
    let hand = hand(cx);
    store::address(cx.tx(), document.id, to, hand)?;
    let said = to.map_or_else(
        || "Адресат материала больше не\u{a0}указан".to_owned(),
        |to| format!("Материал адресован: {}", to.title()),
    );
    told(cx, Action::Changed, document, &said)
}

/// Says on whom the control of its execution is laid (Терский район, приказ, п. 3); the same again changes nothing, empty:
/// nobody. Another genus than acts that are carried out comes back as `Error::Invalid` with the field `controller`.
pub fn entrust(cx: &mut Cx<Write>, document: &Document, to: &str) -> Result<()> {
    if document.controller.as_deref().unwrap_or_default() == to {
        return Ok(());
    }
    if let Some(text) = rules::controller(to, &document.genus) {
        return Err(Error::field("controller", text));
    }
    let hand = hand(cx);
    store::entrust(cx.tx(), document.id, Some(to).filter(|to| !to.is_empty()), hand)?;
    let said = if to.is_empty() {
        "Контроль за исполнением больше не\u{a0}возложен".to_owned()
    } else {
        format!("Контроль за исполнением возложен: {to}")
    };
    told(cx, Action::Changed, document, &said)
}
