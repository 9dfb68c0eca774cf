//! The data of a person: taken on with a first employment, or changed.

use access::Granted;
use askama::Template;
use units::{Unit, UnitId};
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Request, Result, Write};

use super::alike::{self, Alike, Answer};
use super::employment::{self, WorkForm};
use super::words;
use crate::rules::{duplicates, names};
use crate::{KeepPeople, Name, NewEmployment, NewPerson, Person, actions, store};

/// The fields as they were typed; days as 2026-06-30 where they are days.
#[derive(Debug, Clone, Default)]
struct Typed {
    unit: String,
    last_name: String,
    first_name: String,
    middle_name: String,
    former_name: String,
    birth_date: String,
    email: String,
    phone: String,
    general_since: String,
    pedagogical_since: String,
    version: String,
}

#[derive(Template)]
#[template(path = "form.html")]
struct FormPage {
    heading: &'static str,
    place: String,
    target: String,
    token: String,
    filled: Typed,
    faults: Vec<(String, String)>,
    /// Cards that may be of the same person.
    alike: Alike,
    work: Option<WorkForm>,
    done: &'static str,
    way_back: String,
}

impl FormPage {
    fn wrong(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text.as_str())
    }
}

impl Typed {
    fn posted(request: &Request) -> Self {
        let text = |name| request.form.text(name).to_owned();
        let mut check = request.form.check();
        let mut day = |name| check.date(name).map_or_else(|| text(name), |day| day.to_string());
        Self {
            birth_date: day("birth_date"),
            general_since: day("general_since"),
            pedagogical_since: day("pedagogical_since"),
            unit: text("unit"),
            last_name: text("last_name"),
            first_name: text("first_name"),
            middle_name: text("middle_name"),
            former_name: text("former_name"),
            email: text("email"),
            phone: text("phone"),
            version: text("version"),
        }
    }

    fn of(person: &Person) -> Self {
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        Self {
            unit: person.unit_id.to_string(),
            last_name: person.last_name.clone(),
            first_name: person.first_name.clone(),
            middle_name: person.middle_name.clone(),
            former_name: person.former_name.clone(),
            birth_date: day(person.birth_date),
            email: person.email.clone(),
            phone: person.phone.clone(),
            general_since: day(person.general_since),
            pedagogical_since: day(person.pedagogical_since),
            version: person.version.to_string(),
        }
    }
}

/// The fields as values with the slips of typing. Words all in capitals are written as names are.
fn read(request: &Request) -> (NewPerson, Vec<FieldFault>) {
    let text = |name| request.form.text(name).to_owned();
    let word =
        |name| request.form.text(name).split_whitespace().map(names::cased).collect::<Vec<_>>().join(" ");
    let mut check = request.form.check();
    let new = NewPerson {
        name: Name { last: word("last_name"), first: word("first_name"), middle: word("middle_name") },
        former_name: word("former_name"),
        birth_date: check.date("birth_date"),
        email: text("email"),
        phone: text("phone"),
        general_since: check.date("general_since"),
        pedagogical_since: check.date("pedagogical_since"),
    };
    match check.done() {
        Err(Error::Invalid(faults)) => (new, faults),
        _ => (new, Vec::new()),
    }
}

/// `GET /people/new?unit=…`
pub(super) fn blank(cx: &mut Cx<Read>, may: Granted<KeepPeople>) -> Result<Reply> {
    let request = cx.request_handle();
    let unit = owner(cx, &may, request.asked("unit"))?;
    let typed = Typed { unit: unit.id.to_string(), ..Typed::default() };
    show_new(cx, &unit, typed, employment::Typed::blank(), (&[], Alike::default()))
}

/// The unit of this id inside the scope; none named: the person's own.
pub(super) fn owner<M: Mode>(cx: &mut Cx<M>, may: &Granted<KeepPeople>, asked: &str) -> Result<Unit> {
    let own = may.scopes().first().map(|scope| UnitId(scope.unit));
    let id = if asked.is_empty() { own } else { asked.parse().ok() };
    units::store::find(cx.conn(), may.ranges(), id.ok_or(Error::NotFound)?)?.ok_or(Error::NotFound)
}

/// `POST /people`: takes a person on, unless a card may be of the same one and nobody said whose it is.
pub(super) fn add(cx: &mut Cx<Write>, may: Granted<KeepPeople>) -> Result<Reply> {
    let request = cx.request_handle();
    let unit = owner(cx, &may, request.form.text("unit"))?;
    let rules = words::rules_at(cx, &unit.path)?;
    let today = cx.today_at(&unit.path)?;
    let (new, mut faults) = read(&request);
    let (work, more) = employment::read(&request, &rules, today);
    faults.extend(more);
    let mut outcome = super::together(faults, actions::may_add(cx, &unit, &new, &work));
    let answer = Answer::posted(&request);
    let alike = if outcome.is_ok() || answer.is_asked() {
        alike::found(cx, &may, (&unit, &new), &answer)?
    } else {
        Alike::default()
    };
    if outcome.is_ok() && answer.is_missing() {
        outcome = Err(Error::field("same", "Скажите, кто это: от ответа зависит, будет ли карточка новой."));
    }
    let is_doubtful = outcome.is_ok() && answer.same.is_none() && !alike.lines.is_empty();
    let (typed, filled) = (Typed::posted(&request), employment::Typed::posted(&request));
    if is_doubtful {
        return show_new(cx, &unit, typed, filled, (&[], alike));
    }
    match outcome.and_then(|()| taken(cx, &may, &unit, &answer, (&new, &work))) {
        Ok(person) => Ok(Reply::to(person.url())),
        Err(Error::Invalid(faults)) => show_new(cx, &unit, typed, filled, (&faults, alike)),
        Err(other) => Err(other),
    }
}

