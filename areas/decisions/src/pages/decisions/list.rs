//! The register of decisions: by territory, kind, topic, level, stage, school year; how many are on control, late, and taken
//! below the head (Терский район, паспорт: делегирование полномочий).

use std::collections::BTreeMap;

use access::{Granted, Level};
use askama::Template;
use chrono::NaiveDate;
use db::Ranges;
use units::{Unit, UnitId};
use web::view::Figure;
use web::{Cx, Error, Mode, Page, Read, Reply, Request, Result, russian};

use super::form::{Choices, titled};
use crate::model::Decision;
use crate::pages::words;
use crate::rules::{DecisionKind, Stage, TakenAt, Topic, share_below};
use crate::store;
use crate::store::decisions::{self, View};
use crate::store::register::{self, Filter};
use crate::{SeeDecisions, TakeDecisions, access as reach};

const PAGE: usize = 50;
const LIMIT: i64 = 51;
/// How many school years the filter offers.
const YEARS: i32 = 6;
/// The filter of decisions with a late point.
const LATE: &str = "late";

#[derive(Template)]
#[template(path = "decisions.html")]
struct ListPage {
    rows: Vec<Row>,
    figures: Vec<Figure>,
    chosen: Chosen,
    places: Choices,
    kinds: Choices,
    topics: Choices,
    levels: Choices,
    stages: Choices,
    years: Choices,
    may_take: bool,
    clear_url: &'static str,
    export_url: String,
    counted: String,
    next_url: String,
}

/// What the filter asks for, as it came.
struct Chosen {
    unit: String,
    kind: String,
    topic: String,
    level: String,
    stage: String,
    year: String,
    begins: String,
    is_any: bool,
}

/// A line of the register.
pub(super) struct Row {
    pub one: Decision,
    pub kind: String,
    pub document: String,
    pub owner: String,
    pub mark: (&'static str, &'static str),
    pub points: String,
    pub late: String,
}

/// `GET /decisions`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeDecisions>) -> Result<Reply> {
    let request = cx.request_handle();
    let view = reach::view(cx, &may)?;
    let today = cx.today()?;
    let filter = filter(cx, &may, &request, today)?;
    let mut found = register::list(cx.conn(), &view, &filter, LIMIT)?;
    let has_more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| has_more).map(|last| {
        let after = format!("{}~{}", last.id, last.decided_on);
        address("/decisions", &request, &after)
    });
    let chosen = chosen(&request);
    let page = ListPage {
        figures: figures(cx, &view, &filter, today)?,
        counted: russian::counted(i64::try_from(found.len()).unwrap_or(0), "строка", "строки", "строк"),
        rows: rows(cx, found, today)?,
        places: places(cx, &may)?,
        kinds: titled(DecisionKind::ALL, DecisionKind::code, DecisionKind::title),
        topics: titled(Topic::ALL, Topic::code, Topic::title),
        levels: titled(TakenAt::ALL, TakenAt::code, TakenAt::title),
        stages: stages(),
        years: years(today),
        may_take: cx.house().policy.check::<TakeDecisions>(cx.person()).is_ok(),
        clear_url: if chosen.is_any { "/decisions" } else { "" },
        export_url: address("/decisions/register", &request, ""),
        next_url: next.unwrap_or_default(),
        chosen,
    };
    Page::titled("Управленческие решения").show(&page)
}

fn address(path: &str, request: &Request, after: &str) -> String {
    let kept = ["unit", "kind", "topic", "level", "stage", "year", "name"];
    let query: Vec<_> =
        kept.map(|name| (name, request.asked(name))).into_iter().chain([("after", after)]).collect();
    web::address(path, &query)
}

fn stages() -> Choices {
    let mut all = titled(Stage::ALL, Stage::code, Stage::title);
    all.push((LATE.to_owned(), "с\u{a0}просроченными пунктами".to_owned()));
    all
}

