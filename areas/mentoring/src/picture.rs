//! The pairs of a place on a day, as pictures and lists count them: a statement a kind, few columns, whatever the place is. The
//! list behind a figure is picked from the same sets, so that figure and list cannot differ.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use db::{Conn, Moment, Ranges, Result};
use packs::Effective;
use people::carried::Carried;
use registry::school_year_start;

use crate::departures::Departures;
use crate::model::{Pair, State};
use crate::owed;
use crate::rules::half::of_mentor;
use crate::rules::{Half, keeps_day, order_due, owed_between, reported_on, span};
use crate::store::lines::{self, Line, Part};

/// The day of a picture.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Day {
    /// The day itself.
    pub on: NaiveDate,
    /// Its end, for a day of the past; none: today, when states are as stored.
    pub until: Option<Moment>,
}

impl Day {
    /// The school year of the day, until the day.
    pub fn year(&self) -> (NaiveDate, NaiveDate) {
        (school_year_start(self.on), self.on)
    }
}

/// The pairs of a place on a day.
pub(crate) struct Pairs {
    range: (String, String),
    /// The day.
    pub day: Day,
    /// Each with its state on the day; those that were not begun are left out.
    pub lines: Vec<(Line, State)>,
    /// Pairs that were over before the work of their mentees was carried on here.
    before: Vec<(Line, State)>,
    /// Parts of mentors by an order.
    pub parts: Vec<Part>,
    gone: Departures,
}

impl Pairs {
    /// Every pair of the place.
    pub fn of(conn: &mut Conn, path: &str, day: Day) -> Result<Self> {
        let scope = Ranges::under([path]);
        let (from, to) = scope.pairs().first().cloned().unwrap_or_default();
        let lines = lines::lines_within(conn, &scope)?;
        let parts = lines::parts_within(conn, (&from, &to))?;
        let gone = Departures::within(conn, (&from, &to), day.on)?;
        let before = before(conn, path, day, None)?;
        Ok(Self { range: (from, to), day, lines: on(lines, day), before, parts, gone })
    }

    /// The pairs of these mentees there; who of a pair has left is not asked.
    pub fn of_mentees(conn: &mut Conn, path: &str, mentees: &[i64], day: Day) -> Result<Self> {
        let scope = Ranges::under([path]);
        let (from, to) = scope.pairs().first().cloned().unwrap_or_default();
        let lines = lines::lines_of(conn, &scope, mentees)?;
        let ids: Vec<i64> = lines.iter().map(|one| one.id.0).collect();
        let parts = lines::parts_of(conn, &ids)?;
        let gone = Departures::among(conn, &lines, day.on)?;
        let before = before(conn, path, day, Some(mentees))?;
        Ok(Self { range: (from, to), day, lines: on(lines, day), before, parts, gone })
    }

    /// Who has a pair in this state; one at work that has lost its mentors or its mentee serves nobody.
    pub fn mentees(&self, state: State) -> BTreeSet<i64> {
        if state == State::Active {
            return self.serving().map(|pair| pair.mentee_id).collect();
        }
        self.lines.iter().filter(|(_, now)| *now == state).map(|(pair, _)| pair.mentee_id).collect()
    }

    /// Pairs at work that serve somebody: their mentors have not all left, nor has the mentee (п. 3.6).
    pub fn serving(&self) -> impl Iterator<Item = &Line> {
        let active = self.lines.iter().filter(|(_, state)| *state == State::Active);
        active.map(|(pair, _)| pair).filter(move |pair| !self.is_over(pair))
    }

    /// Pairs of a state, as the list under it shows them: one at work whose mentors have all left stands in a list of its own.
    pub fn of_state(&self, state: State) -> impl Iterator<Item = &Line> {
        let of = self.lines.iter().filter(move |(_, now)| *now == state).map(|(pair, _)| pair);
        of.filter(move |pair| state != State::Active || self.alone(pair.id.0).is_none())
    }

    /// The last day on which a pair at work had a mentor, if it has none any more.
    pub fn alone(&self, pair: i64) -> Option<NaiveDate> {
        self.gone.alone_of(pair)
    }

    /// Whether a pair at work has lost all its mentors, or its mentee.
    fn is_over(&self, pair: &Line) -> bool {
        self.gone.alone_of(pair.id.0).is_some() || self.gone.mentee_of(pair.id.0).is_some()
    }

