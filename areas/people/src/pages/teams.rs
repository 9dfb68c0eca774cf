//! School teams: the list of a place, the card with who is in it.

use std::collections::BTreeMap;

use access::Granted;
use askama::Template;
use chrono::NaiveDate;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write, russian};

use super::words;
use crate::actions::teaming;
use crate::store::{self, employments, teams};
use crate::{KeepPeople, Person, PersonId, SeePeople, Team, TeamId};

/// More teams than a region has at work.
const MOST: i64 = 500;
/// More people than a school has.
const CHOICES: i64 = 1_000;

#[derive(Template)]
#[template(path = "teams.html")]
struct ListPage {
    rows: Vec<Row>,
    new_url: String,
    has_places: bool,
}

struct Row {
    team: Team,
    place: String,
    size: String,
    term: String,
    is_over: bool,
}

/// `GET /teams`
pub(super) fn list(cx: &mut Cx<Read>, may: Granted<SeePeople>) -> Result<Reply> {
    let request = cx.request_handle();
    let (scope, top) = super::list::asked(cx, &may, &request)?;
    let today = cx.today_at(&top)?;
    let found = teams::list(cx.conn(), &scope, MOST)?;
    let ids: Vec<i64> = found.iter().map(|team| team.id.0).collect();
    let sizes = teams::sizes(cx.conn(), &ids)?;
    let mut places: Vec<i64> = found.iter().map(|team| team.unit_id.0).collect();
    places.sort_unstable();
    places.dedup();
    let places: BTreeMap<i64, String> = units::store::all_of(cx.conn(), &places)?
        .into_iter()
        .map(|unit| (unit.id.0, unit.short_name))
        .collect();
    let row = |team: Team| Row {
        place: places.get(&team.unit_id.0).cloned().unwrap_or_default(),
        size: russian::counted(sizes.get(&team.id.0).copied().unwrap_or(0), "человек", "человека", "человек"),
        term: term(&team),
        is_over: !team.works_on(today),
        team,
    };
    let page = ListPage {
        has_places: places.len() > 1,
        rows: found.into_iter().map(row).collect(),
        new_url: if super::keeps(cx, &top) {
            web::address("/teams/new", &[("unit", request.asked("unit"))])
        } else {
            String::new()
        },
    };
    Page::titled("Школьные команды").at(&top).show(&page)
}

/// «с 01.02.2026 по 31.05.2026»
fn term(team: &Team) -> String {
    let from = team.started_on.map(|day| format!("с {}", russian::date(day)));
    let to = team.ends_on.map(|day| format!("по {}", russian::date(day)));
    let said: Vec<String> = from.into_iter().chain(to).collect();
    if said.is_empty() { "без срока".to_owned() } else { said.join(" ") }
}

#[derive(Template)]
#[template(path = "team.html")]
struct CardPage {
    team: Team,
    place: String,
    facts: Vec<(String, String, String)>,
    mark: (&'static str, &'static str),
    people: Vec<Line>,
    may_keep: bool,
    choices: Vec<(String, String)>,
    chosen: String,
    since: String,
    faults: Vec<(String, String)>,
    token: String,
}

impl CardPage {
    fn wrong(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text.as_str())
    }
}

struct Line {
    url: String,
    name: String,
    work: String,
    since: String,
    parting: String,
}

/// `GET /teams/{team}`
pub(super) fn card(cx: &mut Cx<Read>, may: Granted<SeePeople>) -> Result<Reply> {
    let team = asked(cx, may.ranges())?;
    show(cx, team, may.ranges(), (String::new(), String::new()), &[])
}

/// The team of the address; outside the scope there is none.
pub(super) fn asked<M: Mode>(cx: &mut Cx<M>, scope: &db::Ranges) -> Result<Team> {
    let id: TeamId = cx.request().arg("team")?;
    teams::find(cx.conn(), scope, id)?.ok_or(Error::NotFound)
}

fn show<M: Mode>(
    cx: &mut Cx<M>,
    team: Team,
    scope: &db::Ranges,
    (chosen, since): (String, String),
    faults: &[FieldFault],
) -> Result<Reply> {
    let unit = units::store::all_of(cx.conn(), &[team.unit_id.0])?.pop().ok_or(Error::NotFound)?;
    let today = cx.today_at(&unit.path)?;
    let may_keep = team.is_open() && super::keeps(cx, &unit.path);
    let members = teams::members(cx.conn(), team.id)?;
    let ids: Vec<i64> = members.iter().map(|one| one.person_id.0).collect();
    let people = lines(cx, &team, (&ids, scope), may_keep, &members)?;
    let mut choices = Vec::new();
    if may_keep {
        let here = teams::choices(cx.conn(), &unit.path, CHOICES)?;
        let free = here.into_iter().filter(|person| !ids.contains(&person.id.0));
        choices.extend(free.map(|person| (person.id.to_string(), person.name().full())));
    }
    let page = CardPage {
        place: unit.name.clone(),
        facts: facts(&team),
        mark: mark(&team, today),
        people,
        may_keep,
        choices,
        chosen,
        since: if since.is_empty() { today.to_string() } else { since },
        faults: faults.iter().map(|fault| (fault.field.clone(), fault.text.clone())).collect(),
        token: cx.csrf().to_owned(),
        team,
    };
    let status = if page.faults.is_empty() { 200 } else { 422 };
    Ok(Page::titled(page.team.name.clone()).at(&unit.path).under("/teams").show(&page)?.status(status))
}

