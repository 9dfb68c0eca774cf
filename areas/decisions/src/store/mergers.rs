//! Recommendations, measures and decisions of a unit that ends.

use db::{Change, Conn, Moment, Result, Trail, WriteTx};
use diesel::prelude::*;
use registry::{Merged, Merger};

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

/// Decisions of the unit that are drafts or on control, each with its status.
pub(crate) fn controlled(conn: &mut Conn, unit: i64) -> Result<Vec<(i64, String)>> {
    Ok(decisions::table
        .filter(decisions::unit_id.eq(unit))
        .filter(decisions::status.eq_any(["draft", "taken"]))
        .order(decisions::id.asc())
        .select((decisions::id, decisions::status))
        .load(conn)?)
}

/// Takes a recommendation back together with the measures that answered it.
pub(crate) fn withdraw(
    tx: &mut WriteTx,
    id: i64,
    (word, now): (&str, Moment),
    trail: &mut Trail,
) -> Result<()> {
    let (status, was, ended): (String, String, Option<i64>) =
        table::table.find(id).select((table::status, table::word, table::ended_at)).first(&mut **tx)?;
    let withdrawn = Change::of("recommendations", vec![id])
        .put("status", status.as_str(), Status::Withdrawn.code())
        .put("word", was.as_str(), word)
        .put("ended_at", ended, now.0)
        .counted();
    let alone: Vec<(i64, String)> = measures::table
        .filter(measures::recommendation_id.eq(id))
        .filter(measures::decision_id.is_null())
        .filter(measures::status.eq("planned"))
        .order(measures::id.asc())
        .select((measures::id, measures::outcome))
        .load(&mut **tx)?;
    let cancelled = alone.into_iter().map(|(id, outcome)| {
        Change::of("measures", vec![id])
            .put("status", "planned", "cancelled")
            .put("outcome", outcome.as_str(), word)
            .counted()
    });
    let all = std::iter::once(withdrawn).chain(cancelled).collect();
    trail.tied(tx, "отозванные рекомендации", all, now)
}

/// What is open goes on in another unit: what it owes, what it is addressed, what it controls.
pub(crate) fn go_on(tx: &mut WriteTx, merger: &Merger, into: &Merged, trail: &mut Trail) -> Result<()> {
    let (unit, at) = (merger.closed.unit, merger.at);
    let open = || {
        let open = table::table.filter(table::status.eq_any(moving())).order(table::id.asc());
        open.select((table::id, table::status))
    };
    let to_it: Vec<(i64, String)> = open().filter(table::unit_id.eq(unit)).load(&mut **tx)?;
    let of_it: Vec<(i64, String)> = open().filter(table::owner_id.eq(unit)).load(&mut **tx)?;
    merger.move_of_states(tx, trail, (into, "рекомендации"), ("recommendations", "status"), to_it)?;
    for (status, ids) in registry::of_states(of_it) {
        let given = Change::of("recommendations", ids)
            .while_it_is("status", status.as_str())
            .put("owner_id", unit, into.unit)
            .put("owner_path", merger.closed.path.as_str(), into.path.as_str());
        trail.change(tx, "рекомендации, которые она дала", given, at)?;
    }
    let planned: Vec<i64> = measures::table
        .filter(measures::unit_id.eq(unit))
        .filter(measures::status.eq("planned"))
        .order(measures::id.asc())
        .select(measures::id)
        .load(&mut **tx)?;
    let planned = merger.moving(into, "measures", planned).while_it_is("status", "planned");
    trail.change(tx, "меры", planned, at)?;
    let addressed = addressed(tx, unit, into.unit)?;
    trail.change(tx, "адресованные решения", merger.moving(into, "decision_addressees", addressed), at)?;
    let controlled = controlled(tx, unit)?;
    merger.move_of_states(tx, trail, (into, "решения на\u{a0}контроле"), ("decisions", "status"), controlled)
}

/// Rows of the unit as an addressee of decisions on control; those addressed to both stay addressed to the one that goes on.
fn addressed(conn: &mut Conn, unit: i64, into: i64) -> Result<Vec<i64>> {
    use decision_addressees as to;
    let known: Vec<i64> =
        to::table.filter(to::unit_id.eq(into)).order(to::id.asc()).select(to::decision_id).load(conn)?;
    let rows: Vec<(i64, i64)> = to::table
        .inner_join(decisions::table)
        .filter(to::unit_id.eq(unit))
        .filter(decisions::status.eq_any(["draft", "taken"]))
        .order(to::id.asc())
        .select((to::id, to::decision_id))
        .load(conn)?;
    Ok(rows.into_iter().filter(|(_, decision)| !known.contains(decision)).map(|(row, _)| row).collect())
}
