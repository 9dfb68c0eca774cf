//! Directions of the service in a list: titles of the pack, one or several.

use lists::plain;
use packs::Effective;

/// The codes a cell names; nothing for an empty one.
pub(super) fn read(cell: &str, rules: &Effective) -> Result<Vec<String>, String> {
    let mut codes = Vec::new();
    for said in cell.split([';', ',', '\n']).map(str::trim).filter(|said| !said.is_empty()) {
        let is = |one: &&packs::Sourced<packs::ServiceDirection>| {
            plain(&one.rule.title) == plain(said) || one.rule.id == said
        };
        let known = rules.service_directions.iter().find(is);
        let known = known.ok_or_else(|| {
            let all: Vec<&str> = rules.service_directions.iter().map(|one| one.rule.title.as_str()).collect();
            if all.is_empty() {
                "направлений службы правила здесь не\u{a0}называют: очистите ячейку".to_owned()
            } else {
                format!("направления «{said}» нет: напишите {}", all.join(", "))
            }
        })?;
        codes.push(known.rule.id.clone());
    }
    codes.sort_unstable();
    codes.dedup();
    Ok(codes)
}

/// Titles of codes, in the order of the pack.
pub(super) fn titles(codes: &[String], rules: &Effective) -> String {
    let known = rules.service_directions.iter().map(|one| &one.rule).filter(|one| codes.contains(&one.id));
    known.map(|one| one.title.as_str()).collect::<Vec<_>>().join("; ")
}
