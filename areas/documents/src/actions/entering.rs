//! A new document of the form: entered once, however often «Сохранить» was pressed. Whoever opens the form anew means another
//! document, word by word the same or not: that is warned of and not refused (decision 13).

use units::Unit;
use web::{Cx, Result, Write};

use super::{draft, register, register_by_journal};
use crate::store::forms;
use crate::{Document, NewDocument, rules};

/// How a new document begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beginning {
    /// Ready, under its own number.
    Ready,
    /// Signed now, numbered by the journal.
    Journal,
    /// A draft.
    Draft,
}

/// Enters the document; `key`: of the form it was typed into, none of whatever has no form. The document, and whether an earlier
/// click entered it.
pub fn enter(
    cx: &mut Cx<Write>,
    unit: &Unit,
    (beginning, key): (Beginning, Option<i64>),
    new: NewDocument,
) -> Result<(Document, bool)> {
    if let Some(key) = key {
        // Two clicks at once: the second waits for what the first has entered.
        cx.tx().lock("units", unit.id.0)?;
        let known = forms::of(cx.conn(), unit.id, key)?;
        if let Some(first) = known.into_iter().find(|one| rules::is_same_entry(one, &new)) {
            return Ok((first, true));
        }
    }
    let document = match beginning {
        Beginning::Draft => draft(cx, unit, new),
        Beginning::Journal => register_by_journal(cx, unit, new),
        Beginning::Ready => register(cx, unit, new),
    }?;
    if let Some(key) = key {
        forms::keep(cx.tx(), document.id, key)?;
    }
    Ok((document, false))
}