    /// The last day of a mentor who left a pair at work, by their part.
    pub fn left(&self, part: i64) -> Option<NaiveDate> {
        self.gone.of_part(part)
    }

    /// Whom a pair serves, or served to its end.
    pub fn served(&self) -> BTreeSet<i64> {
        let serves = |(pair, state): &&(Line, State)| match state {
            State::Active => !self.is_over(pair),
            State::Ended => pair.end_ground.is_empty(),
            State::Preparing | State::Cancelled => false,
        };
        self.lines.iter().chain(&self.before).filter(serves).map(|(pair, _)| pair.mentee_id).collect()
    }

    /// Whose pair had its order and ended early: the last day of the last of them.
    pub fn left_alone(&self) -> BTreeMap<i64, NaiveDate> {
        let mut found = BTreeMap::new();
        let all = self.lines.iter().chain(&self.before);
        let ended = all.filter(|(_, state)| *state == State::Ended).map(|(pair, _)| pair);
        for pair in ended.filter(|pair| !pair.end_ground.is_empty() && pair.order_on.is_some()) {
            let last: &mut NaiveDate = found.entry(pair.mentee_id).or_insert(NaiveDate::MIN);
            *last = pair.ended_on.map_or(*last, |day| day.max(*last));
        }
        found
    }

    /// The first orders of mentees that had a day to keep, issued in the school year or missing past their day: each with whether
    /// it kept it. Who had a mentor before and gets another is not late by the day of hiring (п. 3.1).
    pub fn orders(&self, conn: &mut Conn, rules: &Effective) -> Result<Vec<(&Line, bool)>> {
        let (from, to) = self.day.year();
        let is_due = |pair: &Line| {
            let days = (pair.hired_on, pair.order_on.unwrap_or(to));
            keeps_day(&rules.mentoring, &pair.category, days)
        };
        let kept = |pair: &Line, state: State| {
            let due = order_due(pair.hired_on, &rules.mentoring, &rules.calendar)?;
            match pair.order_on.filter(|on| *on <= to) {
                Some(on) => (from <= on).then_some(on <= due),
                None => (state == State::Preparing && due < to).then_some(false),
            }
        };
        let due = self.lines.iter().filter(|(pair, state)| *state != State::Cancelled && is_due(pair));
        let found: Vec<(&Line, bool)> =
            due.filter_map(|(pair, state)| Some((pair, kept(pair, *state)?))).collect();
        let mentees: BTreeSet<i64> = found.iter().map(|(pair, _)| pair.mentee_id).collect();
        let mentees: Vec<i64> = mentees.into_iter().collect();
        let everywhere = Ranges::under(["/"]);
        let mut firsts: BTreeMap<i64, (NaiveDate, i64)> = BTreeMap::new();
        for one in lines::lines_of(conn, &everywhere, &mentees)? {
            let is_cancelled = State::of(&one.state) == State::Cancelled;
            if let Some(on) = one.order_on.filter(|on| *on <= to && !is_cancelled) {
                let first = firsts.entry(one.mentee_id).or_insert((on, one.id.0));
                *first = (*first).min((on, one.id.0));
            }
        }
        let is_first = |pair: &Line| firsts.get(&pair.mentee_id).is_none_or(|(_, first)| *first == pair.id.0);
        Ok(found.into_iter().filter(|(pair, _)| is_first(pair)).collect())
    }

    /// Reports of mentors whose day came in the school year: each with how it was kept.
    pub fn reports(&self, conn: &mut Conn, rules: &Effective) -> Result<Vec<(&Line, Half, Keeping)>> {
        if rules.mentoring.limit("reports").is_none() {
            return Ok(Vec::new());
        }
        let (from, to) = self.day.year();
        let handed = lines::handed_within(conn, (&self.range.0, &self.range.1))?.into_iter();
        let mut by_pair: BTreeMap<i64, Vec<(Half, NaiveDate)>> = BTreeMap::new();
        let handed = handed.filter(|one| one.on <= to);
        for (pair, half, on) in handed.filter_map(|one| Some((one.pair, Half::read(&one.half)?, one.on))) {
            by_pair.entry(pair).or_default().push((half, on));
        }
        let of = of_mentor(&rules.mentoring);
        let mut found = Vec::new();
        for (pair, _) in &self.lines {
            let days = (pair.order_on, pair.ends_on);
            let Some(span) = span(days, pair.ended_on) else { continue };
            let told = by_pair.get(&pair.id.0).map_or(&[][..], Vec::as_slice);
            for half in owed_between(days, pair.ended_on, (to, of)) {
                if from <= half.due() && half.due() < to {
                    let on = reported_on(told, half, span);
                    found.push((pair, half, Keeping::of(on, half.due())));
                }
            }
        }
        // What nobody handed in is owed as duties say it: somebody answers for it still.
        let missing = found.iter().filter(|(_, _, kept)| *kept == Keeping::Missing);
        let owed =
            answered(conn, &missing.map(|(pair, half, _)| (pair.id.0, *half)).collect::<Vec<_>>(), to)?;
        found.retain(|(pair, half, kept)| *kept != Keeping::Missing || owed.contains(&(pair.id.0, *half)));
        Ok(found)
    }

