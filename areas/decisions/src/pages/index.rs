//! «Адресные рекомендации»: what came to the person's own units, and the monitorings the person recommends after.

use std::collections::{BTreeMap, BTreeSet};

use access::{Granted, Scope};
use askama::Template;
use monitoring::model::Campaign;
use monitoring::rules::CampaignState;
use web::{Cx, Page, Read, Reply, Result, russian};

use super::{issuing, sight};
use crate::SeeRecommendations;
use crate::access::ANSWERS;
use crate::rules::Status;
use crate::store::{self, Count};

#[derive(Template)]
#[template(path = "index.html")]
struct IndexPage {
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
    let mut page = IndexPage { received: Vec::new(), own: Vec::new() };
    for campaign in &campaigns {
        let of: Vec<&Count> = counts.iter().filter(|count| count.campaign == campaign.id).collect();
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
                page.received.push(row(campaign, url, &mine, format!("/circle/{}", scope.unit)));
            }
        }
        let is_told = campaign.state() == CampaignState::Published || !of.is_empty();
        if is_told && issuing.holds(&campaign.unit_path) {
            let url = format!("/recommendations/campaigns/{}", campaign.id);
            page.own.push(row(campaign, url, &of, String::new()));
        }
    }
    Page::titled("Адресные рекомендации").show(&page)
}

/// The places where the person answers for the unit itself.
fn answering(scopes: &[Scope]) -> impl Iterator<Item = &Scope> {
    scopes.iter().filter(|scope| ANSWERS.contains(&(scope.role, scope.level)))
}

fn row(campaign: &Campaign, url: String, counts: &[&Count], circle: String) -> Row {
    let mut by: BTreeMap<Status, i64> = BTreeMap::new();
    for count in counts {
        if let Some(status) = Status::from_code(&count.status) {
            *by.entry(status).or_default() += count.recommendations;
        }
    }
    let told = |(status, count): (Status, i64)| (format!("{}: {count}", status.title()), status.tone());
    Row {
        title: campaign.title.clone(),
        about: russian::school_year(&campaign.period),
        url,
        counts: by.into_iter().map(told).collect(),
        circle,
    }
}
