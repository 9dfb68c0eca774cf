//! The book as lists: a territory sends its own structures with their heads and those of its schools, then who else belongs to
//! them; links are said afterwards, one by one.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use packs::Effective;
use sheets::Cell;
use structures::actions::linking::{NewLink, link};
use structures::model::StructureId;
use structures::rules::Target;
use structures::schema::structures as table;
use structures::{KeepStructures, MemberLists, StructureLists};
use units::Unit;
use web::{Cx, Error, Write};

use super::book::{At, Book, Row, To};
use crate::demo::intake::{self, List};

const STRUCTURES: [(&str, u16); 13] = [
    ("Структура", 46),
    ("Вид", 40),
    ("Территория", 30),
    ("Код территории", 14),
    ("Предметы, направления", 36),
    ("Создана", 11),
    ("Срок", 20),
    ("Задача", 34),
    ("Входит в", 34),
    ("Руководитель", 34),
    ("Должность руководителя", 34),
    ("Документ-основание", 24),
    ("Направления службы", 36),
];
const MEMBERS: [(&str, u16); 8] = [
    ("Структура", 46),
    ("Вид структуры", 40),
    ("Территория", 30),
    ("Код территории", 14),
    ("Фамилия, имя, отчество", 34),
    ("Должность", 34),
    ("Роль", 20),
    ("С какого дня", 11),
];

/// Takes the book in: a list of structures from each of the places, those above before those under them, and the links. Ids of its
/// structures, in its order.
pub(super) fn take_in(
    cx: &mut Cx<Write>,
    book: &Book<'_>,
    places: &[&Unit],
) -> web::Result<Vec<StructureId>> {
    let Some(top) = places.first() else { return Ok(Vec::new()) };
    for place in places {
        let rules = units::rules_at(cx, &place.path)?;
        let of_place = |row: &&Row<'_>| nearest(row.unit, places).is_some_and(|one| one.id == place.id);
        let rows: Vec<_> =
            book.rows.iter().filter(of_place).map(|row| structure(row, book, &rules)).collect();
        if !rows.is_empty() {
            let title = format!("Структуры, {}", place.short_name);
            let bytes = intake::sheet(&title, &STRUCTURES, rows, cx.today_at(&place.path)?)?;
            let name = format!("{title}.xlsx");
            let list = List { of: place, is_whole: false, name: &name, bytes: &bytes, day: None };
            intake::take_whole::<StructureLists>(cx, &list)?;
        }
    }
    let ids = ids(cx, book, top)?;
    tied(cx, book, &ids)?;
    Ok(ids)
}

/// The last of the places the unit stands in.
fn nearest<'p>(unit: &Unit, places: &[&'p Unit]) -> Option<&'p Unit> {
    places.iter().rev().copied().find(|place| unit.path.starts_with(&place.path))
}

fn structure(row: &Row<'_>, book: &Book<'_>, rules: &Effective) -> Vec<Cell> {
    let kind = rules.structure_kind(&row.kind).map_or(row.kind.as_str(), |kind| &kind.rule.title);
    let parent = row.parent.and_then(|At(at)| book.rows.get(at)).map_or("", |above| &above.name);
    let term = row
        .ends_on
        .map_or_else(|| "постоянная".to_owned(), |last| format!("временная, до {}", last.format("%d.%m.%Y")));
    vec![
        Cell::text(&row.name),
        Cell::text(kind),
        Cell::text(&row.unit.short_name),
        Cell::text(&row.unit.code),
        Cell::text(&row.directions),
        Cell::date(row.started_on),
        Cell::text(term),
        Cell::text(&row.task),
        Cell::text(parent),
        Cell::text(&row.head),
        Cell::text(&row.post),
        Cell::text(&row.founded),
        Cell::text(row.service),
    ]
}

/// Everybody who belongs to the structures without heading them: each of the places sends its list.
pub(super) fn compose(cx: &mut Cx<Write>, book: &Book<'_>, places: &[&Unit]) -> web::Result<()> {
    places.iter().try_for_each(|place| composed(cx, book, (place, places)))
}

