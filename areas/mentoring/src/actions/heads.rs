//! Who signs the orders of a unit, and the recommendation of its council in words.

use access::short_name;
use chrono::NaiveDate;
use db::Ranges;
use packs::Effective;
use units::Unit;
use web::{Cx, Mode, Result};

use crate::model::Pair;
use crate::papers::Signer;

/// The head of the unit on a day by the post of the card; the first of the pack's posts counts: директор, then who acts.
pub(crate) fn signer<M: Mode>(
    cx: &mut Cx<M>,
    unit: &Unit,
    (rules, day): (&Effective, NaiveDate),
) -> Result<Signer> {
    let posts: Vec<&str> = rules
        .posts
        .iter()
        .filter(|post| post.rule.group == "head")
        .map(|post| post.rule.id.as_str())
        .collect();
    let here = Ranges::under([unit.path.as_str()]);
    let places = people::store::places_of(cx.conn(), &here, &posts, day)?;
    let ids: Vec<i64> =
        places.iter().filter(|one| one.unit_path == unit.path).map(|one| one.person).collect();
    let works = people::store::at_work_all(cx.conn(), &ids, day)?;
    let rank = |post: &str| posts.iter().position(|known| *known == post);
    let heads = works.values().flatten().filter(|work| work.unit_id == unit.id);
    let head = heads.filter_map(|work| Some((rank(&work.post)?, work))).min_by_key(|(rank, _)| *rank);
    let Some((_, work)) = head else {
        return Ok(Signer {
            post: "Руководитель организации".to_owned(), name: String::new()
        });
    };
    let card = people::store::all_of(cx.conn(), &[work.person_id.0])?.pop();
    let name = card.map(|card| signed(&short_name(&card.last_name, &card.first_name, &card.middle_name)));
    Ok(Signer { post: capital(&work.post_title), name: name.unwrap_or_default() })
}

/// «Орлова Н. П.» stands as «Н. П. Орлова» beside a signature.
fn signed(short: &str) -> String {
    match short.split_once([' ', '\u{a0}']) {
        Some((last, initials)) => format!("{initials}\u{a0}{last}"),
        None => short.to_owned(),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
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
