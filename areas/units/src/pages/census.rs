//! What the regulation of a territory says there is in it, beside what the program counts today: each number opens its list.

use access::Granted;
use askama::Template;
use chrono::NaiveDate;
use packs::Declared;
use registry::{Ask, Fact, Subject};
use sheets::{Cell, Column, Line, Table, Workbook};
use web::{Body, Cx, Error, Page, Read, Reply, Result, russian};

use super::asked;
use crate::rules::{Compared, compare};
use crate::{SeeUnits, Unit, bound_at};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

#[derive(Template)]
#[template(path = "census.html")]
struct CensusPage {
    of: String,
    said: String,
    file_url: String,
    groups: Vec<(String, Vec<Row>)>,
    agreed: String,
}

/// A number of the regulation beside the one that was counted.
struct Row {
    group: String,
    title: String,
    about: String,
    clause: String,
    compared: Compared,
    /// The list of what was counted; empty: none, or not for this person.
    url: String,
}

/// What is compared: the regulations the territory itself works by, with their numbers.
struct Ground {
    unit: Unit,
    titles: Vec<String>,
    rows: Vec<Row>,
    today: NaiveDate,
}

impl Ground {
    fn of(cx: &mut Cx<Read>, may: &Granted<SeeUnits>) -> Result<Self> {
        let unit = asked(cx, may)?;
        let (house, today) = (cx.house_handle(), cx.today_at(&unit.path)?);
        let bound = bound_at(cx, &unit.path)?;
        let own = bound.iter().filter(|one| one.unit == unit.id);
        let packs: Vec<_> = own
            .filter_map(|one| house.packs.pack(&one.pack))
            .filter(|pack| !pack.census.is_empty())
            .collect();
        if packs.is_empty() {
            return Err(Error::NotFound);
        }
        let all: Vec<&Declared> = packs.iter().flat_map(|pack| &pack.census).collect();
        let rows = counted(cx, &unit, &all, today)?;
        let titles = packs.iter().map(|pack| pack.manifest.source.clone()).collect();
        Ok(Self { unit, titles, rows, today })
    }
}

/// Whether the unit itself works by a regulation that says what there is.
pub(super) fn is_there(cx: &mut Cx<Read>, unit: &Unit) -> Result<bool> {
    let (house, bound) = (cx.house_handle(), bound_at(cx, &unit.path)?);
    let own = bound.iter().filter(|one| one.unit == unit.id);
    Ok(own.filter_map(|one| house.packs.pack(&one.pack)).any(|pack| !pack.census.is_empty()))
}

/// `GET /units/{unit}/census`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeUnits>) -> Result<Reply> {
    let Ground { unit, titles, rows, .. } = Ground::of(cx, &may)?;
    let count = |found: usize| i64::try_from(found).unwrap_or(0);
    let (all, agreed) = (rows.len(), rows.iter().filter(|row| row.compared.agrees()).count());
    let mut groups: Vec<(String, Vec<Row>)> = Vec::new();
    for row in rows {
        match groups.iter_mut().find(|(group, _)| *group == row.group) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((row.group.clone(), vec![row])),
        }
    }
    let page = CensusPage {
        of: unit.name.clone(),
        said: titles.join("; "),
        file_url: format!("{}/census/register", unit.url()),
        groups,
        agreed: format!(
            "Сходится {agreed} из\u{a0}{}.",
            russian::counted(count(all), "числа", "чисел", "чисел")
        ),
    };
    Page::titled("Паспорт территории").at(&unit.path).under("/units").show(&page)
}

/// Every number counted, the questions of one area asked together.
fn counted(cx: &mut Cx<Read>, unit: &Unit, all: &[&Declared], today: NaiveDate) -> Result<Vec<Row>> {
    let house = cx.house_handle();
    let subject = Subject { unit: unit.id.0, path: unit.path.clone() };
    let mut found: Vec<(Fact, String)> = vec![(Fact::Unknown, String::new()); all.len()];
    for offer in &house.registry.facts {
        let is_offered = |one: &Declared| offer.declares().iter().any(|fact| fact.name == one.fact);
        let mine: Vec<usize> = (0..all.len()).filter(|at| is_offered(all[*at])).collect();
        let asks: Vec<Ask<'_>> =
            mine.iter().map(|at| Ask { name: &all[*at].fact, with: &all[*at].with }).collect();
        if asks.is_empty() {
            continue;
        }
        let answers = offer.compute(
            cx.conn(),
            &asks,
            std::slice::from_ref(&subject),
            registry::Period::whole(today, today),
        )?;
        for ((at, ask), mut answered) in mine.into_iter().zip(&asks).zip(answers) {
            let fact = answered.remove(&unit.id.0).unwrap_or(Fact::Unknown);
            let url = offer.listed(ask, &subject, &fact);
            found[at] = (fact, url);
        }
    }
    let rows = all.iter().zip(found).map(|(one, (fact, url))| Row {
        group: one.group.clone(),
        title: one.title.clone(),
        about: one.taken.clone(),
        clause: one.clause.clone(),
        compared: compare(i64::from(one.declared), &fact),
        url: if opens(cx, &unit.path, &url) { url } else { String::new() },
    });
    Ok(rows.collect())
}

/// Whether the person may open the list of the unit at `path`: its line of the menu would be shown for what they see there.
fn opens(cx: &Cx<Read>, path: &str, url: &str) -> bool {
    let (house, list) =
        (cx.house(), url.trim_start_matches('/').split(['/', '?']).next().unwrap_or_default());
    let mut lines = house.registry.menu.iter().filter(|line| line.url.trim_start_matches('/') == list);
    let may = |permission| {
        cx.person().is_some_and(|person| {
            let policy = &house.policy;
            policy.reaches(permission, person, path) || policy.in_stead(permission, person, path).is_some()
        })
    };
    lines.any(|line| may(line.permission))
}

/// `GET /units/{unit}/census/register`
pub(super) fn register(cx: &mut Cx<Read>, may: Granted<SeeUnits>) -> Result<Reply> {
    let Ground { unit, titles, rows, today } = Ground::of(cx, &may)?;
    let lines = rows.iter().map(|row| {
        let number = |value: i64| Cell::number(value.to_string());
        Line::Cells(vec![
            Cell::text(&row.group),
            Cell::text(&row.title),
            number(row.compared.declared),
            number(row.compared.counted),
            number(row.compared.difference()),
            Cell::text(&row.about),
            Cell::text(&row.clause),
        ])
    });
    let columns = [
        ("Раздел", 30),
        ("Что считается", 44),
        ("По\u{a0}положению", 14),
        ("Сейчас в\u{a0}программе", 14),
        ("Разница", 12),
        ("Как прочитано", 44),
        ("Пункт", 34),
    ];
    let heading = format!("Паспорт территории: {}", unit.name);
    let table = Table {
        name: "Паспорт".to_owned(),
        title: vec![heading.clone(), titles.join("; ")],
        columns: columns.iter().map(|(title, width)| Column::new(title, *width)).collect(),
        stays: 2,
        lines: lines.collect(),
        ..Table::default()
    };
    let bytes = sheets::xlsx(&Workbook { title: heading, made_on: today, tables: vec![table] })
        .map_err(|error| Error::Broken(error.to_string()))?;
    let name = format!("Паспорт территории {today}.xlsx");
    Ok(Reply::of(Body::File { bytes, media_type: XLSX.to_owned(), name }))
}