/// What the address asks for; a unit outside the scope does not exist.
pub(super) fn filter(
    cx: &mut Cx<Read>,
    may: &Granted<SeeDecisions>,
    request: &Request,
    today: NaiveDate,
) -> Result<Filter> {
    let asked = |name| request.asked(name).to_owned();
    let place = match request.asked("unit") {
        "" => None,
        typed => {
            let id: UnitId = typed.parse().map_err(|_| Error::NotFound)?;
            let unit = units::store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
            Some(Ranges::under([unit.path.as_str()]))
        }
    };
    let after = request.asked("after").split_once('~');
    let is_late = request.asked("stage") == LATE;
    Ok(Filter {
        place,
        kind: asked("kind"),
        topic: asked("topic"),
        level: asked("level"),
        stage: if is_late { String::new() } else { asked("stage") },
        late_on: is_late.then_some(today),
        period: days(request.asked("year")),
        name: asked("name"),
        after: after.and_then(|(id, day)| Some((day.parse().ok()?, id.parse().ok()?))),
    })
}

/// The days of a school year named by the year it ends in.
pub(crate) fn days(year: &str) -> Option<(NaiveDate, NaiveDate)> {
    let year: i32 = year.parse().ok().filter(|year| (1990..=2200).contains(year))?;
    Some((NaiveDate::from_ymd_opt(year - 1, 9, 1)?, NaiveDate::from_ymd_opt(year, 8, 31)?))
}

fn chosen(request: &Request) -> Chosen {
    let asked = |name| request.asked(name).to_owned();
    let all = ["unit", "kind", "topic", "level", "stage", "year", "name", "after"];
    Chosen {
        unit: asked("unit"),
        kind: asked("kind"),
        topic: asked("topic"),
        level: asked("level"),
        stage: asked("stage"),
        year: asked("year"),
        begins: asked("name"),
        is_any: all.iter().any(|name| !request.asked(name).is_empty()),
    }
}

fn figures(cx: &mut Cx<Read>, view: &View, filter: &Filter, today: NaiveDate) -> Result<Vec<Figure>> {
    let totals = register::totals(cx.conn(), view, filter)?;
    let late = Filter { late_on: Some(today), ..filter.clone() };
    let late: i64 = register::totals(cx.conn(), view, &late)?.iter().map(|(_, _, count)| count).sum();
    let sum = |is: &dyn Fn(&str, &str) -> bool| -> i64 {
        totals.iter().filter(|(level, stage, _)| is(level, stage)).map(|(_, _, count)| count).sum()
    };
    let is_real = |stage: &str| [Stage::Taken.code(), Stage::Closed.code()].contains(&stage);
    let real = sum(&|_, stage| is_real(stage));
    let below =
        sum(&|level, stage| is_real(stage) && TakenAt::from_code(level).is_some_and(TakenAt::is_below));
    let figure = |label: &str, value: String, note: String, url: &str| Figure {
        label: label.to_owned(),
        value,
        note,
        url: url.to_owned(),
    };
    let share = share_below(below, real).map_or_else(|| "–".to_owned(), |share| format!("{share}\u{a0}%"));
    let taken = sum(&|_, stage| stage == Stage::Taken.code());
    let closed = sum(&|_, stage| stage == Stage::Closed.code());
    Ok(vec![
        figure("Принято", real.to_string(), String::new(), ""),
        figure("На\u{a0}контроле", taken.to_string(), String::new(), "/decisions?stage=taken"),
        figure("С\u{a0}просроченными пунктами", late.to_string(), String::new(), "/decisions?stage=late"),
        figure("Исполнено", closed.to_string(), String::new(), "/decisions?stage=closed"),
        figure("Принято ниже руководителя", share, format!("{below} из\u{a0}{real}"), ""),
    ])
}

