//! `GET …/results`: what was published of every object; the numbers of a revision never change.

use std::collections::BTreeMap;

use access::Granted;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Cx, Mode, Read, Reply, Result};

use super::filled;
use crate::access::SeeResults;
use crate::model::{Publication, PublishedObject};
use crate::pages::{Published, published};
use crate::rules::shown;
use crate::store::listing;
use crate::store::results::Cell;

/// A page of published results.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Results)]
pub(super) struct ResultsOut {
    /// The campaign.
    campaign: String,
    /// 1, 2, 3 …
    revision: i64,
    /// When it was published.
    published_at: DateTime<Utc>,
    /// Why a further revision.
    reason: Option<String>,
    /// The act of places; null when they are off.
    places_by: Option<String>,
    /// The act of places inside groups; null when they are off.
    groups_by: Option<String>,
    /// The act of level bands; null when they are off.
    bands_by: Option<String>,
    /// Mean percent of all objects.
    mean_percent: Option<String>,
    /// Median percent of all objects.
    median_percent: Option<String>,
    /// Objects by place; those left out come last.
    items: Vec<ObjectOut>,
    /// What to ask as `after` for the page that follows; null on the last one.
    next: Option<String>,
}

/// An object's published result.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ObjectResult)]
pub(super) struct ObjectOut {
    /// The unit.
    pub unit: String,
    /// What it was called then.
    pub name: String,
    /// What the unit above was called.
    pub parent_name: Option<String>,
    /// The template's level.
    pub level: String,
    /// A named body or person inside the unit.
    pub subject: Option<String>,
    /// Group of places: `city`, `district`.
    pub group: Option<String>,
    /// Points; null when the object was left out.
    pub score: Option<String>,
    /// Most points this object could have.
    pub max: Option<String>,
    /// Percent of that, to four decimals; null when the maximum is 0.
    pub percent: Option<String>,
    /// Level by percent; null when levels are off.
    pub band: Option<String>,
    /// Place; null when places are off.
    pub place: Option<i64>,
    /// Place in the group; null when those are off.
    pub group_place: Option<i64>,
    /// Change of the points against the period before.
    pub change: Option<String>,
    /// Why it was published without figures.
    pub left_out_reason: Option<String>,
    /// Sums of the criteria, in the order of the table.
    pub criteria: Vec<SumOut>,
    /// Indicators, in the order of the table.
    pub indicators: Vec<CellOut>,
}

/// The sum of a criterion.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CriterionSum)]
pub(super) struct SumOut {
    no: String,
    score: String,
    max: String,
}

/// An indicator's points.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = IndicatorPoints)]
pub(super) struct CellOut {
    no: String,
    criterion: String,
    /// Null when it is not scored.
    score: Option<String>,
    max: String,
    /// `scored`, `absent`, `rejected`, `no_answer`, `not_scored`.
    state: String,
}

/// `GET /api/v1/campaigns/{campaign}/results`
pub(super) fn list(cx: &mut Cx<Read>, may: Granted<SeeResults>) -> Result<Reply> {
    let paging = cx.request().paging()?;
    let shown = revision(cx, &may)?;
    let publication = &shown.publication;
    let found = listing::objects(cx.conn(), publication.id, may.ranges(), paging.after()?, paging.limit())?;
    let (found, next) = paging.cut(found, |object| (object.id, object.place));
    let ids: Vec<i64> = found.iter().map(|object| object.id).collect();
    let mut cells: BTreeMap<i64, Vec<Cell>> = BTreeMap::new();
    for cell in listing::cells(cx.conn(), &ids)? {
        cells.entry(cell.object).or_default().push(cell);
    }
    let object =
        |one: PublishedObject| ObjectOut::of(publication, &one, &cells.remove(&one.id).unwrap_or_default());
    Reply::json(&head(&shown, found.into_iter().map(object).collect(), next))
}

/// The publication asked for; a revision that is no number is told, one that is not there is not found.
pub(super) fn revision<M: Mode>(cx: &mut Cx<M>, may: &Granted<SeeResults>) -> Result<Published> {
    cx.request().asked_number("revision")?;
    published(cx, may)
}

fn head(shown: &Published, items: Vec<ObjectOut>, next: Option<String>) -> ResultsOut {
    let publication = &shown.publication;
    ResultsOut {
        campaign: shown.campaign.id.to_string(),
        revision: publication.revision,
        published_at: publication.published_at.utc(),
        reason: filled(&publication.reason),
        places_by: filled(&publication.places_by),
        groups_by: filled(&publication.groups_by),
        bands_by: filled(&publication.bands_by),
        mean_percent: filled(&publication.mean_percent),
        median_percent: filled(&publication.median_percent),
        items,
        next,
    }
}

impl ObjectOut {
    pub(super) fn of(publication: &Publication, object: &PublishedObject, cells: &[Cell]) -> Self {
        let is_scored = object.left_out_reason.is_empty();
        let has_places = is_scored && !publication.places_by.is_empty();
        let has_groups = is_scored && !publication.groups_by.is_empty();
        Self {
            unit: object.unit_id.to_string(),
            name: object.title().to_owned(),
            parent_name: filled(&object.parent_name),
            level: object.level.clone(),
            subject: filled(&object.subject),
            group: filled(&object.size_group),
            score: filled(&object.score),
            max: filled(&object.max),
            percent: filled(&object.percent),
            band: filled(&object.band),
            place: Some(object.place).filter(|_| has_places),
            group_place: object.group_place.filter(|_| has_groups),
            change: filled(&object.change),
            left_out_reason: filled(&object.left_out_reason),
            criteria: sums(cells),
            indicators: cells.iter().map(CellOut::from).collect(),
        }
    }
}

/// Sums of the criteria in the order their first indicator stands.
fn sums(cells: &[Cell]) -> Vec<SumOut> {
    let mut sums: Vec<(&str, Decimal, Decimal)> = Vec::new();
    for cell in cells {
        let points = |text: &str| text.parse::<Decimal>().unwrap_or_default();
        let at = sums.iter().position(|(no, _, _)| *no == cell.criterion).unwrap_or(sums.len());
        if at == sums.len() {
            sums.push((&cell.criterion, Decimal::ZERO, Decimal::ZERO));
        }
        sums[at].1 += points(&cell.score);
        sums[at].2 += points(&cell.max);
    }
    let sum = |(no, score, max): (&str, Decimal, Decimal)| SumOut {
        no: no.to_owned(),
        score: shown(score),
        max: shown(max),
    };
    sums.into_iter().map(sum).collect()
}

impl From<&Cell> for CellOut {
    fn from(cell: &Cell) -> Self {
        Self {
            no: cell.no.clone(),
            criterion: cell.criterion.clone(),
            score: filled(&cell.score),
            max: cell.max.clone(),
            state: cell.state.clone(),
        }
    }
}
