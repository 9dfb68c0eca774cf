//! What is wrong with a pair: the board of the council's chair, the deputy and the head (п. 8.3: систематический контроль).

use chrono::NaiveDate;

use super::PlanState;

/// Something that is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wrong {
    /// All its mentors have left (п. 3.6).
    Alone,
    /// No plan agreed by both in time (п. 1.3).
    Plan,
    /// The council has not reviewed the mentor's plan (п. 8.3).
    Review,
    /// Lines of the plan are overdue (п. 6.2).
    Overdue,
    /// The journal is silent (п. 1.4).
    Silent,
    /// A planned visit was not held (пп. 4.5, 8.2).
    Visits,
    /// A report of the mentor is late (п. 4.4).
    Reports,
    /// A report of the mentee is late (п. 6.6).
    MenteeReports,
    /// Not briefed (п. 8.3).
    Briefing,
    /// Something waits for an answer.
    Answers,
}

impl Wrong {
    /// All, in the order of the filter.
    pub const ALL: [Self; 10] = [
        Self::Alone,
        Self::Plan,
        Self::Review,
        Self::Overdue,
        Self::Silent,
        Self::Visits,
        Self::Reports,
        Self::MenteeReports,
        Self::Briefing,
        Self::Answers,
    ];

    /// Its code in an address.
    pub fn code(self) -> &'static str {
        match self {
            Self::Alone => "alone",
            Self::Plan => "plan",
            Self::Review => "review",
            Self::Overdue => "overdue",
            Self::Silent => "silent",
            Self::Visits => "visits",
            Self::Reports => "reports",
            Self::MenteeReports => "mentee-reports",
            Self::Briefing => "briefing",
            Self::Answers => "answers",
        }
    }

    /// The words of the filter.
    pub fn title(self) -> &'static str {
        match self {
            Self::Alone => "без наставника",
            Self::Plan => "план не\u{a0}согласован",
            Self::Review => "план не\u{a0}рассмотрен советом",
            Self::Overdue => "просрочены дела плана",
            Self::Silent => "журнал молчит",
            Self::Visits => "посещение не\u{a0}состоялось",
            Self::Reports => "нет отчёта наставника",
            Self::MenteeReports => "нет отчёта наставляемого",
            Self::Briefing => "нет инструктажа",
            Self::Answers => "ждёт ответа",
        }
    }
}

/// How a pair at work stands.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The last day it had a mentor, if it has none any more.
    pub alone_since: Option<NaiveDate>,
    /// The plan.
    pub plan: PlanState,
    /// The day by which it must be agreed.
    pub plan_due: Option<NaiveDate>,
    /// The council reviewed it.
    pub is_reviewed: bool,
    /// Lines of the plan, done, overdue.
    pub lines: (usize, usize, usize),
    /// The day of the earliest line that is overdue.
    pub overdue_since: Option<NaiveDate>,
    /// The last line of the journal.
    pub last: Option<NaiveDate>,
    /// The day it fell or falls silent.
    pub silent_since: Option<NaiveDate>,
    /// Visits held, still to come, missed.
    pub visits: (usize, usize, usize),
    /// The day of the earliest visit missed.
    pub missed_since: Option<NaiveDate>,
    /// Late reports of the mentor.
    pub late_reports: usize,
    /// Late reports of the mentee.
    pub late_mentee_reports: usize,
    /// Mentors and mentee were briefed; none: the rules ask for no briefing.
    pub is_briefed: Option<bool>,
    /// How much waits for an answer.
    pub waiting: usize,
}

impl Standing {
    /// What is wrong today.
    pub fn wrongs(&self, today: NaiveDate) -> Vec<Wrong> {
        let is_past = |day: Option<NaiveDate>| day.is_some_and(|day| day < today);
        let is = |wrong: &Wrong| match wrong {
            Wrong::Alone => self.alone_since.is_some(),
            Wrong::Plan => !self.plan.is_agreed() && is_past(self.plan_due),
            Wrong::Review => self.plan.is_agreed() && !self.is_reviewed && self.plan_due.is_some(),
            Wrong::Overdue => self.lines.2 > 0,
            Wrong::Silent => is_past(self.silent_since),
            Wrong::Visits => self.visits.2 > 0,
            Wrong::Reports => self.late_reports > 0,
            Wrong::MenteeReports => self.late_mentee_reports > 0,
            Wrong::Briefing => self.is_briefed == Some(false),
            Wrong::Answers => self.waiting > 0,
        };
        Wrong::ALL.into_iter().filter(is).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::term::tests::day;

    fn well() -> Standing {
        Standing {
            alone_since: None,
            plan: PlanState::Agreed(day("2026-09-20")),
            plan_due: Some(day("2026-10-01")),
            is_reviewed: true,
            lines: (3, 1, 0),
            overdue_since: None,
            last: Some(day("2026-09-25")),
            silent_since: Some(day("2026-10-25")),
            visits: (1, 1, 0),
            missed_since: None,
            late_reports: 0,
            late_mentee_reports: 0,
            is_briefed: Some(true),
            waiting: 0,
        }
    }

    #[test]
    fn a_pair_that_stands_well_has_nothing_wrong_and_each_wrong_shows_alone() {
        let today = day("2026-10-02");
        assert_eq!(well().wrongs(today), []);
        let draft = PlanState::Draft { mentor: true, mentee: false };
        for (standing, wrong) in [
            (Standing { alone_since: Some(day("2026-10-01")), ..well() }, Wrong::Alone),
            (Standing { plan: draft, ..well() }, Wrong::Plan),
            (Standing { is_reviewed: false, ..well() }, Wrong::Review),
            (Standing { lines: (3, 1, 1), ..well() }, Wrong::Overdue),
            (Standing { silent_since: Some(day("2026-10-01")), ..well() }, Wrong::Silent),
            (Standing { visits: (0, 0, 1), ..well() }, Wrong::Visits),
            (Standing { late_reports: 1, ..well() }, Wrong::Reports),
            (Standing { late_mentee_reports: 1, ..well() }, Wrong::MenteeReports),
            (Standing { is_briefed: Some(false), ..well() }, Wrong::Briefing),
            (Standing { waiting: 2, ..well() }, Wrong::Answers),
        ] {
            assert_eq!(standing.wrongs(today), [wrong]);
        }
    }

    #[test]
    fn a_plan_is_not_missed_on_its_day_and_a_pack_without_the_number_asks_for_none() {
        let draft = Standing { plan: PlanState::Absent, ..well() };
        assert_eq!(draft.wrongs(day("2026-10-01")), []);
        assert_eq!(draft.wrongs(day("2026-10-02")), [Wrong::Plan]);
        let silent = Standing { plan_due: None, is_reviewed: false, silent_since: None, ..draft };
        assert_eq!(silent.wrongs(day("2030-01-01")), [], "no rule, nothing wrong");
        let edge = Standing { silent_since: Some(day("2026-10-02")), ..well() };
        assert_eq!(edge.wrongs(day("2026-10-02")), [], "the thirtieth day is still in time");
    }
}
