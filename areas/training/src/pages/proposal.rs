//! «Предложить по сроку»: those whose term is due by the end of the year, chosen by boxes and put into the plan at once; or
//! everybody who works there.

use std::collections::BTreeMap;

use access::Granted;
use askama::Template;
use chrono::{Datelike, NaiveDate};
use db::Ranges;
use people::{KeepPeople, PersonId};
use units::{Unit, UnitId};
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Request, Result, Write, russian};

use crate::actions;
use crate::model::{Sort, Told};
use crate::rules;
use crate::store;

#[derive(Template)]
#[template(path = "proposal.html")]
struct ProposalPage {
    token: String,
    faults: Vec<(String, String)>,
    place: String,
    unit: String,
    year: String,
    years: Vec<(String, String)>,
    is_whole: bool,
    other_url: String,
    back: String,
    people: Vec<Offered>,
    quarters: Vec<(String, String)>,
    sorts: Vec<(&'static str, &'static str)>,
    typed: Typed,
}

impl ProposalPage {
    fn wrong(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text.as_str())
    }
}

struct Offered {
    id: i64,
    name: String,
    about: String,
    is_chosen: bool,
}

#[derive(Default)]
struct Typed {
    quarter: String,
    kind: String,
    theme: String,
    hours: String,
    provider: String,
}

impl Typed {
    fn posted(request: &Request) -> Self {
        let text = |name| request.form.text(name).to_owned();
        Self {
            quarter: text("quarter"),
            kind: text("kind"),
            theme: text("theme"),
            hours: text("hours"),
            provider: text("provider"),
        }
    }
}

/// `GET /training/proposal?unit=…&year=…&whole=…`
pub(super) fn blank(cx: &mut Cx<Read>, may: Granted<KeepPeople>) -> Result<Reply> {
    let request = cx.request_handle();
    let unit = place(cx, &may, request.asked("unit"))?;
    let today = cx.today_at(&unit.path)?;
    // A year no plan is made for is none: the form would never be taken.
    let year = request.asked("year").parse().ok().filter(|year| rules::years(today).contains(year));
    let year = year.unwrap_or_else(|| i64::from(today.year()));
    show(cx, &unit, (year, request.asked("whole") == "1"), Typed::default(), &[])
}

fn place<M: Mode>(cx: &mut Cx<M>, may: &Granted<KeepPeople>, asked: &str) -> Result<Unit> {
    let id: UnitId = asked.parse().map_err(|_| Error::NotFound)?;
    units::store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)
}

fn show<M: Mode>(
    cx: &mut Cx<M>,
    unit: &Unit,
    (year, is_whole): (i64, bool),
    typed: Typed,
    faults: &[FieldFault],
) -> Result<Reply> {
    let (request, today) = (cx.request_handle(), cx.today_at(&unit.path)?);
    let (id, text) = (unit.id.to_string(), year.to_string());
    let query = [("unit", id.as_str()), ("year", text.as_str())];
    let other = if is_whole { "" } else { "1" };
    let mut years: Vec<i64> = rules::years(today).collect();
    if !years.contains(&year) {
        years.push(year);
    }
    let page = ProposalPage {
        token: cx.csrf().to_owned(),
        faults: faults.iter().map(|fault| (fault.field.clone(), fault.text.clone())).collect(),
        place: unit.name.clone(),
        years: years.into_iter().map(|year| (year.to_string(), year.to_string())).collect(),
        is_whole,
        other_url: web::address("/training/proposal", &[query[0], query[1], ("whole", other)]),
        back: web::address("/training", &query),
        people: offered(cx, unit, (year, is_whole), &request.form.all("person"))?,
        quarters: super::quarters(),
        sorts: super::sorts(),
        typed,
        unit: id.clone(),
        year: text.clone(),
    };
    let status = if page.faults.is_empty() { 200 } else { 422 };
    let page = Page::titled(format!("Кого внести в\u{a0}план {year}\u{a0}года"))
        .at(&unit.path)
        .under("/training")
        .show(&page)?;
    Ok(page.status(status))
}

