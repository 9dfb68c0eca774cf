//! Activity: what people did in methodical work over a time, told set-wise by the areas that know it (Кемеровская область,
//! п. 5.3: мониторинг активности в методической работе).

use chrono::NaiveDate;
use db::{Conn, Result};

/// One thing somebody did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    /// Who.
    pub person: i64,
    /// What: one of `packs::ActivityWeight::IDS`.
    pub kind: &'static str,
    /// «Урок как исследование»
    pub title: String,
    /// The day it was, or the first one of what lasts.
    pub on: NaiveDate,
    /// Diploma, order; may be empty.
    pub document: String,
    /// The page it comes from; may be empty.
    pub url: String,
    /// The path of the unit whose people may open that page.
    pub unit_path: String,
}

/// An area's offer: few queries, whatever the number of people.
pub trait ActivityOffer: Send + Sync {
    /// What these people did from the first day to the last one, in no promised order; what lasts counts once.
    fn deeds(&self, conn: &mut Conn, people: &[i64], period: (NaiveDate, NaiveDate)) -> Result<Vec<Deed>>;

    /// The same counted by the database, so that a list of a place is ranked and paged without reading everybody: the text of
    /// a SELECT of whose (`person`), what (`kind`), how many (`n`), over the tables `whom (id)` – the people – and
    /// `span (from_on, to_on)` – the days –, which whoever asks defines.
    fn counted(&self) -> &'static str;
}
