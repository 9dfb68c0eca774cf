//! How many of the documents they must have units really have: for pages of other areas that look at whole bodies.

use std::collections::BTreeMap;

use access::Level;
use chrono::NaiveDate;
use db::Conn;
use packs::Effective;
use units::Unit;
use web::Result;

use crate::model::Proving;
use crate::pages::pack_level;
use crate::rules::required;
use crate::store;

/// What a unit has of what it must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Coverage {
    /// Kinds that are there and in force.
    pub met: usize,
    /// Kinds that must be.
    pub must: usize,
}

/// The coverage of units of one level under one pack, on a day: one query, whatever their number.
pub fn coverage(
    conn: &mut Conn,
    rules: &Effective,
    (units, level): (&[Unit], Level),
    today: NaiveDate,
) -> Result<BTreeMap<i64, Coverage>> {
    let list = required::asked_of(rules, pack_level(level));
    let ids: Vec<i64> = units.iter().map(|unit| unit.id.0).collect();
    let mut own: BTreeMap<i64, Vec<Proving>> = BTreeMap::new();
    for one in store::of_kinds(conn, &ids, &required::kinds_of(&list))? {
        own.entry(one.unit_id.0).or_default().push(one);
    }
    let days = (today, required::year_start(rules, today));
    let of = |unit: &Unit| {
        let id = unit.id.0;
        let list = required::of_kind(list.clone(), &unit.kind);
        let must = required::must_exist(&list);
        let own: Vec<&Proving> = own.get(&id).into_iter().flatten().collect();
        let met = must.iter().filter(|kind| required::standing(kind, &own, days).0.is_met()).count();
        (id, Coverage { met, must: must.len() })
    };
    Ok(units.iter().map(of).collect())
}
