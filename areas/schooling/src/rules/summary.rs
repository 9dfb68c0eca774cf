//! What a school year came to: planned and held by direction, attendance beside the year before, who never came.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::model::{Attendance, Session, SessionId, State};

/// Sessions of a direction.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// Of the pack.
    pub direction: String,
    /// All of them, whatever became of each.
    pub planned: usize,
    /// Held.
    pub held: usize,
    /// Called off.
    pub cancelled: usize,
    /// Visits.
    pub visits: usize,
}

/// Visits out of those there could have been.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counted {
    /// Held sessions.
    pub held: usize,
    /// Visits of participants.
    pub visits: usize,
    /// Participants of the days, each counted once a session.
    pub expected: usize,
}

impl Counted {
    /// Whole per cents, a half rounds up; none: nobody was expected.
    pub fn percent(self) -> Option<usize> {
        (self.expected > 0).then(|| (self.visits * 200 + self.expected) / (self.expected * 2))
    }
}

/// A year of a school.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// By direction, in the order of the pack; unknown ones last.
    pub lines: Vec<Line>,
    /// This year.
    pub now: Counted,
    /// The year before.
    pub before: Counted,
    /// Participants now who were at no session held this year.
    pub never: Vec<i64>,
}

/// Computes it: `participants` are those of now who came before the last session held.
pub fn summary(
    (sessions, attendances): (&[Session], &[Attendance]),
    (year, before): ((NaiveDate, NaiveDate), (NaiveDate, NaiveDate)),
    directions: &[String],
    participants: &[i64],
) -> Summary {
    let within = |(from, to): (NaiveDate, NaiveDate)| -> Vec<&Session> {
        sessions.iter().filter(|one| from <= one.day() && one.day() <= to).collect()
    };
    let now = within(year);
    let held: BTreeSet<SessionId> =
        now.iter().filter(|one| one.state() == State::Held).map(|one| one.id).collect();
    let came: BTreeSet<i64> = attendances
        .iter()
        .filter(|one| one.was_there && held.contains(&one.session_id))
        .map(|one| one.person_id.0)
        .collect();
    let never = participants.iter().copied().filter(|one| !held.is_empty() && !came.contains(one)).collect();
    Summary {
        lines: lines(&now, attendances, directions),
        now: counted(&now, attendances),
        before: counted(&within(before), attendances),
        never,
    }
}

fn counted(sessions: &[&Session], attendances: &[Attendance]) -> Counted {
    let held: BTreeSet<SessionId> =
        sessions.iter().filter(|one| one.state() == State::Held).map(|one| one.id).collect();
    let of = attendances.iter().filter(|one| held.contains(&one.session_id));
    let (visits, expected) =
        of.fold((0, 0), |(visits, all), one| (visits + usize::from(one.was_there), all + 1));
    Counted { held: held.len(), visits, expected }
}

fn lines(sessions: &[&Session], attendances: &[Attendance], directions: &[String]) -> Vec<Line> {
    let mut visits: BTreeMap<SessionId, usize> = BTreeMap::new();
    for one in attendances.iter().filter(|one| one.was_there) {
        *visits.entry(one.session_id).or_default() += 1;
    }
    let mut order: Vec<String> = directions.to_vec();
    for one in sessions {
        if !order.contains(&one.direction) {
            order.push(one.direction.clone());
        }
    }
    let line = |direction: String| {
        let own: Vec<&&Session> = sessions.iter().filter(|one| one.direction == direction).collect();
        let count = |state: State| own.iter().filter(|one| one.state() == state).count();
        let held = own.iter().filter(|one| one.state() == State::Held);
        Line {
            planned: own.len(),
            held: count(State::Held),
            cancelled: count(State::Cancelled),
            visits: held.filter_map(|one| visits.get(&one.id)).sum(),
            direction,
        }
    };
    order.into_iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use db::Moment;
    use people::PersonId;
    use structures::model::StructureId;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn session(id: i64, direction: &str, on: &str, state: State) -> Session {
        Session {
            id: SessionId(id),
            structure_id: StructureId(1),
            direction: direction.to_owned(),
            form: String::new(),
            topic: String::new(),
            planned_on: day(on),
            begins: String::new(),
            place: String::new(),
            led_by: String::new(),
            state: state.code().to_owned(),
            held_on: (state == State::Held).then(|| day(on)),
            reason: String::new(),
            created_by: None,
            created_at: Moment(0),
            updated_at: Moment(0),
            version: 1,
        }
    }

    fn was(session: i64, person: i64, was_there: bool) -> Attendance {
        Attendance {
            id: session * 100 + person,
            session_id: SessionId(session),
            person_id: PersonId(person),
            was_there,
        }
    }

    #[test]
    fn a_year_is_counted_beside_the_one_before() {
        let sessions = [
            session(1, "a", "2025-05-10", State::Held),
            session(2, "a", "2025-09-01", State::Held),
            session(3, "b", "2026-01-20", State::Cancelled),
            session(4, "b", "2026-08-31", State::Planned),
            session(5, "b", "2026-09-01", State::Planned),
        ];
        let attendances =
            [was(1, 7, true), was(1, 8, false), was(2, 7, true), was(2, 8, true), was(2, 9, false)];
        let years = ((day("2025-09-01"), day("2026-08-31")), (day("2024-09-01"), day("2025-08-31")));
        let found = summary((&sessions, &attendances), years, &["b".to_owned()], &[7, 8, 9]);
        assert_eq!(found.now, Counted { held: 1, visits: 2, expected: 3 });
        assert_eq!(found.before, Counted { held: 1, visits: 1, expected: 2 });
        assert_eq!((found.now.percent(), found.before.percent()), (Some(67), Some(50)));
        assert_eq!(found.never, [9]);
        let told: Vec<(&str, usize, usize, usize, usize)> = found
            .lines
            .iter()
            .map(|one| (one.direction.as_str(), one.planned, one.held, one.cancelled, one.visits))
            .collect();
        assert_eq!(told, [("b", 2, 0, 1, 0), ("a", 1, 1, 0, 2)]);
    }

    #[test]
    fn before_the_first_session_nobody_is_blamed() {
        let years = ((day("2025-09-01"), day("2026-08-31")), (day("2024-09-01"), day("2025-08-31")));
        let found = summary((&[], &[]), years, &[], &[7]);
        assert!(found.never.is_empty() && found.now.percent().is_none());
    }
}
