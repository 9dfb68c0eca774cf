//! What is done with people: load → rules → store → journal, in the transaction of the request.

use units::rules_at;

use audit::Action;
use chrono::NaiveDate;
use serde_json::{Value, json};
use units::Unit;
use web::{Cx, Error, FieldFault, Result, Write, russian};

use crate::rules::{ages, faults};
use crate::store::{self, Hand, employments, records};
use crate::{EmploymentId, NewEmployment, NewPerson, Person, PersonId};

pub mod employing;
pub mod importing;
pub mod merging;
pub mod striking;
pub mod teaming;
pub mod telling;

/// Takes on a person nobody knows yet: the card and the first employment in the unit. The caller has checked that the person
/// may write for this unit.
///
/// Wrong data come back as `Error::Invalid` with the fields of both forms.
pub fn add(cx: &mut Cx<Write>, unit: &Unit, new: &NewPerson, work: &NewEmployment) -> Result<Person> {
    may_add(cx, unit, new, work)?;
    let (rules, today) = (rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    let (id, hand) = (PersonId(cx.id()), hand(cx));
    store::add(cx.tx(), id, new, unit, hand)?;
    employing::put(cx, id, unit, work, &rules)?;
    store::settle(cx.tx(), id, today, hand)?;
    let person = reread(cx, id)?;
    told(cx, Action::Created, &person, "Заведена карточка", &json!({ "unit": unit.id, "post": work.post }))?;
    Ok(person)
}

/// Says everything that is wrong with both forms of a new person.
pub fn may_add(cx: &mut Cx<Write>, unit: &Unit, new: &NewPerson, work: &NewEmployment) -> Result<()> {
    let (rules, today) = (rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    let mut wrong = faults::person(new, today);
    wrong.extend(faults::employment(work, &[], &rules, today));
    wrong.extend(ages::started(work.started_on, new.birth_date));
    wrong.extend(closed(unit));
    none(wrong)
}

/// Gives a person other data, if nobody changed the card since `version`.
pub fn change(cx: &mut Cx<Write>, person: &Person, version: i64, new: &NewPerson) -> Result<Person> {
    let before = unchanged(cx, person.id, version)?;
    let today = cx.today_at(&before.unit_path)?;
    let mut wrong = faults::person(new, today);
    if new.birth_date != before.birth_date {
        wrong.extend(contradicted(cx, &before, new)?);
    }
    none(wrong)?;
    let hand = hand(cx);
    store::change(cx.tx(), before.id, new, hand)?;
    crate::finding::put(cx.tx(), before.id)?;
    let after = reread(cx, before.id)?;
    told(cx, Action::Changed, &after, "Изменена карточка", &changed(&before, &after))?;
    Ok(after)
}

/// What the card tells already may be too early for another day of birth.
fn contradicted(cx: &mut Cx<Write>, person: &Person, new: &NewPerson) -> Result<Option<FieldFault>> {
    let works = employments::of(cx.conn(), person.id)?;
    let granted = records::categories_of(cx.conn(), &[person.id.0])?.remove(&person.id.0);
    let records = records::of(cx.conn(), person.id)?;
    Ok(ages::birth(new.birth_date, (&works, &granted.unwrap_or_default(), &records)))
}

/// The names of the fields that changed, not their values: the journal names the person and says no more.
fn changed(before: &Person, after: &Person) -> Value {
    let fields = [
        ("last_name", before.last_name != after.last_name),
        ("first_name", before.first_name != after.first_name),
        ("middle_name", before.middle_name != after.middle_name),
        ("former_name", before.former_name != after.former_name),
        ("birth_date", before.birth_date != after.birth_date),
        ("email", before.email != after.email),
        ("phone", before.phone != after.phone),
        ("general_since", before.general_since != after.general_since),
        ("pedagogical_since", before.pedagogical_since != after.pedagogical_since),
    ];
    json!({ "fields": fields.iter().filter(|(_, is)| *is).map(|(name, _)| *name).collect::<Vec<_>>() })
}

/// Ties the person to the account of the same person, or to none.
pub fn tie(cx: &mut Cx<Write>, person: &Person, account: Option<i64>) -> Result<()> {
    let person = locked(cx, person.id)?;
    let hand = hand(cx);
    let fault = "Эта учётная запись уже связана с другой карточкой: сначала уберите её там.";
    cx.tx().attempt(|tx| store::tie(tx, person.id, account, hand)).map_err(|error: db::Error| {
        if error.is_unique_on("people", &["account_id"]) {
            Error::field("account", fault)
        } else {
            error.into()
        }
    })?;
    let what = if account.is_some() {
        "Связана с учётной записью карточка"
    } else {
        "Отвязана от учётной записи карточка"
    };
    told(cx, Action::Changed, &person, what, &json!({ "account": account }))
}

/// Nobody is taken on where nobody works any more.
fn closed(unit: &Unit) -> Option<FieldFault> {
    (!unit.is_active()).then(|| FieldFault {
        field: "unit".to_owned(),
        text: format!("«{}» закрыта: принять на работу можно в действующую организацию.", unit.short_name),
    })
}

/// Says no when anything is wrong.
fn none(wrong: Vec<FieldFault>) -> Result<()> {
    if wrong.is_empty() { Ok(()) } else { Err(Error::Invalid(wrong)) }
}

fn hand(cx: &Cx<Write>) -> Hand {
    Hand { account: cx.person().map(|person| person.account.0), at: cx.now() }
}

/// The card, locked, when its version is still the one the person saw.
fn unchanged(cx: &mut Cx<Write>, id: PersonId, version: i64) -> Result<Person> {
    let person = locked(cx, id)?;
    if person.version == version {
        return Ok(person);
    }
    let zone = cx.zone_at(&person.unit_path)?;
    let when = russian::moment(person.updated_at, zone);
    let names = access::store::short_names(cx.conn(), &person.updated_by.into_iter().collect::<Vec<_>>())?;
    let who =
        person.updated_by.and_then(|id| names.get(&id).cloned()).unwrap_or_else(|| "программа".to_owned());
    Err(Error::Conflict(format!(
        "Карточку «{}» уже изменили: {who}, {when}. Ваши изменения не сохранены. Откройте карточку заново, посмотрите, \
         что в ней теперь, и внесите свои.",
        person.name().short()
    )))
}

/// The card, locked, as it is now.
fn locked(cx: &mut Cx<Write>, id: PersonId) -> Result<Person> {
    cx.tx().lock("people", id.0)?;
    reread(cx, id)
}

fn reread(cx: &mut Cx<Write>, id: PersonId) -> Result<Person> {
    store::all_of(cx.conn(), &[id.0])?.pop().ok_or(Error::NotFound)
}

fn told(cx: &mut Cx<Write>, action: Action, person: &Person, what: &str, details: &Value) -> Result<()> {
    let text = format!("{what}: {}", person.name().short());
    cx.journal(action, ("people", "person", person.id.0), &person.unit_path, &text, details.clone())
}

/// Settles where the person stands after a change of employments, and reads the card again.
fn settled(cx: &mut Cx<Write>, person: &Person) -> Result<Person> {
    let (today, hand) = (cx.today_at(&person.unit_path)?, hand(cx));
    store::settle(cx.tx(), person.id, today, hand)?;
    reread(cx, person.id)
}

/// The employment of the person, or nothing.
fn employment_of(cx: &mut Cx<Write>, person: PersonId, id: EmploymentId) -> Result<crate::Employment> {
    employments::of(cx.conn(), person)?.into_iter().find(|one| one.id == id).ok_or(Error::NotFound)
}

/// A day as journals and sentences write it.
fn said(day: NaiveDate) -> String {
    russian::date(day)
}
