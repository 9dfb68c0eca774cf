//! A place's picture of the functions its structures carry out, by function; each figure opens its structures.

use access::Granted;
use askama::Template;
use db::Ranges;
use packs::{Effective, Function, Sourced};
use sheets::{Cell, Column, Line, Table, Workbook};
use units::Unit;
use web::{Cx, Error, Page, Read, Reply, Result, russian};

use super::{Choices, carrying, place, places};
use crate::SeeStructures;
use crate::actions::rules_at;
use crate::model::Structure;
use crate::rules::function_code;
use crate::store::functions::{self, Latest};

#[derive(Template)]
#[template(path = "carried.html")]
struct CarriedPage {
    of: String,
    unit: String,
    places: Choices,
    file_url: String,
    rows: Vec<Counted>,
}

/// A function, with how many structures of the place do it.
struct Counted {
    title: String,
    about: String,
    all: usize,
    carried: (usize, String),
    not: (usize, String),
    open: (usize, String),
}

#[derive(Template)]
#[template(path = "carried_one.html")]
struct OnePage {
    what: String,
    of: String,
    unit: String,
    function: String,
    states: Choices,
    chosen: String,
    back_url: String,
    rows: Vec<Doer>,
}

/// A structure, with what it tells of the function.
struct Doer {
    name: String,
    url: String,
    unit: String,
    state: (&'static str, &'static str),
    evidence: String,
    told: String,
}

/// What is read of a place.
struct Ground {
    unit: Unit,
    rules: std::sync::Arc<Effective>,
    all: Vec<(Structure, Latest)>,
}

impl Ground {
    fn of(cx: &mut Cx<Read>, may: &Granted<SeeStructures>) -> Result<Self> {
        let unit = place(cx, may)?;
        let rules = rules_at(cx, &unit.path)?;
        let mut kinds: Vec<String> =
            rules.functions.iter().flat_map(|one| one.rule.structures.clone()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let all = functions::within(cx.conn(), &Ranges::under([unit.path.as_str()]), &kinds)?;
        Ok(Self { unit, rules, all })
    }

    /// The structures whose function it is.
    fn doers<'a>(
        &'a self,
        function: &'a Sourced<Function>,
    ) -> impl Iterator<Item = &'a (Structure, Latest)> + 'a {
        let rule = &function.rule;
        self.all.iter().filter(|(one, _)| rule.level == one.level && rule.structures.contains(&one.kind))
    }

    fn counted(&self, function: &Sourced<Function>) -> Counted {
        let (code, unit) = (function_code(function), self.unit.id.to_string());
        let (mut all, mut carried, mut not) = (0, 0, 0);
        for (_, latest) in self.doers(function) {
            all += 1;
            match latest.get(&code).map(|one| one.is_carried) {
                Some(true) => carried += 1,
                Some(false) => not += 1,
                None => {}
            }
        }
        let to = |state: &str| {
            web::address("/functions/carried", &[("unit", &unit), ("function", &code), ("state", state)])
        };
        Counted {
            title: function.rule.title.clone(),
            about: [
                super::level_title(&self.rules, &function.rule.level),
                function.rule.body.clone(),
                function.rule.direction.clone(),
                function.rule.clause.clone(),
            ]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
            all,
            carried: (carried, to("carried")),
            not: (not, to("not")),
            open: (all - carried - not, to("open")),
        }
    }
}

/// `GET /functions/carried?unit=…`, and of one function `…&function=…&state=…`.
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeStructures>) -> Result<Reply> {
    let ground = Ground::of(cx, &may)?;
    let asked = cx.request().asked("function").to_owned();
    if !asked.is_empty() {
        return one(cx, &ground, &asked);
    }
    let id = ground.unit.id.to_string();
    let counted: Vec<Counted> = ground.rules.functions.iter().map(|one| ground.counted(one)).collect();
    let page = CarriedPage {
        of: ground.unit.name.clone(),
        file_url: web::address("/functions/carried/register", &[("unit", &id)]),
        places: places(cx, &may)?,
        rows: counted.into_iter().filter(|one| one.all > 0).collect(),
        unit: id,
    };
    Page::titled("Как выполняются функции").at(&ground.unit.path).under("/functions").show(&page)
}

