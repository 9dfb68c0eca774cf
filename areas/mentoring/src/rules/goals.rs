//! Whether mentoring reached its goals (п. 2.1): questionnaires at the start and at the end side by side, who stayed for how long.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};

/// The answers go from one to this.
pub const BEST: i64 = 5;

/// The mean of a goal at the start and at the end, in tenths; none: not asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalResult {
    /// The goal.
    pub goal: String,
    /// At the start.
    pub start: Option<i64>,
    /// At the end.
    pub end: Option<i64>,
}

impl GoalResult {
    /// What changed, in tenths.
    pub fn change(&self) -> Option<i64> {
        Some(self.end? - self.start?)
    }
}

/// Results by goal, in the order of the questions: `(question, goal)` and the marks of each stage by question.
pub fn results(
    questions: &[(&str, &str)],
    start: &BTreeMap<String, i64>,
    end: &BTreeMap<String, i64>,
) -> Vec<GoalResult> {
    let mut goals: Vec<&str> = questions.iter().map(|(_, goal)| *goal).collect();
    goals.dedup();
    let mean = |goal: &str, marks: &BTreeMap<String, i64>| {
        let of = questions.iter().filter(|(_, of)| *of == goal);
        let found: Vec<i64> = of.filter_map(|(question, _)| marks.get(*question).copied()).collect();
        let count = i64::try_from(found.len()).ok().filter(|count| *count > 0)?;
        Some((found.iter().sum::<i64>() * 20 + count) / (count * 2))
    };
    let result =
        |goal: &str| GoalResult { goal: goal.to_owned(), start: mean(goal, start), end: mean(goal, end) };
    goals.into_iter().map(result).collect()
}

/// Whether somebody stayed so many years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stayed {
    /// Works still after it.
    Yes,
    /// Left before, on this day.
    Left(NaiveDate),
    /// The day has not come.
    NotYet(NaiveDate),
}

/// The fact of staying one, two, three years from hiring; `left_on`: the last day here, if there was one.
pub fn stayed(hired_on: NaiveDate, left_on: Option<NaiveDate>, today: NaiveDate) -> [(u32, Stayed); 3] {
    [1, 2, 3].map(|years| {
        let day = hired_on.checked_add_months(Months::new(years * 12)).unwrap_or(hired_on);
        let fact = match left_on {
            Some(last) if last < day && last < today => Stayed::Left(last),
            _ if day <= today => Stayed::Yes,
            _ => Stayed::NotYet(day),
        };
        (years, fact)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::term::tests::day;

    #[test]
    fn clause_2_1_the_goals_stand_side_by_side() {
        let marks = |all: &[(&str, i64)]| all.iter().map(|(id, mark)| ((*id).to_owned(), *mark)).collect();
        let questions = [("a", "отношение"), ("b", "отношение"), ("c", "мотивация")];
        let found =
            results(&questions, &marks(&[("a", 3), ("b", 4), ("c", 2)]), &marks(&[("a", 5), ("b", 5)]));
        assert_eq!(found[0], GoalResult { goal: "отношение".to_owned(), start: Some(35), end: Some(50) });
        assert_eq!((found[0].change(), found[1].change()), (Some(15), None), "no end, no change");
        let thirds = results(
            &[("a", "x"), ("b", "x"), ("c", "x")],
            &marks(&[("a", 5), ("b", 5), ("c", 4)]),
            &marks(&[]),
        );
        assert_eq!(thirds[0].start, Some(47), "4,666… is 4,7");
    }

    #[test]
    fn clause_2_1_staying_is_counted_to_the_day_and_over_a_leap_day() {
        let of = |hired: &str, left: Option<&str>, today: &str| {
            stayed(day(hired), left.map(day), day(today)).map(|(_, fact)| fact)
        };
        let not = |text: &str| Stayed::NotYet(day(text));
        assert_eq!(
            of("2025-09-01", None, "2026-08-31"),
            [not("2026-09-01"), not("2027-09-01"), not("2028-09-01")]
        );
        assert_eq!(of("2025-09-01", None, "2026-09-01")[0], Stayed::Yes);
        let left = Stayed::Left(day("2027-06-30"));
        assert_eq!(of("2025-09-01", Some("2027-06-30"), "2028-12-01"), [Stayed::Yes, left, left]);
        assert_eq!(of("2024-02-29", None, "2025-02-28")[0], Stayed::Yes, "29 February");
        assert_eq!(
            of("2025-09-01", Some("2026-12-31"), "2026-10-01")[1],
            not("2027-09-01"),
            "a day told ahead"
        );
    }
}
