//! Queries of decisions: rows, whom they go to, what they answer, what happened to them.

use std::collections::HashMap;

use chrono::NaiveDate;
use db::{Conn, Moment, Ranges, Result, WriteTx};
use diesel::prelude::*;
use documents::DocumentId;
use monitoring::model::CampaignId;
use units::UnitId;

use crate::model::{Addressee, Decision, DecisionId, Ground};
use crate::rules::Stage;
use crate::schema::{
    decision_addressees as addressees, decision_grounds as grounds, decisions as table, measures,
};

/// What a person sees of decisions: what was taken or addressed within reach, and drafts of the own units.
#[derive(Debug, Clone)]
pub(crate) struct View {
    /// Places within reach.
    pub scope: Ranges,
    /// Paths of the very units the person takes decisions for.
    pub own: Vec<String>,
    /// Decisions from above that are addressed within reach.
    pub addressed: Vec<i64>,
}

/// Decisions of units at these paths that go to places within reach: a unit decides for what stands under it, so these are
/// all that come from above.
pub(crate) fn addressed(conn: &mut Conn, scope: &Ranges, above: &[String]) -> Result<Vec<i64>> {
    if above.is_empty() {
        return Ok(Vec::new());
    }
    let own: Vec<i64> = table::table
        .filter(db::among(table::unit_path, above))
        .order(table::id.asc())
        .select(table::id)
        .load(conn)?;
    let mut found = Vec::new();
    for some in own.chunks(500) {
        let part: Vec<i64> = addressees::table
            .filter(db::among(addressees::decision_id, some))
            .filter(db::within!(addressees::table, addressees::unit_path, scope))
            .order(addressees::decision_id.asc())
            .select(addressees::decision_id)
            .load(conn)?;
        found.extend(part);
    }
    found.dedup();
    Ok(found)
}

/// A [`View`] as a condition of a query.
macro_rules! seen {
    ($view:expr) => {{
        let below = db::within!(table::table, table::unit_path, $view.scope);
        let addressed = table::id.eq_any($view.addressed.clone());
        // A draft that was cancelled holds no document: it was never taken.
        let dropped = table::status.eq(Stage::Cancelled.code()).and(table::document_id.is_null());
        let taken = table::status.ne(Stage::Draft.code()).and(diesel::dsl::not(dropped));
        let own = table::unit_path.eq_any($view.own.clone());
        taken.and(below.or(addressed)).or(own)
    }};
}
pub(super) use seen;

