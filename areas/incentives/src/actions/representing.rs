//! Representing somebody to an award, changing it while nobody decided, taking it back (Амурская область, приложение 2,
//! п. 8.2; приложение 5, п. 4.2).

use access::{Granted, Level};
use audit::Action;
use chrono::NaiveDate;
use packs::{AwardKind, Effective};
use people::staff::{self, Colleague};
use units::Unit;
use web::{Cx, Error, FieldFault, Mode, Result, Write, russian};

use super::{locked, meanwhile, not_oneself, rules_at, stored, told, unchanged};
use crate::model::{NewRepresentation, Representation, RepresentationId, State};
use crate::rules::{Reach, Refusal, Spell, next, reach};
use crate::store;
use crate::{RepresentForAward, SeeIncentives};

/// Represents somebody of the unit to an award; the second click finds the first one's work.
pub fn represent(
    cx: &mut Cx<Write>,
    may: &Granted<RepresentForAward>,
    unit: &Unit,
    new: &NewRepresentation,
) -> Result<RepresentationId> {
    may.within(&unit.path)?;
    cx.tx().lock("people", new.person.0)?;
    let card = colleague(cx, unit, new)?;
    not_oneself(cx, new.person)?;
    let kind = checked(cx, unit, &card, new)?;
    let open = store::open_of(cx.conn(), new.person)?;
    if let Some(known) = open.iter().find(|one| one.kind == kind.id) {
        let is_same = known.unit_id == unit.id && known.ground == new.ground && known.merits == new.merits;
        return if is_same { Ok(known.id) } else { Err(already(cx, known).into()) };
    }
    let one = fresh(cx, unit, &kind, new);
    let id = one.id;
    store::add(cx.tx(), &one)?;
    told(cx, &one, Action::Created, &format!("Представлено {}", russian::date(new.day)))?;
    Ok(id)
}

/// A representation as it begins: waiting for the word of its own level.
pub(crate) fn fresh(
    cx: &Cx<Write>,
    unit: &Unit,
    kind: &AwardKind,
    new: &NewRepresentation,
) -> Representation {
    let account = cx.person().map(|person| person.account.0);
    Representation {
        id: RepresentationId(cx.id()),
        unit_id: unit.id,
        unit_path: unit.path.clone(),
        person_id: new.person,
        kind: kind.id.clone(),
        kind_title: kind.title.clone(),
        at_level: unit.level.clone(),
        state: State::Proposed.code().to_owned(),
        ground: new.ground.clone(),
        ground_note: new.ground_note.clone(),
        merits: new.merits.clone(),
        measure_id: new.measure,
        proposed_on: new.day,
        proposed_by: account,
        waits_since: new.day,
        decided_on: None,
        decided_note: String::new(),
        act_unit_id: None,
        act_document_id: None,
        act_note: String::new(),
        awarded_on: None,
        record_id: None,
        created_at: cx.now(),
        updated_by: account,
        updated_at: cx.now(),
        version: 1,
    }
}

/// That somebody is represented already; who made it elsewhere leads nobody to a card they may not open.
fn already<M: Mode>(cx: &Cx<M>, known: &Representation) -> Refusal {
    let sees = cx.house().policy.check::<SeeIncentives>(cx.person());
    let is_seen = sees.is_ok_and(|may| may.ranges().holds(&known.unit_path));
    Refusal::Already(is_seen.then(|| known.url()))
}

/// The person, whom the unit must see.
fn colleague<M: Mode>(cx: &mut Cx<M>, unit: &Unit, new: &NewRepresentation) -> Result<Colleague> {
    let here = db::Ranges::under([unit.path.as_str()]);
    people::store::find(cx.conn(), &here, new.person)?.ok_or(Error::NotFound)?;
    let today = cx.today_at(&unit.path)?;
    staff::of(cx.conn(), &[new.person.0], today)?.remove(&new.person).ok_or(Error::NotFound)
}

