//! The list of grounds for stimulating payments (Кемеровская область, п. 6.2): who took part in methodical work in a time and
//! by what it is proved; no sums. A municipality may switch it off.

use std::collections::{BTreeMap, BTreeSet};

use access::Granted;
use audit::Action;
use chrono::NaiveDate;
use db::Moment;
use packs::{ActivityWeight, Effective, PaymentRule};
use people::PersonId;
use people::staff::{self, Colleague};
use registry::Deed;
use serde_json::Value;
use units::Unit;
use web::{Cx, Error, House, Mode, Result, Write, russian};

use crate::model::{Omission, Switch};
use crate::rules::Refusal;
use crate::store::activity::{self, Asked, Only};
use crate::{SeePayments, SwitchPayments, store};

/// So many stand on a page.
const PAGE: i64 = 50;

/// So many people are read at once.
const AT_ONCE: i64 = 1_000;

/// How a municipality stands with the list.
#[derive(Debug, Clone)]
pub struct Standing {
    /// Whether it is made.
    pub is_on: bool,
    /// The rule of the pack.
    pub rule: Option<PaymentRule>,
    /// Decisions, the latest first.
    pub decisions: Vec<Switch>,
}

/// How the municipality stands.
pub fn standing<M: Mode>(cx: &mut Cx<M>, unit: &Unit, rules: &Effective) -> Result<Standing> {
    let decisions = store::switches(cx.conn(), unit.id)?;
    let rule = rules.incentives.payments.first().map(|one| one.rule.clone());
    let of_pack = rule.as_ref().is_some_and(|rule| rule.on);
    Ok(Standing { is_on: decisions.first().map_or(of_pack, |last| last.is_on), rule, decisions })
}

/// Switches the list on or off, with the reason; the same again changes nothing. `seen` is the last decision the form was made
/// of, empty where there was none: whoever comes second is told of the first.
pub fn switch(
    cx: &mut Cx<Write>,
    may: &Granted<SwitchPayments>,
    unit: &Unit,
    (is_on, reason): (bool, &str),
    seen: &str,
) -> Result<()> {
    may.within(&unit.path)?;
    cx.tx().lock("units", unit.id.0)?;
    let rules = super::rules_at(cx, &unit.path)?;
    let now = standing(cx, unit, &rules)?;
    let last = now.decisions.first();
    if now.is_on == is_on && last.is_none_or(|last| last.reason == reason.trim()) {
        return Ok(());
    }
    if let Some(last) = last.filter(|last| last.id.to_string() != seen) {
        let done = if last.is_on { "включён" } else { "отключён" };
        let when = (last.account, last.created_at);
        let said = format!("Перечень уже {done}: {}", met(cx, unit, when, &last.reason)?);
        return Err(Error::Conflict(format!("{said} Ваше основание не\u{a0}записано: «{}».", reason.trim())));
    }
    if reason.trim().is_empty() {
        return Err(Error::field("reason", "Напишите основание: решение, приказ, его номер и\u{a0}день."));
    }
    let new = Switch {
        id: cx.id(),
        unit_id: unit.id,
        unit_path: unit.path.clone(),
        is_on,
        reason: reason.trim().to_owned(),
        account: cx.person().map(|person| person.account.0),
        decided_on: cx.today_at(&unit.path)?,
        created_at: cx.now(),
    };
    store::add_switch(cx.tx(), &new)?;
    let text = if is_on {
        "Перечень к\u{a0}выплатам включён"
    } else {
        "Перечень к\u{a0}выплатам отключён"
    };
    cx.journal(Action::Changed, ("incentives", "payments", unit.id.0), &unit.path, text, Value::Null)
}

/// Somebody with the grounds found.
#[derive(Debug, Clone)]
pub struct Due {
    /// Who.
    pub card: Colleague,
    /// What was done, by kind of the pack, each with what proves it.
    pub deeds: Vec<Deed>,
    /// Why they are left out; none: they are in.
    pub omitted: Option<String>,
}

/// A page of the list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Who is on it, by name.
    pub due: Vec<Due>,
    /// The last of them, where more follow.
    pub next: Option<i64>,
    /// How many there are on all pages.
    pub all: i64,
}

