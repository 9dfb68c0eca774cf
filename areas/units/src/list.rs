//! Lists of units from spreadsheets: municipalities and organisations, new ones and what changed in those that are there.
//!
//! Pure but for [`UnitLists`]: the tree comes in as [`Ground`], what is to be done goes out as [`Judged`].

mod doing;
mod field;
mod judge;
mod kind;
mod line;
mod undoing;

pub use kind::UnitLists;

use std::sync::Arc;

use chrono::NaiveDate;
use lists::{Choices, Layout, Preview};
use packs::Effective;
use sheets::Book;

use crate::{Unit, UnitId};
pub(crate) use field::{FIELDS, UnitColumns};
pub(crate) use judge::{Ground, Judged};

/// The list of a file.
pub(crate) fn found(book: &Book) -> Result<Layout, String> {
    lists::found(book, &UnitColumns).map_err(|refused| {
        refused.said(|said| format!(
            "Это не\u{a0}похоже на\u{a0}список организаций: нет столбца с\u{a0}названиями. {said}Назовите столбец «Название» и\u{a0}загрузите файл снова."
        ))
    })
}

/// A preview against a tree with nothing in it.
pub fn alone(book: &Book, rules: Arc<Effective>, today: NaiveDate) -> Result<Preview, String> {
    let layout = found(book)?;
    let ground = Ground::of(nowhere(), Vec::new(), rules, today);
    let (lines, left_out) = line::lines(book, &layout, today);
    let all = judge::judged(lines, &layout, &ground, &Choices::new());
    let verdicts = all.iter().map(|one| (one.line.number, one.verdict)).collect();
    let faults = all.into_iter().flat_map(|one| one.faults).collect();
    Ok(Preview { sheet: layout.sheet, verdicts, faults, left_out, questions: Vec::new() })
}

/// A region nobody has entered yet.
fn nowhere() -> Unit {
    Unit { kind: "region".to_owned(), ..Unit::bare(UnitId(0), "/0/", access::Level::Region) }
}