fn composed(cx: &mut Cx<Write>, book: &Book<'_>, (place, places): (&Unit, &[&Unit])) -> web::Result<()> {
    let (mut rows, rules) = (Vec::new(), units::rules_at(cx, &place.path)?);
    for one in &book.members {
        let Some(of) = book.rows.get(one.of.0) else { continue };
        if nearest(of.unit, places).is_none_or(|nearest| nearest.id != place.id) {
            continue;
        }
        let kind = rules.structure_kind(&of.kind).map(|kind| &kind.rule);
        let role = kind.and_then(|kind| kind.role(&one.role)).map_or(one.role.as_str(), |role| &role.title);
        rows.push(vec![
            Cell::text(&of.name),
            Cell::text(kind.map_or(of.kind.as_str(), |kind| &kind.title)),
            Cell::text(&of.unit.short_name),
            Cell::text(&of.unit.code),
            Cell::text(&one.name),
            Cell::text(&one.post),
            Cell::text(role),
            Cell::date(one.since),
        ]);
    }
    if rows.is_empty() {
        return Ok(());
    }
    let title = format!("Составы, {}", place.short_name);
    let bytes = intake::sheet(&title, &MEMBERS, rows, cx.today_at(&place.path)?)?;
    let list = List { of: place, is_whole: false, name: &format!("{title}.xlsx"), bytes: &bytes, day: None };
    intake::take_whole::<MemberLists>(cx, &list)
}

/// What the lists made of the rows.
fn ids(cx: &mut Cx<Write>, book: &Book<'_>, top: &Unit) -> web::Result<Vec<StructureId>> {
    let known: Vec<(i64, String, StructureId)> = table::table
        .filter(table::unit_path.ge(&top.path).and(table::unit_path.lt(db::prefix_end(&top.path))))
        .order(table::id.asc())
        .select((table::unit_id, table::name, table::id))
        .load(cx.conn())
        .map_err(db::Error::from)?;
    let known: BTreeMap<(i64, String), StructureId> =
        known.into_iter().map(|(unit, name, id)| ((unit, name), id)).collect();
    let id = |row: &Row<'_>| {
        let id = known.get(&(row.unit.id.0, row.name.clone())).copied();
        id.ok_or_else(|| Error::Broken(format!("«{}» is not there", row.name)))
    };
    book.rows.iter().map(id).collect()
}

fn tied(cx: &mut Cx<Write>, book: &Book<'_>, ids: &[StructureId]) -> web::Result<()> {
    let may = cx.operator::<KeepStructures>()?;
    let view = structures::view(&may);
    for tie in &book.ties {
        let target = match tie.to {
            To::Structure(to) => Target::Structure(id_at(ids, to)?),
            To::Unit(unit) => Target::Unit(unit.id),
        };
        let new =
            NewLink { kind: tie.kind, target, about: String::new(), ground: String::new(), since: tie.since };
        link(cx, &may, &view, id_at(ids, tie.from)?, &new)?;
    }
    Ok(())
}

/// The id of a structure of the book.
pub(super) fn id_at(ids: &[StructureId], at: At) -> web::Result<StructureId> {
    ids.get(at.0).copied().ok_or_else(|| Error::Broken("no such structure in the book".to_owned()))
}

/// A structure by itself, as its unit sends it: kind, name, the first day, task; head, post, the document it is founded by.
pub(in crate::demo) fn one(
    cx: &mut Cx<Write>,
    unit: &Unit,
    (kind, name, started_on, task): (&str, &str, NaiveDate, &str),
    (head, post, founded): (&str, &str, &str),
) -> web::Result<StructureId> {
    let mut book = Book::of(0, 0);
    book.rows.push(Row {
        unit,
        kind: kind.to_owned(),
        name: name.to_owned(),
        directions: String::new(),
        parent: None,
        started_on,
        ends_on: None,
        task: task.to_owned(),
        head: head.to_owned(),
        post: post.to_owned(),
        founded: founded.to_owned(),
        service: "",
    });
    let ids = take_in(cx, &book, &[unit])?;
    id_at(&ids, At(0))
}
