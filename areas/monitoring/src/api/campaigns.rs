//! `GET /api/v1/campaigns`: the same campaigns as on the page – a school sees those published and its own.

use access::Granted;
use chrono::{DateTime, NaiveDate, Utc};
use db::Moment;
use serde::Serialize;
use utoipa::ToSchema;
use web::api::Paged;
use web::{Cx, Error, Read, Reply, Result};

use super::filled;
use crate::access::SeeResults;
use crate::model::{Campaign, Publication};
use crate::pages::{concerned, is_public, sees_work};
use crate::rules::shown;
use crate::store::{listing, results};

/// A campaign: a table of indicators, a period, its objects and dates.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Campaign)]
pub(super) struct CampaignOut {
    /// Its id.
    id: String,
    /// The unit that runs it.
    unit: String,
    /// Its title.
    title: String,
    /// `amur-2020/mms`
    template: String,
    /// The year the school year ends in: `2026` is 2025/26.
    period: String,
    /// `planned`, `collecting`, `verifying`, `published`, `archived`.
    state: String,
    /// First day of collection.
    collect_from: NaiveDate,
    /// Last day of collection.
    collect_to: NaiveDate,
    /// Last day of verification.
    verify_to: NaiveDate,
    /// The day of publication.
    publish_on: NaiveDate,
    /// The instant entry closes.
    closes_at: Option<DateTime<Utc>>,
}

impl From<&Campaign> for CampaignOut {
    fn from(campaign: &Campaign) -> Self {
        Self {
            id: campaign.id.to_string(),
            unit: campaign.unit_id.to_string(),
            title: campaign.title.clone(),
            template: campaign.template.clone(),
            period: campaign.period.clone(),
            state: campaign.state.clone(),
            collect_from: campaign.collect_from,
            collect_to: campaign.collect_to,
            verify_to: campaign.verify_to,
            publish_on: campaign.publish_on,
            closes_at: instant(campaign.closes_at),
        }
    }
}

/// An instant; 0 stands for none in rows of before.
pub(super) fn instant(at: Moment) -> Option<DateTime<Utc>> {
    (at.0 != 0).then(|| at.utc())
}

/// A campaign with its table and its publications.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CampaignWhole {
    #[serde(flatten)]
    campaign: CampaignOut,
    /// Most points of the table; null where the table sets none.
    max: Option<String>,
    /// How many indicators the table has.
    indicators: usize,
    /// What was published, newest first.
    revisions: Vec<RevisionOut>,
}

/// A publication.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Revision)]
pub(super) struct RevisionOut {
    /// 1, 2, 3 …
    revision: i64,
    /// When.
    published_at: DateTime<Utc>,
    /// Why a further one.
    reason: Option<String>,
}

impl From<Publication> for RevisionOut {
    fn from(publication: Publication) -> Self {
        Self {
            revision: publication.revision,
            published_at: publication.published_at.utc(),
            reason: filled(&publication.reason),
        }
    }
}

/// `GET /api/v1/campaigns`
pub(super) fn list(cx: &mut Cx<Read>, may: Granted<SeeResults>) -> Result<Reply> {
    let paging = cx.request().paging()?;
    // A school sees what is published and what it takes part in itself.
    let own =
        if sees_work(may.scopes()) { None } else { Some(listing::with_sheets(cx.conn(), may.ranges())?) };
    let found = listing::campaigns(cx.conn(), may.scopes(), own.as_deref(), paging.after()?, paging.limit())?;
    let (found, next) = paging.cut(found, |campaign| (campaign.id.0, campaign.period.clone()));
    Reply::json(&Paged { items: found.iter().map(CampaignOut::from).collect(), next })
}

/// `GET /api/v1/campaigns/{campaign}`
pub(super) fn one(cx: &mut Cx<Read>, may: Granted<SeeResults>) -> Result<Reply> {
    let campaign = concerned(cx, &may)?;
    let has_part = may.within(&campaign.unit_path).is_ok()
        || listing::with_sheets(cx.conn(), may.ranges())?.contains(&campaign.id);
    if !has_part && !sees_work(may.scopes()) && !is_public(&campaign) {
        return Err(Error::NotFound);
    }
    // Until it opens, the campaign has no table of its own: the pack's stands for it.
    let table = if campaign.has_copy() {
        Some(crate::copies::of(cx.conn(), &campaign)?)
    } else {
        cx.house().packs.template(&campaign.template).cloned()
    };
    let revisions = results::revisions(cx.conn(), campaign.id)?;
    Reply::json(&CampaignWhole {
        campaign: CampaignOut::from(&campaign),
        max: table.as_ref().and_then(|table| table.max).map(|max| shown(max.0)),
        indicators: table.as_ref().map_or(0, |table| table.indicators().count()),
        revisions: revisions.into_iter().map(RevisionOut::from).collect(),
    })
}
