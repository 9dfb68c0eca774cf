//! What schools have: somebody responsible and a pedagogical council in each; a methodical council and unions in large ones,
//! each under the municipal union of its subject; a small school has two unions at most (приложение 1, раздел 2).

use std::collections::BTreeMap;

use super::book::{At, Body, Book};
use crate::demo::tree::Tree;

const LARGE: [(&str, &str); 5] = [
    ("учителей начальных классов", "начальные классы"),
    ("учителей математики", "математика"),
    ("учителей русского языка и литературы", "русский язык; литература"),
    ("учителей иностранных языков", "иностранные языки"),
    ("классных руководителей", "воспитание"),
];
const SMALL: usize = 2;

pub(super) fn enter<'t>(book: &mut Book<'t>, tree: &'t Tree) {
    let municipal: BTreeMap<(String, String), At> = book
        .rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.kind == "municipal_union")
        .map(|(at, row)| ((row.unit.path.clone(), row.directions.clone()), At(at)))
        .collect();
    for (_, school) in &tree.schools {
        let name = &school.short_name;
        let body = Body::of("school_service", format!("Методическая служба, {name}"));
        book.enter(school, &body, "заместитель директора");
        book.enter(
            school,
            &Body::of("pedagogical_council", format!("Педагогический совет, {name}")),
            "директор",
        );
        let council = (!school.is_small).then(|| {
            let body = Body::of("school_council", format!("Методический совет, {name}"));
            book.enter(school, &body, "заместитель директора")
        });
        let count = if school.is_small { SMALL } else { LARGE.len() };
        for (who, directions) in LARGE.iter().take(count) {
            let above = municipal
                .iter()
                .find(|((path, of), _)| school.path.starts_with(path) && of == directions)
                .map(|(_, id)| *id);
            let body = Body {
                directions,
                parent: above.or(council),
                ..Body::of("school_union", format!("ШМО {who}"))
            };
            book.enter(school, &body, "учитель");
        }
    }
}
