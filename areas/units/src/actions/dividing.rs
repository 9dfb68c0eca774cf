//! A unit gives rise to another: some of what stands under it, of its people and structures goes there; the areas say who and
//! what may go, and take it there.

use std::collections::BTreeSet;

use access::Granted;
use chrono::NaiveDate;
use db::{Ranges, Trail};
use registry::{Choosable, Choosing, DividingOffer, Division, Merged};
use web::{Cx, Error, Mode, Result, Write, russian};

use super::ending::merged;
use super::entering::planted;
use super::heads::count_anew;
use super::moving::hang;
use super::{Dated, grounded, kept_from_above, named, settle, told, unordered_under};
use crate::model::{Entered, Happened, Heads};
use crate::rules::{self, Refusal};
use crate::store::{divisions, living, versions};
use crate::{KeepUnits, Unit, UnitId, rules_at};

/// So many of what can go no more are named.
const NAMED: usize = 10;

/// A new unit that comes out of another.
#[derive(Debug, Clone, Default)]
pub struct Split {
    /// The new unit; its level and place are those of the one it comes out of.
    pub new: Entered,
    /// Units under the old one that go to the new one.
    pub along: Vec<UnitId>,
    /// Ids of what the areas let go there: works, teams, structures.
    pub chosen: BTreeSet<i64>,
    /// What the passport of the old one says from then on; what is not told stays.
    pub left: Heads,
}

/// Makes a new unit beside this one, with some of what stands under it, of its people and structures.
pub fn split(
    cx: &mut Cx<Write>,
    may: &Granted<KeepUnits>,
    (id, version): (UnitId, i64),
    split: &Split,
    dated: &Dated,
) -> Result<Unit> {
    let unit = kept_from_above(cx, may, id, version)?;
    may_divide(cx, &unit, split, dated)?;
    let scope = Ranges::under(["/"]);
    let above = unit.parent_id.ok_or(Refusal::Region)?;
    let parent = crate::store::find(cx.conn(), &scope, above)?.ok_or(Error::NotFound)?;
    let new = planted(cx, Some(&parent), unit.level(), &split.new, dated)?;
    let mut along = Vec::new();
    for child in living::children(cx.conn(), id, true)? {
        if split.along.contains(&child.id) {
            along.push(child.id.0);
            unordered_under(cx, &child)?;
            hang(cx, &child, &new)?;
            let text = format!("Передача: из\u{a0}«{}» в\u{a0}«{}»", unit.short_name, new.short_name);
            let moved = living::reread(cx.conn(), child.id)?.ok_or(Error::NotFound)?;
            settle(cx, &moved.path, dated.day)?;
            told(cx, &moved, (Happened::Moved, Some(new.id)), dated, &text)?;
        }
    }
    let mut trail = Trail::default();
    let came = go(cx, (&unit, merged(&new)), (&split.chosen, &mut trail), dated)?;
    let counted = count_anew(cx, &unit, split.left, dated.day, &mut trail)?;
    told(
        cx,
        &new,
        (Happened::Split, Some(id)),
        dated,
        &format!("Выделение из\u{a0}{}{came}", rules::of_unit(&unit)),
    )?;
    let text = format!("Выделили {}{came}{counted}", rules::quoted(&new.name));
    told(cx, &unit, (Happened::Split, Some(new.id)), dated, &text)?;
    let (row, now) = (cx.id(), cx.now());
    let done = division(cx, (&unit, merged(&new)), &BTreeSet::new(), dated)?;
    divisions::add(cx.tx(), row, &done, (along, trail))?;
    living::set_state(cx.tx(), id, "active", now)?;
    Ok(new)
}

/// What forbids it, fields first.
pub(crate) fn may_divide<M: Mode>(cx: &mut Cx<M>, unit: &Unit, split: &Split, dated: &Dated) -> Result<()> {
    rules::may_split(unit)?;
    let faults = rules::entered_faults(&split.new, unit.level(), &named(cx, &unit.path, unit.level())?);
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    grounded(dated)?;
    let days = rules::Days {
        today: cx.today_at(&unit.path)?,
        last: versions::last_day(cx.conn(), &unit.path)?,
        url: unit.url(),
    };
    // At its field: whoever ticked two hundred people keeps the ticks.
    rules::may_happen(dated.day, &days).map_err(|refusal| Error::field("day", refusal.to_string()))?;
    may_go(cx, unit, &split.chosen, dated.day)
}

