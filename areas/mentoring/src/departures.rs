//! Who of the pairs at work has left the school: told by the works of their cards, no order is waited for (п. 3.6).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::{Conn, Result};
use people::Employment;

use crate::model::{Mentor, Pair, State};
use crate::rules::left_on;
use crate::store;

/// Mentors by pair, as the store gives them.
pub(crate) type Mentors = BTreeMap<i64, Vec<Mentor>>;

/// The last days of those who left.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Departures {
    mentors: BTreeMap<i64, NaiveDate>,
    mentees: BTreeMap<i64, NaiveDate>,
    alone: BTreeMap<i64, NaiveDate>,
}

impl Departures {
    /// Of these pairs; only those at work can lose anybody.
    pub fn of(conn: &mut Conn, pairs: &[Pair], mentors: &Mentors, today: NaiveDate) -> Result<Self> {
        let active: Vec<&Pair> = pairs.iter().filter(|pair| pair.state() == State::Active).collect();
        let parts = |pair: &Pair| mentors.get(&pair.id.0).into_iter().flatten().filter(|one| is_bound(one));
        let mut people: Vec<i64> = active.iter().map(|pair| pair.mentee_id.0).collect();
        people.extend(active.iter().flat_map(|pair| parts(pair)).map(|one| one.person_id.0));
        people.sort_unstable();
        people.dedup();
        let works = people::store::works_of(conn, &people)?;
        Ok(Self::told(pairs, (mentors, &works), today))
    }

    /// The same of what was read already.
    pub fn told(
        pairs: &[Pair],
        (mentors, works): (&Mentors, &BTreeMap<i64, Vec<Employment>>),
        today: NaiveDate,
    ) -> Self {
        let parts = |pair: &Pair| mentors.get(&pair.id.0).into_iter().flatten().filter(|one| is_bound(one));
        let mut found = Self::default();
        for pair in pairs.iter().filter(|pair| pair.state() == State::Active) {
            let of = |person: i64| works.get(&person).map_or(&[][..], Vec::as_slice);
            found.mentors.extend(
                parts(pair)
                    .filter_map(|one| Some((one.id.0, mentor_left(one, pair, of(one.person_id.0), today)?))),
            );
            let mentee = mentee_left(pair, of(pair.mentee_id.0), today);
            found.mentees.extend(mentee.map(|last| (pair.id.0, last)));
            let days: Option<Vec<NaiveDate>> = parts(pair).map(|one| found.mentor(one)).collect();
            found.alone.extend(days.and_then(|all| all.into_iter().max()).map(|last| (pair.id.0, last)));
        }
        found
    }

    /// Of the pairs at work of a place: the database names those of whom somebody may have left, the rule judges them.
    pub fn within(conn: &mut Conn, range: (&str, &str), today: NaiveDate) -> Result<Self> {
        let pairs = store::lines::suspects(conn, range, today)?;
        if pairs.is_empty() {
            return Ok(Self::default());
        }
        Ok(Self::read(conn, &pairs, today)?.0)
    }

    /// Of those of these pairs that are at work.
    pub fn among(conn: &mut Conn, lines: &[store::lines::Line], today: NaiveDate) -> Result<Self> {
        let active = lines.iter().filter(|one| State::of(&one.state) == State::Active);
        let ids: Vec<i64> = active.map(|one| one.id.0).collect();
        let pairs = store::lines::these(conn, &ids)?;
        Ok(Self::read(conn, &pairs, today)?.0)
    }

    /// The same with the mentors asked for.
    pub fn read(conn: &mut Conn, pairs: &[Pair], today: NaiveDate) -> Result<(Self, Mentors)> {
        let ids: Vec<i64> = pairs.iter().map(|pair| pair.id.0).collect();
        let mentors = store::mentors_of(conn, &ids)?;
        Ok((Self::of(conn, pairs, &mentors, today)?, mentors))
    }

    /// The last day of the mentee's work here as the card tells it, also one that is ahead.
    pub fn last_of_mentee(conn: &mut Conn, pair: &Pair) -> Result<Option<NaiveDate>> {
        Ok(Self::of_mentees(conn, std::slice::from_ref(pair), NaiveDate::MAX)?.remove(&pair.id.0))
    }

    /// The last days of the mentees of these pairs whose work here is over before a day, by pair; prepared ones as well.
    pub fn of_mentees(
        conn: &mut Conn,
        pairs: &[Pair],
        before: NaiveDate,
    ) -> Result<BTreeMap<i64, NaiveDate>> {
        let mut people: Vec<i64> = pairs.iter().map(|pair| pair.mentee_id.0).collect();
        people.sort_unstable();
        people.dedup();
        let works = people::store::works_of(conn, &people)?;
        let of = |pair: &Pair| works.get(&pair.mentee_id.0).map_or(&[][..], Vec::as_slice);
        Ok(pairs.iter().filter_map(|pair| Some((pair.id.0, mentee_left(pair, of(pair), before)?))).collect())
    }

    /// The last day of a mentor who left.
    pub fn mentor(&self, one: &Mentor) -> Option<NaiveDate> {
        self.of_part(one.id.0)
    }

    /// The same by the id of the part.
    pub fn of_part(&self, part: i64) -> Option<NaiveDate> {
        self.mentors.get(&part).copied()
    }

    /// The last day of the mentee who left.
    pub fn mentee(&self, pair: &Pair) -> Option<NaiveDate> {
        self.mentee_of(pair.id.0)
    }

    /// The same by the id of the pair.
    pub fn mentee_of(&self, pair: i64) -> Option<NaiveDate> {
        self.mentees.get(&pair).copied()
    }

    /// The pairs that have no mentor any more.
    pub fn left_alone(&self) -> impl Iterator<Item = i64> {
        self.alone.keys().copied()
    }

    /// The last day on which the pair had a mentor, if it has none any more.
    pub fn alone(&self, pair: &Pair) -> Option<NaiveDate> {
        self.alone_of(pair.id.0)
    }

    /// The same by the id of the pair.
    pub fn alone_of(&self, pair: i64) -> Option<NaiveDate> {
        self.alone.get(&pair).copied()
    }
}

#[cfg(test)]
impl Departures {
    /// How many there are of all kinds.
    pub fn count(&self) -> usize {
        self.mentors.len() + self.mentees.len() + self.alone.len()
    }
}

/// Whether the order made them a mentor and none has ended it.
fn is_bound(one: &Mentor) -> bool {
    one.from_on.is_some() && one.to_on.is_none()
}

/// The last day of a mentor of a pair at work. Who came by an agreement works elsewhere by its very nature: anywhere will do.
pub(crate) fn mentor_left(
    one: &Mentor,
    pair: &Pair,
    works: &[Employment],
    today: NaiveDate,
) -> Option<NaiveDate> {
    let is_asked = |work: &&Employment| !one.agreement.is_empty() || work.unit_id == pair.unit_id;
    let all: Vec<_> = works.iter().filter(is_asked).map(|work| (work.started_on, work.ended_on)).collect();
    left_on(&all, one.from_on?, today)
}

fn mentee_left(pair: &Pair, works: &[Employment], today: NaiveDate) -> Option<NaiveDate> {
    let here = works.iter().filter(|work| work.unit_id == pair.unit_id);
    let all: Vec<_> = here.map(|work| (work.started_on, work.ended_on)).collect();
    left_on(&all, pair.order_on.unwrap_or(pair.hired_on), today)
}
