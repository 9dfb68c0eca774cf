//! Duties of the year about the young and their mentors, told of many units at once: by documents in force, by the study of
//! adaptation, by orders of mentoring (Амурская область, приложение 7, раздел 2: М23–М25, И2).

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use documents::Document;
use mentoring::Newcomer;
use packs::{Effective, YearlyDuty};
use units::UnitId;
use web::russian;

use crate::actions::summing::is_of_year;
use crate::joined::{self, Joined};
use crate::rules::{Standing, Term, school_year, standing, term};
use crate::store;

/// A unit asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// The unit.
    pub unit: UnitId,
    /// Its path.
    pub path: String,
}

/// A duty of a unit.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    /// What is asked.
    pub duty: YearlyDuty,
    /// Whose.
    pub unit: UnitId,
    /// Its day.
    pub term: Term,
    /// How it stands.
    pub standing: Standing,
    /// What closes it: a paper or a study, and its page.
    pub papers: Vec<(String, String)>,
    /// «изучено 5 из 7», «без наставника: 2»
    pub notes: Vec<String>,
}

impl Item {
    /// What it is waiting for on the screen, where nothing closes it.
    pub fn is_open(&self) -> bool {
        self.standing != Standing::Met
    }
}

/// What places did about the young.
#[derive(Default)]
struct Known {
    /// By the path of their unit.
    documents: BTreeMap<String, Vec<Document>>,
    /// By path, so that those of a place lie together.
    newcomers: Vec<Newcomer>,
    /// The paths of those whom no pair serves, in order.
    lacking: Vec<String>,
    studied: BTreeSet<i64>,
    /// Members of associations of the young.
    joined: Vec<Joined>,
}

/// The duties of a level of these units, all at or under a path: by unit, in the order of the pack.
pub(crate) fn of(
    conn: &mut Conn,
    (top, level): (&str, &str),
    places: &[Place],
    (rules, today): (&Effective, NaiveDate),
) -> Result<Vec<Item>> {
    of_levels(conn, top, &[(level, places)], (rules, today))
}

/// The same of several levels, read at once.
pub(crate) fn of_levels(
    conn: &mut Conn,
    top: &str,
    levels: &[(&str, &[Place])],
    (rules, today): (&Effective, NaiveDate),
) -> Result<Vec<Item>> {
    let of = |(level, places): &(&str, _)| (rules.mentoring.yearly_of(level).cloned().collect(), *places);
    let levels: Vec<(Vec<YearlyDuty>, &[Place])> = levels.iter().map(of).collect();
    let asked = levels.iter().filter(|(_, places)| !places.is_empty());
    let all: Vec<YearlyDuty> = asked.flat_map(|(duties, _)| duties.clone()).collect();
    let known = known(conn, top, &all, (rules, today))?;
    Ok(levels.iter().flat_map(|(duties, places)| items(duties, places, &known, today)).collect())
}

/// The same of these duties alone.
pub(crate) fn of_these(
    conn: &mut Conn,
    top: &str,
    places: &[Place],
    duties: &[YearlyDuty],
    (rules, today): (&Effective, NaiveDate),
) -> Result<Vec<Item>> {
    let known = known(conn, top, duties, (rules, today))?;
    Ok(items(duties, places, &known, today))
}

fn items(duties: &[YearlyDuty], places: &[Place], known: &Known, today: NaiveDate) -> Vec<Item> {
    let of =
        |place: &Place| -> Vec<Item> { duties.iter().map(|duty| item(duty, place, known, today)).collect() };
    places.iter().flat_map(of).collect()
}

fn known(
    conn: &mut Conn,
    top: &str,
    duties: &[YearlyDuty],
    (rules, today): (&Effective, NaiveDate),
) -> Result<Known> {
    let scope = Ranges::under([top]);
    let mut kinds: Vec<String> = duties.iter().flat_map(|one| one.documents.clone()).collect();
    kinds.sort();
    kinds.dedup();
    let mut known = Known::default();
    if !kinds.is_empty() {
        for one in store::held(conn, &scope, &kinds, today)? {
            known.documents.entry(one.unit_path.clone()).or_default().push(one);
        }
    }
    if duties.iter().any(|one| one.studied) {
        known.studied = mentoring::studied::within(conn, &scope, school_year(today))?.into_keys().collect();
    }
    if duties.iter().any(|one| one.studied || one.mentored) {
        known.newcomers = mentoring::newcomers(conn, top, rules, today)?;
        known.newcomers.sort_by(|a, b| (&a.unit_path, a.person).cmp(&(&b.unit_path, b.person)));
    }
    if duties.iter().any(|one| one.mentored) {
        let served = mentoring::served(conn, top, &known.newcomers)?;
        let lacking = known.newcomers.iter().filter(|one| !served.contains(&one.person));
        known.lacking = lacking.map(|one| one.unit_path.clone()).collect();
    }
    let mut kinds: Vec<String> = duties.iter().flat_map(|one| one.joined.clone()).collect();
    kinds.sort();
    kinds.dedup();
    if !kinds.is_empty() {
        known.joined = joined::of(conn, top, &kinds, today)?;
    }
    Ok(known)
}

