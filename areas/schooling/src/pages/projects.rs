//! Projects the young thought of, of a school or an association: proposed, supported, carried out (Амурская область, приложение 1,
//! раздел 3.4, таблица, строка 5).

use std::collections::BTreeMap;

use access::{Granted, SignedIn};
use askama::Template;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write, russian};

use super::forms::{Forms, chosen, led, led_anew, under};
use super::school;
use crate::actions::School;
use crate::actions::initiating::{self, MOST, Step};
use crate::model::{Author, NewProject, Project, ProjectId, ProjectState};
use crate::store;

#[derive(Template)]
#[template(path = "projects.html")]
struct ProjectsPage {
    called: &'static crate::Called,
    of: String,
    here: String,
    rows: Vec<Row>,
    people: Vec<Tick>,
    may_work: bool,
    forms: Forms,
}

/// A participant who may be an author.
struct Tick {
    id: String,
    name: String,
    is_ticked: bool,
}

/// A project in a list.
pub(super) struct Row {
    pub id: String,
    pub title: String,
    pub about: String,
    pub authors: String,
    pub state: (&'static str, &'static str),
    /// «предложен 01.03.2026»; what was given, what came of it.
    pub lines: Vec<String>,
    pub version: String,
    /// The fields of its form: what is decided, the words, the day; what they begin with.
    pub fields: [String; 3],
    pub prefix: String,
    /// What may become of it: code, the words on the choice.
    pub next: Vec<(&'static str, &'static str)>,
}

/// `GET /schooling/{young_school}/projects`
pub(super) fn page(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    let school = school(cx)?;
    show(cx, &school, Vec::new(), None)
}

/// The page; a form with a fault of its own keeps the version it was made of, for nobody has seen a later one.
fn show<M: Mode>(
    cx: &mut Cx<M>,
    school: &School,
    faults: Vec<FieldFault>,
    sent: Option<(ProjectId, i64)>,
) -> Result<Reply> {
    let path = school.one.unit_path.clone();
    let today = cx.today_at(&path)?;
    let forms = Forms::of(cx, faults);
    let found = store::projects::of_body(cx.conn(), school.one.id, MOST)?;
    let whose = authors(cx, &found)?;
    let seen: Vec<i64> = whose.iter().map(|one| one.person_id.0).collect();
    let names = names(school);
    let may_work = school.power.works() && school.one.is_active();
    let people: Vec<Tick> = if may_work {
        let here = school.participants(today).filter_map(|one| Some((one.person_id?, one.name.clone())));
        here.map(|(id, name)| Tick {
            is_ticked: forms.is_ticked("authors", &id.to_string()),
            id: id.to_string(),
            name,
        })
        .collect()
    } else {
        Vec::new()
    };
    cx.saw("person", &seen, &path);
    let version = |one: &Project| sent.filter(|(id, _)| *id == one.id).map_or(one.version, |(_, sent)| sent);
    let told =
        |one: &Project| Row { version: version(one).to_string(), ..row(one, &named(one, &whose, &names)) };
    let page = ProjectsPage {
        called: school.called(),
        of: school.one.name.clone(),
        here: school.url(),
        rows: found.iter().map(told).collect(),
        people,
        may_work,
        forms,
    };
    Page::titled("Молодёжные проекты").at(&path).under("/schooling").show(&page)
}

fn authors<M: Mode>(cx: &mut Cx<M>, found: &[Project]) -> Result<Vec<Author>> {
    let ids: Vec<ProjectId> = found.iter().map(|one| one.id).collect();
    Ok(store::projects::authors_of(cx.conn(), &ids)?)
}

/// Names as the composition tells them.
fn names(school: &School) -> BTreeMap<i64, String> {
    let all = school.members.iter();
    all.filter_map(|one| Some((one.person_id?, one.name.clone()))).collect()
}

fn named(one: &Project, whose: &[Author], names: &BTreeMap<i64, String>) -> String {
    let own = whose.iter().filter(|author| author.project_id == one.id);
    let name = |author: &Author| {
        names.get(&author.person_id.0).cloned().unwrap_or_else(|| "не\u{a0}состоит здесь".to_owned())
    };
    own.map(name).collect::<Vec<_>>().join(", ")
}

