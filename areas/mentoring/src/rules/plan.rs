//! How a plan of professional formation stands (п. 1.3: согласован; п. 4.5: разработан совместно; п. 6.2: в сроки).

use chrono::{Days, NaiveDate};
use db::Moment;

/// Somebody's agreement: its day and its moment.
pub type Agreed = (NaiveDate, Moment);

/// What a plan is judged by.
#[derive(Debug, Clone, Default)]
pub struct PlanFacts {
    /// When its goals were written.
    pub goals_at: Option<Moment>,
    /// The mentor's agreement.
    pub mentor: Option<Agreed>,
    /// The mentee's.
    pub mentee: Option<Agreed>,
    /// When each line was added.
    pub lines: Vec<Moment>,
}

impl PlanFacts {
    /// The days on which the mentor and the mentee agreed to the plan as it is now: what came later is still to be agreed to.
    pub fn holding(&self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let last = self.lines.iter().copied().chain(self.goals_at).max();
        let day = |agreed: Option<Agreed>| {
            agreed.filter(|(_, at)| last.is_some_and(|last| *at >= last)).map(|(day, _)| day)
        };
        (day(self.mentor), day(self.mentee))
    }
}

/// How a plan stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanState {
    /// No line yet.
    Absent,
    /// Written; who has agreed to it as it is.
    Draft {
        /// The mentor has.
        mentor: bool,
        /// The mentee has.
        mentee: bool,
    },
    /// Both agreed, the later on this day.
    Agreed(NaiveDate),
    /// Both agreed once; lines or goals came later that not both have agreed to.
    Changed(NaiveDate),
}

impl PlanState {
    /// By the facts: an agreement counts for what was there at its moment.
    pub fn of(facts: &PlanFacts) -> Self {
        let Some(last) = facts.lines.iter().copied().chain(facts.goals_at).max() else { return Self::Absent };
        if facts.lines.is_empty() {
            return Self::Absent;
        }
        let holds = |agreed: Option<Agreed>| agreed.is_some_and(|(_, at)| at >= last);
        let days = facts.mentor.zip(facts.mentee).map(|(one, other)| one.0.max(other.0));
        match days {
            Some(day) if holds(facts.mentor) && holds(facts.mentee) => Self::Agreed(day),
            Some(day) => Self::Changed(day),
            None => Self::Draft { mentor: holds(facts.mentor), mentee: holds(facts.mentee) },
        }
    }

    /// Whether both agreed to it, be it before it was added to.
    pub fn is_agreed(self) -> bool {
        matches!(self, Self::Agreed(_) | Self::Changed(_))
    }

    /// The words of the badge and its tone.
    pub fn told(self) -> (&'static str, &'static str) {
        match self {
            Self::Absent => ("плана нет", "bad"),
            Self::Draft { mentor: true, .. } => ("ждёт согласия наставляемого", "warn"),
            Self::Draft { mentee: true, .. } => ("ждёт согласия наставника", "warn"),
            Self::Draft { .. } => ("не согласован", "warn"),
            Self::Agreed(_) => ("согласован", "ok"),
            Self::Changed(_) => ("дополнен, согласуйте снова", "warn"),
        }
    }
}

/// The day by which both must have agreed, when the pack names a number of days; the order begins it.
pub fn plan_due(order_on: Option<NaiveDate>, days: Option<u32>) -> Option<NaiveDate> {
    Some(order_on? + Days::new(u64::from(days?)))
}

/// Whether a line is overdue (п. 6.2): its day has passed and it is not done.
pub fn is_overdue(due_on: NaiveDate, done_on: Option<NaiveDate>, today: NaiveDate) -> bool {
    done_on.is_none() && due_on < today
}

/// The day a pair falls silent (п. 1.4): so many days after the last line of its journal, or after the order.
pub fn silent_since(
    last: Option<NaiveDate>,
    order_on: Option<NaiveDate>,
    days: Option<u32>,
) -> Option<NaiveDate> {
    Some(last.max(order_on)? + Days::new(u64::from(days?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::term::tests::day;

    #[test]
    fn an_agreement_to_what_was_there_before_is_none_to_what_was_added() {
        let agreed = |day_of: &str, at: i64| Some((day(day_of), Moment(at)));
        let of = |mentor, mentee, lines: &[i64]| {
            PlanFacts { goals_at: None, mentor, mentee, lines: lines.iter().copied().map(Moment).collect() }
                .holding()
        };
        let (one, other) = (agreed("2026-09-20", 10), agreed("2026-09-21", 20));
        let on = |text: &str| Some(day(text));
        assert_eq!(of(one, other, &[5, 10]), (on("2026-09-20"), on("2026-09-21")));
        assert_eq!(of(one, other, &[11]), (None, on("2026-09-21")));
        assert_eq!(of(one, other, &[21]), (None, None));
        assert_eq!(of(None, other, &[]), (None, None), "there is nothing to agree to");
    }

    fn facts(mentor: Option<i64>, mentee: Option<i64>, lines: &[i64]) -> PlanState {
        let agreed = |at: Option<i64>| at.map(|at| (day("2026-09-20"), Moment(at)));
        PlanState::of(&PlanFacts {
            goals_at: Some(Moment(5)),
            mentor: agreed(mentor),
            mentee: agreed(mentee),
            lines: lines.iter().copied().map(Moment).collect(),
        })
    }

    #[test]
    fn clause_1_3_a_plan_is_agreed_by_both_to_what_is_in_it() {
        assert_eq!(facts(None, None, &[]), PlanState::Absent, "goals alone are no plan");
        assert_eq!(facts(Some(9), Some(9), &[]), PlanState::Absent);
        assert_eq!(facts(None, None, &[7]), PlanState::Draft { mentor: false, mentee: false });
        assert_eq!(facts(Some(8), None, &[7]), PlanState::Draft { mentor: true, mentee: false });
        assert_eq!(
            facts(Some(6), None, &[7]),
            PlanState::Draft { mentor: false, mentee: false },
            "before the line"
        );
        assert_eq!(facts(Some(7), Some(9), &[7]), PlanState::Agreed(day("2026-09-20")));
        assert_eq!(facts(Some(8), Some(9), &[7, 10]), PlanState::Changed(day("2026-09-20")));
        assert_eq!(facts(Some(8), Some(3), &[2]), PlanState::Changed(day("2026-09-20")), "goals came later");
        assert!(facts(Some(8), Some(9), &[10]).is_agreed() && !facts(Some(8), None, &[7]).is_agreed());
    }

    #[test]
    fn clause_6_2_a_line_is_overdue_the_day_after() {
        let due = day("2026-10-01");
        assert!(!is_overdue(due, None, day("2026-10-01")));
        assert!(is_overdue(due, None, day("2026-10-02")));
        assert!(!is_overdue(due, Some(day("2026-10-05")), day("2026-10-09")));
    }

    #[test]
    fn clause_1_4_a_pair_is_silent_after_the_days_of_the_pack() {
        let on = |last: Option<&str>| silent_since(last.map(day), Some(day("2026-09-01")), Some(30));
        assert_eq!(on(None), Some(day("2026-10-01")), "from the order on");
        assert_eq!(on(Some("2026-09-15")), Some(day("2026-10-15")));
        assert_eq!(silent_since(None, Some(day("2026-09-01")), None), None, "no pack says so");
        assert_eq!(plan_due(Some(day("2026-09-01")), Some(30)), Some(day("2026-10-01")));
        assert_eq!(plan_due(None, Some(30)), None);
    }
}
