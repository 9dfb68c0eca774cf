//! The form of a school team: its name, what it is for, its term.

use access::Granted;
use askama::Template;
use units::{Unit, UnitId};
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Request, Result, Write};

use crate::actions::teaming;
use crate::{KeepPeople, NewTeam, Team};

#[derive(Debug, Clone, Default)]
struct Typed {
    unit: String,
    name: String,
    purpose: String,
    started_on: String,
    ends_on: String,
    version: String,
}

#[derive(Template)]
#[template(path = "team_form.html")]
struct FormPage {
    heading: &'static str,
    target: String,
    token: String,
    filled: Typed,
    places: Vec<(String, String)>,
    faults: Vec<(String, String)>,
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
            started_on: day("started_on"),
            ends_on: day("ends_on"),
            unit: text("unit"),
            name: text("name"),
            purpose: text("purpose"),
            version: text("version"),
        }
    }

    fn of(team: &Team) -> Self {
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        Self {
            unit: team.unit_id.to_string(),
            name: team.name.clone(),
            purpose: team.purpose.clone(),
            started_on: day(team.started_on),
            ends_on: day(team.ends_on),
            version: team.version.to_string(),
        }
    }
}

fn read(request: &Request) -> Result<NewTeam> {
    let mut check = request.form.check();
    let name = check.required("name", 200, "Напишите название: «Команда по функциональной грамотности».");
    let purpose = check.optional("purpose", 500);
    let (started_on, ends_on) = (check.date("started_on"), check.date("ends_on"));
    if request.form.text("started_on").is_empty() {
        check.fault("started_on", "Укажите, с какого дня работает команда.");
    }
    check.done()?;
    Ok(NewTeam {
        name: name.to_owned(),
        purpose: purpose.to_owned(),
        started_on: started_on.ok_or(Error::Malformed)?,
        ends_on,
    })
}

/// `GET /teams/new?unit=…`
pub(super) fn blank(cx: &mut Cx<Read>, may: Granted<KeepPeople>) -> Result<Reply> {
    let request = cx.request_handle();
    let today = cx.today()?.to_string();
    let typed = Typed { unit: request.asked("unit").to_owned(), started_on: today, ..Typed::default() };
    show_new(cx, &may, typed, &[])
}

/// `POST /teams`
pub(super) fn make(cx: &mut Cx<Write>, may: Granted<KeepPeople>) -> Result<Reply> {
    let request = cx.request_handle();
    let outcome = organisation(cx, &may, request.form.text("unit")).and_then(|unit| {
        let new = read(&request)?;
        teaming::make(cx, &unit, &new)
    });
    match outcome {
        Ok(id) => {
            cx.notice("Команда собрана: теперь добавьте в неё людей.");
            Ok(Reply::to(format!("/teams/{id}")))
        }
        Err(Error::Invalid(faults)) => show_new(cx, &may, Typed::posted(&request), &faults),
        Err(other) => Err(other),
    }
}

/// A team belongs to one organisation.
fn organisation(cx: &mut Cx<Write>, may: &Granted<KeepPeople>, asked: &str) -> Result<Unit> {
    let choices = places(cx, may)?;
    let id: Option<UnitId> = match asked {
        "" if choices.len() == 1 => choices.first().and_then(|(id, _)| id.parse().ok()),
        typed => typed.parse().ok(),
    };
    let found = id.map(|id| units::store::find(cx.conn(), may.ranges(), id)).transpose()?.flatten();
    let is_school = |unit: &Unit| unit.level() == access::Level::Organisation;
    found.filter(is_school).ok_or_else(|| Error::field("unit", "Выберите организацию, чья это команда."))
}

fn places<M: Mode>(cx: &mut Cx<M>, may: &Granted<KeepPeople>) -> Result<Vec<(String, String)>> {
    let mut places = Vec::new();
    for scope in may.scopes() {
        let found = if scope.level == access::Level::Organisation {
            units::store::all_of(cx.conn(), &[scope.unit])?
        } else {
            units::store::under(cx.conn(), &scope.path, access::Level::Organisation)?
        };
        places.extend(found.into_iter().map(|unit| (unit.id.to_string(), unit.short_name)));
    }
    places.sort();
    places.dedup();
    places.sort_by(|one, other| one.1.cmp(&other.1));
    Ok(places)
}

fn show_new<M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<KeepPeople>,
    typed: Typed,
    faults: &[FieldFault],
) -> Result<Reply> {
    let choices = places(cx, may)?;
    let page = FormPage {
        heading: "Новая школьная команда",
        target: "/teams".to_owned(),
        token: cx.csrf().to_owned(),
        filled: typed,
        places: if choices.len() > 1 { choices } else { Vec::new() },
        faults: faults.iter().map(|fault| (fault.field.clone(), fault.text.clone())).collect(),
        done: "Собрать команду",
        way_back: "/teams".to_owned(),
    };
    page_of(&page)
}

fn page_of(page: &FormPage) -> Result<Reply> {
    let status = if page.faults.is_empty() { 200 } else { 422 };
    Ok(Page::titled(page.heading).under("/teams").show(page)?.status(status))
}

/// `GET /teams/{team}/data`
pub(super) fn filled(cx: &mut Cx<Read>, may: Granted<KeepPeople>) -> Result<Reply> {
    let team = super::teams::asked(cx, may.ranges())?;
    show_change(cx, &team, Typed::of(&team), &[])
}

/// `POST /teams/{team}/data`
pub(super) fn change(cx: &mut Cx<Write>, may: Granted<KeepPeople>) -> Result<Reply> {
    let (request, team) = (cx.request_handle(), super::teams::asked(cx, may.ranges())?);
    let version = request.form.text("version").parse().unwrap_or(0);
    match read(&request).and_then(|new| teaming::change(cx, &team, version, &new)) {
        Ok(()) => {
            cx.notice("Команда изменена.");
            Ok(Reply::to(team.url()))
        }
        Err(Error::Invalid(faults)) => show_change(cx, &team, Typed::posted(&request), &faults),
        Err(other) => Err(other),
    }
}

fn show_change<M: Mode>(cx: &Cx<M>, team: &Team, typed: Typed, faults: &[FieldFault]) -> Result<Reply> {
    page_of(&FormPage {
        heading: "Школьная команда",
        target: format!("{}/data", team.url()),
        token: cx.csrf().to_owned(),
        filled: typed,
        places: Vec::new(),
        faults: faults.iter().map(|fault| (fault.field.clone(), fault.text.clone())).collect(),
        done: "Сохранить",
        way_back: team.url(),
    })
}
