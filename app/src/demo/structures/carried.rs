//! What structures say of their functions (Амурская область, приложение 1, п. 3.4, блок 1): the institute tells of all, most
//! municipal services and councils of most, some of them of none; unions seldom. Told through the action, a structure at a time.

use std::collections::BTreeMap;

use diesel::prelude::*;
use structures::KeepStructures;
use structures::actions::carrying::{self, Told};
use structures::model::StructureId;
use structures::rules::{function_code, functions_of};
use structures::schema::structures as table;
use web::{Cx, Write};

use super::book::{Book, Row};
use crate::demo::chance::Chance;

/// What shows that a function is carried out.
const SHOWN: [&str; 8] = [
    "План работы на\u{a0}2025/26 учебный год, раздел 2",
    "Протокол заседания №\u{a0}3",
    "Отчёт за\u{a0}первое полугодие",
    "Методический день, программа и\u{a0}список участников",
    "Положение о\u{a0}структуре, план-график",
    "Материалы на\u{a0}сайте методической службы",
    "Аналитическая справка по\u{a0}итогам диагностики",
    "Журнал консультаций",
];
/// Why one is not.
const WHY_NOT: [&str; 3] = [
    "Запланировано на\u{a0}следующий учебный год",
    "Нет специалиста, обратились в\u{a0}институт",
    "Передано районному методическому совету",
];

/// How many in a hundred structures of a kind tell of their functions.
fn share(kind: &str) -> i64 {
    match kind {
        "region_institute" => 100,
        "municipal_service" => 75,
        "municipal_council" | "rumo" | "young_teacher_school" => 60,
        "municipal_union" | "subject_association" => 6,
        _ => 0,
    }
}

/// Tells of the functions of some of the book's structures; `ids` are theirs, in its order.
pub(super) fn tell(
    cx: &mut Cx<Write>,
    (book, ids): (&Book<'_>, &[StructureId]),
    chance: &mut Chance,
) -> web::Result<()> {
    let may = cx.operator::<KeepStructures>()?;
    let levels: Vec<(StructureId, String)> = table::table
        .order(table::id.asc())
        .select((table::id, table::level))
        .load(cx.conn())
        .map_err(db::Error::from)?;
    let levels: BTreeMap<StructureId, String> = levels.into_iter().collect();
    for (row, id) in book.rows.iter().zip(ids) {
        if chance.percent(share(&row.kind)) {
            let level = levels.get(id).map(String::as_str).unwrap_or_default();
            let all = told(cx, (row, level), chance)?;
            carrying::tell(cx, &may, *id, 0, all)?;
        }
    }
    Ok(())
}

/// Most are carried out, a few are not, of a few nobody said anything.
fn told(cx: &mut Cx<Write>, (row, level): (&Row<'_>, &str), chance: &mut Chance) -> web::Result<Vec<Told>> {
    let rules = units::rules_at(cx, &row.unit.path)?;
    let mut all = Vec::new();
    for function in functions_of(&rules, &row.kind, level) {
        let is_carried = chance.percent(80);
        if !is_carried && chance.percent(50) {
            continue;
        }
        let evidence = if is_carried { chance.one_of(&SHOWN) } else { chance.one_of(&WHY_NOT) };
        all.push(Told {
            function: function_code(function),
            is_carried,
            evidence: (*evidence).to_owned(),
            field: String::new(),
        });
    }
    Ok(all)
}