/// Everything that speaks against it, at its fields; then the refusals of the rules.
fn checked(cx: &mut Cx<Write>, unit: &Unit, card: &Colleague, new: &NewRepresentation) -> Result<AwardKind> {
    let (rules, today) = (rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    let mut wrong = faults(new, &rules, today);
    if let Some(measure) = new.measure {
        let known = store::measures_for(cx.conn(), &unit.path)?;
        if !known.iter().any(|one| one.id == measure && one.is_there(new.day)) {
            wrong.push(fault("measure", "Выберите действующую меру из\u{a0}списка."));
        }
    }
    wrong.extend(at_work(unit, card, new.day, today)?);
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let kind = rules.incentives.award(&new.kind).cloned().ok_or(Error::NotFound)?;
    if next(&unit.level, &kind.level).is_none() {
        return Err(Refusal::Below(kind.level).into());
    }
    enough(card, &kind, &rules, new.day)?;
    Ok(kind)
}

/// What is wrong with the day of a representation of somebody who works in the unit.
///
/// # Errors
/// They work there no more, or never did.
fn at_work(unit: &Unit, card: &Colleague, day: NaiveDate, today: NaiveDate) -> Result<Option<FieldFault>> {
    let here = card.works.iter().filter(|work| work.unit_path.starts_with(&unit.path));
    let spell = |work: &people::Employment| Spell {
        from: (work.is_start_told != Some(false)).then_some(work.started_on),
        to: work.ended_on,
    };
    let spells: Vec<Spell> = here.map(spell).collect();
    match reach(&spells, day, today) {
        Reach::Works => Ok(None),
        Reach::Since(first) => {
            let first = russian::date(first);
            let text = format!("Работа у\u{a0}вас началась {first}: представить можно с\u{a0}этого дня.");
            Ok(Some(fault("day", &text)))
        }
        Reach::Left(last) => Err(Refusal::Left(last, card.person.url()).into()),
        Reach::Never => Err(Refusal::Elsewhere(card.person.url()).into()),
    }
}

/// What of the form is wrong.
pub fn faults(new: &NewRepresentation, rules: &Effective, today: NaiveDate) -> Vec<FieldFault> {
    let mut wrong = Vec::new();
    // What a council decides its chair enters.
    if rules.incentives.award(&new.kind).is_none_or(|kind| kind.by_council) {
        wrong.push(fault("kind", "Выберите награду из\u{a0}списка."));
    }
    if rules.incentives.ground(&new.ground).is_none() {
        wrong.push(fault("ground", "Выберите основание из\u{a0}списка."));
    }
    if new.merits.trim().is_empty() {
        wrong.push(fault("merits", "Напишите, за\u{a0}что: без этого решать не\u{a0}о\u{a0}чем."));
    }
    if new.day > today {
        wrong.push(fault("day", "Этот день ещё не\u{a0}наступил."));
    }
    wrong
}

fn fault(field: &str, text: &str) -> FieldFault {
    FieldFault { field: field.to_owned(), text: text.to_owned() }
}

/// The service an act asks for, where it is known to be less.
fn enough(card: &Colleague, kind: &AwardKind, rules: &Effective, day: NaiveDate) -> Result<()> {
    let Some(asked) = kind.service_years else { return Ok(()) };
    let Some(since) = card.service_since(rules, day) else { return Ok(()) };
    let years = people::rules::seniority::years(since, &card.breaks(), day);
    if i64::from(years) >= i64::from(asked) {
        return Ok(());
    }
    let have = russian::counted(i64::from(years), "год", "года", "лет");
    let text = format!("Педагогический стаж {have}, а\u{a0}для этой награды нужно не\u{a0}меньше {asked}");
    Err(Refusal::Service(text, kind.clause.clone(), card.person.url()).into())
}

/// Gives a representation other words while its first word is waited for, or after it came back: then it goes on its way anew.
pub fn change(
    cx: &mut Cx<Write>,
    may: &Granted<RepresentForAward>,
    (unit, known): (&Unit, (RepresentationId, i64)),
    new: &NewRepresentation,
) -> Result<()> {
    let mut one = unchanged(cx, may, known)?;
    may_change(&one, &unit.level)?;
    let new = NewRepresentation { person: one.person_id, ..new.clone() };
    let card = colleague(cx, unit, &new)?;
    not_oneself(cx, new.person)?;
    let kind = checked(cx, unit, &card, &new)?;
    let open = store::open_of(cx.conn(), new.person)?;
    if let Some(other) = open.iter().find(|other| other.kind == kind.id && other.id != one.id) {
        return Err(already(cx, other).into());
    }
    let was_returned = one.state() == State::Returned;
    (one.kind, one.kind_title) = (kind.id, kind.title);
    (one.ground, one.ground_note) = (new.ground, new.ground_note);
    (one.merits, one.measure_id) = (new.merits, new.measure);
    if was_returned {
        State::Proposed.code().clone_into(&mut one.state);
        one.at_level.clone_from(&unit.level);
        one.waits_since = new.day;
        one.decided_note = String::new();
    }
    stored(cx, &mut one)?;
    let text = if was_returned {
        "Доработано и\u{a0}представлено снова"
    } else {
        "Изменён текст представления"
    };
    told(cx, &one, Action::Changed, text)
}

/// Words are changed before anybody above agreed with them.
pub(crate) fn may_change(one: &Representation, own_level: &str) -> Result<()> {
    match one.state() {
        State::Returned => Ok(()),
        State::Proposed if one.at_level == own_level => Ok(()),
        State::Proposed => Err(Refusal::NotYours(one.at_level.clone(), one.url()).into()),
        _ => Err(Refusal::Over(one.url()).into()),
    }
}

/// Takes a representation back before it was given.
pub fn withdraw(
    cx: &mut Cx<Write>,
    may: &Granted<RepresentForAward>,
    (id, version): (RepresentationId, i64),
    reason: &str,
) -> Result<()> {
    let mut one = locked(cx, may, id)?;
    // Who stands above sees it and does not take it back.
    let is_own = |scope: &access::Scope| scope.unit == one.unit_id.0 || scope.level == Level::Installation;
    if !may.scopes().iter().any(is_own) {
        return Err(Error::NotFound);
    }
    if one.state() == State::Withdrawn {
        // The second click; another reason is another's.
        return if one.decided_note == reason.trim() { Ok(()) } else { Err(meanwhile(cx, &one)?) };
    }
    // What is decided is the decider's: it waits for its order.
    if !matches!(one.state(), State::Proposed | State::Returned) {
        return Err(Refusal::Over(one.url()).into());
    }
    if one.version != version {
        return Err(meanwhile(cx, &one)?);
    }
    if reason.trim().is_empty() {
        return Err(Error::field("reason", "Напишите, почему представление отзывают."));
    }
    State::Withdrawn.code().clone_into(&mut one.state);
    one.decided_on = Some(cx.today_at(&one.unit_path)?);
    reason.trim().clone_into(&mut one.decided_note);
    stored(cx, &mut one)?;
    told(cx, &one, Action::Moved, "Представление отозвано")
}