fn facts(team: &Team) -> Vec<(String, String, String)> {
    let all = [("Для чего", team.purpose.clone()), ("Срок", term(team))];
    let said = all.into_iter().filter(|(_, value)| !value.is_empty());
    said.map(|(label, value)| (label.to_owned(), value, String::new())).collect()
}

fn mark(team: &Team, today: NaiveDate) -> (&'static str, &'static str) {
    match (team.is_open(), team.works_on(today)) {
        (false, _) => ("закрыта", "muted"),
        (true, false) => ("срок прошёл", "bad"),
        (true, true) => ("работает", "ok"),
    }
}

/// Who is in it, with their work; a card opens for whom the scope sees.
fn lines<M: Mode>(
    cx: &mut Cx<M>,
    team: &Team,
    (ids, scope): (&[i64], &db::Ranges),
    may_keep: bool,
    members: &[crate::model::TeamMember],
) -> Result<Vec<Line>> {
    let mut people: Vec<Person> = store::all_of(cx.conn(), ids)?;
    people.sort_by(|one, other| (&one.name_key, one.id).cmp(&(&other.name_key, other.id)));
    super::saw(cx, &people, &team.unit_path);
    let works = employments::of_all(cx.conn(), ids)?;
    let line = |person: Person| {
        let own = works.get(&person.id.0).map(Vec::as_slice).unwrap_or_default();
        let here = own.iter().find(|one| one.unit_id == team.unit_id).or(own.first());
        let is_seen = own.iter().any(|one| one.shows && scope.holds(&one.unit_path));
        let since = members.iter().find(|one| one.person_id == person.id).and_then(|one| one.since);
        Line {
            url: if is_seen { person.url() } else { String::new() },
            work: here.map(words::work).unwrap_or_default(),
            since: since.map(|day| format!("с {}", russian::date(day))).unwrap_or_default(),
            parting: if may_keep {
                format!("{}/members/{}/removal", team.url(), person.id)
            } else {
                String::new()
            },
            name: person.name().full(),
        }
    };
    Ok(people.into_iter().map(line).collect())
}

/// `POST /teams/{team}/members`
pub(super) fn join(cx: &mut Cx<Write>, may: Granted<KeepPeople>) -> Result<Reply> {
    let (request, team) = (cx.request_handle(), asked(cx, may.ranges())?);
    let mut check = request.form.check();
    let person: Option<PersonId> = check.parsed("person", "Выберите человека из списка.");
    let since = check.date("since");
    if request.form.text("since").is_empty() {
        check.fault("since", "Укажите, с какого дня человек в команде.");
    }
    let outcome = check.done().and_then(|()| {
        let (person, since) = person.zip(since).ok_or(Error::Malformed)?;
        teaming::join(cx, &team, person, since)
    });
    match outcome {
        Ok(()) => {
            cx.notice("Человек в команде.");
            Ok(Reply::to(team.url()))
        }
        Err(Error::Invalid(faults)) => {
            let typed = ["person", "since"].map(|name| request.form.text(name).to_owned());
            let [chosen, since] = typed;
            show(cx, team, may.ranges(), (chosen, since), &faults)
        }
        Err(other) => Err(other),
    }
}

/// `POST /teams/{team}/members/{person}/removal`
pub(super) fn part(cx: &mut Cx<Write>, may: Granted<KeepPeople>) -> Result<Reply> {
    let team = asked(cx, may.ranges())?;
    let person = cx.request().arg("person")?;
    teaming::part(cx, &team, person)?;
    cx.notice("Человек больше не в команде.");
    Ok(Reply::to(team.url()))
}

/// `POST /teams/{team}/closing`
pub(super) fn close(cx: &mut Cx<Write>, may: Granted<KeepPeople>) -> Result<Reply> {
    let team = asked(cx, may.ranges())?;
    teaming::close(cx, &team)?;
    cx.notice("Команда закрыта. Кто в ней был, осталось на её странице.");
    Ok(Reply::to(team.url()))
}
