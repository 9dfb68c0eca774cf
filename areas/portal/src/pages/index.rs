//! `/open`: everything the authorities chose to show.

use std::collections::BTreeMap;

use access::{Anyone, Granted};
use askama::Template;
use monitoring::model::CampaignId;
use monitoring::store::{campaigns, results};
use web::{Copy, Cx, Page, Read, Reply, Result, russian, unless_held};

use super::words;
use crate::model::{Opening, OpeningId};
use crate::{OpenResults, store};

/// Lines on a page.
const LINES: usize = 50;

#[derive(Template)]
#[template(path = "index.html")]
struct IndexPage {
    rows: Vec<Row>,
    next: String,
    may_choose: bool,
}

struct Row {
    title: String,
    url: String,
    owner: String,
    year: String,
    mean: String,
    day: String,
}

/// `GET /open`
pub(super) fn page(cx: &mut Cx<Read>, _may: Granted<Anyone>) -> Result<Reply> {
    let before = cx.request().asked("before").parse::<OpeningId>().ok();
    let mut found = store::list(cx.conn(), before, 51)?;
    let has_more = found.len() > LINES;
    found.truncate(LINES);
    let next = found.last().filter(|_| has_more).map(|last| format!("/open?before={}", last.id));
    let rows = rows(cx, &found)?;
    // Days of publications and titles stand on the page: they are its state.
    let told: Vec<String> = rows
        .iter()
        .map(|row| format!("{} {} {} {} {} {}", row.url, row.title, row.owner, row.year, row.mean, row.day))
        .collect();
    let may_choose = cx.house().policy.check::<OpenResults>(cx.person()).is_ok();
    let page = IndexPage { rows, next: next.unwrap_or_default(), may_choose };
    unless_held(cx, Copy::Page, &told.join("\n"), |_| Page::titled("Открытые результаты").show(&page))
}

fn rows(cx: &mut Cx<Read>, found: &[Opening]) -> Result<Vec<Row>> {
    let ids: Vec<CampaignId> = found.iter().map(|opening| opening.campaign_id).collect();
    let owners: Vec<i64> = found.iter().map(|opening| opening.unit_id.0).collect();
    let owners: BTreeMap<i64, String> = units::store::all_of(cx.conn(), &owners)?
        .into_iter()
        .map(|unit| (unit.id.0, unit.short_name))
        .collect();
    let publications = results::latest_of(cx.conn(), &ids)?;
    let mut rows = Vec::new();
    for campaign in campaigns::all_of(cx.conn(), &ids)? {
        let Some(publication) = publications.iter().find(|one| one.campaign_id == campaign.id) else {
            continue;
        };
        rows.push(Row {
            url: crate::model::url_of(campaign.id),
            owner: owners.get(&campaign.unit_id.0).cloned().unwrap_or_default(),
            year: russian::school_year(&campaign.period),
            mean: words::percent(&publication.mean_percent),
            day: russian::date(publication.published_at.day(cx.zone_at(&campaign.unit_path)?)),
            title: campaign.title,
        });
    }
    Ok(rows)
}
