//! The board of coordination: every working structure of a place with its head, plan, meetings, tasks, what it lacks and what is
//! overdue; each figure opens its place (Амурская область, приложение 5, пп. 4.1, 5.3).

mod cells;
mod file;
mod gathered;

pub(super) use file::file;

use std::collections::BTreeMap;

use access::Granted;
use askama::Template;
use units::Unit;
use web::view::Figure;
use web::{Cx, Page, Read, Reply, Result, russian};

use self::cells::{Reader, Row};
use self::gathered::{MOST, gathered};
use super::{Choices, place, places};
use crate::SeeStructures;
use crate::rules::coordination::{Only, Standing};

/// So many structures on a page.
const PAGE: usize = 50;
/// Where the board is.
const BOARD: &str = "/structures/coordination";

#[derive(Template)]
#[template(path = "coordination.html")]
struct BoardPage {
    of: String,
    unit: String,
    places: Choices,
    figures: Vec<Figure>,
    filters: Choices,
    only: String,
    clear_url: String,
    all_url: String,
    file_url: String,
    /// Not all of the place are looked through; empty: all are.
    more: String,
    rows: Vec<Row>,
    counted: String,
    prev_url: String,
    next_url: String,
}

/// The board of a unit as an address asks for it.
struct Asked {
    unit: Unit,
    only: Option<Only>,
}

impl Asked {
    fn of(cx: &mut Cx<Read>, may: &Granted<SeeStructures>) -> Result<Self> {
        let unit = place(cx, may)?;
        Ok(Self { unit, only: Only::of(cx.request().asked("only")) })
    }

    /// The code of what it is narrowed to; empty: everything is shown.
    fn code(&self) -> &'static str {
        self.only.map_or("", Only::code)
    }

    fn holds(&self, one: &Standing) -> bool {
        self.only.is_none_or(|only| one.is(only))
    }

    fn address(&self, path: &str, only: &str, from: usize) -> String {
        let (unit, from) =
            (self.unit.id.to_string(), if from == 0 { String::new() } else { from.to_string() });
        web::address(path, &[("unit", &unit), ("only", only), ("from", &from)])
    }
}

/// `GET /structures/coordination?unit=…&only=overdue`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeStructures>) -> Result<Reply> {
    let asked = Asked::of(cx, &may)?;
    let today = cx.today_at(&asked.unit.path)?;
    let mut all = gathered(cx, &asked.unit, today)?;
    let is_cut = all.len() > MOST;
    let figures = figures(&asked, &all);
    all.retain(|one| asked.holds(one));
    let total = all.len();
    let from: usize = cx.request().asked("from").parse().unwrap_or(0);
    let from = from.min(total);
    let shown: Vec<Standing> = all.into_iter().skip(from).take(PAGE).collect();
    let next = from + shown.len();
    let page = BoardPage {
        of: asked.unit.name.clone(),
        unit: asked.unit.id.to_string(),
        places: places(cx, &may)?,
        figures,
        filters: Only::ALL.map(|only| (only.code().to_owned(), only.title().to_lowercase())).to_vec(),
        only: asked.code().to_owned(),
        clear_url: if asked.only.is_some() { asked.address(BOARD, "", 0) } else { String::new() },
        all_url: web::address("/structures", &[("unit", &asked.unit.id.to_string())]),
        file_url: asked.address("/structures/coordination/register", asked.code(), 0),
        more: if is_cut {
            format!("Показаны первые {MOST} структур: чтобы увидеть остальные, выберите территорию.")
        } else {
            String::new()
        },
        rows: rows(cx, &asked.unit, shown)?,
        counted: russian::counted(
            i64::try_from(total).unwrap_or(i64::MAX),
            "структура",
            "структуры",
            "структур",
        ),
        prev_url: if from > 0 {
            asked.address(BOARD, asked.code(), from.saturating_sub(PAGE))
        } else {
            String::new()
        },
        next_url: if next < total { asked.address(BOARD, asked.code(), next) } else { String::new() },
    };
    Page::titled("Координация структур").at(&asked.unit.path).under("/structures").show(&page)
}

/// How many there are in all and of each sort; each opens its rows.
fn figures(asked: &Asked, all: &[Standing]) -> Vec<Figure> {
    let figure = |label: &str, count: usize, only: &str| Figure {
        label: label.to_owned(),
        value: count.to_string(),
        note: String::new(),
        url: asked.address(BOARD, only, 0),
    };
    let of = |only: Only| figure(only.title(), all.iter().filter(|one| one.is(only)).count(), only.code());
    std::iter::once(figure("Структур", all.len(), "")).chain(Only::ALL.map(of)).collect()
}

/// The lines of a page: as many statements for fifty as for one.
fn rows(cx: &mut Cx<Read>, unit: &Unit, shown: Vec<Standing>) -> Result<Vec<Row>> {
    let seen: Vec<i64> = shown.iter().flat_map(Standing::leaders).map(|member| member.id.0).collect();
    cx.saw("structure_member", &seen, &unit.path);
    let owners = owners(cx, &shown)?;
    let reader = Reader::of(cx, &unit.path)?;
    let owner = |one: &Standing| owners.get(&one.one.unit_id.0).map(|unit| unit.short_name.clone());
    Ok(shown.iter().map(|one| reader.row(one, owner(one).unwrap_or_default())).collect())
}

/// Whose these structures are.
fn owners(cx: &mut Cx<Read>, shown: &[Standing]) -> Result<BTreeMap<i64, Unit>> {
    let mut ids: Vec<i64> = shown.iter().map(|one| one.one.unit_id.0).collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(units::store::all_of(cx.conn(), &ids)?.into_iter().map(|unit| (unit.id.0, unit)).collect())
}