/// Adds one.
pub(crate) fn add(tx: &mut WriteTx, new: &Decision) -> Result<()> {
    diesel::insert_into(table::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// A draft that is cancelled lets its document go.
pub(crate) fn let_go(tx: &mut WriteTx, id: DecisionId) -> Result<()> {
    diesel::update(table::table.find(id.0)).set(table::document_id.eq(None::<i64>)).execute(&mut **tx)?;
    Ok(())
}

/// Gives a draft other requisites.
pub(crate) fn change(tx: &mut WriteTx, new: &Decision) -> Result<()> {
    diesel::update(table::table.find(new.id.0))
        .set((
            (table::kind.eq(&new.kind), table::is_binding.eq(new.is_binding)),
            (table::topic.eq(&new.topic), table::title.eq(&new.title)),
            (table::title_key.eq(&new.title_key), table::taken_at_level.eq(&new.taken_at_level)),
            (table::taken_by.eq(&new.taken_by), table::audience.eq(&new.audience)),
            (table::document_id.eq(new.document_id.map(|id| id.0)), table::controller.eq(&new.controller)),
            table::controller_role.eq(&new.controller_role),
            (table::plan_id.eq(new.plan_id.map(|id| id.0)), table::plan_item.eq(&new.plan_item)),
            (table::updated_at.eq(new.updated_at), table::version.eq(table::version + 1)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Writes whom it goes to and what it answers, in place of what stood there.
pub(crate) fn set_parts(tx: &mut WriteTx, id: DecisionId, to: &[Addressee], from: &[Ground]) -> Result<()> {
    diesel::delete(addressees::table.filter(addressees::decision_id.eq(id.0))).execute(&mut **tx)?;
    diesel::delete(grounds::table.filter(grounds::decision_id.eq(id.0))).execute(&mut **tx)?;
    for one in to {
        diesel::insert_into(addressees::table).values(one).execute(&mut **tx)?;
    }
    for one in from {
        diesel::insert_into(grounds::table).values(one).execute(&mut **tx)?;
    }
    Ok(())
}

/// A decision the person sees.
pub(crate) fn find(conn: &mut Conn, view: &View, id: DecisionId) -> Result<Option<Decision>> {
    Ok(table::table
        .filter(table::id.eq(id.0))
        .filter(seen!(view))
        .select(Decision::as_select())
        .first(conn)
        .optional()?)
}

/// One by its id, for the transaction that holds its row.
pub(crate) fn reread(conn: &mut Conn, id: DecisionId) -> Result<Option<Decision>> {
    Ok(table::table.find(id.0).select(Decision::as_select()).first(conn).optional()?)
}

/// A draft of the unit with the same words: the first click of a hurried second one.
pub(crate) fn same_draft(
    conn: &mut Conn,
    unit: UnitId,
    kind: &str,
    title_key: &str,
) -> Result<Option<DecisionId>> {
    Ok(table::table
        .filter(table::unit_id.eq(unit))
        .filter(table::status.eq(Stage::Draft.code()))
        .filter(table::kind.eq(kind))
        .filter(table::title_key.eq(title_key))
        .order(table::id.asc())
        .select(table::id)
        .first(conn)
        .optional()?)
}

/// Decisions on control of the units at these paths, each with the last day of every point that is still planned.
pub(crate) fn on_control(conn: &mut Conn, paths: &[String]) -> Result<Vec<(Decision, Option<NaiveDate>)>> {
    let planned = measures::decision_id.eq(table::id.nullable()).and(measures::status.eq("planned"));
    Ok(table::table
        .left_join(measures::table.on(planned))
        .filter(db::among(table::unit_path, paths))
        .filter(table::status.eq(Stage::Taken.code()))
        .order(table::id.asc())
        .select((Decision::as_select(), measures::due_on.nullable()))
        .load(conn)?)
}

/// Decisions of units within reach that were taken on these days, the newest first.
pub(crate) fn taken_within(
    conn: &mut Conn,
    scope: &Ranges,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<Decision>> {
    Ok(table::table
        .filter(db::within!(table::table, table::unit_path, scope))
        .filter(db::among(table::status, [Stage::Taken.code(), Stage::Closed.code()]))
        .filter(table::decided_on.ge(from))
        .filter(table::decided_on.le(to))
        .order((table::decided_on.desc(), table::id.desc()))
        .select(Decision::as_select())
        .load(conn)?)
}

/// Takes a decision with the document that holds it.
pub(crate) fn take(
    tx: &mut WriteTx,
    id: DecisionId,
    document: DocumentId,
    day: NaiveDate,
    now: Moment,
) -> Result<()> {
    diesel::update(table::table.find(id.0))
        .set((
            table::status.eq(Stage::Taken.code()),
            table::document_id.eq(Some(document.0)),
            table::decided_on.eq(day),
            table::updated_at.eq(now),
            table::version.eq(table::version + 1),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Ends a decision with a word.
pub(crate) fn end(tx: &mut WriteTx, id: DecisionId, stage: Stage, word: &str, now: Moment) -> Result<()> {
    diesel::update(table::table.find(id.0))
        .set((
            table::status.eq(stage.code()),
            table::word.eq(word),
            table::ended_at.eq(Some(now)),
            table::updated_at.eq(now),
            table::version.eq(table::version + 1),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Notes that something of it changed.
pub(crate) fn touch(tx: &mut WriteTx, id: DecisionId, now: Moment) -> Result<()> {
    diesel::update(table::table.find(id.0))
        .set((table::updated_at.eq(now), table::version.eq(table::version + 1)))
        .execute(&mut **tx)?;
    Ok(())
}

/// Whom these decisions go to.
pub(crate) fn addressees_of(conn: &mut Conn, ids: &[i64]) -> Result<Vec<Addressee>> {
    let mut found = Vec::new();
    for some in ids.chunks(500) {
        let part: Vec<Addressee> = addressees::table
            .filter(db::among(addressees::decision_id, some))
            .order((addressees::decision_id.asc(), addressees::id.asc()))
            .select(Addressee::as_select())
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}

/// What these decisions answer.
pub(crate) fn grounds_of(conn: &mut Conn, ids: &[i64]) -> Result<Vec<Ground>> {
    let mut found = Vec::new();
    for some in ids.chunks(500) {
        let part: Vec<Ground> = grounds::table
            .filter(db::among(grounds::decision_id, some))
            .order((grounds::decision_id.asc(), grounds::id.asc()))
            .select(Ground::as_select())
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}

/// Decisions after a monitoring that were taken and are seen, each with the indicator it answers.
pub(crate) fn answering(
    conn: &mut Conn,
    view: &View,
    campaign: CampaignId,
) -> Result<Vec<(Decision, Ground)>> {
    let all: Vec<Ground> = grounds::table
        .filter(grounds::campaign_id.eq(campaign.0))
        .order((grounds::decision_id.asc(), grounds::id.asc()))
        .select(Ground::as_select())
        .load(conn)?;
    let mut ids: Vec<i64> = all.iter().map(|one| one.decision_id.0).collect();
    ids.dedup();
    let mut known: HashMap<i64, Decision> = HashMap::new();
    for some in ids.chunks(500) {
        let part: Vec<Decision> = table::table
            .filter(db::among(table::id, some))
            .filter(db::among(table::status, [Stage::Taken.code(), Stage::Closed.code()]))
            .filter(seen!(view))
            .order(table::id.asc())
            .select(Decision::as_select())
            .load(conn)?;
        known.extend(part.into_iter().map(|one| (one.id.0, one)));
    }
    let with = |ground: Ground| Some((known.get(&ground.decision_id.0)?.clone(), ground));
    Ok(all.into_iter().filter_map(with).collect())
}

/// Decisions after a monitoring that were taken by a unit or go to it, each with the indicator it answers.
pub(crate) fn concerning(
    conn: &mut Conn,
    unit: UnitId,
    campaign: CampaignId,
) -> Result<Vec<(Decision, Ground)>> {
    let to: Vec<i64> = addressees::table
        .filter(addressees::unit_id.eq(unit.0))
        .order(addressees::decision_id.asc())
        .select(addressees::decision_id)
        .load(conn)?;
    Ok(grounds::table
        .inner_join(table::table)
        .filter(grounds::campaign_id.eq(campaign.0))
        .filter(table::unit_id.eq(unit.0).or(table::id.eq_any(to)))
        .filter(table::status.eq_any([Stage::Taken.code(), Stage::Closed.code()]))
        .order((table::decided_on.asc(), table::id.asc(), grounds::id.asc()))
        .select((Decision::as_select(), Ground::as_select()))
        .load(conn)?)
}
