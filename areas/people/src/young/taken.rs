//! Further training of young people within some days, as a programme of support tells it beside pairs (Владимир, п. 2.2).

use chrono::NaiveDate;
use db::{Conn, Result};

use crate::store::due;

/// A course or an internship somebody finished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Who.
    pub person: i64,
    /// What it was.
    pub title: String,
    /// The last day.
    pub on: NaiveDate,
}

/// What these people finished from the first to the last of two days, the latest first.
pub fn taken(conn: &mut Conn, people: &[i64], days: (NaiveDate, NaiveDate)) -> Result<Vec<Taken>> {
    let all = due::courses_since(conn, people, days)?;
    let finished =
        all.into_iter().filter(|(_, _, on, progress)| progress.is_none() && (days.0..=days.1).contains(on));
    Ok(finished.map(|(person, title, on, _)| Taken { person, title, on }).collect())
}
