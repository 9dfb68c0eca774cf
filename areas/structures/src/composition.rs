//! Lists of members from spreadsheets: who belongs to which structure, in what role, from when to when, on what ground.
//!
//! Pure but for [`MemberLists`]: what is known comes in as [`Ground`], what is to be done goes out as [`Judged`].

mod doing;
mod field;
mod judge;
mod kind;
mod line;
mod roles;
mod undoing;
mod whom;

pub use kind::MemberLists;

use std::sync::Arc;

use chrono::NaiveDate;
use lists::{Choices, Layout, Preview};
use packs::Effective;
use people::import::Rulings;
use sheets::Book;
use units::{ListPlaces, UnitId};

pub(crate) use field::{FIELDS, MemberColumns};
pub(crate) use judge::{Ground, Judged};

/// The list of a file.
pub(crate) fn found(book: &Book) -> Result<Layout, String> {
    lists::found(book, &MemberColumns).map_err(|refused| {
        refused.said(|said| format!(
            "Это не\u{a0}похоже на\u{a0}состав структур: нужны столбцы с\u{a0}названием структуры и\u{a0}с\u{a0}именами. {said}Назовите их «Структура» и\u{a0}«Фамилия, имя, отчество» и\u{a0}загрузите файл снова."
        ))
    })
}

/// A preview where nothing is known, whatever the structure.
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
    let places = line::Places { of_structures: places, of_members: places };
    let (lines, left_out) = line::lines(book, &layout, (&places, today));
    let ground = Ground::nothing(Rulings::one(rules), today);
    let all = judge::judged(judge::placed(lines, &layout, &ground), &layout, &ground, &Choices::new());
    let verdicts = all.iter().map(|one| (one.line.number, one.verdict)).collect();
    let faults = all.into_iter().flat_map(|one| one.faults).collect();
    Ok(Preview { sheet: layout.sheet, verdicts, faults, left_out, questions: Vec::new() })
}
