//! What structures tell of the functions of the model.

use std::collections::BTreeMap;

use db::{Conn, Ranges, Result, WriteTx};
use diesel::prelude::*;

use crate::model::{ACTIVE, FunctionMark, Structure, StructureId};
use crate::schema::{structure_functions as table, structures};

/// The latest marks by function.
pub(crate) type Latest = BTreeMap<String, FunctionMark>;

/// Notes one.
pub(crate) fn add(tx: &mut WriteTx, new: &FunctionMark) -> Result<()> {
    diesel::insert_into(table::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// What holds of a structure.
pub(crate) fn of(conn: &mut Conn, structure: StructureId) -> Result<Latest> {
    let all: Vec<FunctionMark> = table::table
        .filter(table::structure_id.eq(structure.0))
        .order(table::id.asc())
        .select(FunctionMark::as_select())
        .load(conn)?;
    Ok(all.into_iter().map(|one| (one.function.clone(), one)).collect())
}

/// The working structures of these kinds in a place, with what holds of each.
pub(crate) fn within(conn: &mut Conn, place: &Ranges, kinds: &[String]) -> Result<Vec<(Structure, Latest)>> {
    let all: Vec<Structure> = structures::table
        .filter(db::within!(structures::table, structures::unit_path, place))
        .filter(db::among(structures::kind, kinds.to_vec()))
        .filter(structures::state.eq(ACTIVE))
        .order((structures::name_key.asc(), structures::id.asc()))
        .select(Structure::as_select())
        .load(conn)?;
    let mut marks: BTreeMap<StructureId, Latest> = BTreeMap::new();
    let ids: Vec<i64> = all.iter().map(|one| one.id.0).collect();
    for some in ids.chunks(500) {
        let part: Vec<FunctionMark> = table::table
            .filter(db::among(table::structure_id, some.iter().copied()))
            .order(table::id.asc())
            .select(FunctionMark::as_select())
            .load(conn)?;
        for one in part {
            marks.entry(one.structure_id).or_default().insert(one.function.clone(), one);
        }
    }
    let told = |one: Structure| {
        let latest = marks.remove(&one.id).unwrap_or_default();
        (one, latest)
    };
    Ok(all.into_iter().map(told).collect())
}