    /// Whether a part as a mentor goes on on the day, its last one included.
    pub fn is_at_work(&self, one: &Part) -> bool {
        one.from.is_some_and(|from| from <= self.day.on)
            && one.to.is_none_or(|last| self.day.until.is_some() && last >= self.day.on)
            && self.gone.of_part(one.id).is_none()
    }

    /// The parts that go on on the day, of pairs at work.
    pub fn at_work(&self) -> impl Iterator<Item = &Part> {
        let active = self.lines.iter().filter(|(_, state)| *state == State::Active);
        let active: BTreeSet<i64> = active.map(|(pair, _)| pair.id.0).collect();
        self.parts.iter().filter(move |one| active.contains(&one.pair) && self.is_at_work(one))
    }

    /// The mentees each mentor has on the day, by the mentor's card.
    pub fn load(&self) -> BTreeMap<i64, usize> {
        let mut load = BTreeMap::new();
        for one in self.at_work() {
            *load.entry(one.person).or_insert(0) += 1;
        }
        load
    }
}

/// Those of these halves, each of a pair, that somebody answers for.
fn answered(conn: &mut Conn, halves: &[(i64, Half)], today: NaiveDate) -> Result<BTreeSet<(i64, Half)>> {
    let ids: BTreeSet<i64> = halves.iter().map(|(pair, _)| *pair).collect();
    let pairs = lines::these(conn, &ids.into_iter().collect::<Vec<i64>>())?;
    let pairs: BTreeMap<i64, Pair> = pairs.into_iter().map(|pair| (pair.id.0, pair)).collect();
    let known = halves.iter().filter_map(|(pair, half)| Some((pairs.get(pair)?.clone(), *half)));
    let owed = owed::answered(conn, known.collect(), today)?;
    Ok(owed.into_iter().map(|one| (one.pair.id.0, one.half)).collect())
}

/// Pairs that ended where the work of their mentees was carried on from.
fn before(conn: &mut Conn, path: &str, day: Day, mentees: Option<&[i64]>) -> Result<Vec<(Line, State)>> {
    let carried = Carried::into(conn, path)?;
    let mut people = carried.people();
    people.retain(|one| mentees.is_none_or(|mentees| mentees.contains(one)));
    let mut lines = lines::lines_of(conn, &Ranges::under(["/"]), &people)?;
    lines.retain(|one| carried.holds(one.mentee_id, &one.unit_path));
    let mut found = on(lines, day);
    found.retain(|(_, state)| *state == State::Ended);
    Ok(found)
}

fn on(lines: Vec<Line>, day: Day) -> Vec<(Line, State)> {
    let known = |line: Line| Some((state(&line, day)?, line));
    lines.into_iter().filter_map(known).map(|(state, line)| (line, state)).collect()
}

/// How a report kept its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keeping {
    /// In time.
    InTime,
    /// Later.
    Late,
    /// Not yet.
    Missing,
}

impl Keeping {
    fn of(on: Option<NaiveDate>, due: NaiveDate) -> Self {
        match on {
            Some(on) if on <= due => Self::InTime,
            Some(_) => Self::Late,
            None => Self::Missing,
        }
    }
}

/// The state of a pair on a day; none: it was not begun.
fn state(pair: &Line, day: Day) -> Option<State> {
    let Some(until) = day.until else { return Some(State::of(&pair.state)) };
    let is_over = pair.ended_on.is_some_and(|last| last <= day.on);
    if pair.order_on.is_some_and(|on| on <= day.on) {
        return Some(if is_over { State::Ended } else { State::Active });
    }
    if pair.created_at >= until {
        return None;
    }
    Some(if is_over { State::Cancelled } else { State::Preparing })
}
