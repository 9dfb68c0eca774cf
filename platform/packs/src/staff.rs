//! `people.toml`: posts, subjects, categories, and the terms by which a person's marks are computed.

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::Day;

/// A post of the staff list (номенклатура должностей).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// Id (`teacher`).
    pub id: String,
    /// «учитель»
    pub title: String,
    /// Whose post it is: `head`, `deputy`, `methodist`, `teacher`, `educator`, `specialist`.
    pub group: String,
    /// Other ways it is written in staff lists.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// A deputy whose post names another work than the methodical one.
    #[serde(default)]
    pub other_work: bool,
    /// Clause.
    pub clause: String,
}

impl Post {
    /// The groups a pack may name, with what each is called on the screen.
    pub const GROUPS: [(&'static str, &'static str); 6] = [
        ("head", "руководители"),
        ("deputy", "заместители руководителя"),
        ("methodist", "методисты"),
        ("teacher", "учителя"),
        ("educator", "воспитатели"),
        ("specialist", "педагоги-специалисты"),
    ];

    /// Whether the work counts as pedagogical and comes under attestation: all posts but those of heads.
    pub fn is_pedagogical(&self) -> bool {
        !matches!(self.group.as_str(), "head" | "deputy")
    }
}

/// A subject or direction a person teaches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// Id (`mathematics`).
    pub id: String,
    /// «математика»
    pub title: String,
    /// Other ways it is written.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Clause.
    pub clause: String,
}

/// A form of further training: how, or on what base it is held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CourseForm {
    /// Id (`remote`).
    pub id: String,
    /// «дистанционная»
    pub title: String,
    /// Other ways it is written.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Clause.
    pub clause: String,
}

/// A qualification category or another result of attestation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Id (`highest`).
    pub id: String,
    /// «высшая категория»
    pub title: String,
    /// The higher, the more it says; categories of one weight stand beside each other.
    pub weight: u32,
    /// Other ways it is written.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Whole years it is in force; none: without a term.
    #[serde(default)]
    pub years: Option<u32>,
    /// Granted on this day or later it has no term.
    #[serde(default)]
    pub termless_from: Option<Day>,
    /// Clause.
    pub clause: String,
}

impl Category {
    /// The last day of one granted on `granted`; none: it has no term.
    pub fn last_day(&self, granted: NaiveDate) -> Option<NaiveDate> {
        if self.termless_from.is_some_and(|day| granted >= day.0) {
            return None;
        }
        let years = i32::try_from(self.years?).ok()?;
        let same = NaiveDate::from_ymd_opt(granted.year() + years, granted.month(), granted.day());
        // 29 February: the term ends with the last day of February.
        same.map_or_else(|| NaiveDate::from_ymd_opt(granted.year() + years, 2, 28), |day| day.pred_opt())
    }
}

/// Numbers by which marks and due days of a person are computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeopleTerms {
    /// A young teacher is younger than this, in whole years…
    pub young_teacher_age: u32,
    /// …or exactly of it as well.
    pub young_teacher_inclusive: bool,
    /// Where the age comes from.
    pub young_teacher_clause: String,
    /// Whole years the mark «молодой специалист» lasts from hiring without experience.
    pub young_specialist_years: u32,
    /// And so many months more: a mentor who begins a month after the hiring leads for all the years.
    #[serde(default)]
    pub young_specialist_extra_months: u32,
    /// Posts whose beginners are young specialists, by id; none: of any pedagogical post (Амурская обл., приложение 2, п. 1.3).
    #[serde(default)]
    pub young_specialist_posts: Vec<String>,
    /// Where it comes from.
    pub young_specialist_clause: String,
    /// Courses at least once in so many years.
    pub courses_every_years: u32,
    /// The day the duty is in force from: no term of it begins earlier. None: whenever somebody began.
    #[serde(default)]
    pub courses_in_force_from: Option<Day>,
    /// Where it comes from.
    pub courses_clause: String,
    /// Categories by which somebody is highly qualified: the first half of the mark «методический актив». None: no such mark.
    #[serde(default)]
    pub active_categories: Vec<String>,
    /// Expert work of so many last years counts as helping others.
    #[serde(default)]
    pub active_years: u32,
    /// Where it comes from.
    #[serde(default)]
    pub active_clause: String,
}

impl PeopleTerms {
    /// Whether a beginner in a pedagogical post is a young specialist by it.
    pub fn makes_specialist(&self, post: &str) -> bool {
        self.young_specialist_posts.is_empty() || self.young_specialist_posts.iter().any(|one| one == post)
    }

    /// The day the next course is due, counted from a day: the last course or the first pedagogical work, but no earlier than the
    /// duty came into force.
    pub fn course_due(&self, from: NaiveDate) -> Option<NaiveDate> {
        let from = self.courses_in_force_from.map_or(from, |day| from.max(day.0));
        from.checked_add_months(Months::new(self.courses_every_years * 12))
    }
}

/// When the plan of further training of the next year is to be there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrainingPlan {
    /// The last day, `MM-DD`, in the year before.
    pub by: String,
    /// Told so many days before it.
    pub ahead_days: u32,
    /// Where it comes from.
    pub clause: String,
}

impl TrainingPlan {
    /// The day in a year; 29 February of a year without one is none.
    pub fn day(&self, year: i32) -> Option<NaiveDate> {
        let (month, day) = self.by.split_once('-')?;
        NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_category_runs_out_on_the_eve_of_the_same_day_years_later() {
        let first = Category {
            id: "first".to_owned(),
            title: "первая".to_owned(),
            weight: 2,
            aliases: Vec::new(),
            years: Some(5),
            termless_from: Some(Day(day("2023-09-01"))),
            clause: "п. 35".to_owned(),
        };
        for (granted, last) in [
            ("2021-04-10", Some("2026-04-09")),
            ("2020-02-29", Some("2025-02-28")),
            ("2023-08-31", Some("2028-08-30")),
            ("2023-09-01", None),
        ] {
            assert_eq!(first.last_day(day(granted)), last.map(day), "{granted}");
        }
        assert_eq!(Category { years: None, ..first }.last_day(day("2021-04-10")), None);
    }
}