/// The lines of these decisions: four queries, whatever their number.
pub(super) fn rows<M: Mode>(cx: &mut Cx<M>, found: Vec<Decision>, today: NaiveDate) -> Result<Vec<Row>> {
    let ids: Vec<i64> = found.iter().map(|one| one.id.0).collect();
    let mut points: BTreeMap<i64, (usize, usize, usize)> = BTreeMap::new();
    for point in store::points_of(cx.conn(), &ids)? {
        let Some(decision) = point.decision_id else { continue };
        let (all, done, late) = points.entry(decision.0).or_default();
        *all += usize::from(point.is_planned() || point.is_done());
        *done += usize::from(point.is_done());
        *late += usize::from(point.is_overdue(today));
    }
    let held: Vec<i64> = found.iter().filter_map(|one| one.document_id).map(|id| id.0).collect();
    let documents = documents::store::all_of(cx.conn(), &held)?;
    let mut owners: Vec<i64> = found.iter().map(|one| one.unit_id.0).collect();
    owners.sort_unstable();
    owners.dedup();
    let owners: Vec<Unit> = units::store::all_of(cx.conn(), &owners)?;
    let row = |one: Decision| {
        let (all, done, late) = points.get(&one.id.0).copied().unwrap_or_default();
        let document = documents.iter().find(|document| Some(document.id) == one.document_id);
        let is_taken = one.stage() == Stage::Taken;
        Row {
            kind: words::decision_kind(&one),
            document: document.map(documents::Document::title_line).unwrap_or_default(),
            owner: owners
                .iter()
                .find(|unit| unit.id == one.unit_id)
                .map(|unit| unit.short_name.clone())
                .unwrap_or_default(),
            mark: (one.stage().title(), one.stage().tone()),
            points: if all == 0 { "–".to_owned() } else { format!("{done} из\u{a0}{all}") },
            late: if late == 0 || !is_taken {
                String::new()
            } else {
                format!("просрочено: {late}")
            },
            one,
        }
    };
    Ok(found.into_iter().map(row).collect())
}

/// Everything a list of lines is made of, without the page's limit.
pub(super) fn whole(cx: &mut Cx<Read>, may: &Granted<SeeDecisions>) -> Result<Vec<Decision>> {
    let request = cx.request_handle();
    let (view, today) = (reach::view(cx, may)?, cx.today()?);
    let filter = Filter { after: None, ..filter(cx, may, &request, today)? };
    Ok(register::whole(cx.conn(), &view, filter)?)
}

/// Whom each of these decisions goes to, and what it answers, in words.
pub(super) fn parts(cx: &mut Cx<Read>, ids: &[i64]) -> Result<BTreeMap<i64, (usize, Vec<String>)>> {
    let mut found: BTreeMap<i64, (usize, Vec<String>)> = BTreeMap::new();
    for place in decisions::addressees_of(cx.conn(), ids)? {
        found.entry(place.decision_id.0).or_default().0 += 1;
    }
    for ground in decisions::grounds_of(cx.conn(), ids)? {
        let said =
            if ground.no.is_empty() { ground.text } else { format!("показатель {}", ground.no) };
        found.entry(ground.decision_id.0).or_default().1.push(said);
    }
    Ok(found)
}

/// The person's own place and those right under it.
fn places(cx: &mut Cx<Read>, may: &Granted<SeeDecisions>) -> Result<Choices> {
    let Some(scope) = may.scopes().first() else { return Ok(Vec::new()) };
    let below = match scope.level {
        Level::Installation => Level::Region,
        Level::Region => Level::Municipality,
        Level::Municipality | Level::District => Level::Organisation,
        Level::Organisation => return Ok(Vec::new()),
    };
    let found = units::store::under(cx.conn(), &scope.path, below)?;
    Ok(found.into_iter().map(|unit| (unit.id.to_string(), unit.short_name)).collect())
}

fn years(today: NaiveDate) -> Choices {
    let this: i32 = russian::period_of(today).parse().unwrap_or(2026);
    let years = (0..YEARS).map(|back| (this - back).to_string());
    years.map(|year| (year.clone(), russian::school_year(&year))).collect()
}
