//! How strong a link is: by what was done together over it in the last twelve months (Терский район, раздел 1: «одни
//! взаимосвязи выражены сильнее, другие слабее; некоторые в стадии формирования»). The regulation gives no figures: three works
//! a year are taken for a strong one, the first year for the time of forming.

use chrono::{Months, NaiveDate};
use web::{FieldFault, russian};

use crate::model::Link;

/// So many works a year make a strong link.
const STRONG: usize = 3;

/// How strong a link is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    /// Сильная.
    Strong,
    /// Слабая.
    Weak,
    /// Формируется.
    Forming,
}

impl Strength {
    /// The word on a badge and its tone.
    pub fn mark(self) -> (&'static str, &'static str) {
        match self {
            Self::Strong => ("сильная", "ok"),
            Self::Weak => ("слабая", "warn"),
            Self::Forming => ("формируется", "info"),
        }
    }
}

/// The strength on a day, and how many works there were in the last twelve months and in the twelve before.
pub fn strength(since: NaiveDate, works: &[NaiveDate], today: NaiveDate) -> (Strength, usize, usize) {
    let back = |months: u32| today.checked_sub_months(Months::new(months)).unwrap_or(today);
    let (year, before) = (back(12), back(24));
    let now = works.iter().filter(|day| **day > year && **day <= today).count();
    let then = works.iter().filter(|day| **day > before && **day <= year).count();
    let strength = match now {
        now if now >= STRONG => Strength::Strong,
        _ if since > year => Strength::Forming,
        _ => Strength::Weak,
    };
    (strength, now, then)
}

/// What is wrong with a work over a link: its day has come and lies within the link; it has a name.
pub fn link_work_faults(link: &Link, (day, title): (NaiveDate, &str), today: NaiveDate) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    let mut fault = |field: &str, text: String| faults.push(FieldFault { field: field.to_owned(), text });
    if title.is_empty() {
        fault("joint_title", "Напишите, что сделано вместе.".to_owned());
    }
    if day > today {
        fault("joint_on", "Этот день ещё не\u{a0}наступил: запишите дело, когда оно проведено.".to_owned());
    } else if day < link.since || link.until.is_some_and(|last| day > last) {
        let since = russian::date(link.since);
        fault("joint_on", format!("Связь записана с\u{a0}{since}: этот день вне её срока."));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_strong_by_three_works_a_year_and_forms_in_its_first() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let today = day("2026-06-18");
        let told = |since: &str, works: &[&str]| {
            let works: Vec<NaiveDate> = works.iter().map(|one| day(one)).collect();
            strength(day(since), &works, today)
        };
        assert_eq!(told("2025-09-01", &[]), (Strength::Forming, 0, 0));
        assert_eq!(
            told("2024-09-01", &["2025-06-18"]),
            (Strength::Weak, 0, 1),
            "a year ago is the year before"
        );
        assert_eq!(told("2024-09-01", &["2025-06-19", "2024-06-19"]), (Strength::Weak, 1, 1));
        let three = ["2025-10-01", "2026-01-15", "2026-06-18"];
        assert_eq!(told("2025-09-01", &three), (Strength::Strong, 3, 0));
        assert_eq!(told("2024-09-01", &three), (Strength::Strong, 3, 0));
    }
}
