//! Briefings of mentors and young specialists, sessions and members of the school's creative group of mentors (пп. 8.2, 8.3).

use std::collections::BTreeSet;

use access::Granted;
use audit::Action;
use chrono::NaiveDate;
use db::Ranges;
use people::PersonId;
use serde_json::Value;
use units::Unit;
use web::{Cx, Error, FieldFault, Mode, Result, Write, russian};

use super::{employed, rules_at, told};
use crate::GuideMentoring;
use crate::departures::Departures;
use crate::model::around::{Attendee, Gathering, GatheringId, Membership, MembershipId};
use crate::model::{Mentor, Pair, PairId, State};
use crate::store::{self, Filter};

/// What is held: code, title.
pub const GATHERINGS: [(&str, &str); 2] = [
    (BRIEFING, "инструктаж наставников и\u{a0}молодых специалистов"),
    ("session", "занятие творческой группы наставников"),
];
/// The code of a briefing.
const BRIEFING: &str = "briefing";
/// The most pairs of a school.
const PAIRS: i64 = 500;

/// What was held.
#[derive(Debug, Clone)]
pub struct NewGathering {
    /// Of [`GATHERINGS`].
    pub gathering: String,
    /// What a session taught, of the pack.
    pub theme: String,
    /// The day.
    pub held_on: NaiveDate,
    /// Who led it.
    pub led_by: String,
    /// What it was about.
    pub topic: String,
    /// Who was there.
    pub people: Vec<i64>,
}

/// The pairs of a unit that are prepared or at work.
pub fn open_pairs<M: Mode>(cx: &mut Cx<M>, unit: &Unit) -> Result<Vec<Pair>> {
    let filter = Filter { place: Ranges::under([unit.path.as_str()]), state: None, after: None };
    let mut pairs = store::list(cx.conn(), &filter, PAIRS)?;
    pairs.retain(|pair| pair.unit_id == unit.id);
    Ok(pairs)
}

/// The people of these pairs: who may be briefed and taught. Whoever was dismissed is not; a guest of another organisation is.
pub fn people_of<M: Mode>(cx: &mut Cx<M>, pairs: &[Pair]) -> Result<Vec<(i64, PairId, bool)>> {
    let Some(first) = pairs.first() else { return Ok(Vec::new()) };
    let today = cx.today_at(&first.unit_path)?;
    let all = parts_of(cx, pairs)?;
    let people: Vec<i64> = all.iter().map(|one| one.0).collect();
    let here = employed::at_work(cx, first.unit_id, &people, today)?;
    let guests = guests(cx, pairs)?;
    Ok(all.into_iter().filter(|(person, ..)| here.contains(person) || guests.contains(person)).collect())
}

/// Mentors by an agreement with another organisation.
fn guests<M: Mode>(cx: &mut Cx<M>, pairs: &[Pair]) -> Result<BTreeSet<i64>> {
    let ids: Vec<i64> = pairs.iter().map(|pair| pair.id.0).collect();
    let mentors = store::mentors_of(cx.conn(), &ids)?.into_values().flatten();
    Ok(mentors.filter(|one| !one.agreement.is_empty()).map(|one| one.person_id.0).collect())
}

/// Those of them who are mentors of a pair at work now, and whose own work goes on.
pub(crate) fn invited<M: Mode>(cx: &mut Cx<M>, pairs: &[Pair], today: NaiveDate) -> Result<Vec<i64>> {
    let (gone, mentors) = Departures::read(cx.conn(), pairs, today)?;
    let is_one = |one: &Mentor, pair: &Pair| {
        !one.agreement.is_empty() && one.is_of(pair) && gone.mentor(one).is_none()
    };
    let active = pairs.iter().filter(|pair| pair.state() == State::Active);
    let of = |pair: &Pair| {
        let all = mentors.get(&pair.id.0).into_iter().flatten().filter(|one| is_one(one, pair));
        all.map(|one| one.person_id.0).collect::<Vec<_>>()
    };
    Ok(active.flat_map(of).collect())
}

fn parts_of<M: Mode>(cx: &mut Cx<M>, pairs: &[Pair]) -> Result<Vec<(i64, PairId, bool)>> {
    let ids: Vec<i64> = pairs.iter().map(|pair| pair.id.0).collect();
    let mentors = store::mentors_of(cx.conn(), &ids)?;
    let of = |pair: &Pair| {
        let now = mentors.get(&pair.id.0).into_iter().flatten().filter(|one| one.to_on.is_none());
        let mut people: Vec<(i64, PairId, bool)> = now.map(|one| (one.person_id.0, pair.id, true)).collect();
        people.push((pair.mentee_id.0, pair.id, false));
        people
    };
    Ok(pairs.iter().flat_map(of).collect())
}

