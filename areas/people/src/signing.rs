//! Who signs the papers of a unit: its head by the cards, as the name stands beside a signature.

use access::short_name;
use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use packs::Effective;
use units::Unit;
use web::russian;

use crate::rules::names;
use crate::store;

/// Who signs: the post as the staff list calls it, the name as it stands beside a signature.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signer {
    /// «Директор»; empty: no card holds a post of a head there.
    pub post: String,
    /// «Н. П. Орлова»; empty: the post is vacant or unknown.
    pub name: String,
}

/// The head of the unit on a day by the post of the card; the first of the pack's posts counts: директор, then who acts.
pub fn signer(conn: &mut Conn, unit: &Unit, (rules, day): (&Effective, NaiveDate)) -> Result<Signer> {
    let heads = rules.posts.iter().filter(|post| post.rule.group == "head");
    let posts: Vec<&str> = heads.map(|post| post.rule.id.as_str()).collect();
    let here = Ranges::under([unit.path.as_str()]);
    let places = store::places_of(conn, &here, &posts, day)?;
    let ids: Vec<i64> =
        places.iter().filter(|one| one.unit_path == unit.path).map(|one| one.person).collect();
    let works = store::at_work_all(conn, &ids, day)?;
    let rank = |post: &str| posts.iter().position(|known| *known == post);
    let own = works.values().flatten().filter(|work| work.unit_id == unit.id);
    let head =
        own.filter_map(|work| Some((rank(&work.post)?, work))).min_by_key(|(rank, work)| (*rank, work.id));
    let Some((_, work)) = head else { return Ok(Signer::default()) };
    let card = store::all_of(conn, &[work.person_id.0])?.pop();
    let name = card.map(|card| signed(&short_name(&card.last_name, &card.first_name, &card.middle_name)));
    Ok(Signer { post: russian::capital(&work.post_title), name: name.unwrap_or_default() })
}

/// «Орлова Н. П.» stands as «Н. П. Орлова» beside a signature.
pub fn signed(short: &str) -> String {
    match short.split_once([' ', '\u{a0}']) {
        Some((last, initials)) => format!("{initials}\u{a0}{last}"),
        None => short.to_owned(),
    }
}

/// A whole name as it stands beside a signature: «Орлова Нина Петровна» – «Н. П. Орлова».
pub fn beside(full: &str) -> String {
    let name = names::split(full).unwrap_or_default();
    if name.last.is_empty() { full.to_owned() } else { signed(&name.short()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_stand_before_the_family_name_beside_a_signature() {
        for (full, said) in [
            ("Орлова Нина Петровна", "Н. П. Орлова"),
            ("Орлова Нина", "Н. Орлова"),
            ("Орлова", "Орлова"),
            ("", ""),
        ] {
            assert_eq!(beside(full).replace('\u{a0}', " "), said);
        }
    }
}