/// The kinds of a unit's rules, asked of everybody who took part in methodical work: the database finds them, nobody else is
/// read.
fn asked<T>(
    house: &House,
    (unit, rules, period): (&Unit, &Effective, (NaiveDate, NaiveDate)),
    ask: impl FnOnce(&Asked<'_>) -> Result<T>,
) -> Result<T> {
    let here = db::Ranges::under([unit.path.as_str()]);
    let place = here.pairs().first().ok_or(Error::NotFound)?;
    let kinds: Vec<ActivityWeight> = rules.incentives.weights.iter().map(|one| one.rule.clone()).collect();
    let counted: Vec<&'static str> = house.registry.activity.iter().map(|offer| offer.counted()).collect();
    let weights = BTreeMap::new();
    ask(&Asked { place, period, kinds: &kinds, weights: &weights, counted: &counted, only: Only::Methodical })
}

/// Fifty of those who took part in methodical work in a time after somebody, by name, with what proves it.
pub fn listed<M: Mode>(
    cx: &mut Cx<M>,
    unit: &Unit,
    rules: &Effective,
    (period, after): ((NaiveDate, NaiveDate), Option<i64>),
) -> Result<Listed> {
    let house = cx.house_handle();
    let (mut ids, all) = asked(&house, (unit, rules, period), |asked| {
        let ids = activity::named(cx.conn(), asked, after, PAGE + 1)?;
        Ok((ids, activity::count(cx.conn(), asked)?))
    })?;
    let shown = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let has_more = ids.len() > shown;
    ids.truncate(shown);
    let next = ids.last().copied().filter(|_| has_more);
    Ok(Listed { due: due_of(cx, unit, (rules, period), &ids)?, next, all })
}

/// Who of a municipality took part in methodical work in a time, by name, with what proves it.
pub fn due<M: Mode>(
    cx: &mut Cx<M>,
    unit: &Unit,
    rules: &Effective,
    period: (NaiveDate, NaiveDate),
) -> Result<Vec<Due>> {
    let house = cx.house_handle();
    let ids = asked(&house, (unit, rules, period), |asked| {
        let (mut ids, mut after) = (Vec::new(), None);
        loop {
            let some = activity::named(cx.conn(), asked, after, AT_ONCE)?;
            let Some(last) = some.last().copied() else { return Ok(ids) };
            after = Some(last);
            ids.extend(some);
        }
    })?;
    due_of(cx, unit, (rules, period), &ids)
}

/// These people in their order, with what they did.
fn due_of<M: Mode>(
    cx: &mut Cx<M>,
    unit: &Unit,
    (rules, period): (&Effective, (NaiveDate, NaiveDate)),
    ids: &[i64],
) -> Result<Vec<Due>> {
    let house = cx.house_handle();
    let mut staff = staff::of(cx.conn(), ids, period.1)?;
    let kinds: BTreeSet<&str> = rules
        .incentives
        .weights
        .iter()
        .filter(|one| one.rule.methodical)
        .map(|one| one.rule.id.as_str())
        .collect();
    let mut found: BTreeMap<i64, Vec<Deed>> = BTreeMap::new();
    for offer in &house.registry.activity {
        for deed in offer.deeds(cx.conn(), ids, period)? {
            if kinds.contains(deed.kind) {
                found.entry(deed.person).or_default().push(deed);
            }
        }
    }
    let omitted: BTreeMap<PersonId, String> = store::omissions(cx.conn(), unit.id, period)?
        .into_iter()
        .map(|one| (one.person_id, one.reason))
        .collect();
    let due = |id: &i64| {
        let card = staff.remove(&PersonId(*id))?;
        let mut deeds = found.remove(id)?;
        deeds.sort_by(|a, b| (a.kind, a.on, &a.title).cmp(&(b.kind, b.on, &b.title)));
        let omitted = omitted.get(&card.person.id).cloned();
        Some(Due { card, deeds, omitted })
    };
    Ok(ids.iter().filter_map(due).collect())
}

/// Leaves somebody out of the list of a period with a reason, or – without one – takes them back.
pub fn omit(
    cx: &mut Cx<Write>,
    may: &Granted<SeePayments>,
    unit: &Unit,
    (person, period, reason): (PersonId, (NaiveDate, NaiveDate), Option<&str>),
    seen: &str,
) -> Result<()> {
    may.within(&unit.path)?;
    cx.tx().lock("units", unit.id.0)?;
    let rules = super::rules_at(cx, &unit.path)?;
    if !standing(cx, unit, &rules)?.is_on {
        return Err(Refusal::SwitchedOff(format!("/incentives/payments?unit={}", unit.id)).into());
    }
    let here = db::Ranges::under([unit.path.as_str()]);
    people::store::find(cx.conn(), &here, person)?.ok_or(Error::NotFound)?;
    let known = store::omissions(cx.conn(), unit.id, period)?;
    let known = known.into_iter().rfind(|one| one.person_id == person);
    let Some(reason) = reason else {
        if let Some(other) = known.filter(|one| one.id.to_string() != seen) {
            return Err(already_out(cx, unit, &other)?);
        }
        // Whoever is in the list already is not told of in the journal again.
        if !store::remove_omission(cx.tx(), unit.id, person, period)? {
            return Ok(());
        }
        let text = "Вернули в\u{a0}перечень к\u{a0}выплатам";
        return cx.journal(
            Action::Changed,
            ("incentives", "payments", person.0),
            &unit.path,
            text,
            Value::Null,
        );
    };
    if reason.trim().is_empty() {
        return Err(Error::field(&format!("reason-{person}"), "Напишите, почему не\u{a0}включаете."));
    }
    if let Some(other) = known {
        return if other.reason == reason.trim() { Ok(()) } else { Err(already_out(cx, unit, &other)?) };
    }
    let new = Omission {
        id: cx.id(),
        unit_id: unit.id,
        unit_path: unit.path.clone(),
        person_id: person,
        from_on: period.0,
        to_on: period.1,
        reason: reason.trim().to_owned(),
        account: cx.person().map(|person| person.account.0),
        created_at: cx.now(),
    };
    store::add_omission(cx.tx(), &new)?;
    let text = "Не\u{a0}включён в\u{a0}перечень к\u{a0}выплатам";
    cx.journal(Action::Changed, ("incentives", "payments", person.0), &unit.path, text, Value::Null)
}

/// That somebody left the person out meanwhile.
fn already_out(cx: &mut Cx<Write>, unit: &Unit, other: &Omission) -> Result<Error> {
    let said = met(cx, unit, (other.account, other.created_at), &other.reason)?;
    Ok(Error::Conflict(format!(
        "Тем временем в\u{a0}перечень уже не\u{a0}включили: {said} Ваше не\u{a0}записано."
    )))
}

/// «Орлова Н. П., 18 июня, 12:40: «приказ № 12».»
fn met(cx: &mut Cx<Write>, unit: &Unit, (by, at): (Option<i64>, Moment), reason: &str) -> Result<String> {
    let zone = cx.zone_at(&unit.path)?;
    let names = ::access::store::short_names(cx.conn(), &by.into_iter().collect::<Vec<i64>>())?;
    let who = by.and_then(|id| names.get(&id).cloned()).unwrap_or_else(|| "программа".to_owned());
    Ok(format!("{who}, {}: «{reason}».", russian::moment(at, zone)))
}