/// Writes down what was held; everybody of it has it in the history of their pair. The same again is the second click.
pub fn hold(
    cx: &mut Cx<Write>,
    may: &Granted<GuideMentoring>,
    unit: &Unit,
    new: &NewGathering,
) -> Result<()> {
    may.within(&unit.path)?;
    cx.tx().lock("units", unit.id.0)?;
    enter(cx, unit, new)
}

/// The same for a command: whoever may was asked already.
pub fn enter(cx: &mut Cx<Write>, unit: &Unit, new: &NewGathering) -> Result<()> {
    let pairs = open_pairs(cx, unit)?;
    let known = people_of(cx, &pairs)?;
    let guests = guests(cx, &pairs)?;
    let faults = faults(cx, unit, new, (&known, &guests))?;
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let row = Gathering {
        id: GatheringId(cx.id()),
        unit_id: unit.id,
        unit_path: unit.path.clone(),
        gathering: new.gathering.clone(),
        theme: if new.gathering == BRIEFING { String::new() } else { new.theme.clone() },
        held_on: new.held_on,
        led_by: new.led_by.trim().to_owned(),
        topic: new.topic.trim().to_owned(),
        created_by: cx.person().map(|person| person.account.0),
        created_at: cx.now(),
    };
    let people: BTreeSet<i64> = new.people.iter().copied().collect();
    if is_there(cx, &row, &people)? {
        return Ok(());
    }
    store::gatherings::add_gathering(cx.tx(), &row)?;
    for person in &people {
        let new = Attendee { id: cx.id(), gathering_id: row.id, person_id: PersonId(*person) };
        store::gatherings::add_attendee(cx.tx(), &new)?;
    }
    let what = if row.gathering == BRIEFING {
        "Инструктаж проведён"
    } else {
        "Занятие группы наставников"
    };
    let text = format!("{what} {}", russian::date(row.held_on));
    let of = |pair: &&Pair| known.iter().any(|(person, of, _)| *of == pair.id && people.contains(person));
    for pair in pairs.iter().filter(of) {
        told(cx, pair, Action::Created, &text)?;
    }
    let line = format!("Наставничество: {text}");
    cx.journal(Action::Created, ("mentoring", "gathering", row.id.0), &unit.path, &line, Value::Null)
}

fn is_there(cx: &mut Cx<Write>, row: &Gathering, people: &BTreeSet<i64>) -> Result<bool> {
    let held = store::gatherings::gatherings_at(cx.conn(), row.unit_id, PAIRS)?;
    let key = |one: &Gathering| (one.gathering.clone(), one.theme.clone(), one.held_on, one.topic.clone());
    let same: Vec<GatheringId> = held.iter().filter(|one| key(one) == key(row)).map(|one| one.id).collect();
    let attended = store::gatherings::attendees_of(cx.conn(), &same)?;
    Ok(attended.into_values().any(|all| all.into_iter().collect::<BTreeSet<i64>>() == *people))
}

