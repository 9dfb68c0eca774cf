//! Every query of recommendations, measures and decisions.

pub(crate) mod control;
pub(crate) mod decided;
pub(crate) mod decisions;
pub(crate) mod forms;
mod history;
mod many;
mod measures;
pub(crate) mod mergers;
pub(crate) mod paper_answers;
pub(crate) mod register;

use chrono::NaiveDate;
use db::{Conn, Moment, Ranges, Result, WriteTx};
use diesel::dsl::count_star;
use diesel::prelude::*;
use monitoring::model::CampaignId;

use crate::model::{Recommendation, RecommendationId};
use crate::rules::Status;
use crate::schema::{measures as measure_table, recommendation_events as events, recommendations as table};

pub(crate) use history::{history, note, note_all};
pub(crate) use many::{add_all, same_draft};
pub(crate) use measures::{
    add as add_measure, counts as measure_counts, done_lines, drop as drop_measure, due as due_measures,
    due_points, end as end_measure, find as find_measure, of as measures_of, of_each as measures_of_each,
    point, points_of, prolong as prolong_measure,
};

/// What a person sees: what was sent to places within reach, and everything where the person recommends.
pub(crate) struct Sight<'a> {
    /// Places within reach.
    pub scope: &'a Ranges,
    /// Where the person recommends.
    pub issuing: &'a Ranges,
    /// The very units in whose name the person recommends: a draft without a monitoring is seen from there alone.
    pub own: &'a [String],
}

/// Which recommendations are meant: those after a monitoring, or those of these very senders that answer findings.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Of<'a> {
    /// After a monitoring.
    Monitoring(CampaignId),
    /// Without one, sent from units exactly at these paths.
    Findings(&'a [String]),
}

/// `Of` as a condition of a boxed query.
macro_rules! meant {
    ($query:expr, $of:expr) => {
        match $of {
            Of::Monitoring(id) => $query.filter(table::campaign_id.eq(id.0)),
            Of::Findings(own) => {
                $query.filter(table::campaign_id.is_null()).filter(table::owner_path.eq_any(own))
            }
        }
    };
}

/// `Sight` as a condition of a query.
macro_rules! seen {
    ($sight:expr) => {{
        let addressed = db::within!(table::table, table::unit_path, $sight.scope);
        let sent = table::sent_at.is_not_null();
        let own = db::within!(table::table, table::owner_path, $sight.issuing);
        let shared = table::campaign_id.is_not_null().or(sent);
        let drafted = shared.or(table::owner_path.eq_any($sight.own));
        addressed.and(sent).or(own.and(drafted))
    }};
}

/// A recommendation that the person sees.
pub(crate) fn find(
    conn: &mut Conn,
    sight: &Sight<'_>,
    id: RecommendationId,
) -> Result<Option<Recommendation>> {
    Ok(table::table
        .filter(table::id.eq(id))
        .filter(seen!(sight))
        .select(Recommendation::as_select())
        .first(conn)
        .optional()?)
}

/// Of these the ones that the person sees.
pub(crate) fn seen_of(conn: &mut Conn, sight: &Sight<'_>, ids: &[i64]) -> Result<Vec<i64>> {
    Ok(table::table
        .filter(table::id.eq_any(ids))
        .filter(seen!(sight))
        .order(table::id.asc())
        .select(table::id)
        .load(conn)?)
}

/// One by its id, for the transaction that holds its row.
pub(crate) fn reread(conn: &mut Conn, id: RecommendationId) -> Result<Option<Recommendation>> {
    Ok(table::table.find(id.0).select(Recommendation::as_select()).first(conn).optional()?)
}

/// All of a monitoring by object and indicator, or all that answer findings and were drafted on these days.
pub(crate) fn of_occasion(
    conn: &mut Conn,
    sight: &Sight<'_>,
    campaign: Option<CampaignId>,
    drafted: (Moment, Moment),
) -> Result<Vec<Recommendation>> {
    let query = table::table.into_boxed().filter(seen!(sight));
    let query = match campaign {
        Some(id) => query.filter(table::campaign_id.eq(id.0)),
        None => query
            .filter(table::campaign_id.is_null())
            .filter(table::created_at.ge(drafted.0))
            .filter(table::created_at.lt(drafted.1)),
    };
    Ok(query
        .order((table::unit_path.asc(), table::subject_key.asc(), table::id.asc()))
        .select(Recommendation::as_select())
        .load(conn)?)
}

/// All of a monitoring, by object and indicator.
pub(crate) fn of_campaign(
    conn: &mut Conn,
    sight: &Sight<'_>,
    campaign: CampaignId,
) -> Result<Vec<Recommendation>> {
    of_occasion(conn, sight, Some(campaign), (Moment(0), Moment(0)))
}

