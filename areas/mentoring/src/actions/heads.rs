//! Who signs the orders of a unit, and the recommendation of its council in words.

use chrono::NaiveDate;
use packs::Effective;
use people::signing::Signer;
use people::staff::Colleague;
use units::Unit;
use web::{Cx, Mode, Result};

use super::ordering::Whole;
use crate::model::{Mentor, Pair};

/// The head of the unit on a day by the cards; whoever stands in for the head signs in the own name.
pub(crate) fn signer<M: Mode>(
    cx: &mut Cx<M>,
    unit: &Unit,
    (rules, day): (&Effective, NaiveDate),
) -> Result<Signer> {
    let found = people::signing::signer(cx.conn(), unit, (rules, day))?;
    let is_known = !found.post.is_empty();
    let head = if is_known {
        found
    } else {
        Signer { post: "Руководитель организации".to_owned(), ..found }
    };
    Ok(people::signing::acting(cx.person(), &unit.path, head))
}

/// Who employs a mentor: the unit of the pair; of whoever came by an agreement the organisation they work in, the main one first.
/// None: no card tells where that is.
pub(crate) fn employer<M: Mode>(
    cx: &mut Cx<M>,
    whole: &Whole,
    (part, card): (&Mentor, &Colleague),
) -> Result<Option<Unit>> {
    if part.agreement.is_empty() {
        return Ok(Some(whole.unit.clone()));
    }
    let today = cx.today_at(&whole.unit.path)?;
    let now = card.works.iter().filter(|work| work.goes_on(today) && work.unit_id != whole.unit.id);
    let Some(work) = now.min_by_key(|work| (!work.is_main, work.id)) else { return Ok(None) };
    Ok(units::store::all_of(cx.conn(), &[work.unit_id.0])?.pop())
}

/// The protocol of the council, by its document or as it was named: «Протокол от 11.06.2026 № 9».
pub(crate) fn council<M: Mode>(cx: &mut Cx<M>, pair: &Pair) -> Result<String> {
    let held = match pair.council_document_id {
        Some(id) => documents::store::all_of(cx.conn(), &[id.0])?.pop(),
        None => None,
    };
    let named = held.map(|held| super::pairing::lower(&held.title_line()));
    let parts = named.into_iter().chain([pair.council_note.clone()]).filter(|part| !part.is_empty());
    Ok(parts.collect::<Vec<_>>().join("; "))
}
