//! Queries of results of procedures.

use db::{Conn, Moment, Ranges, Result, WriteTx};
use diesel::prelude::*;

use crate::model::ProcedureResult;
use crate::schema::procedure_results as table;

/// Every result of the schools under a path.
pub(crate) fn under(conn: &mut Conn, path: &str) -> Result<Vec<ProcedureResult>> {
    let scope = Ranges::under([path]);
    Ok(table::table
        .filter(db::within!(table::table, table::unit_path, scope))
        .order((
            table::period.asc(),
            table::kind.asc(),
            table::subject_key.asc(),
            table::grade.asc(),
            table::id.asc(),
        ))
        .select(ProcedureResult::as_select())
        .load(conn)?)
}

/// The results of these schools.
pub(crate) fn of_units(conn: &mut Conn, units: &[i64]) -> Result<Vec<ProcedureResult>> {
    let mut found = Vec::new();
    for some in units.chunks(500) {
        let part: Vec<ProcedureResult> = table::table
            .filter(table::unit_id.eq_any(some))
            .order(table::id.asc())
            .select(ProcedureResult::as_select())
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}

/// Adds one.
pub(crate) fn add(tx: &mut WriteTx, new: &ProcedureResult) -> Result<()> {
    diesel::insert_into(table::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// Gives one other figures, if nobody changed it since `version`; false where somebody did.
pub(crate) fn change(
    tx: &mut WriteTx,
    (id, version): (i64, i64),
    participants: i64,
    [mean, passed, quality]: [&str; 3],
    (account, now): (Option<i64>, Moment),
) -> Result<bool> {
    let row = table::table.filter(table::id.eq(id)).filter(table::version.eq(version));
    let changed = diesel::update(row)
        .set((
            table::participants.eq(participants),
            (table::mean.eq(mean), table::passed.eq(passed), table::quality.eq(quality)),
            (table::updated_at.eq(now), table::updated_by.eq(account)),
            table::version.eq(table::version + 1),
        ))
        .execute(&mut **tx)?;
    Ok(changed == 1)
}