/// All to one unit, in the order they were drafted: after a monitoring that of the table, without one the newest first.
pub(crate) fn of_unit(
    conn: &mut Conn,
    sight: &Sight<'_>,
    campaign: Option<CampaignId>,
    unit: i64,
) -> Result<Vec<Recommendation>> {
    let query = table::table.into_boxed().filter(table::unit_id.eq(unit)).filter(seen!(sight));
    let query = match campaign {
        Some(id) => {
            query.filter(table::campaign_id.eq(id.0)).order((table::subject_key.asc(), table::id.asc()))
        }
        None => query.filter(table::campaign_id.is_null()).order(table::id.desc()),
    };
    Ok(query.select(Recommendation::as_select()).load(conn)?)
}

/// Drafts of a monitoring or of findings: all, or one unit's.
pub(crate) fn drafts(conn: &mut Conn, of: Of<'_>, unit: Option<i64>) -> Result<Vec<(RecommendationId, i64)>> {
    let mut query = meant!(table::table.into_boxed(), of).filter(table::status.eq(Status::Draft.code()));
    if let Some(unit) = unit {
        query = query.filter(table::unit_id.eq(unit));
    }
    Ok(query.order(table::id.asc()).select((table::id, table::unit_id)).load(conn)?)
}

/// A count of recommendations of one object and status.
#[derive(Debug, Clone, Queryable)]
pub(crate) struct Count {
    /// The monitoring; none: findings.
    pub campaign: Option<CampaignId>,
    /// The object's unit.
    pub unit: i64,
    /// Code of the status.
    pub status: String,
    /// So many.
    pub recommendations: i64,
}

/// How many recommendations of each status every object has: after these monitorings, and without one.
pub(crate) fn counts(conn: &mut Conn, sight: &Sight<'_>, campaigns: &[i64]) -> Result<Vec<Count>> {
    Ok(table::table
        .filter(table::campaign_id.eq_any(campaigns).assume_not_null().or(table::campaign_id.is_null()))
        .filter(seen!(sight))
        .group_by((table::campaign_id, table::unit_id, table::status))
        .order((table::campaign_id.asc(), table::unit_id.asc(), table::status.asc()))
        .select((table::campaign_id, table::unit_id, table::status, count_star()))
        .load(conn)?)
}

/// Recommendations to units exactly at these paths that stand so, the most urgent first.
pub(crate) fn to_units(
    conn: &mut Conn,
    paths: &[String],
    statuses: &[Status],
) -> Result<Vec<Recommendation>> {
    if paths.is_empty() {
        return Ok(Vec::new());
    }
    Ok(table::table
        .filter(db::among(table::unit_path, paths))
        .filter(db::among(table::status, statuses.iter().map(|status| status.code())))
        .order((table::reply_by.asc(), table::id.asc()))
        .select(Recommendation::as_select())
        .load(conn)?)
}

/// What owners within reach sent on these days and did not take back, the newest first.
pub(crate) fn sent_within(
    conn: &mut Conn,
    scope: &Ranges,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<Recommendation>> {
    let first = db::day_start(chrono_tz::UTC, from);
    let end = db::day_start(chrono_tz::UTC, to + chrono::Days::new(1));
    Ok(table::table
        .filter(db::within!(table::table, table::owner_path, scope))
        .filter(table::sent_at.ge(first))
        .filter(table::sent_at.lt(end))
        .filter(table::status.ne(Status::Withdrawn.code()))
        .order(table::id.desc())
        .limit(5_000)
        .select(Recommendation::as_select())
        .load(conn)?)
}

/// A page of everything that is seen, the newest first; `status` may be empty.
pub(crate) fn listed(
    conn: &mut Conn,
    sight: &Sight<'_>,
    status: &str,
    after: Option<i64>,
    limit: i64,
) -> Result<Vec<Recommendation>> {
    let mut query = table::table.into_boxed().filter(seen!(sight));
    if !status.is_empty() {
        query = query.filter(table::status.eq(status.to_owned()));
    }
    if let Some(id) = after {
        query = query.filter(table::id.lt(id));
    }
    Ok(query.order(table::id.desc()).limit(limit).select(Recommendation::as_select()).load(conn)?)
}

/// What waits: the monitoring (none: findings), the status, how many, the earliest last change.
pub(crate) type Waiting = (Option<CampaignId>, String, i64, Option<Moment>);

/// What waits for a word of the owners at these paths: refusals, and what was answered and has every measure ended, one of
/// them done.
pub(crate) fn waiting(conn: &mut Conn, owners: &[String]) -> Result<Vec<Waiting>> {
    if owners.is_empty() {
        return Ok(Vec::new());
    }
    let own = |status: &'static str| {
        measure_table::table
            .filter(measure_table::recommendation_id.eq(table::id.nullable()))
            .filter(measure_table::status.eq(status))
    };
    let is_done = diesel::dsl::not(diesel::dsl::exists(own("planned"))).and(diesel::dsl::exists(own("done")));
    let is_refused = table::status.eq(Status::Refused.code());
    Ok(table::table
        .filter(db::among(table::owner_path, owners))
        .filter(db::among(table::status, [Status::Refused.code(), Status::Answered.code()]))
        .filter(is_refused.or(is_done))
        .group_by((table::campaign_id, table::status))
        .order((table::campaign_id.asc(), table::status.asc()))
        .select((table::campaign_id, table::status, count_star(), diesel::dsl::min(table::updated_at)))
        .load(conn)?)
}

