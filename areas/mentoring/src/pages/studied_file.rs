//! Studies of adaptation of a school year as a file: who was studied and with what result, who is still to be.

use std::collections::{BTreeMap, BTreeSet};

use access::Granted;
use packs::Effective;
use people::Person;
use sheets::{Cell, Column, Line, Table, Workbook};
use units::Unit;
use web::{Cx, Read, Reply, Result, russian};

use super::studies::Year;
use super::{asked, named};
use crate::StudyAdaptation;
use crate::actions::{gathering, rules_at};
use crate::model::AdaptationResult;
use crate::store;

/// What the lines need besides results.
struct Known<'a> {
    rules: &'a Effective,
    cards: BTreeMap<i64, Person>,
    places: BTreeMap<i64, String>,
}

/// `GET /mentoring/adaptation/register?unit=…`
pub(super) fn register(cx: &mut Cx<Read>, may: Granted<StudyAdaptation>) -> Result<Reply> {
    let id = cx.request().asked("unit").to_owned();
    let unit = gathering::unit(cx, &may, &id)?;
    let (rules, year) = (rules_at(cx, &unit.path)?, Year::of(cx, &unit)?);
    let lines = year.results.len() + year.unstudied.len();
    cx.may_export(lines)?;
    cx.exported(lines);
    let whose: BTreeSet<i64> = year.results.iter().map(|one| one.person_id.0).collect();
    let (studied, left) = (named::all(cx, &whose)?, named::all(cx, &year.unstudied)?);
    let known = known(cx, &unit, &rules, (&year.results, &[studied.as_slice(), left.as_slice()].concat()))?;
    let before = store::young::results_of_all(cx.conn(), &left)?;
    let head = |what: &str| {
        let (from, today) = (russian::date(year.days.0), russian::date(year.days.1));
        vec![
            format!("Изучение адаптации: {}", unit.name),
            format!("{what} в учебном году с {from}, на {today}"),
        ]
    };
    let tables = vec![
        Table { title: head("Изучена"), ..of_studied(&known, &studied, &year.results) },
        Table { title: head("Не изучена"), ..of_unstudied(&known, &left, &before) },
    ];
    let made_on = year.days.1;
    asked::file(Workbook { title: "Изучение адаптации".to_owned(), made_on, tables })
}

fn known<'a>(
    cx: &mut Cx<Read>,
    unit: &Unit,
    rules: &'a Effective,
    (results, people): (&[AdaptationResult], &[i64]),
) -> Result<Known<'a>> {
    cx.saw("person", people, &unit.path);
    let cards = people::store::all_of(cx.conn(), people)?;
    let places = cards.iter().map(|one| one.unit_id.0).chain(results.iter().map(|one| one.unit_id.0));
    let places: Vec<i64> = places.collect::<BTreeSet<i64>>().into_iter().collect();
    let units = units::store::all_of(cx.conn(), &places)?;
    Ok(Known {
        rules,
        cards: cards.into_iter().map(|one| (one.id.0, one)).collect(),
        places: units.into_iter().map(|one| (one.id.0, one.short_name)).collect(),
    })
}

impl Known<'_> {
    fn name(&self, person: i64) -> Cell {
        Cell::text(self.cards.get(&person).map(|card| card.name().full()).unwrap_or_default())
    }

    fn place(&self, unit: i64) -> Cell {
        Cell::text(self.places.get(&unit).cloned().unwrap_or_default())
    }

    /// «низкий», «да»
    fn level(&self, code: &str) -> [Cell; 2] {
        let level = self.rules.mentoring.adaptation(code);
        let needs_help = level.is_some_and(|level| level.needs_help);
        let title = level.map_or(code, |level| level.title.as_str());
        [Cell::text(title), Cell::text(if needs_help { "да" } else { "" })]
    }
}

fn of_studied(known: &Known<'_>, people: &[i64], results: &[AdaptationResult]) -> Table {
    let mut by_person: BTreeMap<i64, Vec<&AdaptationResult>> = BTreeMap::new();
    for one in results {
        by_person.entry(one.person_id.0).or_default().push(one);
    }
    let line = |one: &AdaptationResult| {
        let mut cells =
            vec![known.name(one.person_id.0), known.place(one.unit_id.0), Cell::date(one.studied_on)];
        cells.extend(known.level(&one.level));
        cells.push(Cell::text(one.note.clone()));
        Line::Cells(cells)
    };
    let all = people.iter().filter_map(|id| by_person.get(id)).flatten();
    let columns = [
        ("Педагог", 36),
        ("Организация", 30),
        ("Изучена", 12),
        ("Уровень адаптации", 18),
        ("Нужна помощь", 14),
        ("Чем изучали", 50),
    ];
    table("Изучены", &columns, all.map(|one| line(one)).collect())
}

fn of_unstudied(known: &Known<'_>, people: &[i64], before: &[AdaptationResult]) -> Table {
    // The latest comes first: what is met last on the way back is it.
    let latest: BTreeMap<i64, &AdaptationResult> =
        before.iter().rev().map(|one| (one.person_id.0, one)).collect();
    let line = |id: &i64| {
        let unit = known.cards.get(id).map_or(0, |card| card.unit_id.0);
        let mut cells = vec![known.name(*id), known.place(unit)];
        if let Some(one) = latest.get(id) {
            cells.push(Cell::date(one.studied_on));
            cells.extend(known.level(&one.level));
        }
        Line::Cells(cells)
    };
    let columns = [
        ("Педагог", 36),
        ("Организация", 30),
        ("В прошлый раз", 14),
        ("Уровень адаптации", 18),
        ("Нужна помощь", 14),
    ];
    table("Не изучены", &columns, people.iter().map(line).collect())
}

fn table(name: &str, columns: &[(&str, u16)], lines: Vec<Line>) -> Table {
    let columns = columns.iter().map(|(title, width)| Column::new(title, *width)).collect();
    Table { name: name.to_owned(), columns, stays: 1, lines, ..Table::default() }
}
