//! What a mentor may have taken on since: a pair that would work again is held against the limit as a new one is (п. 3.5).

use std::collections::BTreeSet;

use db::{Conn, Result};
use packs::Effective;

use crate::model::{Mentor, Pair, State};
use crate::rules::cited;
use crate::store;

/// Why these mentors cannot be in the pair again; none: they can.
pub(super) fn exceeded(
    conn: &mut Conn,
    pair: &Pair,
    returning: &[Mentor],
    rules: &Effective,
) -> Result<Option<String>> {
    let is_open = |one: &Pair| one.id != pair.id && matches!(one.state(), State::Preparing | State::Active);
    let Some(limit) = rules.mentoring.limit("mentees") else { return Ok(None) };
    let ids: Vec<i64> = returning.iter().map(|one| one.person_id.0).collect();
    let parts = store::of_mentors(conn, &ids)?;
    for person in &ids {
        let now = parts
            .iter()
            .filter(|(part, one)| part.person_id.0 == *person && part.to_on.is_none() && is_open(one));
        let mut mentees: BTreeSet<i64> = now.map(|(_, one)| one.mentee_id.0).collect();
        mentees.remove(&pair.mentee_id.0);
        if u32::try_from(mentees.len()).unwrap_or(u32::MAX) < limit.value {
            continue;
        }
        let name = people::store::all_of(conn, &[*person])?.pop().map(|card| card.name().short());
        return Ok(Some(format!(
            "{} сопровождает уже {}, вместе с\u{a0}готовящимися парами{}: с\u{a0}этой парой стало бы больше. Сначала прекратите одну из тех пар.",
            name.unwrap_or_else(|| "Наставник".to_owned()),
            mentees.len(),
            cited(&limit.clause)
        )));
    }
    Ok(None)
}