/// Days by which courses are due of those of the unit whose term ends by the end of the year.
fn due<M: Mode>(cx: &mut Cx<M>, unit: &Unit, year: i64) -> Result<BTreeMap<i64, NaiveDate>> {
    let (rules, today) = (units::rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    let Some(last) = rules::last_day(year, 4) else { return Ok(BTreeMap::new()) };
    let scope = Ranges::under([unit.path.as_str()]);
    Ok(people::courses_due_by(cx.conn(), &scope, &rules, (today, last))?)
}

/// Who works in the unit and has no line of the year: those whose term is due, or everybody.
fn offered<M: Mode>(
    cx: &mut Cx<M>,
    unit: &Unit,
    (year, is_whole): (i64, bool),
    chosen: &[&str],
) -> Result<Vec<Offered>> {
    let mut here = actions::working_here(cx, unit)?;
    let due = due(cx, unit, year)?;
    if !is_whole {
        let there = store::of_years(cx.conn(), &Ranges::under([unit.path.as_str()]), (year, year))?;
        for line in there.iter().filter(|line| line.stands()) {
            here.remove(&line.person_id.0);
        }
        here.retain(|person| due.contains_key(person));
    }
    let ids: Vec<i64> = here.into_iter().collect();
    let mut cards = people::store::all_of(cx.conn(), &ids)?;
    cx.saw("person", &ids, &unit.path);
    let away = if is_whole { on_leave(cx, unit)? } else { BTreeMap::new() };
    cards.sort_by(|one, other| {
        (!due.contains_key(&one.id.0), due.get(&one.id.0), &one.name_key, one.id).cmp(&(
            !due.contains_key(&other.id.0),
            due.get(&other.id.0),
            &other.name_key,
            other.id,
        ))
    });
    let one = |card: people::Person| Offered {
        id: card.id.0,
        name: card.name().full(),
        about: about(due.get(&card.id.0), away.get(&card.id.0)),
        is_chosen: chosen.contains(&card.id.to_string().as_str()),
    };
    Ok(cards.into_iter().map(one).collect())
}

/// Who is on a long leave today, and its last day.
fn on_leave<M: Mode>(cx: &mut Cx<M>, unit: &Unit) -> Result<BTreeMap<i64, NaiveDate>> {
    let today = cx.today_at(&unit.path)?;
    Ok(people::store::on_leave(cx.conn(), &Ranges::under([unit.path.as_str()]), today)?)
}

/// «курсы до 01.09.2026»; «в длительном отпуске до 30.09.2026»
fn about(due: Option<&NaiveDate>, away: Option<&NaiveDate>) -> String {
    let due = due.map(|day| format!("курсы до\u{a0}{}", russian::date(*day)));
    let away = away.map(|last| format!("в\u{a0}длительном отпуске до\u{a0}{}", russian::date(*last)));
    [due, away].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// `POST /training`: whoever was chosen comes into the plan with one course.
pub(super) fn plan(cx: &mut Cx<Write>, may: Granted<KeepPeople>) -> Result<Reply> {
    let request = cx.request_handle();
    let unit = place(cx, &may, request.form.text("unit"))?;
    let today = cx.today_at(&unit.path)?;
    let year = request.form.text("year").parse().unwrap_or_else(|_| i64::from(today.year()));
    let outcome = read(cx, &unit, &request, year).and_then(|all| actions::plan(cx, &may, &unit, &all));
    match outcome {
        Ok(count) => {
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            let said = russian::counted(count, "человек", "человека", "человек");
            cx.notice(&if count == 0 {
                "Эти строки уже стоят в\u{a0}плане.".to_owned()
            } else {
                format!("Внесено в\u{a0}план: {said}.")
            });
            let (id, year) = (unit.id.to_string(), year.to_string());
            Ok(Reply::to(web::address("/training", &[("unit", id.as_str()), ("year", year.as_str())])))
        }
        Err(Error::Invalid(faults)) => {
            let is_whole = request.form.text("whole") == "1";
            show(cx, &unit, (year, is_whole), Typed::posted(&request), &faults)
        }
        Err(other) => Err(other),
    }
}

/// The people chosen, each with the course and the quarter: the one chosen, else that of the day the term is due.
fn read(cx: &mut Cx<Write>, unit: &Unit, request: &Request, year: i64) -> Result<Vec<(PersonId, Told)>> {
    let mut check = request.form.check();
    let theme = check.required("theme", rules::LONGEST, "Напишите тему курса.");
    let provider = check.optional("provider", rules::LONGEST);
    let sort = Sort::of(request.form.text("kind"));
    if sort.is_none() {
        check.fault("kind", "Выберите вид курса.");
    }
    let hours = match request.form.text("hours") {
        "" => None,
        _ => check.parsed("hours", "Часы – целое число."),
    };
    let chosen: Vec<i64> = request.form.all("person").iter().filter_map(|one| one.parse().ok()).collect();
    if chosen.is_empty() {
        check.fault("person", "Отметьте хотя бы одного человека.");
    }
    let quarter: Option<i64> = request.form.text("quarter").parse().ok();
    let due = if quarter.is_none() { due(cx, unit, year)? } else { BTreeMap::new() };
    if quarter.is_none() && chosen.iter().any(|person| !due.contains_key(person)) {
        check.fault(
            "quarter",
            "Выберите квартал: не\u{a0}у\u{a0}всех отмеченных срок курсов в\u{a0}этом году.",
        );
    }
    check.done()?;
    let (sort, today) = (sort.ok_or(Error::Malformed)?, cx.today_at(&unit.path)?);
    let told = |person: &i64| {
        let by_term = || due.get(person).map_or(1, |day| rules::term_quarter(*day, year, today));
        let (theme, provider) = (theme.to_owned(), provider.to_owned());
        let told = Told { year, quarter: quarter.unwrap_or_else(by_term), sort, theme, hours, provider };
        (PersonId(*person), told)
    };
    Ok(chosen.iter().map(told).collect())
}