fn faults(
    cx: &mut Cx<Write>,
    unit: &Unit,
    new: &NewGathering,
    (known, guests): (&[(i64, PairId, bool)], &BTreeSet<i64>),
) -> Result<Vec<FieldFault>> {
    let (rules, today) = (rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    let members = store::gatherings::members_at(cx.conn(), unit.id)?;
    let mut faults = Vec::new();
    let mut fault = |field: &str, text: &str| {
        faults.push(FieldFault { field: field.to_owned(), text: text.to_owned() });
    };
    if !GATHERINGS.iter().any(|(code, _)| *code == new.gathering) {
        fault("gathering", "Выберите, что проведено.");
    }
    let is_known = rules.mentoring.word(&new.theme).is_some_and(|word| word.list == "session");
    if new.gathering == "session" && !is_known {
        fault("theme", "Выберите, чему было посвящено занятие.");
    }
    if new.held_on > today {
        fault("held_on", "Этот день ещё не\u{a0}наступил: записывают то, что было.");
    }
    if new.led_by.trim().is_empty() {
        fault("led_by", "Напишите, кто провёл.");
    }
    if new.topic.trim().is_empty() {
        fault("topic", "Напишите, о\u{a0}чём шла речь.");
    }
    if new.people.is_empty() {
        fault("people", "Отметьте, кто был.");
    }
    let is_ours = |person: &i64| {
        known.iter().any(|(one, _, _)| one == person) || members.iter().any(|one| one.person_id.0 == *person)
    };
    if !new.people.iter().all(is_ours) {
        fault("people", "Кто-то из\u{a0}отмеченных больше не\u{a0}в\u{a0}парах школы: отметьте заново.");
    }
    if faults.is_empty() {
        let is_guest = |person: &i64| guests.contains(person);
        let own: Vec<i64> = new.people.iter().copied().filter(|person| !is_guest(person)).collect();
        faults.extend(employed::at("held_on", employed::of_people(cx, unit.id, &own, new.held_on)?));
    }
    Ok(faults)
}

/// Takes mentors of the school into the creative group.
pub fn gather(
    cx: &mut Cx<Write>,
    may: &Granted<GuideMentoring>,
    unit: &Unit,
    (people, from_on): (&[i64], NaiveDate),
) -> Result<usize> {
    may.within(&unit.path)?;
    cx.tx().lock("units", unit.id.0)?;
    let today = cx.today_at(&unit.path)?;
    if from_on > today {
        return Err(Error::field("from_on", "Этот день ещё не\u{a0}наступил."));
    }
    if people.is_empty() {
        return Err(Error::field("members", "Отметьте, кого включить."));
    }
    employed::refused("from_on", employed::of_people(cx, unit.id, people, from_on)?)?;
    enter_members(cx, unit, (people, from_on))
}

/// The same for a command: whoever may was asked already.
pub fn enter_members(
    cx: &mut Cx<Write>,
    unit: &Unit,
    (people, from_on): (&[i64], NaiveDate),
) -> Result<usize> {
    let pairs: Vec<Pair> =
        open_pairs(cx, unit)?.into_iter().filter(|pair| pair.state() == State::Active).collect();
    let mentors = people_of(cx, &pairs)?;
    let members = store::gatherings::members_at(cx.conn(), unit.id)?;
    let is_mentor = |person: &i64| mentors.iter().any(|(one, _, is_mentor)| one == person && *is_mentor);
    if !people.iter().all(is_mentor) {
        return Err(Error::field("members", "В\u{a0}группу входят наставники работающих пар школы."));
    }
    let chosen: BTreeSet<i64> = people.iter().copied().collect();
    let new = chosen.iter().filter(|person| !members.iter().any(|one| one.person_id.0 == **person));
    let mut added = 0;
    for person in new {
        let now = cx.now();
        let row = Membership {
            id: MembershipId(cx.id()),
            unit_id: unit.id,
            unit_path: unit.path.clone(),
            person_id: PersonId(*person),
            from_on,
            to_on: None,
            created_at: now,
            updated_at: now,
        };
        store::gatherings::add_membership(cx.tx(), &row)?;
        let line = "Наставничество: в\u{a0}творческую группу включён наставник";
        let what = ("mentoring", "group_member", row.id.0);
        cx.journal(Action::Created, what, &unit.path, line, Value::Null)?;
        added += 1;
    }
    Ok(added)
}

/// Somebody leaves the group.
pub fn part(cx: &mut Cx<Write>, may: &Granted<GuideMentoring>, id: MembershipId) -> Result<()> {
    let known = store::gatherings::find_membership(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    if known.to_on.is_some() {
        return Ok(());
    }
    let (today, now) = (cx.today_at(&known.unit_path)?, cx.now());
    store::gatherings::end_membership(cx.tx(), id, (today, now))?;
    let line = "Наставничество: участие в\u{a0}творческой группе закончено";
    cx.journal(Action::Changed, ("mentoring", "group_member", id.0), &known.unit_path, line, Value::Null)
}

/// The unit of the request's `unit`, or the own one.
pub(crate) fn unit<M: Mode, P: access::Permission>(
    cx: &mut Cx<M>,
    may: &Granted<P>,
    asked: &str,
) -> Result<Unit> {
    let id = match asked {
        "" => may.scopes().first().map(|scope| units::UnitId(scope.unit)),
        typed => typed.parse().ok(),
    };
    let found = match id {
        Some(id) => units::store::find(cx.conn(), may.ranges(), id)?,
        None => None,
    };
    found.ok_or(Error::NotFound)
}
