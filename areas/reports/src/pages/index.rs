//! «Отчёты»: published monitorings that concern the person, each with the reports on it.

use access::Granted;
use askama::Template;
use monitoring::rules::CampaignState;
use web::{Cx, Page, Read, Reply, Result, russian};

use crate::access::{self as reach, SeeReports};
use crate::model::Report;
use crate::store;

/// So many reports are counted at once.
const MOST: i64 = 2_000;

#[derive(Template)]
#[template(path = "index.html")]
struct IndexPage {
    rows: Vec<Row>,
}

struct Row {
    title: String,
    period: String,
    url: String,
    whole: Vec<(String, String, &'static str)>,
    counts: String,
}

/// `GET /reports`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeReports>) -> Result<Reply> {
    let campaigns = monitoring::store::campaigns::concerning(cx.conn(), may.scopes())?;
    let sight = reach::sight(cx, &may);
    let reports = store::reports::latest(cx.conn(), &sight, MOST)?;
    let of = |id| -> Vec<&Report> { reports.iter().filter(|one| one.campaign_id == id).collect() };
    let rows = campaigns.iter().filter_map(|campaign| {
        let own = of(campaign.id);
        let is_public = matches!(campaign.state(), CampaignState::Published | CampaignState::Archived);
        (is_public || !own.is_empty()).then(|| Row {
            title: campaign.title.clone(),
            period: russian::school_year(&campaign.period),
            url: format!("/reports/campaigns/{}", campaign.id),
            whole: own.iter().filter(|one| one.is_whole).map(|one| line(one)).collect(),
            counts: counted(own.iter().filter(|one| !one.is_whole)),
        })
    });
    Page::titled("Аналитические отчёты").show(&IndexPage { rows: rows.collect() })
}

fn line(one: &Report) -> (String, String, &'static str) {
    match one.is_draft() {
        true => ("черновик".to_owned(), one.url(), "info"),
        false if one.edition > 1 => (format!("утверждён, редакция {}", one.edition), one.url(), "ok"),
        false => ("утверждён".to_owned(), one.url(), "ok"),
    }
}

fn counted<'a>(reports: impl Iterator<Item = &'a &'a Report>) -> String {
    let (mut drafts, mut approved) = (0_i64, 0_i64);
    for one in reports {
        if one.is_draft() { drafts += 1 } else { approved += 1 }
    }
    let told = [(approved, "утверждено"), (drafts, "черновиков")];
    let told: Vec<String> =
        told.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{word}: {count}")).collect();
    if told.is_empty() { "–".to_owned() } else { told.join(", ") }
}