/// What was chosen is still there to be chosen.
fn may_go<M: Mode>(cx: &mut Cx<M>, unit: &Unit, chosen: &BTreeSet<i64>, day: NaiveDate) -> Result<()> {
    let offered: BTreeSet<i64> =
        choosable(cx, unit, day)?.into_iter().flat_map(|group| group.items).map(|(id, _)| id).collect();
    let gone: Vec<i64> = chosen.difference(&offered).copied().collect();
    if gone.is_empty() {
        return Ok(());
    }
    let (house, mut named) = (cx.house_handle(), Vec::new());
    for offer in &house.registry.dividings {
        if !is_shown(cx, unit, offer.as_ref()) {
            continue;
        }
        named.extend(offer.gone(cx.conn(), unit.id.0, &gone)?);
    }
    if !named.is_empty() {
        let people: Vec<i64> = named.iter().map(|(person, _)| *person).collect();
        cx.saw("person", &people, &unit.path);
    }
    let names: Vec<&str> = named.iter().map(|(_, words)| words.as_str()).collect();
    let who = if names.is_empty() { String::new() } else { format!(": {}", russian::some_of(&names, NAMED)) };
    let text = format!(
        "Отмеченное изменилось, пока форма была открыта{who}. Такие отметки сняты; посмотрите список и\u{a0}повторите."
    );
    Err(Error::field("chosen", text))
}

/// Whether the person is shown what this area lets go: names of people are for whoever sees their cards there.
fn is_shown<M: Mode>(cx: &Cx<M>, unit: &Unit, offer: &dyn DividingOffer) -> bool {
    let (Some(permission), Some(person)) = (offer.permission(), cx.person()) else { return true };
    let policy = &cx.house().policy;
    policy.reaches(permission, person, &unit.path)
        || policy.in_stead(permission, person, &unit.path).is_some()
}

/// Whether something of the unit may go that the person is not shown.
pub(crate) fn is_narrowed<M: Mode>(cx: &Cx<M>, unit: &Unit) -> bool {
    cx.house().registry.dividings.iter().any(|offer| !is_shown(cx, unit, offer.as_ref()))
}

/// What may be chosen for a new unit that begins on a day, of what the person is shown there.
pub(crate) fn choosable<M: Mode>(cx: &mut Cx<M>, unit: &Unit, day: NaiveDate) -> Result<Vec<Choosable>> {
    let (house, rules) = (cx.house_handle(), rules_at(cx, &unit.path)?);
    let post = |id: &str| rules.post(id).map(|post| post.rule.title.clone());
    let asked = Choosing { unit: unit.id.0, day, post: &post };
    let mut found = Vec::new();
    for offer in &house.registry.dividings {
        if !is_shown(cx, unit, offer.as_ref()) {
            continue;
        }
        found.extend(offer.choosable(cx.conn(), &asked)?);
    }
    Ok(found)
}

/// The division as the areas are asked about it.
pub(crate) fn division<M: Mode>(
    cx: &mut Cx<M>,
    (unit, into): (&Unit, Merged),
    chosen: &BTreeSet<i64>,
    dated: &Dated,
) -> Result<Division> {
    let house = cx.house_handle();
    let mut division = Division {
        from: merged(unit),
        into,
        day: dated.day,
        ground: dated.ground.clone(),
        chosen: chosen.clone(),
        goers: Vec::new(),
        by: cx.person().map(|person| person.account.0),
        at: cx.now(),
    };
    for offer in &house.registry.dividings {
        let goers = offer.goers(cx.conn(), &division)?;
        division.goers.extend(goers);
    }
    Ok(division)
}

/// What would happen, in words.
pub(crate) fn foretold<M: Mode>(cx: &mut Cx<M>, division: &Division) -> Result<Vec<String>> {
    let (house, mut told) = (cx.house_handle(), Vec::new());
    for offer in &house.registry.dividings {
        told.extend(offer.told(cx.conn(), division)?);
    }
    Ok(told)
}

/// The areas take what was chosen to the new unit; what the history says of it.
fn go(
    cx: &mut Cx<Write>,
    (unit, into): (&Unit, Merged),
    (chosen, trail): (&BTreeSet<i64>, &mut Trail),
    dated: &Dated,
) -> Result<String> {
    if chosen.is_empty() {
        return Ok(String::new());
    }
    let (house, now) = (cx.house_handle(), cx.now());
    let division = division(cx, (unit, into), chosen, dated)?;
    let id = || house.ids.next_at(now);
    for offer in &house.registry.dividings {
        offer.divide(cx.tx(), &division, trail, &id)?;
    }
    Ok(match division.goers.len() {
        0 => String::new(),
        people => format!("; сотрудников перешло: {people}"),
    })
}
