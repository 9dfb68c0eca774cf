//! Municipalities by their monitoring of the adaptation of young teachers: adopted and conducted against the target of the programme,
//! each figure opens its municipalities; the same as a file (приложение 7, ожидаемый результат 2).

use access::{Granted, Level};
use askama::Template;
use sheets::{Cell, Column, Line};
use units::Unit;
use web::view::{Figure, Tab};
use web::{Cx, Error, Read, Reply, Result, russian};

use super::asked::{self, Asked, asked};
use super::picture::share;
use crate::SeeMentoring;
use crate::adapted::{Adapted, Which, adapted};

/// The limit that is the target, and whose clause the page names.
const TARGET: &str = "adapted_percent";
const PATH: &str = "/mentoring/adaptation/municipalities";

#[derive(Template)]
#[template(path = "adapted.html")]
struct AdaptedPage {
    of: String,
    tabs: Vec<Tab>,
    unit: String,
    on: String,
    which: String,
    whiches: super::Choices,
    clear_url: String,
    register_url: String,
    figures: Vec<Figure>,
    told: String,
    rows: Vec<Row>,
}

struct Row {
    name: String,
    url: String,
    state: (&'static str, &'static str),
    adopted: Vec<(String, String)>,
    conducted: Vec<(String, String)>,
}

/// The municipalities of a place with how they stand; none: its rules set no target, or the place is a school.
fn known(cx: &mut Cx<Read>, asked: &Asked) -> Result<Vec<(Unit, Adapted)>> {
    if asked.rules.mentoring.limit(TARGET).is_none() {
        return Err(Error::NotFound);
    }
    let places = match asked.unit.level() {
        Level::Organisation | Level::District => return Err(Error::NotFound),
        Level::Municipality => vec![asked.unit.clone()],
        Level::Region | Level::Installation => {
            units::store::under(cx.conn(), &asked.unit.path, Level::Municipality)?
        }
    };
    let all = adapted(cx.conn(), &places, asked.day.year())?;
    Ok(places.into_iter().zip(all).collect())
}

/// Whether a place is shown the tab of this page.
pub(super) fn is_shown(asked: &Asked) -> bool {
    asked.rules.mentoring.limit(TARGET).is_some()
        && !matches!(asked.unit.level(), Level::Organisation | Level::District)
}

/// `GET /mentoring/adaptation/municipalities?unit=…&which=both`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeMentoring>) -> Result<Reply> {
    let asked = asked(cx, &may)?;
    let all = known(cx, &asked)?;
    let chosen = cx.request().asked("which").to_owned();
    let figures = figures(&asked, &all);
    let shown = all.iter().filter(|(_, one)| chosen.is_empty() || one.which().code() == chosen);
    let page = AdaptedPage {
        of: asked.subtitle(),
        tabs: asked.tabs(PATH),
        clear_url: asked.clear(PATH, &chosen),
        register_url: asked.here("/mentoring/adaptation/municipalities/register", &[("which", &chosen)]),
        figures,
        told: told(&asked),
        rows: shown.map(|(unit, one)| row(&asked, unit, one)).collect(),
        whiches: Which::ALL.map(|one| (one.code().to_owned(), one.title().to_owned())).to_vec(),
        unit: asked.unit.id.to_string(),
        on: asked.on.clone(),
        which: chosen,
    };
    web::Page::titled("Мониторинг адаптации").at(&asked.unit.path).under("/mentoring").show(&page)
}

/// «Цель программы – 100 % (приложение 7, ожидаемый результат 2). Учебный год – с …»
fn told(asked: &Asked) -> String {
    let (from, _) = asked.day.year();
    let target = asked.rules.mentoring.limit(TARGET).map_or(0, |limit| limit.value);
    format!(
        "Цель программы – {target}\u{a0}% муниципалитетов ({}). Проведён – значит в\u{a0}учебном году с\u{a0}{} внесены результаты педагогов, материалы или анализ мониторинга.",
        asked.rules.mentoring.limit_clause(TARGET),
        russian::date(from)
    )
}

fn figures(asked: &Asked, all: &[(Unit, Adapted)]) -> Vec<Figure> {
    let target = asked.rules.mentoring.limit(TARGET).map_or(0, |limit| limit.value);
    let one = |which: Which| {
        let count = all.iter().filter(|(_, one)| one.which() == which).count();
        let share = share(count, all.len());
        let note =
            if which == Which::Both { format!("{share} при цели {target}\u{a0}%") } else { share };
        Figure {
            label: which.title().to_owned(),
            value: count.to_string(),
            note,
            url: asked.here(PATH, &[("which", which.code())]),
        }
    };
    let whole = Figure {
        label: "Муниципалитетов".to_owned(),
        value: all.len().to_string(),
        note: String::new(),
        url: asked.here(PATH, &[]),
    };
    std::iter::once(whole).chain(Which::ALL.into_iter().map(one)).collect()
}

fn row(asked: &Asked, unit: &Unit, one: &Adapted) -> Row {
    let id = unit.id.to_string();
    let here = |path: &str, more: (&str, &str)| {
        web::address(path, &[("unit", id.as_str()), ("on", asked.on.as_str()), more])
    };
    let proof = |proof: &registry::Proof| {
        let url = match proof.kind.as_str() {
            "document" => format!("/documents/{}", proof.id),
            _ => here("/mentoring/young", ("who", "studied")),
        };
        (proof.title.clone(), url)
    };
    Row {
        name: unit.name.clone(),
        url: web::address("/mentoring/picture", &[("unit", id.as_str()), ("on", asked.on.as_str())]),
        state: (one.which().title(), one.which().tone()),
        adopted: one.adopted.iter().map(proof).collect(),
        conducted: one.conducted.iter().map(proof).collect(),
    }
}

/// `GET /mentoring/adaptation/municipalities/register?unit=…&which=both`
pub(super) fn register(cx: &mut Cx<Read>, may: Granted<SeeMentoring>) -> Result<Reply> {
    let asked = asked(cx, &may)?;
    let all = known(cx, &asked)?;
    let chosen = cx.request().asked("which").to_owned();
    let titles = |proofs: &[registry::Proof]| {
        proofs.iter().map(|proof| proof.title.as_str()).collect::<Vec<_>>().join("; ")
    };
    let shown = all.iter().filter(|(_, one)| chosen.is_empty() || one.which().code() == chosen);
    let mut lines: Vec<Line> = shown
        .map(|(unit, one)| {
            Line::Cells(vec![
                Cell::text(unit.name.clone()),
                Cell::text(one.which().title()),
                Cell::text(titles(&one.adopted)),
                Cell::text(titles(&one.conducted)),
            ])
        })
        .collect();
    let both = all.iter().filter(|(_, one)| one.which() == Which::Both).count();
    let said = format!("Принят и\u{a0}проведён: {both} из\u{a0}{}, {}", all.len(), share(both, all.len()));
    lines.push(Line::Foot { text: said, cells: vec![Cell::text(""), Cell::text(""), Cell::text("")] });
    let columns =
        [("Муниципалитет", 36), ("Состояние", 30), ("Порядок мониторинга", 44), ("Чем проведён", 52)];
    let columns = columns.map(|(title, width)| Column::new(title, width)).to_vec();
    asked::book(&asked, ("Мониторинг адаптации", "По\u{a0}муниципалитетам"), columns, lines)
}
