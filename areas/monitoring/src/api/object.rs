//! `GET …/results/{unit}`: every point of one object with its reason, its evidence, and what would earn the lost ones.

use access::{Granted, Level};
use chrono::{DateTime, Utc};
use serde::Serialize;
use units::UnitId;
use utoipa::ToSchema;
use web::{Cx, Error, Read, Reply, Result};

use super::answers::EvidenceOut;
use super::filled;
use super::results::{ObjectOut, revision};
use crate::access::SeeResults;
use crate::model::{FrozenEvidence, PublishedScore, read};
use crate::pages::Published;
use crate::rules::Answer;
use crate::store::{listing, results};

/// An object's published result with every indicator explained.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ObjectResultWhole)]
pub(super) struct ObjectWhole {
    /// The campaign.
    campaign: String,
    /// 1, 2, 3 …
    revision: i64,
    /// When it was published.
    published_at: DateTime<Utc>,
    #[serde(flatten)]
    object: ObjectOut,
    /// Every indicator with its reason, in the order of the table.
    explained: Vec<ScoreOut>,
}

/// One published indicator.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = IndicatorResult)]
pub(super) struct ScoreOut {
    /// Its number.
    no: String,
    /// Its criterion's number.
    criterion: String,
    /// Its title.
    title: String,
    /// Points; null when it is not scored.
    score: Option<String>,
    /// Most points this object could have.
    max: String,
    /// `scored`, `absent`, `rejected`, `no_answer`, `not_scored`.
    state: String,
    /// Name of its rule.
    rule: String,
    /// Why so many points.
    why: String,
    /// What would earn the lost ones.
    earns: Option<String>,
    /// The answer that counted.
    answer: Option<Answer>,
    /// The verifier's words.
    ground: Option<String>,
    /// Who ruled.
    ruled_by: Option<String>,
    /// When.
    ruled_at: Option<DateTime<Utc>>,
    /// Documents that proved it.
    evidence: Vec<EvidenceOut>,
}

/// `GET /api/v1/campaigns/{campaign}/results/{unit}`
pub(super) fn one(cx: &mut Cx<Read>, may: Granted<SeeResults>) -> Result<Reply> {
    let unit: UnitId = cx.request().arg("unit")?;
    let subject = db::fold(cx.request().asked("subject"));
    let shown = revision(cx, &may)?;
    let found = listing::objects_of(cx.conn(), shown.publication.id, unit, may.ranges())?;
    let object = found.into_iter().find(|one| subject.is_empty() || one.subject_key == subject);
    let object = object.ok_or(Error::NotFound)?;
    let cells = listing::cells(cx.conn(), &[object.id])?;
    let scores = results::scores(cx.conn(), object.id)?;
    // Evidence is opened only by those whose scope holds the object; others read its title.
    let opens = may.scopes().iter().any(|scope| scope.level != Level::Organisation)
        && may.within(&object.unit_path).is_ok();
    Reply::json(&ObjectWhole {
        campaign: shown.campaign.id.to_string(),
        revision: shown.publication.revision,
        published_at: shown.publication.published_at.utc(),
        object: ObjectOut::of(&shown.publication, &object, &cells),
        explained: scores.iter().map(|score| explained(&shown, score, opens)).collect(),
    })
}

fn explained(shown: &Published, score: &PublishedScore, opens: bool) -> ScoreOut {
    let links: Vec<FrozenEvidence> = serde_json::from_str(&score.evidence).unwrap_or_default();
    let link = |link: FrozenEvidence| EvidenceOut { document: opens.then_some(link.id), title: link.title };
    ScoreOut {
        no: score.no.clone(),
        criterion: score.criterion.clone(),
        title: shown.table.indicator(&score.no).map(|one| one.title.clone()).unwrap_or_default(),
        score: filled(&score.score),
        max: score.max.clone(),
        state: score.state.clone(),
        rule: score.rule.clone(),
        why: score.why.clone(),
        earns: filled(&score.earns),
        answer: read(&score.answer),
        ground: filled(&score.ground),
        ruled_by: filled(&score.ruled_by),
        ruled_at: score.ruled_at.map(db::Moment::utc),
        evidence: links.into_iter().map(link).collect(),
    }
}