/// A new card, or another place of somebody known.
fn taken(
    cx: &mut Cx<Write>,
    may: &Granted<KeepPeople>,
    unit: &Unit,
    answer: &Answer,
    (new, work): (&NewPerson, &NewEmployment),
) -> Result<Person> {
    let Some(same) = answer.same else {
        let person = actions::add(cx, unit, new, work)?;
        cx.notice("Карточка заведена.");
        return Ok(person);
    };
    let known = store::find(cx.conn(), may.ranges(), same)?.ok_or(Error::NotFound)?;
    let (person, filled) = actions::employing::hire_known(cx, &known, unit, new, work)?;
    let more = if filled.is_empty() {
        String::new()
    } else {
        format!(" Дописано в неё: {}.", filled.join(", "))
    };
    cx.notice(&format!("Место работы добавлено в карточку, которая уже есть.{more}"));
    Ok(person)
}

fn show_new<M: Mode>(
    cx: &mut Cx<M>,
    unit: &Unit,
    typed: Typed,
    work: employment::Typed,
    (faults, alike): (&[FieldFault], Alike),
) -> Result<Reply> {
    let rules = words::rules_at(cx, &unit.path)?;
    let page = FormPage {
        heading: "Принять на работу",
        place: unit.name.clone(),
        target: "/people".to_owned(),
        token: cx.csrf().to_owned(),
        faults: faults.iter().map(|fault| (fault.field.clone(), fault.text.clone())).collect(),
        work: Some(WorkForm::of(work, faults, &rules)),
        done: "Принять",
        filled: typed,
        alike,
        way_back: "/people".to_owned(),
    };
    page_of(&page, &unit.path)
}

fn page_of(page: &FormPage, path: &str) -> Result<Reply> {
    let status = if page.faults.is_empty() && page.alike.lines.is_empty() { 200 } else { 422 };
    Ok(Page::titled(page.heading).at(path).under("/people").show(page)?.status(status))
}

/// `GET /people/{person}/data`
pub(super) fn filled(cx: &mut Cx<Read>, may: Granted<KeepPeople>) -> Result<Reply> {
    let person = super::asked(cx, &may)?;
    show_change(cx, &person, Typed::of(&person), &[])
}

/// `POST /people/{person}/data`
pub(super) fn change(cx: &mut Cx<Write>, may: Granted<KeepPeople>) -> Result<Reply> {
    let (request, person) = (cx.request_handle(), super::asked(cx, &may)?);
    let (mut new, faults) = read(&request);
    let is_kept = keeps_former(&person, &new);
    if is_kept {
        person.last_name.clone_into(&mut new.former_name);
    }
    let version = request.form.text("version").parse().unwrap_or(0);
    let outcome = super::together(faults, actions::change(cx, &person, version, &new));
    match outcome {
        Ok(person) => {
            cx.notice(if is_kept {
                "Данные сохранены. Прежняя фамилия осталась в\u{a0}карточке: по ней находят человека и\u{a0}старые документы."
            } else {
                "Данные сохранены."
            });
            Ok(Reply::to(person.url()))
        }
        Err(Error::Invalid(faults)) => show_change(cx, &person, Typed::posted(&request), &faults),
        Err(other) => Err(other),
    }
}

/// Whether the family name is another now and the one before is told nowhere: a slip of one letter is no change of it.
fn keeps_former(person: &Person, new: &NewPerson) -> bool {
    let (before, now) = (db::fold(&person.last_name), db::fold(&new.name.last));
    new.former_name.is_empty()
        && person.former_name.is_empty()
        && before != now
        && !duplicates::is_one_apart(&before, &now)
}

fn show_change<M: Mode>(cx: &Cx<M>, person: &Person, typed: Typed, faults: &[FieldFault]) -> Result<Reply> {
    let page = FormPage {
        heading: "Данные педагога",
        place: person.name().full(),
        target: format!("{}/data", person.url()),
        token: cx.csrf().to_owned(),
        filled: typed,
        faults: faults.iter().map(|fault| (fault.field.clone(), fault.text.clone())).collect(),
        alike: Alike::default(),
        work: None,
        done: "Сохранить",
        way_back: person.url(),
    };
    page_of(&page, &person.unit_path)
}
