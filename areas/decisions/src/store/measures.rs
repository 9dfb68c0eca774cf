//! Queries of measures: those that answer recommendations, and those that are points of decisions.

use std::collections::HashMap;

use chrono::NaiveDate;
use db::{Conn, Moment, Ranges, Result, WriteTx};
use diesel::dsl::count_star;
use diesel::prelude::*;
use documents::DocumentId;
use monitoring::model::CampaignId;

use crate::model::{Decision, DecisionId, Measure, MeasureId, Recommendation};
use crate::rules::Stage;
use crate::schema::{decisions, measures as table, recommendations};

/// Adds one.
pub(crate) fn add(tx: &mut WriteTx, new: &Measure) -> Result<()> {
    diesel::insert_into(table::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// Not a point of a draft decision: nobody else knows of it yet.
macro_rules! taken {
    () => {{
        let drafts = decisions::table
            .filter(decisions::status.eq(Stage::Draft.code()))
            .select(decisions::id.nullable());
        table::decision_id.is_null().or(table::decision_id.ne_all(drafts))
    }};
}

/// The measure, if its unit lies within reach.
pub(crate) fn find(conn: &mut Conn, scope: &Ranges, id: MeasureId) -> Result<Option<Measure>> {
    Ok(table::table
        .filter(table::id.eq(id.0))
        .filter(db::within!(table::table, table::unit_path, scope))
        .select(Measure::as_select())
        .first(conn)
        .optional()?)
}

/// The measures of these recommendations, the earliest first.
pub(crate) fn of(conn: &mut Conn, recommendations: &[i64]) -> Result<Vec<Measure>> {
    let mut found = Vec::new();
    for some in recommendations.chunks(500) {
        let part: Vec<Measure> = table::table
            .filter(db::among(table::recommendation_id, some))
            .filter(taken!())
            .order((table::due_on.asc(), table::id.asc()))
            .select(Measure::as_select())
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}

/// The measures of these recommendations by the recommendation's id, the earliest first.
pub(crate) fn of_each(
    conn: &mut Conn,
    recommendations: &[Recommendation],
) -> Result<HashMap<i64, Vec<Measure>>> {
    let ids: Vec<i64> = recommendations.iter().map(|one| one.id.0).collect();
    let mut each: HashMap<i64, Vec<Measure>> = HashMap::new();
    for measure in of(conn, &ids)? {
        if let Some(id) = measure.recommendation_id {
            each.entry(id.0).or_default().push(measure);
        }
    }
    Ok(each)
}

/// Ends one: done on a day, or cancelled without.
pub(crate) fn end(
    tx: &mut WriteTx,
    id: MeasureId,
    done_on: Option<NaiveDate>,
    outcome: &str,
    document: Option<DocumentId>,
    now: Moment,
) -> Result<()> {
    let status = if done_on.is_some() { "done" } else { "cancelled" };
    diesel::update(table::table.find(id.0))
        .set((
            table::status.eq(status),
            table::done_on.eq(done_on),
            table::outcome.eq(outcome),
            table::document_id.eq(document.map(|document| document.0)),
            table::updated_at.eq(now),
            table::version.eq(table::version + 1),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// A point of a decision.
pub(crate) fn point(conn: &mut Conn, decision: DecisionId, id: MeasureId) -> Result<Option<Measure>> {
    Ok(table::table
        .filter(table::id.eq(id.0))
        .filter(table::decision_id.eq(decision.0))
        .select(Measure::as_select())
        .first(conn)
        .optional()?)
}

/// The points of these decisions, each decision's in their order.
pub(crate) fn points_of(conn: &mut Conn, decisions: &[i64]) -> Result<Vec<Measure>> {
    let mut found = Vec::new();
    for some in decisions.chunks(500) {
        let part: Vec<Measure> = table::table
            .filter(db::among(table::decision_id, some))
            .order((table::decision_id.asc(), table::ordinal.asc(), table::id.asc()))
            .select(Measure::as_select())
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}

/// Planned points of decisions on control that units exactly at these paths carry out, the most urgent first.
pub(crate) fn due_points(conn: &mut Conn, paths: &[String]) -> Result<Vec<(Measure, Decision)>> {
    Ok(table::table
        .inner_join(decisions::table)
        .filter(db::among(table::unit_path, paths))
        .filter(table::status.eq("planned"))
        .filter(decisions::status.eq(Stage::Taken.code()))
        .order((table::due_on.asc(), table::id.asc()))
        .select((Measure::as_select(), Decision::as_select()))
        .load(conn)?)
}

/// Moves the last day of one.
pub(crate) fn prolong(tx: &mut WriteTx, id: MeasureId, due_on: NaiveDate, now: Moment) -> Result<()> {
    diesel::update(table::table.find(id.0))
        .set((
            table::due_on.eq(due_on),
            table::prolonged.eq(table::prolonged + 1),
            table::updated_at.eq(now),
            table::version.eq(table::version + 1),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Takes a point out of a draft.
pub(crate) fn drop(tx: &mut WriteTx, id: MeasureId) -> Result<()> {
    diesel::delete(table::table.find(id.0)).execute(&mut **tx)?;
    Ok(())
}

/// Planned measures of units exactly at these paths, the most urgent first, each with what it answers. Points of decisions
/// are duties of their own.
pub(crate) fn due(conn: &mut Conn, paths: &[String]) -> Result<Vec<(Measure, Recommendation)>> {
    if paths.is_empty() {
        return Ok(Vec::new());
    }
    Ok(table::table
        .inner_join(recommendations::table)
        .filter(db::among(table::unit_path, paths))
        .filter(table::status.eq("planned"))
        .filter(table::decision_id.is_null())
        .filter(db::among(recommendations::status, ["sent", "acknowledged", "answered"]))
        .order((table::due_on.asc(), table::id.asc()))
        .select((Measure::as_select(), Recommendation::as_select()))
        .load(conn)?)
}

/// The lines of a monitoring with a measure that was done, whoever looks: (unit, body, indicator).
pub(crate) fn done_lines(conn: &mut Conn, campaign: CampaignId) -> Result<Vec<(i64, String, String)>> {
    Ok(table::table
        .inner_join(recommendations::table)
        .filter(recommendations::campaign_id.eq(campaign))
        .filter(table::status.eq("done"))
        .order(recommendations::id.asc())
        .select((recommendations::unit_id, recommendations::subject_key, recommendations::no))
        .load(conn)?)
}

/// Measures of a monitoring by unit and status; overdue ones are planned with an earlier last day: (unit, status, due, how many).
pub(crate) fn counts(conn: &mut Conn, campaign: CampaignId) -> Result<Vec<(i64, String, NaiveDate, i64)>> {
    Ok(table::table
        .inner_join(recommendations::table)
        .filter(recommendations::campaign_id.eq(campaign))
        .filter(recommendations::status.ne_all(["withdrawn", "refused"]))
        .filter(taken!())
        .group_by((table::unit_id, table::status, table::due_on))
        .order((table::unit_id.asc(), table::status.asc(), table::due_on.asc()))
        .select((table::unit_id, table::status, table::due_on, count_star()))
        .load(conn)?)
}
