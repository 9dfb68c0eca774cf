//! `GET /api/v1/sheets/…`: where each object's sheet stands and what it has earned so far.

use std::collections::BTreeMap;

use access::Granted;
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use web::api::Paged;
use web::{Cx, Error, Mode, Read, Reply, Result};

use super::campaigns::instant;
use super::filled;
use crate::access::SeeSheets;
use crate::model::{Campaign, CampaignId, Sheet, SheetId};
use crate::pages::{is_public, sees_work};
use crate::reach::Reach;
use crate::rules::{Percent, shown};
use crate::store::{campaigns, listing};
use crate::worksheet::Worksheet;

/// One object's sheet.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Sheet)]
pub(super) struct SheetOut {
    /// Its id.
    id: String,
    /// Its campaign.
    campaign: String,
    /// The object, or the unit the subject belongs to.
    unit: String,
    /// What the object is called.
    name: String,
    /// The template's level: `municipality`, `organisation`, `body`, `person`.
    level: String,
    /// A named body or person inside the unit.
    subject: Option<String>,
    /// Group of places: `city`, `district`.
    group: Option<String>,
    /// `empty`, `draft`, `submitted`, `returned`, `verified`, `objected`, `answered`, `final`.
    state: String,
    /// The last day to submit.
    due: NaiveDate,
    /// The instant entry closes for this object.
    closes_at: Option<DateTime<Utc>>,
    /// When it was last submitted.
    submitted_at: Option<DateTime<Utc>>,
    /// When it was verified.
    verified_at: Option<DateTime<Utc>>,
    /// Why it was last returned.
    return_reason: Option<String>,
    /// Why the campaign is published without it.
    left_out_reason: Option<String>,
    /// Points as they stand now.
    score: String,
    /// Most points this object could have.
    max: String,
    /// Percent of that, to four decimals; null when the maximum is 0.
    percent: Option<String>,
}

impl SheetOut {
    pub(super) fn of(work: &Worksheet) -> Self {
        let (sheet, result) = (&work.sheet, work.result());
        Self {
            id: sheet.id.to_string(),
            campaign: sheet.campaign_id.to_string(),
            unit: sheet.unit_id.to_string(),
            name: sheet.name().to_owned(),
            level: sheet.level.clone(),
            subject: filled(&sheet.subject),
            group: filled(&sheet.size_group),
            state: sheet.state.clone(),
            due: sheet.due_on,
            closes_at: instant(sheet.closes_at),
            submitted_at: sheet.submitted_at.map(db::Moment::utc),
            verified_at: sheet.verified_at.map(db::Moment::utc),
            return_reason: filled(&sheet.return_reason),
            left_out_reason: filled(&sheet.left_out_reason),
            score: shown(result.score),
            max: shown(result.max),
            percent: result.percent.as_ref().map(Percent::shown),
        }
    }
}

/// `GET /api/v1/campaigns/{campaign}/sheets`
pub(super) fn list(cx: &mut Cx<Read>, may: Granted<SeeSheets>) -> Result<Reply> {
    let paging = cx.request().paging()?;
    let (campaign, reach) = (concerned(cx, &may)?, Reach::of(cx, &may));
    let found =
        listing::sheets(cx.conn(), campaign.id, may.ranges(), &reach, paging.after()?, paging.limit())?;
    // Who has no part in a campaign learns of it when it is published.
    let is_known = is_public(&campaign) || may.within(&campaign.unit_path).is_ok() || sees_work(may.scopes());
    if found.is_empty() && !is_known {
        return Err(Error::NotFound);
    }
    let (found, next) = paging.cut(found, |(sheet, key)| (sheet.id.0, key.clone()));
    let works = worksheets(cx, &campaign, found.into_iter().map(|(sheet, _)| sheet).collect())?;
    note_persons(cx, works.iter().map(|work| &work.sheet));
    Reply::json(&Paged { items: works.iter().map(SheetOut::of).collect(), next })
}

/// The campaign of the address, if it concerns the person.
fn concerned(cx: &mut Cx<Read>, may: &Granted<SeeSheets>) -> Result<Campaign> {
    let id: CampaignId = cx.request().arg("campaign")?;
    let campaign = campaigns::find(cx.conn(), id)?.ok_or(Error::NotFound)?;
    if campaigns::concerns(&campaign.unit_path, may.scopes()) { Ok(campaign) } else { Err(Error::NotFound) }
}

/// Sheets with their answers and evidence; a campaign without sheets has no table yet.
fn worksheets(cx: &mut Cx<Read>, campaign: &Campaign, all: Vec<Sheet>) -> Result<Vec<Worksheet>> {
    if all.is_empty() {
        Ok(Vec::new())
    } else {
        let template = crate::copies::of(cx.conn(), campaign)?;
        Worksheet::all(cx, campaign, &template, all)
    }
}

/// Sheets of persons are personal data: whose were shown is noted.
pub(super) fn note_persons<'a, M: Mode>(cx: &mut Cx<M>, sheets: impl Iterator<Item = &'a Sheet>) {
    let mut shown: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    for sheet in sheets {
        if let Some(account) = sheet.account_id {
            shown.entry(&sheet.unit_path).or_default().push(account);
        }
    }
    for (path, accounts) in shown {
        cx.saw("account", &accounts, path);
    }
}

/// `GET /api/v1/sheets/{sheet}`
pub(super) fn one(cx: &mut Cx<Read>, may: Granted<SeeSheets>) -> Result<Reply> {
    let work = asked(cx, &may)?;
    Reply::json(&SheetOut::of(&work))
}

/// The sheet of the address; outside the scope it does not exist.
pub(super) fn asked<M: Mode, P: access::Permission>(cx: &mut Cx<M>, may: &Granted<P>) -> Result<Worksheet> {
    let id: SheetId = cx.request().arg("sheet")?;
    let work = Worksheet::of_person(cx, may, id)?;
    // A key narrowed to a unit does not open its holder's own sheet in another.
    may.within(&work.sheet.unit_path)?;
    note_persons(cx, std::iter::once(&work.sheet));
    Ok(work)
}