/// A project as it is told.
pub(super) fn row(one: &Project, authors: &str) -> Row {
    let mut lines = vec![format!("предложен {}", russian::date(one.proposed_on))];
    if let Some(day) = one.supported_on {
        lines.push(format!("поддержан {}: {}", russian::date(day), one.support));
    }
    if let Some(day) = one.ended_on {
        lines.push(format!("{} {}: {}", one.state().title().0, russian::date(day), one.result));
    }
    Row {
        id: one.id.to_string(),
        title: one.title.clone(),
        about: one.about.clone(),
        authors: authors.to_owned(),
        state: one.state().title(),
        lines,
        version: one.version.to_string(),
        fields: ["to", "text", "day"].map(|name| format!("{}-{name}", one.id)),
        prefix: format!("{}-", one.id),
        next: one.state().next().iter().map(|to| (to.code(), choice(*to))).collect(),
    }
}

fn choice(to: ProjectState) -> &'static str {
    match to {
        ProjectState::Supported => "Поддержать",
        ProjectState::Declined => "Не\u{a0}поддержать",
        ProjectState::Done => "Выполнен",
        ProjectState::Dropped => "Прекратить",
        ProjectState::Proposed => "Предложить",
    }
}

/// The name and the purpose of a project as a form sends them.
pub(super) fn typed(cx: &Cx<Write>) -> Result<(String, String)> {
    let form = &cx.request().form;
    let mut check = form.check();
    let title = check.required("title", 200, "Напишите, как называется проект.").to_owned();
    let about = check.required("about", 2_000, "Напишите, что и\u{a0}для кого будет сделано.").to_owned();
    check.done()?;
    Ok((title, about))
}

/// `POST /schooling/{young_school}/projects`
pub(super) fn propose(cx: &mut Cx<Write>, _may: Granted<SignedIn>) -> Result<Reply> {
    let school = school(cx)?;
    let authors = chosen(cx, "authors");
    let outcome = typed(cx).and_then(|(title, about)| {
        initiating::propose(cx, school.one.id, &NewProject { title, about, authors })
    });
    let to = format!("{}/projects", school.url());
    led(cx, outcome, ("Проект записан.", to), |cx, faults| show(cx, &school, faults, None))
}

/// `POST /schooling/{young_school}/projects/{young_project}`
pub(super) fn step(cx: &mut Cx<Write>, _may: Granted<SignedIn>) -> Result<Reply> {
    let school = school(cx)?;
    let id: ProjectId = cx.request().arg("young_project")?;
    let version = super::forms::version(cx)?;
    let outcome = said(cx, id).and_then(|(to, day, text)| {
        let step = Step { to, day, text: &text };
        under(initiating::step(cx, school.one.id, (id, version), step), &format!("{id}-"))
    });
    let sent = (!matches!(outcome, Err(Error::Conflict(_)))).then_some((id, version));
    let to = format!("{}/projects", school.url());
    led_anew(cx, outcome, &format!("{id}-text"), ("Записано.", to), |cx, faults| {
        show(cx, &school, faults, sent)
    })
}

/// What the form of a step says.
fn said(cx: &Cx<Write>, id: ProjectId) -> Result<(ProjectState, chrono::NaiveDate, String)> {
    let field = |name: &str| format!("{id}-{name}");
    let form = &cx.request().form;
    let mut check = form.check();
    let text = check.optional(&field("text"), 1_000).to_owned();
    let day = check.date(&field("day"));
    if day.is_none() && form.text(&field("day")).is_empty() {
        check.fault(&field("day"), "Укажите день.");
    }
    let to = ProjectState::read(form.text(&field("to")));
    if to.is_none() {
        check.fault(&field("to"), "Выберите, что решено.");
    }
    check.done()?;
    to.zip(day).map(|(to, day)| (to, day, text)).ok_or(Error::Malformed)
}
