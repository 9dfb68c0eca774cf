//! Every query of plans of further training.

use db::{Conn, Moment, Ranges, Result, WriteTx};
use diesel::prelude::*;

use crate::model::{Line, LineId, PLANNED, Told};
use crate::schema::training_lines as lines;

/// The lines of the scope of these years.
pub(crate) fn of_years(conn: &mut Conn, scope: &Ranges, (from, to): (i64, i64)) -> Result<Vec<Line>> {
    Ok(lines::table
        .filter(db::within!(lines::table, lines::unit_path, scope))
        .filter(lines::year.ge(from).and(lines::year.le(to)))
        .order((lines::year.asc(), lines::quarter.asc(), lines::id.asc()))
        .select(Line::as_select())
        .load(conn)?)
}

/// Of the scope the lines that stand in these years: what a duty asks, without anything else.
pub(crate) fn standing(conn: &mut Conn, scope: &Ranges, (from, to): (i64, i64)) -> Result<Vec<Line>> {
    Ok(lines::table
        .filter(db::within!(lines::table, lines::unit_path, scope))
        .filter(lines::year.ge(from).and(lines::year.le(to)))
        .filter(lines::state.eq(PLANNED))
        .order((lines::year.asc(), lines::quarter.asc(), lines::id.asc()))
        .select(Line::as_select())
        .load(conn)?)
}

/// The years the scope has lines of, the latest first.
pub(crate) fn years(conn: &mut Conn, scope: &Ranges) -> Result<Vec<i64>> {
    Ok(lines::table
        .filter(db::within!(lines::table, lines::unit_path, scope))
        .order(lines::year.desc())
        .select(lines::year)
        .distinct()
        .load(conn)?)
}

/// Units of the scope that have a line of a year.
pub(crate) fn planning(conn: &mut Conn, scope: &Ranges, year: i64) -> Result<Vec<i64>> {
    Ok(lines::table
        .filter(db::within!(lines::table, lines::unit_path, scope))
        .filter(lines::year.eq(year))
        .order(lines::unit_id.asc())
        .select(lines::unit_id)
        .distinct()
        .load(conn)?)
}

/// The line, if it belongs to a unit of the scope.
pub(crate) fn find(conn: &mut Conn, scope: &Ranges, id: LineId) -> Result<Option<Line>> {
    Ok(lines::table
        .filter(lines::id.eq(id))
        .filter(db::within!(lines::table, lines::unit_path, scope))
        .select(Line::as_select())
        .first(conn)
        .optional()?)
}

/// These lines.
pub(crate) fn all_of(conn: &mut Conn, ids: &[i64]) -> Result<Vec<Line>> {
    let mut found = Vec::new();
    for some in ids.chunks(500) {
        let part: Vec<Line> = lines::table
            .filter(db::among(lines::id, some.iter().copied()))
            .order(lines::id.asc())
            .select(Line::as_select())
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}

/// Lines of a unit that stand: what goes on when it ends.
pub(crate) fn standing_at(conn: &mut Conn, unit: i64) -> Result<Vec<(i64, i64)>> {
    Ok(lines::table
        .filter(lines::unit_id.eq(unit))
        .filter(lines::state.eq(PLANNED))
        .order(lines::id.asc())
        .select((lines::id, lines::person_id))
        .load(conn)?)
}

/// Puts a line into the plan.
pub(crate) fn add(tx: &mut WriteTx, new: &Line) -> Result<()> {
    diesel::insert_into(lines::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// Tells the course otherwise.
pub(crate) fn change(tx: &mut WriteTx, id: LineId, told: &Told, at: Moment) -> Result<()> {
    diesel::update(lines::table.filter(lines::id.eq(id)))
        .set((
            (lines::quarter.eq(told.quarter), lines::kind.eq(told.sort.code())),
            (lines::theme.eq(&told.theme), lines::theme_key.eq(db::fold(&told.theme))),
            (lines::hours.eq(told.hours), lines::provider.eq(&told.provider)),
            (lines::updated_at.eq(at), lines::version.eq(lines::version + 1)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Moves or strikes a line, or puts it back.
pub(crate) fn settle(
    tx: &mut WriteTx,
    id: LineId,
    (state, reason, moved_to): (&str, &str, Option<i64>),
    at: Moment,
) -> Result<()> {
    diesel::update(lines::table.filter(lines::id.eq(id)))
        .set((
            (lines::state.eq(state), lines::reason.eq(reason), lines::moved_to.eq(moved_to)),
            (lines::updated_at.eq(at), lines::version.eq(lines::version + 1)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Takes away a line that a list brought in.
pub(crate) fn remove(tx: &mut WriteTx, id: LineId) -> Result<()> {
    diesel::delete(lines::table.filter(lines::id.eq(id))).execute(&mut **tx)?;
    Ok(())
}
