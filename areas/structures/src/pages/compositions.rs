//! Compositions as XLSX: who belongs and belonged to the working structures the filter finds; the file comes back unchanged.

use std::collections::BTreeMap;

use access::Granted;
use sheets::{Cell, Column, Line, Table, Workbook};
use units::Unit;
use web::{Cx, Read, Reply, Result};

use super::kinds_of::Kinds;
use super::{list, place};
use crate::actions::rules_at;
use crate::model::{Member, Structure};
use crate::store::{self, Filter, State, View};
use crate::{KeepStructures, SeeStructures};

/// More structures than one file has.
const MOST: i64 = 5_000;

/// `GET /structures/compositions?…`: the same filter as on the page; names leave with whoever keeps the structures.
pub(super) fn file(cx: &mut Cx<Read>, may: Granted<KeepStructures>) -> Result<Reply> {
    let seen: Granted<SeeStructures> = cx.house().policy.check(cx.person())?;
    let (request, unit) = (cx.request_handle(), place(cx, &seen)?);
    let (rules, today) = (rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    let filter = Filter { after: None, state: State::Active, ..list::filter(&request, &unit, today) };
    let filter = list::managed(filter, &request, &rules);
    let view = View { scope: may.ranges().clone(), above: Vec::new() };
    let found = store::list(cx.conn(), &view, &filter, MOST + 1)?;
    web::whole_file(found.len(), usize::try_from(MOST).unwrap_or(0))?;
    let ids: Vec<i64> = found.iter().map(|one| one.id.0).collect();
    let mut members: BTreeMap<i64, Vec<Member>> = BTreeMap::new();
    for member in store::members_of(cx.conn(), &ids)? {
        members.entry(member.structure_id.0).or_default().push(member);
    }
    let all: Vec<i64> = members.values().flatten().map(|one| one.id.0).collect();
    cx.may_export(all.len())?;
    cx.exported(all.len());
    cx.saw("structure_member", &all, &unit.path);
    let schools: Vec<i64> =
        members.values().flatten().filter_map(|one| one.organisation_id).map(|id| id.0).collect();
    let schools = if schools.is_empty() { Vec::new() } else { units::store::all_of(cx.conn(), &schools)? };
    let owners: Vec<i64> = found.iter().map(|one| one.unit_id.0).collect();
    let owners = units::store::all_of(cx.conn(), &owners)?;
    let kinds = Kinds::of(cx, &found, today)?;
    let of = |one: &Structure| {
        let owner = owners.iter().find(|unit| unit.id == one.unit_id);
        let own = members.remove(&one.id.0).unwrap_or_default();
        lines(one, (own, owner), (&kinds, &schools))
    };
    let lines: Vec<Line> = found.iter().flat_map(of).collect();
    let title = vec![format!("Составы структур: {}", unit.name), format!("Строк: {}", lines.len())];
    let table =
        Table {
            name: "Составы".to_owned(), title, columns: columns(), stays: 1, lines, ..Table::default()
        };
    let book =
        Workbook { title: "Составы структур".to_owned(), made_on: today, tables: vec![table] };
    super::file(&book, "Составы структур")
}

fn columns() -> Vec<Column> {
    [
        ("Структура", 46),
        ("Вид структуры", 36),
        ("Территория", 30),
        ("Код территории", 14),
        ("Фамилия, имя, отчество", 36),
        ("Должность и организация", 40),
        ("Роль", 26),
        ("С какого дня", 13),
        ("Срок роли", 13),
        ("По какой день", 13),
        ("Основание", 30),
        ("Причина выхода", 30),
        ("Член – организация", 30),
        ("Код члена-организации", 14),
    ]
    .map(|(title, width)| Column::new(title, width))
    .to_vec()
}

/// Who is there, then who was, each by the day of coming.
fn lines(
    one: &Structure,
    (mut own, owner): (Vec<Member>, Option<&Unit>),
    (kinds, schools): (&Kinds, &[Unit]),
) -> Vec<Line> {
    own.sort_by_key(|member| (member.to_on.is_some(), member.from_on, member.id));
    let kind = kinds.of_one(one);
    let day = |day: Option<chrono::NaiveDate>| day.map_or_else(|| Cell::text(""), Cell::date);
    let code = |member: &Member| {
        let known = member.organisation_id.and_then(|id| schools.iter().find(|unit| unit.id == id));
        known.map(|unit| unit.code.clone()).unwrap_or_default()
    };
    let line = |member: &Member| {
        let role = kind.and_then(|kind| kind.role(&member.role));
        Line::Cells(vec![
            Cell::text(&one.name),
            Cell::text(kinds.title(one)),
            Cell::text(owner.map_or("", |unit| unit.short_name.as_str())),
            Cell::text(owner.map_or("", |unit| unit.code.as_str())),
            Cell::text(&member.name),
            Cell::text(&member.post),
            Cell::text(role.map_or(member.role.as_str(), |role| role.title.as_str())),
            Cell::date(member.from_on),
            day(member.term_on),
            day(member.to_on),
            Cell::text(&member.basis),
            Cell::text(&member.end_reason),
            Cell::text(member.organisation.as_deref().unwrap_or_default()),
            Cell::text(code(member)),
        ])
    };
    own.iter().map(line).collect()
}
