//! Lists of structures from spreadsheets: new ones with their heads, and what changed in those that are there.
//!
//! Pure but for [`StructureLists`]: what is known comes in as [`Ground`], what is to be done goes out as [`Judged`].

mod doing;
mod field;
mod headings;
mod judge;
mod kind;
mod line;
mod paper;
mod staff;
mod undoing;

pub use kind::StructureLists;

use std::sync::Arc;

use chrono::NaiveDate;
use lists::{Choices, Layout, Preview};
use packs::Effective;
use people::import::Rulings;
use sheets::Book;
use units::{ListPlaces, UnitId};

pub(crate) use field::{FIELDS, StructureColumns};
pub(crate) use judge::{Ground, Judged};
pub(crate) use paper::Registered;

/// The list of a file.
pub(crate) fn found(book: &Book) -> Result<Layout, String> {
    if staff::is_staff_list(book) {
        return Err(
            "Это список сотрудников: загрузите его в\u{a0}«Педагоги → Загрузить список». Здесь принимают список структур."
                .to_owned(),
        );
    }
    lists::found(book, &StructureColumns).map_err(|refused| {
        refused.said(|said| format!(
            "Это не\u{a0}похоже на\u{a0}список структур: нет столбца с\u{a0}названиями. {said}Назовите столбец «Структура» и\u{a0}загрузите файл снова."
        ))
    })
}

/// A preview where nothing is known, whatever the unit.
pub fn alone(book: &Book, rules: Arc<Effective>, today: NaiveDate) -> Result<Preview, String> {
    among(book, rules, today, &ListPlaces::of(&[], Some(UnitId(0))))
}

/// The same among organisations a row may name.
pub fn among(
    book: &Book,
    rules: Arc<Effective>,
    today: NaiveDate,
    places: &ListPlaces,
) -> Result<Preview, String> {
    let layout = found(book)?;
    let (lines, left_out) = line::lines(book, &layout, (places, today));
    let ground = Ground {
        units: Vec::new(),
        known: Vec::new(),
        heads: Vec::new(),
        cards: Vec::new(),
        likely: Vec::new(),
        directions: std::collections::BTreeMap::new(),
        papers: Vec::new(),
        rules: Rulings::one(rules),
        day: today,
        today,
    };
    let all = judge::judged(lines, &layout, &ground, &Choices::new());
    let verdicts = all.iter().map(|one| (one.line.number, one.verdict)).collect();
    let faults = all.into_iter().flat_map(|one| one.faults).collect();
    Ok(Preview { sheet: layout.sheet, verdicts, faults, left_out, questions: Vec::new() })
}