fn item(duty: &YearlyDuty, place: &Place, known: &Known, today: NaiveDate) -> Item {
    let term = term(duty, today);
    let year = school_year(today);
    let counts =
        |one: &&Document| duty.documents.contains(&one.kind) && (!duty.anew || is_of_year(one, year, today));
    let here = known.documents.get(&place.path).into_iter().flatten();
    let papers: Vec<(String, String)> =
        here.filter(counts).map(|one| (one.title_line(), one.url())).collect();
    let mut item = Item {
        duty: duty.clone(),
        unit: place.unit,
        term,
        standing: Standing::Ahead,
        papers,
        notes: Vec::new(),
    };
    let mut is_met = !item.papers.is_empty();
    if duty.studied {
        is_met |= studied(&mut item, place, known);
    }
    if !duty.joined.is_empty() {
        is_met |= joined(&mut item, place, known);
    }
    if duty.mentored {
        is_met &= mentored(&mut item, place, known);
    }
    item.standing = standing(is_met, term.due, today);
    item
}

/// Whether everybody young of the place was studied this year.
fn studied(item: &mut Item, place: &Place, known: &Known) -> bool {
    let here: BTreeMap<i64, bool> = under(&known.newcomers, &place.path, |one| &one.unit_path)
        .iter()
        .map(|one| (one.person, known.studied.contains(&one.person)))
        .collect();
    let (done, all) = (here.values().filter(|done| **done).count(), here.len());
    if all == 0 {
        item.notes.push("молодых специалистов нет".to_owned());
        return false;
    }
    item.notes.push(format!("изучена адаптация {done} из\u{a0}{all}"));
    if done == all {
        let url = format!("/mentoring/young?unit={}&who=studied", place.unit);
        item.papers.push(("изучены все".to_owned(), url));
    }
    done == all
}

/// Whether somebody of the place is a member of the association; how many are, and how many came to what it held.
fn joined(item: &mut Item, place: &Place, known: &Known) -> bool {
    let is_here = |one: &&Joined| one.paths.iter().any(|path| path.starts_with(&place.path));
    let here: Vec<&Joined> = known.joined.iter().filter(is_here).collect();
    let came = here.iter().filter(|one| one.came).count();
    item.notes.push(if here.is_empty() {
        "членов ассоциации нет".to_owned()
    } else {
        format!("членов ассоциации: {}, на\u{a0}её мероприятиях в\u{a0}этом году были: {came}", here.len())
    });
    !here.is_empty()
}

/// Whether nobody young of the place is without a mentor.
fn mentored(item: &mut Item, place: &Place, known: &Known) -> bool {
    let lacking = under(&known.lacking, &place.path, String::as_str).len();
    if lacking > 0 {
        let count = russian::counted(
            i64::try_from(lacking).unwrap_or(i64::MAX),
            "молодой специалист",
            "молодых специалиста",
            "молодых специалистов",
        );
        item.notes.push(format!("без наставника: {count}"));
    }
    lacking == 0
}

/// Of things in the order of their paths those at and under one: they lie together.
fn under<'a, T>(all: &'a [T], path: &str, of: impl Fn(&T) -> &str) -> &'a [T] {
    let from = all.partition_point(|one| of(one) < path);
    let count = all[from..].partition_point(|one| of(one).starts_with(path));
    &all[from..from + count]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_under_a_path_lie_together() {
        let all = ["/1/", "/1/12/", "/1/12/3/", "/1/12/4/", "/1/120/", "/1/13/"];
        let count = |path| under(&all, path, |one| one).len();
        assert_eq!((count("/1/"), count("/1/12/"), count("/1/12/4/")), (6, 3, 1));
        assert_eq!((count("/1/11/"), count("/1/14/"), count("/2/")), (0, 0, 0));
    }
}
