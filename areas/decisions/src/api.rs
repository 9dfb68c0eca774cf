//! Recommendations with their measures and decisions with their points, for programs: what their person sees on the pages.

use access::Granted;
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use web::api::{Doc, Id, Paged, Pattern};
use web::{Cx, Error, Read, Reply, Request, Result, Route, get};

use crate::model::{Decision, DecisionId, Ground, Measure, Recommendation};
use crate::rules::{DecisionKind, Stage, Status};
use crate::store::register::{self, Filter};
use crate::store::{self, Sight, decisions};
use crate::{SeeDecisions, SeeRecommendations, access as reach};

const TAG: &str = "Рекомендации и\u{a0}решения";

/// The area's routes of the API.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/api/v1/recommendations", recommendations).api(
            Doc::new("listRecommendations", "Адресные рекомендации с\u{a0}мерами, новые сначала")
                .tag(TAG)
                .query(
                    "status",
                    "Только в\u{a0}этом состоянии",
                    Pattern("^(draft|sent|acknowledged|answered|refused|fulfilled|withdrawn)?$"),
                )
                .pages_by_number::<RecommendationOut>(),
        ),
        get("/api/v1/decisions", all).api(
            Doc::new("listDecisions", "Управленческие решения с\u{a0}пунктами, новые сначала")
                .tag(TAG)
                .query(
                    "kind",
                    "Только этого вида",
                    Pattern("^(order|directive|instruction|protocol|recommendation)?$"),
                )
                .query("status", "Только в\u{a0}этом состоянии", Pattern("^(draft|taken|closed|cancelled)?$"))
                .pages_by_number::<DecisionOut>(),
        ),
        get("/api/v1/decisions/{decision}", one).api(
            Doc::new("getDecision", "Решение с\u{a0}пунктами и\u{a0}основаниями")
                .tag(TAG)
                .path("decision", "Номер записи решения", Id)
                .answers::<DecisionOut>(),
        ),
    ]
}

/// A measure, or a point of a decision.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Measure)]
struct MeasureOut {
    /// Its id.
    id: String,
    /// Who takes it.
    unit: String,
    /// The recommendation it answers; null: none.
    recommendation: Option<String>,
    /// The decision that orders it; null: none.
    decision: Option<String>,
    /// The number of the point; 0 where no decision orders it.
    ordinal: i64,
    /// What is to be done.
    title: String,
    /// By whom.
    responsible: String,
    /// Its last day.
    due_on: NaiveDate,
    /// `planned`, `done` or `cancelled`.
    status: String,
    /// The day it was done.
    done_on: Option<NaiveDate>,
    /// What came of it, or why it was cancelled; may be empty.
    outcome: String,
    /// The document that proves it.
    document: Option<String>,
}

impl From<Measure> for MeasureOut {
    fn from(one: Measure) -> Self {
        Self {
            id: one.id.to_string(),
            unit: one.unit_id.to_string(),
            recommendation: one.recommendation_id.map(|id| id.to_string()),
            decision: one.decision_id.map(|id| id.to_string()),
            ordinal: one.ordinal,
            title: one.title,
            responsible: one.responsible,
            due_on: one.due_on,
            status: one.status,
            done_on: one.done_on,
            outcome: one.outcome,
            document: one.document_id.map(|id| id.to_string()),
        }
    }
}

/// An address recommendation.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Recommendation)]
struct RecommendationOut {
    /// Its id.
    id: String,
    /// The monitoring it rests on; null: it answers a finding of the sender's own.
    campaign: Option<String>,
    /// Who recommends.
    owner: String,
    /// To whom.
    unit: String,
    /// The body inside the unit; may be empty.
    subject: String,
    /// The indicator's number; empty for a finding.
    no: String,
    /// Words of the indicator, or the finding.
    title: String,
    /// `staff`, `category` or `head`; null: after a monitoring.
    audience: Option<String>,
    /// The document that holds the finding.
    document: Option<String>,
    /// Whom in the unit; may be empty.
    addressee: String,
    /// What is recommended.
    text: String,
    /// `draft`, `sent`, `acknowledged`, `answered`, `refused`, `fulfilled` or `withdrawn`.
    status: String,
    /// The last day to answer.
    reply_by: Option<NaiveDate>,
    /// The number of the paper the answer was entered from; null: answered here or not at all.
    answered_on_paper: Option<String>,
    /// When it was sent.
    sent_at: Option<DateTime<Utc>>,
    /// Its measures.
    measures: Vec<MeasureOut>,
}

/// What a decision answers.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DecisionGround)]
struct GroundOut {
    /// The published monitoring; null: a finding in words.
    campaign: Option<String>,
    /// The indicator's number; empty for a finding.
    no: String,
    /// The recommendation that came for it.
    recommendation: Option<String>,
    /// Words of the indicator, or the finding.
    text: String,
}

/// A management decision.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Decision)]
struct DecisionOut {
    /// Its id.
    id: String,
    /// Who takes it.
    unit: String,
    /// `order`, `directive`, `instruction`, `protocol` or `recommendation`.
    kind: String,
    /// Whether it binds; otherwise it advises.
    is_binding: bool,
    /// `support`, `young`, `mentoring`, `associations`, `work` or `other`.
    topic: String,
    /// What it is called.
    title: String,
    /// The day it was taken; of a draft: the day it was begun.
    decided_on: NaiveDate,
    /// `head`, `deputy`, `service`, `municipal_union`, `school_union`, `project` or `teacher`.
    taken_at_level: String,
    /// The document that holds it.
    document: Option<String>,
    /// The post of the official who controls it.
    controller: String,
    /// `draft`, `taken`, `closed` or `cancelled`.
    status: String,
    /// Units it goes to.
    addressees: Vec<String>,
    /// What it answers.
    grounds: Vec<GroundOut>,
    /// Its points.
    points: Vec<MeasureOut>,
}

