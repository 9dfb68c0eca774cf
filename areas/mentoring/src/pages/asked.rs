//! What the pages about young teachers, mentors and pictures share: the place and the day asked for, the ways between them, a
//! list cut into pages, a table as a file.

use std::sync::Arc;

use access::Granted;
use chrono::{Datelike, Days, NaiveDate};
use packs::Effective;
use sheets::{Column, Line, Table, Workbook};
use units::Unit;
use web::view::Tab;
use web::{Body, Cx, Error, Read, Reply, Result, russian};

use crate::SeeMentoring;
use crate::actions::rules_at;
use crate::picture::{Day, Pairs};
use crate::young::Young;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
pub(super) const PAGE: usize = 50;
/// The first year a picture is drawn of.
const EARLIEST: i32 = 1990;

/// A place on a day.
pub(super) struct Asked {
    pub unit: Unit,
    pub rules: Arc<Effective>,
    pub day: Day,
    /// The day as the address keeps it; empty: today.
    pub on: String,
}

/// Reads what the address asks for.
pub(super) fn asked(cx: &mut Cx<Read>, may: &Granted<SeeMentoring>) -> Result<Asked> {
    let unit = super::list::place(cx, may)?;
    let (rules, today) = (rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    let typed = NaiveDate::parse_from_str(cx.request().asked("on"), "%Y-%m-%d").ok();
    // Nothing is told of a day before any data, and a spreadsheet knows no year before 1900.
    let past = typed.filter(|day| *day < today && day.year() >= EARLIEST);
    let zone = cx.zone_at(&unit.path)?;
    let until = past.map(|day| db::day_start(zone, day + Days::new(1)));
    let day = Day { on: past.unwrap_or(today), until };
    let on = past.map(|day| day.to_string()).unwrap_or_default();
    Ok(Asked { unit, rules, day, on })
}

impl Asked {
    /// Who is young there on the day.
    pub fn young(&self, cx: &mut Cx<Read>) -> Result<Young> {
        Ok(Young::of(cx.conn(), &self.unit.path, &self.rules, self.day.on)?)
    }

    /// The pairs of the place on the day.
    pub fn pairs(&self, cx: &mut Cx<Read>) -> Result<Pairs> {
        Ok(Pairs::of(cx.conn(), &self.unit.path, self.day)?)
    }

    /// An address of the same place and day.
    pub fn here(&self, path: &str, more: &[(&str, &str)]) -> String {
        let unit = self.unit.id.to_string();
        let own = [("unit", unit.as_str()), ("on", self.on.as_str())];
        web::address(path, &own.iter().chain(more).copied().collect::<Vec<_>>())
    }

    /// The same list without a choice and today; empty where nothing is chosen.
    pub fn clear(&self, path: &str, chosen: &str) -> String {
        if chosen.is_empty() && self.on.is_empty() {
            return String::new();
        }
        web::address(path, &[("unit", &self.unit.id.to_string())])
    }

    /// «Северный район, на 01.09.2025»
    pub fn subtitle(&self) -> String {
        format!("{}, на\u{a0}{}", self.unit.name, russian::date(self.day.on))
    }

    /// The ways to look at mentoring, as tabs.
    pub fn tabs(&self, active: &str) -> Vec<Tab> {
        let all = [
            ("Картина", "/mentoring/picture"),
            ("Молодые педагоги", "/mentoring/young"),
            ("Наставники", "/mentoring/mentors"),
            ("Приказы и\u{a0}отчёты", "/mentoring/pairs"),
        ];
        let tab = |(label, path): (&str, &str)| Tab {
            label: label.to_owned(),
            url: self.here(path, &[]),
            count: String::new(),
            active: path == active,
        };
        let adapted = ("Мониторинг адаптации", "/mentoring/adaptation/municipalities");
        let adapted = super::adapted::is_shown(self).then_some(adapted);
        all.into_iter().chain(adapted).map(tab).collect()
    }
}

/// A page of a list in its order: what is shown, and after which the next one goes on.
pub(super) fn cut<T>(cx: &Cx<Read>, all: Vec<T>, id: impl Fn(&T) -> String) -> (Vec<T>, Option<String>) {
    let after = cx.request().asked("after");
    let from =
        if after.is_empty() { 0 } else { all.iter().position(|one| id(one) == after).map_or(0, |at| at + 1) };
    let has_more = all.len() > from + PAGE;
    let shown: Vec<T> = all.into_iter().skip(from).take(PAGE).collect();
    let next = shown.last().filter(|_| has_more).map(id);
    (shown, next)
}

/// A table as a file.
pub(super) fn book(
    asked: &Asked,
    (name, about): (&str, &str),
    columns: Vec<Column>,
    lines: Vec<Line>,
) -> Result<Reply> {
    let made_on = asked.day.on;
    let title =
        vec![format!("{name}: {}", asked.unit.name), format!("{about}, на {}", russian::date(made_on))];
    let table = Table { name: name.to_owned(), title, columns, stays: 1, lines, ..Table::default() };
    file(Workbook { title: name.to_owned(), made_on, tables: vec![table] })
}

/// A workbook as a file, under its title and day.
pub(super) fn file(book: Workbook) -> Result<Reply> {
    let bytes = sheets::xlsx(&book).map_err(|error| Error::Broken(error.to_string()))?;
    Ok(Reply::of(Body::File {
        bytes,
        media_type: XLSX.to_owned(),
        name: format!("{} {}.xlsx", book.title, book.made_on),
    }))
}
