//! The own page of the young: the next sessions, what one was at, requests with their answers, projects; bodies one leads; whom
//! one may turn to for support.

use access::Granted;
use askama::Template;
use chrono::{Days, NaiveDate};
use packs::Effective;
use structures::bodies;
use structures::model::{Member, Structure, StructureId};
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write, russian};

use super::card::{Row, row};
use super::forms::{Forms, led};
use super::requests::{self, Asked};
use super::{Choices, contacts, projects, word, words};
use crate::actions::{PARTICIPANT, asking, initiating, rules_at, url};
use crate::model::{SessionId, State};
use crate::rules::school_year;
use crate::{ASSOCIATION, AttendSchool, store};

#[derive(Template)]
#[template(path = "own.html")]
struct OwnPage {
    title: &'static str,
    leads: Vec<(String, String)>,
    schools: Vec<Own>,
    asked: Vec<Asked>,
    projects: Vec<projects::Row>,
    contacts: Vec<contacts::Row>,
    choices: Choices,
    directions: Choices,
    forms: Forms,
}

/// A school one takes part in.
struct Own {
    name: String,
    since: String,
    counted: String,
    ahead: Vec<Row>,
    past: Vec<Past>,
}

/// A session that was: whether one was there, and what it left.
struct Past {
    row: Row,
    was_there: bool,
    materials: Vec<(String, String)>,
}

/// `GET /schooling/own`
pub(super) fn page(cx: &mut Cx<Read>, _may: Granted<AttendSchool>) -> Result<Reply> {
    show(cx, Vec::new())
}

fn show<M: Mode>(cx: &mut Cx<M>, faults: Vec<FieldFault>) -> Result<Reply> {
    let account = cx.person().map(|person| person.account.0);
    let card = account.map(|id| people::store::of_account(cx.conn(), id)).transpose()?.flatten();
    let forms = Forms::of(cx, faults);
    let mut page = OwnPage {
        title: NOBODYS,
        leads: Vec::new(),
        schools: Vec::new(),
        asked: Vec::new(),
        projects: Vec::new(),
        contacts: Vec::new(),
        choices: Vec::new(),
        directions: Vec::new(),
        forms,
    };
    let Some(card) = card else {
        return Page::titled(page.title).show(&page);
    };
    let (rules, today) = (rules_at(cx, &card.unit_path)?, cx.today_at(&card.unit_path)?);
    let found = bodies::of_people(cx.conn(), &[card.id.0])?;
    let now = found
        .into_iter()
        .filter(|(member, one)| crate::is_own(&one.kind) && one.is_active() && member.is_there(today));
    let mut kinds = Vec::new();
    for (member, one) in now {
        kinds.push(one.kind == ASSOCIATION);
        if member.role == bodies::HEAD {
            page.leads.push((one.name.clone(), url(one.id)));
        } else if member.role == PARTICIPANT {
            page.choices.push((one.id.to_string(), one.name.clone()));
            page.schools.push(own(cx, (&member, &one), (&rules, today))?);
        }
    }
    let asked = store::requests_of_person(cx.conn(), card.id)?;
    page.asked = asked.iter().map(|one| requests::row(one, &rules, today)).collect();
    page.directions = words(&rules, "direction");
    page.title = title(&kinds);
    let projects = store::projects::of_person(cx.conn(), card.id)?;
    page.projects = projects.iter().map(|one| projects::row(one, "")).collect();
    let contacts = store::contacts::at(cx.conn(), &above(&card.unit_path))?;
    page.contacts =
        contacts.iter().map(|(one, of)| contacts::told(one, word(&rules, &one.direction), of)).collect();
    Page::titled(page.title).at(&card.unit_path).show(&page)
}

/// What the page is called where one belongs to nothing, or to bodies of both kinds.
const NOBODYS: &str = "Молодым педагогам";