/// What a step changes of a recommendation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step<'a> {
    /// The status after it.
    pub status: Status,
    /// The reason given; nothing leaves the last one.
    pub word: &'a str,
    /// The last day to answer; none leaves it.
    pub reply_by: Option<NaiveDate>,
}

/// Takes a step.
pub(crate) fn enter(tx: &mut WriteTx, id: RecommendationId, step: Step<'_>, now: Moment) -> Result<()> {
    let row = table::table.find(id.0);
    diesel::update(row)
        .set((
            table::status.eq(step.status.code()),
            table::word.eq(step.word),
            table::updated_at.eq(now),
            table::version.eq(table::version + 1),
        ))
        .execute(&mut **tx)?;
    if let Some(day) = step.reply_by {
        diesel::update(row).set(table::reply_by.eq(Some(day))).execute(&mut **tx)?;
    }
    if step.status == Status::Sent {
        diesel::update(row).set(table::sent_at.eq(Some(now))).execute(&mut **tx)?;
    }
    if step.status.is_over() {
        diesel::update(row).set(table::ended_at.eq(Some(now))).execute(&mut **tx)?;
    }
    if step.status == Status::Draft {
        let anew = (table::sent_at.eq(None::<Moment>), table::ended_at.eq(None::<Moment>));
        diesel::update(row).set((anew, table::reply_by.eq(None::<NaiveDate>))).execute(&mut **tx)?;
    }
    Ok(())
}

/// Sends these drafts at once.
pub(crate) fn send(
    tx: &mut WriteTx,
    ids: &[RecommendationId],
    reply_by: NaiveDate,
    now: Moment,
) -> Result<usize> {
    let mut sent = 0;
    for some in ids.chunks(500) {
        let some: Vec<i64> = some.iter().map(|id| id.0).collect();
        sent += diesel::update(
            table::table.filter(table::id.eq_any(some)).filter(table::status.eq(Status::Draft.code())),
        )
        .set((
            table::status.eq(Status::Sent.code()),
            table::reply_by.eq(Some(reply_by)),
            table::sent_at.eq(Some(now)),
            table::updated_at.eq(now),
            table::version.eq(table::version + 1),
        ))
        .execute(&mut **tx)?;
    }
    Ok(sent)
}

/// Which of these were sent at this instant.
pub(crate) fn sent_at(conn: &mut Conn, of: Of<'_>, now: Moment) -> Result<Vec<RecommendationId>> {
    Ok(meant!(table::table.into_boxed(), of)
        .filter(table::status.eq(Status::Sent.code()))
        .filter(table::sent_at.eq(now))
        .order(table::id.asc())
        .select(table::id)
        .load(conn)?)
}

/// Lays a draft on a further revision.
pub(crate) fn rest_on(
    tx: &mut WriteTx,
    id: RecommendationId,
    revision: i64,
    (max, finding): (&str, &str),
) -> Result<()> {
    diesel::update(table::table.find(id.0))
        .set((table::revision.eq(revision), table::max.eq(max), table::finding.eq(finding)))
        .execute(&mut **tx)?;
    Ok(())
}

/// Gives a draft other words.
pub(crate) fn reword(
    tx: &mut WriteTx,
    id: RecommendationId,
    addressee: &str,
    text: &str,
    now: Moment,
) -> Result<()> {
    diesel::update(table::table.find(id.0))
        .set((
            table::addressee.eq(addressee),
            table::text.eq(text),
            table::updated_at.eq(now),
            table::version.eq(table::version + 1),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Removes a draft whose deficit is gone.
pub(crate) fn remove(tx: &mut WriteTx, id: RecommendationId) -> Result<()> {
    diesel::delete(events::table.filter(events::recommendation_id.eq(id.0))).execute(&mut **tx)?;
    diesel::delete(table::table.find(id.0)).execute(&mut **tx)?;
    Ok(())
}
