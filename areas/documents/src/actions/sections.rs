//! The checklist of required sections: ticked by whoever has read the document (Владимир, п. 1.1).

use audit::Action;
use packs::RequiredSection;
use web::{Cx, Result, Write};

use super::{hand, locked, rules_at, told};
use crate::Document;
use crate::rules::may_change;
use crate::store::sections as store;

/// Makes exactly these sections the ticked ones; what the kind does not ask for is passed over. How many are missing.
pub(crate) fn mark(cx: &mut Cx<Write>, document: &Document, ticked: &[&str]) -> Result<usize> {
    let document = locked(cx, document)?;
    may_change(&document)?;
    let rules = rules_at(cx, &document.unit_path)?;
    let asked: Vec<RequiredSection> =
        rules.document_kind(&document.kind).map(|kind| kind.rule.sections.clone()).unwrap_or_default();
    let before = store::of(cx.conn(), document.id)?;
    let (hand, mut missing, mut changed) = (hand(cx), 0, Vec::new());
    for section in &asked {
        let is_ticked = ticked.contains(&section.id.as_str());
        missing += usize::from(!is_ticked);
        match (before.contains_key(&section.id), is_ticked) {
            (false, true) => {
                let id = cx.id();
                store::mark(cx.tx(), id, document.id, &section.id, hand)?;
            }
            (true, false) => store::unmark(cx.tx(), document.id, &section.id)?,
            _ => continue,
        }
        changed.push(section.title.clone());
    }
    if !changed.is_empty() {
        told(cx, Action::Changed, &document, &format!("Отмечены разделы ({})", changed.join("; ")))?;
    }
    Ok(missing)
}
