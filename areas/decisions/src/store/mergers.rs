//! Recommendations, measures and decisions of a unit that ends.

use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;

use crate::rules::Status;
use crate::schema::{decision_addressees, decisions, measures, recommendations as table};

/// Sent, and neither fulfilled nor withdrawn; a draft has reached nobody.
fn owed() -> Vec<&'static str> {
    Status::ALL.into_iter().filter(|one| !one.is_over() && *one != Status::Draft).map(Status::code).collect()
}

/// What goes on in another unit: what is owed, and drafts.
fn moving() -> Vec<&'static str> {
    owed().into_iter().chain([Status::Draft.code()]).collect()
}

/// Open recommendations to the unit.
pub(crate) fn open(conn: &mut Conn, unit: i64) -> Result<Vec<i64>> {
    Ok(table::table
        .filter(table::unit_id.eq(unit))
        .filter(table::status.eq_any(owed()))
        .order(table::id.asc())
        .select(table::id)
        .load(conn)?)
}

/// Drafts to the unit or of the unit.
pub(crate) fn drafts(conn: &mut Conn, unit: i64) -> Result<Vec<i64>> {
    Ok(table::table
        .filter(table::unit_id.eq(unit).or(table::owner_id.eq(unit)))
        .filter(table::status.eq(Status::Draft.code()))
        .order(table::id.asc())
        .select(table::id)
        .load(conn)?)
}

/// Of the open ones and the drafts to the unit those that another unit has as well – the same indicator of the same
/// monitoring – each with the state of that other one. Without a monitoring each is its own.
pub(crate) fn met(conn: &mut Conn, unit: i64, other: i64) -> Result<Vec<(i64, Status)>> {
    type Key = (Option<i64>, String, String);
    let theirs: Vec<(Key, String)> = table::table
        .filter(table::unit_id.eq(other))
        .filter(table::campaign_id.is_not_null())
        .order(table::id.asc())
        .select(((table::campaign_id, table::subject_key, table::no), table::status))
        .load(conn)?;
    let ours: Vec<(i64, Key)> = table::table
        .filter(table::unit_id.eq(unit))
        .filter(table::status.eq_any(moving()))
        .filter(table::campaign_id.is_not_null())
        .order(table::id.asc())
        .select((table::id, (table::campaign_id, table::subject_key, table::no)))
        .load(conn)?;
    let twin = |key: &Key| theirs.iter().find(|(known, _)| known == key);
    let state = |code: &str| Status::from_code(code).unwrap_or(Status::Withdrawn);
    Ok(ours.iter().filter_map(|(id, key)| Some((*id, state(&twin(key)?.1)))).collect())
}

/// How many measures of the unit are still to be done.
pub(crate) fn planned(conn: &mut Conn, unit: i64) -> Result<i64> {
    let query = measures::table.filter(measures::unit_id.eq(unit)).filter(measures::status.eq("planned"));
    Ok(query.count().get_result(conn)?)
}

/// Decisions of the unit that are drafts or on control.
pub(crate) fn controlled(conn: &mut Conn, unit: i64) -> Result<Vec<i64>> {
    Ok(decisions::table
        .filter(decisions::unit_id.eq(unit))
        .filter(decisions::status.eq_any(["draft", "taken"]))
        .order(decisions::id.asc())
        .select(decisions::id)
        .load(conn)?)
}

/// Takes a recommendation back together with the measures that answered it.
pub(crate) fn withdraw(tx: &mut WriteTx, id: i64, word: &str, now: Moment) -> Result<()> {
    diesel::update(table::table.find(id))
        .set((
            table::status.eq(Status::Withdrawn.code()),
            table::word.eq(word),
            table::ended_at.eq(Some(now.0)),
            (table::updated_at.eq(now.0), table::version.eq(table::version + 1)),
        ))
        .execute(&mut **tx)?;
    let alone = measures::table
        .filter(measures::recommendation_id.eq(id))
        .filter(measures::decision_id.is_null())
        .filter(measures::status.eq("planned"));
    diesel::update(alone)
        .set((measures::status.eq("cancelled"), measures::outcome.eq(word), measures::updated_at.eq(now.0)))
        .execute(&mut **tx)?;
    Ok(())
}

/// What is open goes on in another unit: what it owes, what it is addressed, what it controls.
pub(crate) fn go_on(tx: &mut WriteTx, unit: i64, (into, path): (i64, &str)) -> Result<()> {
    diesel::update(table::table.filter(table::unit_id.eq(unit)).filter(table::status.eq_any(moving())))
        .set((table::unit_id.eq(into), table::unit_path.eq(path)))
        .execute(&mut **tx)?;
    diesel::update(table::table.filter(table::owner_id.eq(unit)).filter(table::status.eq_any(moving())))
        .set((table::owner_id.eq(into), table::owner_path.eq(path)))
        .execute(&mut **tx)?;
    diesel::update(measures::table.filter(measures::unit_id.eq(unit)).filter(measures::status.eq("planned")))
        .set((measures::unit_id.eq(into), measures::unit_path.eq(path)))
        .execute(&mut **tx)?;
    addressed(tx, unit, (into, path))?;
    let open = decisions::table
        .filter(decisions::unit_id.eq(unit))
        .filter(decisions::status.eq_any(["draft", "taken"]));
    diesel::update(open)
        .set((decisions::unit_id.eq(into), decisions::unit_path.eq(path)))
        .execute(&mut **tx)?;
    Ok(())
}

/// Decisions on control that are addressed to both stay addressed to the one that goes on.
fn addressed(tx: &mut WriteTx, unit: i64, (into, path): (i64, &str)) -> Result<()> {
    use decision_addressees as to;
    let known: Vec<i64> =
        to::table.filter(to::unit_id.eq(into)).order(to::id.asc()).select(to::decision_id).load(&mut **tx)?;
    let rows: Vec<(i64, i64)> = to::table
        .inner_join(decisions::table)
        .filter(to::unit_id.eq(unit))
        .filter(decisions::status.eq_any(["draft", "taken"]))
        .order(to::id.asc())
        .select((to::id, to::decision_id))
        .load(&mut **tx)?;
    for (row, _) in rows.into_iter().filter(|(_, decision)| !known.contains(decision)) {
        diesel::update(to::table.find(row))
            .set((to::unit_id.eq(into), to::unit_path.eq(path)))
            .execute(&mut **tx)?;
    }
    Ok(())
}
