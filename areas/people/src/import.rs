//! Staff lists from spreadsheets: the list found in the file, its columns and rows read, each row judged against the cards.
//!
//! Pure: what is stored already comes in as [`Known`], what is to be done goes out as [`Judged`]; `actions::importing` does it.

pub mod field;
pub mod judge;
pub mod known;
pub mod layout;
pub mod line;
pub mod read;
pub mod rulings;
pub mod values;
pub mod word;

pub use field::Field;
pub use judge::{Candidate, Judged, judged};
pub use known::{Known, KnownPerson, Work};
pub use layout::{NotAList, found};
pub use line::{Line, Service, Told};
pub use lists::{Change, Choice, Choices, Fault, Layout, Verdict};
pub(crate) use read::hours_of;
pub use read::{Ground, List, lines};
pub use rulings::Rulings;
pub use units::ListPlaces as Places;

use std::sync::Arc;

use chrono::NaiveDate;
use lists::{Either, Preview};
use packs::Effective;
use sheets::Book;

/// «Стаж» alone may be either: general service it is read as, while nobody tells. Reading it as pedagogical would make mentors of
/// those who have none, so the careful one is taken and the question asked.
pub(crate) const SERVICE: Either = Either {
    fields: [Field::GeneralService.code(), Field::PedagogicalService.code()],
    question: "Какой это стаж: общий или педагогический?",
    why: "Прочитан как общий. От\u{a0}педагогического зависит, кто молодой специалист и\u{a0}кто может быть наставником.",
};

/// A preview where nobody is known, whatever the organisation.
pub fn alone(book: &Book, rules: Arc<Effective>, today: NaiveDate) -> Result<Preview, String> {
    let layout = found(book, &rules).map_err(|refused| refused.to_string())?;
    let (places, rules) = (Places::of(&[], Some(units::UnitId(0))), Rulings::one(rules));
    let List { lines, left_out } = lines(book, &layout, Ground { rules: &rules, places: &places, today });
    let terms = judge::Terms { rules: &rules, today, started: today };
    let all = judged(lines, &layout, &Known::default(), &Choices::new(), terms);
    let verdicts = all.iter().map(|one| (one.line.number, one.verdict)).collect();
    let faults = all.into_iter().flat_map(|one| one.faults).collect();
    let questions = SERVICE.asked(&layout);
    Ok(Preview { sheet: layout.sheet, verdicts, faults, left_out, questions })
}
