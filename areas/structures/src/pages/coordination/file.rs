//! The board of coordination as XLSX: the same rows, narrowed as the page is.

use std::collections::BTreeMap;

use access::Granted;
use chrono::NaiveDate;
use sheets::{Cell, Column, Line, Table, Workbook};
use units::Unit;
use web::{Cx, Read, Reply, Result};

use super::gathered::{MOST, gathered};
use super::{Asked, owners};
use crate::SeeStructures;
use crate::model::Member;
use crate::rules::coordination::{Plan, Standing, Term};
use crate::rules::gone_words;

/// `GET /structures/coordination/register?unit=…&only=overdue`
pub(in crate::pages) fn file(cx: &mut Cx<Read>, may: Granted<SeeStructures>) -> Result<Reply> {
    let asked = Asked::of(cx, &may)?;
    let today = cx.today_at(&asked.unit.path)?;
    let mut all = gathered(cx, &asked.unit, today)?;
    web::whole_file(all.len(), MOST)?;
    all.retain(|one| asked.holds(one));
    // A structure is no personal data, its heads are.
    let heads: Vec<i64> = all.iter().flat_map(Standing::leaders).map(|member| member.id.0).collect();
    let led = all.iter().filter(|one| one.leaders().next().is_some()).count();
    cx.may_export(led)?;
    cx.exported(led);
    cx.saw("structure_member", &heads, &asked.unit.path);
    let owners = owners(cx, &all)?;
    let mut title = vec![format!("Координация структур: {}", asked.unit.name)];
    title.extend(asked.only.map(|only| only.title().to_owned()));
    title.push(format!("Строк: {}", all.len()));
    let table = Table {
        name: "Координация".to_owned(),
        title,
        columns: columns(),
        stays: 1,
        lines: all.iter().map(|one| line(one, &owners)).collect(),
        ..Table::default()
    };
    let book = Workbook {
        title: "Координация структур".to_owned(), made_on: today, tables: vec![table]
    };
    super::super::file(&book, "Координация структур")
}

fn columns() -> Vec<Column> {
    [
        ("Структура", 46),
        ("Вид", 40),
        ("Территория", 30),
        ("Код территории", 14),
        ("Руководитель", 34),
        ("План на год", 44),
        ("Протоколов в этом году", 13),
        ("Последнее заседание", 13),
        ("Чьи протоколы, не указано", 13),
        ("Открытых задач сети", 12),
        ("Из них просрочено", 12),
        ("Не хватает документов", 50),
        ("Срок до", 12),
        ("Просрочено", 14),
    ]
    .map(|(title, width)| Column::new(title, width))
    .to_vec()
}

fn line(one: &Standing, owners: &BTreeMap<i64, Unit>) -> Line {
    let owner = owners.get(&one.one.unit_id.0);
    let number = |count: usize| Cell::number(count.to_string());
    let day = |day: Option<NaiveDate>| day.map_or_else(|| Cell::text(""), Cell::date);
    let meetings = &one.meetings;
    let is_counted = meetings.is_kept || !meetings.held.is_empty();
    Line::Cells(vec![
        Cell::text(&one.one.name),
        Cell::text(&one.kind),
        Cell::text(owner.map_or("", |unit| unit.short_name.as_str())),
        Cell::text(owner.map_or("", |unit| unit.code.as_str())),
        Cell::text(head(one)),
        Cell::text(plans(&one.plans)),
        if is_counted { number(meetings.held.len()) } else { Cell::text("–") },
        day(meetings.last().map(|held| held.signed_on)),
        number(meetings.open.len()),
        number(one.tasks.all.len()),
        number(one.tasks.late.len()),
        Cell::text(one.lacking.join("; ")),
        day(one.one.ends_on),
        Cell::text(overdue(one)),
    ])
}

fn head(one: &Standing) -> String {
    let left = one.left.iter().map(|(member, since)| format!("{}, {}", member.label(), gone_words(*since)));
    let none = (one.heads.is_empty() && one.is_led).then(|| "руководителя нет".to_owned());
    let all: Vec<String> = none.into_iter().chain(one.heads.iter().map(Member::label)).chain(left).collect();
    if all.is_empty() { "–".to_owned() } else { all.join("; ") }
}

/// «План № 5 от 01.09.2025», «нет: План-график заседаний РМО», or a dash where none is asked for.
fn plans(all: &[Plan]) -> String {
    let said = |plan: &Plan| match &plan.held {
        Some(held) => held.title.clone(),
        None => format!("нет: {}", plan.title),
    };
    if all.is_empty() { "–".to_owned() } else { all.iter().map(said).collect::<Vec<_>>().join("; ") }
}

/// What of it is overdue, in words.
fn overdue(one: &Standing) -> String {
    let tasks = (!one.tasks.late.is_empty()).then_some("задачи сети");
    let term = matches!(one.term, Term::Past(_)).then_some("срок структуры");
    tasks.into_iter().chain(term).collect::<Vec<_>>().join("; ")
}