/// The page by what one belongs to: whether each body is an association.
fn title(kinds: &[bool]) -> &'static str {
    match (kinds.contains(&true), kinds.contains(&false)) {
        (true, false) => "Моя ассоциация молодых педагогов",
        (false, true) => "Моя школа молодого педагога",
        _ => NOBODYS,
    }
}

/// The paths of a unit and of everything above it.
fn above(path: &str) -> Vec<String> {
    path.match_indices('/').skip(1).map(|(end, _)| path[..=end].to_owned()).collect()
}

fn own<M: Mode>(
    cx: &mut Cx<M>,
    (member, one): (&Member, &Structure),
    (rules, today): (&Effective, NaiveDate),
) -> Result<Own> {
    let person: Vec<i64> = member.person_id.into_iter().collect();
    let ahead = store::sessions_of(cx.conn(), &[one.id], (today, today + Days::new(366)))?;
    let mut had = store::had_by(cx.conn(), &person)?;
    let since = school_year(today).0;
    had.retain(|(_, session)| {
        session.structure_id == one.id && session.state() == State::Held && session.day() >= since
    });
    let ids: Vec<SessionId> = had.iter().map(|(_, session)| session.id).collect();
    let left = store::materials_of(cx.conn(), &ids)?;
    let materials = |id: SessionId| -> Vec<(String, String)> {
        let own = left.iter().filter(|one| one.session_id == id);
        own.map(|one| match one.document_id {
            Some(document) => (one.title.clone(), format!("/documents/{document}")),
            None => (one.title.clone(), one.link.clone()),
        })
        .collect()
    };
    let came = had.iter().filter(|(was, _)| was.was_there).count();
    let told = |one: &crate::model::Session| Row { url: String::new(), ..row(one, None, (rules, today)) };
    Ok(Own {
        name: one.name.clone(),
        since: russian::date(member.from_on),
        counted: format!("{came} из\u{a0}{}", had.len()),
        ahead: ahead.iter().filter(|one| one.state() == State::Planned).map(told).collect(),
        past: had
            .iter()
            .map(|(was, one)| Past { row: told(one), was_there: was.was_there, materials: materials(one.id) })
            .collect(),
    })
}

/// `POST /schooling/own/requests`
pub(super) fn ask(cx: &mut Cx<Write>, _may: Granted<AttendSchool>) -> Result<Reply> {
    let request = cx.request_handle();
    let mut check = request.form.check();
    let body = check.required("body", 2_000, "Напишите, в\u{a0}чём нужна поддержка.").to_owned();
    let direction = request.form.text("direction").to_owned();
    if direction.is_empty() {
        check.fault("direction", "Выберите, какая поддержка нужна.");
    }
    let school: StructureId = request.form.text("school").parse().map_err(|_| Error::NotFound)?;
    let outcome = check.done().and_then(|()| asking::ask(cx, school, (&direction, &body)));
    led(cx, outcome, ("Обращение отправлено: ответ появится здесь.", "/schooling/own".to_owned()), show)
}

/// `POST /schooling/own/projects`
pub(super) fn propose(cx: &mut Cx<Write>, _may: Granted<AttendSchool>) -> Result<Reply> {
    let body: StructureId = cx.request().form.text("body_of").parse().map_err(|_| Error::NotFound)?;
    let outcome =
        projects::typed(cx).and_then(|(title, about)| initiating::propose_own(cx, body, (&title, &about)));
    let told = ("Проект предложен: что с\u{a0}ним решат, будет видно здесь.", "/schooling/own".to_owned());
    led(cx, outcome, told, show)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_called_by_what_one_belongs_to() {
        assert_eq!(title(&[true]), "Моя ассоциация молодых педагогов");
        assert_eq!(title(&[false, false]), "Моя школа молодого педагога");
        assert_eq!((title(&[]), title(&[true, false])), (NOBODYS, NOBODYS));
    }

    #[test]
    fn everything_above_a_unit_is_its_territory() {
        assert_eq!(above("/1/12/345/"), ["/1/", "/1/12/", "/1/12/345/"]);
    }
}
