//! Employments of a known person: another place, a correction, a dismissal.

use access::Granted;
use askama::Template;
use units::UnitId;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write};

use super::employment::{self, Typed, WorkForm};
use super::words;
use crate::actions::employing;
use crate::store::employments;
use crate::{Employment, KeepPeople, Person};

#[derive(Template)]
#[template(path = "employment.html")]
struct EmploymentPage {
    heading: &'static str,
    whose: String,
    target: String,
    token: String,
    version: String,
    places: Vec<(String, String)>,
    place: String,
    faults: Vec<(String, String)>,
    work: WorkForm,
    done: &'static str,
    way_back: String,
}

/// `GET /people/{person}/employments/new`
pub(super) fn blank(cx: &mut Cx<Read>, may: Granted<KeepPeople>) -> Result<Reply> {
    let person = super::asked(cx, &may)?;
    show_new(cx, &may, &person, (String::new(), Typed::blank()), &[])
}

/// `POST /people/{person}/employments`
pub(super) fn hire(cx: &mut Cx<Write>, may: Granted<KeepPeople>) -> Result<Reply> {
    let (request, person) = (cx.request_handle(), super::asked(cx, &may)?);
    let place = request.form.text("unit").to_owned();
    let id: Option<UnitId> = place.parse().ok();
    let unit = id.map(|id| units::store::find(cx.conn(), may.ranges(), id)).transpose()?.flatten();
    let Some(unit) = unit else {
        let fault = FieldFault {
            field: "unit".to_owned(), text: "Выберите организацию.".to_owned()
        };
        return show_new(cx, &may, &person, (place, Typed::posted(&request)), &[fault]);
    };
    let (rules, today) = (words::rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    let (new, faults) = employment::read(&request, &rules, today);
    let outcome = super::together(faults, employing::hire(cx, &person, &unit, &new));
    match outcome {
        Ok(person) => Ok(done(cx, &person, "Место работы добавлено.")),
        Err(Error::Invalid(faults)) => show_new(cx, &may, &person, (place, Typed::posted(&request)), &faults),
        Err(other) => Err(other),
    }
}

/// The organisations where the person may take people on: the own unit with what stands under it.
fn show_new<M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<KeepPeople>,
    person: &Person,
    (place, typed): (String, Typed),
    faults: &[FieldFault],
) -> Result<Reply> {
    let rules = words::rules_at(cx, &person.unit_path)?;
    let mut places = Vec::new();
    for scope in may.scopes() {
        let own = units::store::find(cx.conn(), may.ranges(), UnitId(scope.unit))?;
        let below = units::store::under(cx.conn(), &scope.path, access::Level::Organisation)?;
        places.extend(own.into_iter().chain(below).map(|unit| (unit.id.to_string(), unit.short_name)));
    }
    places.dedup();
    let place = match places.as_slice() {
        [(only, _)] if place.is_empty() => only.clone(),
        _ => place,
    };
    let page = EmploymentPage {
        heading: "Ещё одно место работы",
        whose: person.name().full(),
        target: format!("{}/employments", person.url()),
        token: cx.csrf().to_owned(),
        version: String::new(),
        places,
        place,
        faults: said(faults),
        work: WorkForm::of(typed, faults, &rules),
        done: "Принять",
        way_back: person.url(),
    };
    page_of(&page, person)
}

fn said(faults: &[FieldFault]) -> Vec<(String, String)> {
    faults.iter().map(|fault| (fault.field.clone(), fault.text.clone())).collect()
}

fn page_of(page: &EmploymentPage, person: &Person) -> Result<Reply> {
    let status = if page.faults.is_empty() { 200 } else { 422 };
    Ok(Page::titled(page.heading).at(&person.unit_path).under("/people").show(page)?.status(status))
}

/// The employment of the address; one outside the scope is another unit's to change.
pub(super) fn asked<M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<KeepPeople>,
    person: &Person,
) -> Result<Employment> {
    let id = cx.request().arg("employment")?;
    let found = employments::of(cx.conn(), person.id)?.into_iter().find(|one| one.id == id);
    let found = found.ok_or(Error::NotFound)?;
    may.within(&found.unit_path)?;
    Ok(found)
}

/// `GET /people/{person}/employments/{employment}`
pub(super) fn filled(cx: &mut Cx<Read>, may: Granted<KeepPeople>) -> Result<Reply> {
    let person = super::asked(cx, &may)?;
    let one = asked(cx, &may, &person)?;
    let rules = words::rules_at(cx, &one.unit_path)?;
    let subjects = employments::subjects_of(cx.conn(), &[person.id.0])?.remove(&one.id.0).unwrap_or_default();
    show_change(cx, &person, &one, Typed::of(&one, &subjects, &rules), &[])
}

