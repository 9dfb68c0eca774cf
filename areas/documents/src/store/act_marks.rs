//! What units know of the acts of the legal base.

use std::collections::BTreeMap;

use db::{Conn, Result, WriteTx};
use diesel::prelude::*;

use crate::model::ActMark;
use crate::schema::legal_act_marks as table;

/// Keeps a mark.
pub(crate) fn add(tx: &mut WriteTx, new: &ActMark) -> Result<()> {
    diesel::insert_into(table::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// Marks of these units of an act, or of all, the latest first.
pub(crate) fn of(conn: &mut Conn, units: &[i64], act: Option<&str>) -> Result<Vec<ActMark>> {
    let mut query = table::table.into_boxed().filter(db::among(table::unit_id, units.iter().copied()));
    if let Some(act) = act {
        query = query.filter(table::act.eq(act.to_owned()));
    }
    Ok(query.order(table::id.desc()).select(ActMark::as_select()).load(conn)?)
}

/// What holds of each act for whoever stands at the path: the latest mark of the nearest unit of it.
pub(crate) fn standing(conn: &mut Conn, path: &str) -> Result<BTreeMap<String, ActMark>> {
    let way: Vec<i64> = path.split('/').filter_map(|id| id.parse().ok()).collect();
    let all = of(conn, &way, None)?;
    let mut found = BTreeMap::new();
    for unit in way.iter().rev() {
        for mark in all.iter().filter(|mark| mark.unit_id.0 == *unit) {
            found.entry(mark.act.clone()).or_insert_with(|| mark.clone());
        }
    }
    Ok(found)
}