/// A code nobody knows is no filter that finds nothing.
fn known<'a>(request: &'a Request, name: &str, codes: &[&str]) -> Result<&'a str> {
    let asked = request.asked(name);
    if asked.is_empty() || codes.contains(&asked) {
        return Ok(asked);
    }
    Err(Error::field(name, "Такого значения нет: возьмите его из\u{a0}описания."))
}

/// `GET /api/v1/recommendations`
fn recommendations(cx: &mut Cx<Read>, may: Granted<SeeRecommendations>) -> Result<Reply> {
    let request = cx.request_handle();
    let (paging, issuing) = (request.paging()?, reach::issuing(cx));
    let status = known(&request, "status", &Status::ALL.map(Status::code))?;
    let after = paging.after::<i64>()?.map(|(_, id)| id);
    let sight = Sight { scope: may.ranges(), issuing: &issuing.ranges, own: &issuing.own };
    let found = store::listed(cx.conn(), &sight, status, after, paging.limit())?;
    let (found, next) = paging.cut(found, |one: &Recommendation| (one.id.0, 0));
    let ids: Vec<i64> = found.iter().map(|one| one.id.0).collect();
    let mut measures = store::measures_of_each(cx.conn(), &found)?;
    let mut papers = store::paper_answers::of(cx.conn(), &ids)?;
    let told = |one: Recommendation| RecommendationOut {
        campaign: one.campaign_id.map(|id| id.to_string()),
        audience: one.audience.clone(),
        document: one.document_id.map(|id| id.to_string()),
        owner: one.owner_id.to_string(),
        unit: one.unit_id.to_string(),
        answered_on_paper: papers.remove(&one.id.0).map(|paper| paper.number),
        sent_at: one.sent_at.map(db::Moment::utc),
        measures: measures.remove(&one.id.0).unwrap_or_default().into_iter().map(MeasureOut::from).collect(),
        id: one.id.to_string(),
        subject: one.subject,
        no: one.no,
        title: one.title,
        addressee: one.addressee,
        text: one.text,
        status: one.status,
        reply_by: one.reply_by,
    };
    Reply::json(&Paged { items: found.into_iter().map(told).collect(), next })
}

/// `GET /api/v1/decisions`
fn all(cx: &mut Cx<Read>, may: Granted<SeeDecisions>) -> Result<Reply> {
    let (request, view) = (cx.request_handle(), reach::view(cx, &may)?);
    let paging = request.paging()?;
    let kinds: Vec<&str> = DecisionKind::ALL.iter().map(|one| one.code()).collect();
    let stages: Vec<&str> = Stage::ALL.iter().map(|one| one.code()).collect();
    let filter = Filter {
        kind: known(&request, "kind", &kinds)?.to_owned(),
        stage: known(&request, "status", &stages)?.to_owned(),
        after: paging.after()?.map(|(day, id)| (day_numbered(day), id)),
        ..Filter::default()
    };
    let found = register::list(cx.conn(), &view, &filter, paging.limit())?;
    let (found, next) = paging.cut(found, |one| (one.id.0, one.decided_on.num_days_from_ce()));
    Reply::json(&Paged { items: told(cx, found)?, next })
}

/// The day of a cursor; one beyond every calendar stands behind every decision.
fn day_numbered(day: i64) -> NaiveDate {
    let last = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or_default();
    i32::try_from(day).ok().and_then(NaiveDate::from_num_days_from_ce_opt).map_or(last, |day| day.min(last))
}

/// `GET /api/v1/decisions/{decision}`
fn one(cx: &mut Cx<Read>, may: Granted<SeeDecisions>) -> Result<Reply> {
    let (id, view): (DecisionId, _) = (cx.request().arg("decision")?, reach::view(cx, &may)?);
    let found = decisions::find(cx.conn(), &view, id)?.ok_or(Error::NotFound)?;
    let told = told(cx, vec![found])?.pop().ok_or(Error::NotFound)?;
    Reply::json(&told)
}

/// Decisions with their parts: three queries, whatever their number.
fn told(cx: &mut Cx<Read>, found: Vec<Decision>) -> Result<Vec<DecisionOut>> {
    let ids: Vec<i64> = found.iter().map(|one| one.id.0).collect();
    let to = decisions::addressees_of(cx.conn(), &ids)?;
    let grounds = decisions::grounds_of(cx.conn(), &ids)?;
    let points = store::points_of(cx.conn(), &ids)?;
    let ground = |one: &Ground| GroundOut {
        campaign: one.campaign_id.map(|id| id.to_string()),
        no: one.no.clone(),
        recommendation: one.recommendation_id.map(|id| id.to_string()),
        text: one.text.clone(),
    };
    let out = |one: Decision| DecisionOut {
        addressees: to
            .iter()
            .filter(|place| place.decision_id == one.id)
            .map(|place| place.unit_id.to_string())
            .collect(),
        grounds: grounds.iter().filter(|part| part.decision_id == one.id).map(ground).collect(),
        points: points
            .iter()
            .filter(|point| point.decision_id == Some(one.id))
            .cloned()
            .map(MeasureOut::from)
            .collect(),
        id: one.id.to_string(),
        unit: one.unit_id.to_string(),
        document: one.document_id.map(|id| id.to_string()),
        kind: one.kind,
        is_binding: one.is_binding,
        topic: one.topic,
        title: one.title,
        decided_on: one.decided_on,
        taken_at_level: one.taken_at_level,
        controller: one.controller,
        status: one.status,
    };
    Ok(found.into_iter().map(out).collect())
}
