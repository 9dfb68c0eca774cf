//! Whom a material is addressed to: told beside its requisites, changed with them.

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
