//! «Адресные рекомендации»: what came to the person's own units, and the monitorings the person recommends after.

use std::collections::{BTreeMap, BTreeSet};

use access::{Granted, Scope};
use askama::Template;
use monitoring::rules::CampaignState;
use web::{Cx, Page, Read, Reply, Result, russian};

use super::occasion::{board_url, letter_url};
use super::{issuing, sight};
use crate::SeeRecommendations;
use crate::access::ANSWERS;
use crate::rules::Status;
use crate::store::{self, Count};

#[derive(Template)]
#[template(path = "index.html")]
struct IndexPage {
    may_issue: bool,
    received: Vec<Row>,
    own: Vec<Row>,
}

struct Row {
    title: String,
    about: String,
    url: String,
    counts: Vec<(String, &'static str)>,
    circle: String,
}

/// `GET /recommendations`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeRecommendations>) -> Result<Reply> {
    let issuing = issuing(cx);
    let campaigns = monitoring::store::campaigns::concerning(cx.conn(), may.scopes())?;
    let ids: Vec<i64> = campaigns.iter().map(|one| one.id.0).collect();
    let counts = store::counts(cx.conn(), &sight(&may, &issuing), &ids)?;
    let mut page = IndexPage { may_issue: !issuing.own.is_empty(), received: Vec::new(), own: Vec::new() };
    for campaign in &campaigns {
        let of: Vec<&Count> = counts.iter().filter(|count| count.campaign == Some(campaign.id)).collect();
        let mut units = BTreeSet::new();
        for scope in answering(may.scopes())
            .filter(|scope| units.insert(scope.unit))
            .filter(|scope| scope.unit != campaign.unit_id.0)
        {
            let mine: Vec<&Count> = of
                .iter()
                .copied()
                .filter(|count| count.unit == scope.unit && count.status != "draft")
                .collect();
            if !mine.is_empty() {
                let url = format!("/recommendations/campaigns/{}/units/{}", campaign.id, scope.unit);
                let about = russian::school_year(&campaign.period);
                page.received.push(row(
                    (&campaign.title, about),
                    url,
                    &mine,
                    format!("/circle/{}", scope.unit),
                ));
            }
        }
        let is_told = campaign.state() == CampaignState::Published || !of.is_empty();
        if is_told && issuing.holds(&campaign.unit_path) {
            let url = format!("/recommendations/campaigns/{}", campaign.id);
            let about = russian::school_year(&campaign.period);
            page.own.push(row((&campaign.title, about), url, &of, String::new()));
        }
    }
    let of: Vec<&Count> = counts.iter().filter(|count| count.campaign.is_none()).collect();
    let mut units = BTreeSet::new();
    for scope in answering(may.scopes()).filter(|scope| units.insert(scope.unit)) {
        let is_mine = |count: &&Count| count.unit == scope.unit && count.status != "draft";
        let mine: Vec<&Count> = of.iter().copied().filter(is_mine).collect();
        if !mine.is_empty() {
            let url = letter_url(None, units::UnitId(scope.unit));
            page.received.push(row(FINDINGS, url, &mine, String::new()));
        }
    }
    if !issuing.own.is_empty() {
        page.own.push(row(FINDINGS, board_url(None), &of, String::new()));
    }
    Page::titled("Адресные рекомендации").show(&page)
}

/// The places where the person answers for the unit itself.
fn answering(scopes: &[Scope]) -> impl Iterator<Item = &Scope> {
    scopes.iter().filter(|scope| ANSWERS.contains(&(scope.role, scope.level)))
}

/// What recommendations without a monitoring are called in the lists.
const FINDINGS: (&str, String) = ("По выводам отчётов, справок, посещений", String::new());

fn row((title, about): (&str, String), url: String, counts: &[&Count], circle: String) -> Row {
    let mut by: BTreeMap<Status, i64> = BTreeMap::new();
    for count in counts {
        if let Some(status) = Status::from_code(&count.status) {
            *by.entry(status).or_default() += count.recommendations;
        }
    }
    let told = |(status, count): (Status, i64)| (format!("{}: {count}", status.title()), status.tone());
    Row { title: title.to_owned(), about, url, counts: by.into_iter().map(told).collect(), circle }
}