/// `POST /people/{person}/employments/{employment}`
pub(super) fn change(cx: &mut Cx<Write>, may: Granted<KeepPeople>) -> Result<Reply> {
    let (request, person) = (cx.request_handle(), super::asked(cx, &may)?);
    let one = asked(cx, &may, &person)?;
    let (rules, today) = (words::rules_at(cx, &one.unit_path)?, cx.today_at(&one.unit_path)?);
    let (new, faults) = employment::read(&request, &rules, today);
    let seen = (one.id, request.form.text("version").parse().unwrap_or(0));
    let outcome = super::together(faults, employing::change(cx, &person, seen, &new));
    match outcome {
        Ok(person) => Ok(done(cx, &person, "Место работы изменено.")),
        Err(Error::Invalid(faults)) => show_change(cx, &person, &one, Typed::posted(&request), &faults),
        Err(other) => Err(other),
    }
}

fn show_change<M: Mode>(
    cx: &mut Cx<M>,
    person: &Person,
    one: &Employment,
    typed: Typed,
    faults: &[FieldFault],
) -> Result<Reply> {
    let rules = words::rules_at(cx, &one.unit_path)?;
    let page = EmploymentPage {
        heading: "Место работы",
        whose: person.name().full(),
        target: format!("{}/employments/{}", person.url(), one.id),
        token: cx.csrf().to_owned(),
        version: typed.version.clone(),
        places: Vec::new(),
        place: String::new(),
        faults: said(faults),
        work: WorkForm::of(typed, faults, &rules),
        done: "Сохранить",
        way_back: person.url(),
    };
    page_of(&page, person)
}

pub(super) fn done(cx: &mut Cx<Write>, person: &Person, notice: &str) -> Reply {
    cx.notice(notice);
    Reply::to(person.url())
}

#[derive(Template)]
#[template(path = "ending.html")]
struct EndingPage {
    whose: String,
    what: String,
    target: String,
    token: String,
    version: String,
    ended_on: String,
    reason: String,
    faults: Vec<(String, String)>,
    way_back: String,
}

impl EndingPage {
    fn wrong(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text.as_str())
    }
}

/// `GET /people/{person}/employments/{employment}/end`
pub(super) fn ending(cx: &mut Cx<Read>, may: Granted<KeepPeople>) -> Result<Reply> {
    let person = super::asked(cx, &may)?;
    let one = asked(cx, &may, &person)?;
    show_ending(cx, &person, &one, (one.version.to_string(), String::new(), String::new()), &[])
}

/// `POST /people/{person}/employments/{employment}/end`
pub(super) fn dismiss(cx: &mut Cx<Write>, may: Granted<KeepPeople>) -> Result<Reply> {
    let (request, person) = (cx.request_handle(), super::asked(cx, &may)?);
    let one = asked(cx, &may, &person)?;
    let mut check = request.form.check();
    let last = check.date("ended_on");
    if request.form.text("ended_on").is_empty() {
        check.fault("ended_on", "Укажите последний день работы.");
    }
    let reason = check.optional("reason", 300).to_owned();
    let seen = (one.id, request.form.text("version").parse().unwrap_or(0));
    let outcome = check.done().and_then(|()| {
        let last = last.ok_or(Error::NotFound)?;
        employing::dismiss(cx, &person, seen, last, &reason)
    });
    match outcome {
        Ok(after) if employing::is_seen(cx, may.ranges(), &after)? => {
            Ok(done(cx, &after, "Увольнение внесено."))
        }
        Ok(_) => {
            cx.notice(
                "Увольнение внесено. Человек работает в другой организации: карточку теперь ведёт она.",
            );
            Ok(Reply::to("/people"))
        }
        Err(Error::Invalid(faults)) => {
            let text = |name| request.form.text(name).to_owned();
            show_ending(cx, &person, &one, (text("version"), text("ended_on"), text("reason")), &faults)
        }
        Err(other) => Err(other),
    }
}

fn show_ending<M: Mode>(
    cx: &Cx<M>,
    person: &Person,
    one: &Employment,
    (version, ended_on, reason): (String, String, String),
    faults: &[FieldFault],
) -> Result<Reply> {
    let page = EndingPage {
        whose: person.name().full(),
        what: words::work(one),
        target: format!("{}/employments/{}/end", person.url(), one.id),
        token: cx.csrf().to_owned(),
        version,
        ended_on,
        reason,
        faults: said(faults),
        way_back: person.url(),
    };
    let status = if page.faults.is_empty() { 200 } else { 422 };
    Ok(Page::titled("Увольнение").at(&person.unit_path).under("/people").show(&page)?.status(status))
}
