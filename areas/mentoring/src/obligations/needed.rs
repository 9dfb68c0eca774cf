//! Who needs a mentor: the young specialists of a place whom no pair serves, each a duty by the day of the rules.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use packs::Effective;
use people::rules::marks::MarkKind;
use people::staff::{self, Colleague};
use registry::Obligation;
use web::russian;

use crate::actions::pairing::choice_url;
use crate::model::{Pair, State};
use crate::rules::{Need, cited, need};
use crate::store;

/// A young specialist of the place who has no mentor.
pub struct Lacking {
    /// The person.
    pub colleague: Colleague,
    /// What is needed.
    pub need: Need,
    /// The pair that is being prepared.
    pub preparing: Option<Pair>,
}

impl Lacking {
    /// «Принята 10.06.2026», and after an early end «, наставничество прекращено 18.06.2026»: what the day is counted from.
    pub(crate) fn since(&self, hired: [&'static str; 3]) -> String {
        let hired = self.colleague.person.name().said(hired);
        let left = self.need.left_on.map(|day| format!(", наставничество прекращено {}", russian::date(day)));
        format!("{hired} {}{}", russian::date(self.need.hired_on), left.unwrap_or_default())
    }
}

/// Young specialists of a place without a pair, the earliest day first. The rules are those of the place.
pub fn needs(conn: &mut Conn, path: &str, rules: &Effective, today: NaiveDate) -> Result<Vec<Lacking>> {
    let young = young_specialists(conn, path, rules, today)?;
    let ids: Vec<i64> = young.iter().map(|(one, _)| one.person.id.0).collect();
    let pairs = store::of_mentees(conn, &ids)?;
    Ok(lacking(young, &pairs, rules))
}

/// Those of these young specialists whom no pair of their organisation serves, the earliest day first: one broken off serves
/// nobody, one being prepared does not yet.
pub(crate) fn lacking(young: Vec<(Colleague, NaiveDate)>, pairs: &[Pair], rules: &Effective) -> Vec<Lacking> {
    let serves = |pair: &&Pair| match pair.state() {
        State::Active => true,
        State::Ended => pair.end_ground.is_empty(),
        State::Preparing | State::Cancelled => false,
    };
    let paired: BTreeSet<(i64, i64)> =
        pairs.iter().filter(serves).map(|pair| (pair.mentee_id.0, pair.unit_id.0)).collect();
    let lacking = |(one, hired): (Colleague, NaiveDate)| {
        let person = &one.person;
        let places = places(&one);
        let has = places.iter().any(|place| paired.contains(&(person.id.0, *place)));
        let ended =
            pairs.iter().filter(|pair| pair.mentee_id == person.id && places.contains(&pair.unit_id.0));
        let left = ended.filter_map(left_alone).max();
        let need = need((hired, left), true, has, &rules.mentoring, &rules.calendar)?;
        let is_begun = |pair: &&Pair| {
            pair.state() == State::Preparing && pair.mentee_id == person.id && pair.unit_id == person.unit_id
        };
        let preparing = pairs.iter().find(is_begun).cloned();
        Some(Lacking { colleague: one, need, preparing })
    };
    let mut found: Vec<Lacking> = young.into_iter().filter_map(lacking).collect();
    found.sort_by_key(|one| (one.need.due.or(Some(one.need.hired_on)), one.colleague.person.id.0));
    found
}

/// The organisation of somebody, with those their work there was carried on from.
fn places(one: &Colleague) -> BTreeSet<i64> {
    let mut places = BTreeSet::from([one.person.unit_id.0]);
    let mut next: Vec<&people::Employment> =
        one.works.iter().filter(|work| work.unit_id == one.person.unit_id).collect();
    while let Some(work) = next.pop() {
        let before = one.works.iter().filter(|before| Some(before.id.0) == work.continues_id);
        next.extend(before.filter(|before| places.insert(before.unit_id.0)));
    }
    places
}

/// The last day of a pair that had its order and ended early.
fn left_alone(pair: &Pair) -> Option<NaiveDate> {
    let is_broken = pair.state() == State::Ended && !pair.end_ground.is_empty() && pair.order_on.is_some();
    pair.ended_on.filter(|_| is_broken)
}

/// Young specialists of a place, each with the day of hiring the mark counts from.
fn young_specialists(
    conn: &mut Conn,
    path: &str,
    rules: &Effective,
    today: NaiveDate,
) -> Result<Vec<(Colleague, NaiveDate)>> {
    let years = rules.people_terms.as_ref().map_or(0, |terms| terms.rule.young_specialist_years);
    let Some(since) = today.checked_sub_months(chrono::Months::new(years * 12)) else {
        return Ok(Vec::new());
    };
    let ids = people::store::hired_since(conn, &Ranges::under([path]), since, today)?;
    specialists_of(conn, &ids, (path, rules), today)
}

/// The young specialists among these people.
pub(crate) fn specialists_of(
    conn: &mut Conn,
    ids: &[i64],
    (path, rules): (&str, &Effective),
    today: NaiveDate,
) -> Result<Vec<(Colleague, NaiveDate)>> {
    let all = staff::of(conn, ids, today)?;
    let is_young =
        |one: &Colleague| one.marks(rules, today).iter().any(|mark| mark.kind == MarkKind::YoungSpecialist);
    let hired = |one: Colleague| {
        let here = one.works.iter().filter(|work| work.unit_path.starts_with(path));
        let now = here.filter(|work| work.goes_on(today));
        let first = now.map(|work| work.begun(&one.works)).min()?;
        Some((one, first))
    };
    Ok(all.into_values().filter(is_young).filter_map(hired).collect())
}

/// The duty to appoint a mentor, or to issue the order of a pair that is prepared.
pub(super) fn appoint(one: &Lacking, rules: &Effective) -> Option<Obligation> {
    let due = one.need.due?;
    let person = &one.colleague.person;
    let (what, action, url) = match &one.preparing {
        Some(pair) => ("Издать приказ о\u{a0}наставнике", "Открыть", pair.url()),
        None => ("Назначить наставника", "Выбрать", choice_url(person.id, "")),
    };
    Some(Obligation {
        key: format!("mentoring:need:{}:{due}", person.id),
        due,
        title: format!("{what}: {}", person.name().short()),
        note: format!(
            "{}; приказ – до\u{a0}{}{}",
            one.since(["Принят", "Принята", "Принят(а)"]),
            russian::date(due),
            cited(rules.mentoring.limit_clause("order_days"))
        ),
        action: action.to_owned(),
        url,
    })
}
