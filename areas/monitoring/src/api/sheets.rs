//! `GET /api/v1/sheets/…`: where each object's sheet stands and what it has earned so far.

use std::collections::BTreeMap;

use access::Granted;
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use web::api::Paged;
use web::{Cx, Mode, Read, Reply, Result};

use super::campaigns::instant;
use super::filled;
use crate::access::{SeeResults, SeeSheets};
use crate::model::{Campaign, Sheet, SheetId};
use crate::pages::concerned;
use crate::rules::{Percent, shown};
use crate::store::{answers, evidence, listing};
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
    let sees = cx.house().policy.check::<SeeResults>(cx.person())?;
    let campaign = concerned(cx, &sees)?;
    let found = listing::sheets(cx.conn(), campaign.id, may.ranges(), paging.after()?, paging.limit())?;
    let (found, next) = paging.cut(found, |(sheet, key)| (sheet.id.0, key.clone()));
    let works = worksheets(cx, &campaign, found.into_iter().map(|(sheet, _)| sheet).collect())?;
    note_persons(cx, works.iter().map(|work| &work.sheet));
    Reply::json(&Paged { items: works.iter().map(SheetOut::of).collect(), next })
}

/// Sheets with their answers and evidence, in two queries; a campaign without sheets has no table yet.
fn worksheets(cx: &mut Cx<Read>, campaign: &Campaign, all: Vec<Sheet>) -> Result<Vec<Worksheet>> {
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let (template, ids): (_, Vec<SheetId>) =
        (campaign.template()?, all.iter().map(|sheet| sheet.id).collect());
    let mut rows: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for row in answers::of_sheets(cx.conn(), &ids)? {
        rows.entry(row.sheet_id).or_default().push(row);
    }
    let mut links: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for link in evidence::of_sheets(cx.conn(), &ids)? {
        links.entry(link.sheet_id).or_default().push(link);
    }
    let mut work = |sheet: Sheet| {
        let (rows, links) =
            (rows.remove(&sheet.id).unwrap_or_default(), links.remove(&sheet.id).unwrap_or_default());
        Worksheet::of(campaign.clone(), template.clone(), sheet, rows, links)
    };
    Ok(all.into_iter().map(&mut work).collect())
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
    let work = Worksheet::read(cx.conn(), may.ranges(), id)?;
    note_persons(cx, std::iter::once(&work.sheet));
    Ok(work)
}
