//! Cooperation of a place by years: agreements with partners, what was done with them and over links beside the tree, and how
//! that grows; by the units below; as a page and as XLSX (Кемеровская область, п. 2.1; Владимир, п. 2.2; Терский район, раздел 3).

use access::{Granted, Level};
use askama::Template;
use chrono::{Datelike, NaiveDate};
use db::Ranges;
use sheets::{Cell, Column, Line, Table, Workbook};
use units::Unit;
use web::view::Tab;
use web::{Cx, Page, Read, Reply, Result, russian};

use super::{Choices, place, places, tabs};
use crate::SeeStructures;
use crate::model::LinkWork;
use crate::store::cooperation::{self, Agreement};

/// So many school years are shown.
const YEARS: i32 = 4;

#[derive(Template)]
#[template(path = "cooperation.html")]
struct CooperationPage {
    of: String,
    tabs: Vec<Tab>,
    unit: String,
    places: Choices,
    years: Vec<Count>,
    below: Vec<Count>,
    file_url: String,
    this_year: String,
}

/// A line of figures: of a year, or of a unit in this year.
struct Count {
    title: String,
    /// The page of the unit; empty: of a year.
    url: String,
    agreements: usize,
    with_partners: usize,
    over_links: usize,
    /// Against the year before: «+2»; empty: no year before.
    growth: String,
}

/// What happened in a place.
struct Ground {
    agreements: Vec<Agreement>,
    with_partners: Vec<(String, NaiveDate)>,
    over_links: Vec<(String, NaiveDate)>,
}

/// «12.03.2026: Семинар (мы: программа; они: площадка)»
pub(super) fn line(work: &LinkWork) -> String {
    let parts = [("эта структура", &work.own_part), ("другая сторона", &work.other_part)];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(_, part)| !part.is_empty())
        .map(|(side, part)| format!("{side}: {part}"))
        .collect();
    let said = if parts.is_empty() { String::new() } else { format!(" ({})", parts.join("; ")) };
    format!("{}: {}{said}", russian::date(work.held_on), work.title)
}

/// `GET /structures/cooperation?unit=…`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeStructures>) -> Result<Reply> {
    let unit = place(cx, &may)?;
    let (years, below) = counted(cx, &unit)?;
    let id = unit.id.to_string();
    let page = CooperationPage {
        of: unit.name.clone(),
        tabs: tabs("/structures/cooperation", &unit),
        places: places(cx, &may)?,
        file_url: web::address("/structures/cooperation/file", &[("unit", &id)]),
        this_year: years.last().map(|year| year.title.clone()).unwrap_or_default(),
        unit: id,
        years,
        below,
    };
    Page::titled("Взаимодействие и партнёры").at(&unit.path).under("/structures").show(&page)
}

/// `GET /structures/cooperation/file?unit=…`
pub(super) fn file(cx: &mut Cx<Read>, may: Granted<SeeStructures>) -> Result<Reply> {
    let unit = place(cx, &may)?;
    let (years, below) = counted(cx, &unit)?;
    let today = cx.today_at(&unit.path)?;
    let heading = format!("Взаимодействие и\u{a0}партнёры: {}", unit.name);
    let mut tables = vec![table("По годам", "Учебный год", heading.clone(), &years)];
    if !below.is_empty() {
        tables.push(table("По территориям", "Территория", heading.clone(), &below));
    }
    super::file(&Workbook { title: heading, made_on: today, tables }, "Взаимодействие и партнёры")
}

fn table(name: &str, first: &str, heading: String, all: &[Count]) -> Table {
    let number = |count: usize| Cell::number(count.to_string());
    let line = |one: &Count| {
        Line::Cells(vec![
            Cell::text(&one.title),
            number(one.agreements),
            number(one.with_partners),
            number(one.over_links),
            Cell::text(&one.growth),
        ])
    };
    let titles = [first, "Партнёров", "Дел с партнёрами", "Дел между структурами", "К прошлому году"];
    Table {
        name: name.to_owned(),
        title: vec![heading],
        columns: titles.iter().map(|title| Column::new(title, 26)).collect(),
        stays: 1,
        lines: all.iter().map(line).collect(),
        ..Table::default()
    }
}

/// The school years up to this one, and the units right below in this one.
fn counted(cx: &mut Cx<Read>, unit: &Unit) -> Result<(Vec<Count>, Vec<Count>)> {
    let today = cx.today_at(&unit.path)?;
    let now = school_year(today);
    let scope = Ranges::under([unit.path.as_str()]);
    let since = first_day(now - YEARS);
    let ground = Ground {
        agreements: cooperation::agreements(cx.conn(), &scope)?,
        with_partners: cooperation::with_partners(cx.conn(), &scope, since)?,
        over_links: cooperation::over_links(cx.conn(), &scope, since)?,
    };
    let years = (now - YEARS + 1..=now)
        .map(|year| {
            let title = format!("{}/{:02}", year - 1, year % 100);
            ground.count((title, String::new()), &unit.path, year)
        })
        .collect();
    let below = match unit.level() {
        Level::Installation => Some(Level::Region),
        Level::Region => Some(Level::Municipality),
        Level::Municipality | Level::District => Some(Level::Organisation),
        Level::Organisation => None,
    };
    let below = match below {
        Some(level) => units::store::under(cx.conn(), &unit.path, level)?,
        None => Vec::new(),
    };
    let of = |one: &Unit| {
        let url = web::address("/structures/cooperation", &[("unit", &one.id.to_string())]);
        ground.count((one.short_name.clone(), url), &one.path, now)
    };
    let below: Vec<Count> = below.iter().map(of).collect();
    Ok((years, below))
}

impl Ground {
    fn count(&self, (title, url): (String, String), path: &str, year: i32) -> Count {
        let stood = |year: i32| {
            let (from, to) = (first_day(year), first_day(year + 1));
            let is = |(unit, since, until): &&Agreement| {
                unit.starts_with(path) && *since < to && until.is_none_or(|last| last >= from)
            };
            self.agreements.iter().filter(is).count()
        };
        let done = |all: &[(String, NaiveDate)], year: i32| {
            let is = |(unit, day): &&(String, NaiveDate)| unit.starts_with(path) && school_year(*day) == year;
            all.iter().filter(is).count()
        };
        let works = |year: i32| done(&self.with_partners, year) + done(&self.over_links, year);
        Count {
            title,
            url,
            agreements: stood(year),
            with_partners: done(&self.with_partners, year),
            over_links: done(&self.over_links, year),
            growth: growth(works(year), works(year - 1)),
        }
    }
}

/// «+2», «−1», «0»: works against the year before.
fn growth(now: usize, before: usize) -> String {
    match now.cmp(&before) {
        std::cmp::Ordering::Greater => format!("+{}", now - before),
        std::cmp::Ordering::Less => format!("−{}", before - now),
        std::cmp::Ordering::Equal => "0".to_owned(),
    }
}

/// The year a school year ends in: from September on it is the next.
fn school_year(day: NaiveDate) -> i32 {
    if day.month() >= 9 { day.year() + 1 } else { day.year() }
}

fn first_day(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year - 1, 9, 1).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_school_year_begins_in_september_and_growth_has_a_sign() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!([school_year(day("2025-08-31")), school_year(day("2025-09-01"))], [2025, 2026]);
        assert_eq!(first_day(2026), day("2025-09-01"));
        assert_eq!([growth(3, 1), growth(1, 3), growth(2, 2)], ["+2", "−2", "0"]);
    }
}
