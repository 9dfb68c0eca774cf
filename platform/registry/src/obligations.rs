//! Obligations: what a regulation requires of a person or a unit by a day; computed, never stored (decision 16).

use access::Person;
use chrono::{Datelike, Days, Months, NaiveDate};
use db::{Conn, Result};

/// One duty of the person at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obligation {
    /// Stable key: area, rule, subject, due.
    pub key: String,
    /// The last day to do it.
    pub due: NaiveDate,
    /// «Заполнить мониторинговую таблицу»
    pub title: String,
    /// «Белогорский округ · осталось 6 показателей из 60 · приложение 6, раздел 8»
    pub note: String,
    /// The verb on its button.
    pub action: String,
    /// Where the button leads.
    pub url: String,
}

/// How many duties there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Past their day.
    pub overdue: i64,
    /// Within seven days.
    pub week: i64,
    /// Later.
    pub later: i64,
}

impl Counts {
    /// Of these duties, as of a day.
    pub fn of(duties: &[Obligation], today: NaiveDate) -> Self {
        let week = today + Days::new(7);
        duties.iter().fold(Self::default(), |mut counts, duty| {
            match duty.due {
                due if due < today => counts.overdue += 1,
                due if due <= week => counts.week += 1,
                _ => counts.later += 1,
            }
            counts
        })
    }

    /// These and those.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            overdue: self.overdue + other.overdue,
            week: self.week + other.week,
            later: self.later + other.later,
        }
    }

    /// All together.
    pub fn total(self) -> i64 {
        self.overdue + self.week + self.later
    }
}

/// A page of duties: after (due, key), at most so many.
#[derive(Debug, Clone)]
pub struct Page {
    /// The last row of the page before.
    pub after: Option<(NaiveDate, String)>,
    /// At most so many rows.
    pub limit: i64,
}

impl Page {
    /// This page of all duties.
    pub fn of(&self, mut duties: Vec<Obligation>) -> Vec<Obligation> {
        duties.sort_by(|a, b| (a.due, &a.key).cmp(&(b.due, &b.key)));
        if let Some((due, key)) = &self.after {
            duties.retain(|duty| (duty.due, &duty.key) > (*due, key));
        }
        duties.truncate(usize::try_from(self.limit).unwrap_or(0));
        duties
    }
}

/// An area's offer of obligations: set-wise queries over indexed due columns.
pub trait ObligationOffer: Send + Sync {
    /// Told once, when the house is built: for duties that follow from the regulations.
    fn learn(&mut self, _packs: &packs::Library) {}

    /// The person's duties of this area, in any order.
    fn all(&self, conn: &mut Conn, person: &Person, today: NaiveDate) -> Result<Vec<Obligation>>;
}

/// The last day of the month: the day of a duty for which the regulations set none.
pub fn month_end(today: NaiveDate) -> NaiveDate {
    let next = today.with_day(1).and_then(|first| first.checked_add_months(Months::new(1)));
    next.map_or(today, |first| first - Days::new(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_ends_on_its_last_day() {
        for (today, end) in
            [("2026-02-01", "2026-02-28"), ("2026-12-31", "2026-12-31"), ("2028-02-29", "2028-02-29")]
        {
            assert_eq!(month_end(today.parse().unwrap()), end.parse::<NaiveDate>().unwrap());
        }
    }
}