fn one(cx: &mut Cx<Read>, ground: &Ground, code: &str) -> Result<Reply> {
    let function = ground.rules.functions.iter().find(|one| function_code(one) == code);
    let function = function.ok_or(Error::NotFound)?;
    let state = cx.request().asked("state").to_owned();
    let is_asked = |latest: &Latest| {
        matches!(
            (state.as_str(), latest.get(code).map(|one| one.is_carried)),
            ("", _) | ("carried", Some(true)) | ("not", Some(false)) | ("open", None)
        )
    };
    let found: Vec<&(Structure, Latest)> =
        ground.doers(function).filter(|(_, latest)| is_asked(latest)).collect();
    let names = unit_names(cx, found.iter().map(|(one, _)| one))?;
    let zone = cx.zone_at(&ground.unit.path)?;
    let doer = |(one, latest): &&(Structure, Latest)| {
        let mark = latest.get(code);
        Doer {
            name: one.name.clone(),
            url: format!("{}/functions", one.url()),
            unit: names.get(&one.unit_id.0).cloned().unwrap_or_default(),
            state: carrying::state(mark),
            evidence: mark.map(|one| one.evidence.clone()).unwrap_or_default(),
            told: mark.map(|one| russian::moment(one.at, zone)).unwrap_or_default(),
        }
    };
    let unit = ground.unit.id.to_string();
    let page = OnePage {
        what: function.rule.title.clone(),
        of: format!("{} · {}", ground.unit.name, function.rule.clause),
        function: code.to_owned(),
        states: carrying::states(),
        chosen: state.clone(),
        back_url: web::address("/functions/carried", &[("unit", &unit)]),
        rows: found.iter().map(doer).collect(),
        unit,
    };
    Page::titled("Кто выполняет функцию").at(&ground.unit.path).under("/functions").show(&page)
}

fn unit_names<'a>(
    cx: &mut Cx<Read>,
    all: impl Iterator<Item = &'a Structure>,
) -> Result<std::collections::BTreeMap<i64, String>> {
    let mut ids: Vec<i64> = all.map(|one| one.unit_id.0).collect();
    ids.sort_unstable();
    ids.dedup();
    let found = units::store::all_of(cx.conn(), &ids)?;
    Ok(found.into_iter().map(|unit| (unit.id.0, unit.short_name)).collect())
}

/// `GET /functions/carried/register?unit=…`: every function of every structure, a line each.
pub(super) fn register(cx: &mut Cx<Read>, may: Granted<SeeStructures>) -> Result<Reply> {
    let ground = Ground::of(cx, &may)?;
    let names = unit_names(cx, ground.all.iter().map(|(one, _)| one))?;
    let today = cx.today_at(&ground.unit.path)?;
    let mut lines = Vec::new();
    for function in &ground.rules.functions {
        let code = function_code(function);
        for (one, latest) in ground.doers(function) {
            let mark = latest.get(&code);
            lines.push(Line::Cells(vec![
                Cell::text(names.get(&one.unit_id.0).map_or("", String::as_str)),
                Cell::text(&one.name),
                Cell::text(&function.rule.direction),
                Cell::text(&function.rule.title),
                Cell::text(carrying::state(mark).0),
                Cell::text(mark.map_or("", |mark| mark.evidence.as_str())),
                Cell::text(mark.map(|mark| russian::date(mark.told_on)).unwrap_or_default()),
            ]));
        }
    }
    let heading = format!("Как выполняются функции: {}", ground.unit.name);
    let columns = [
        ("Организация", 34),
        ("Структура", 44),
        ("Направление", 34),
        ("Функция", 70),
        ("Состояние", 18),
        ("Чем подтверждается", 50),
        ("Отмечено", 14),
    ];
    let table = Table {
        name: "Функции".to_owned(),
        title: vec![heading.clone()],
        columns: columns.iter().map(|(title, width)| Column::new(title, *width)).collect(),
        stays: 1,
        lines,
        ..Table::default()
    };
    let book = Workbook { title: heading, made_on: today, tables: vec![table] };
    super::file(&book, "Как выполняются функции")
}
