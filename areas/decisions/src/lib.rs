//! Recommendations and decisions: what follows the score – a deficit, an address recommendation, measures, their effect a year later.
//!
//! Drafted for every object from the pack's advice, sent, acknowledged, answered with measures or refused, checked (Амурская
//! область, приложение 6, раздел 8; Владимир, п. 2.2, 4.1.7, 5.10; Ижморский округ, п. 3.5).

mod access;
pub mod actions;
mod api;
mod facts;
mod measured;
mod merging;
pub mod model;
mod obligations;
mod pages;
mod papers;
pub mod rules;
#[cfg(test)]
mod scenarios;
pub mod schema;
mod store;
mod told;
mod vanished;

pub use told::{Effects, Followed, effects, followed};

pub use access::{
    AnswerRecommendations, CarryOutDecisions, IssueRecommendations, SeeDecisions, SeeRecommendations,
    TakeDecisions,
};

use ::access::{Granted, Permission};
use monitoring::model::CampaignId;
use registry::{KeptPath, MenuGroup, MenuLine};
use units::UnitId;
use web::{Area, Cx, Mode, Result};

/// The area's door.
pub fn area() -> Area {
    Area {
        name: "decisions",
        routes: pages::routes().into_iter().chain(api::routes()).collect(),
        access: access::rows(),
        menu: vec![
            MenuLine {
                group: MenuGroup::Quality,
                title: "Рекомендации",
                url: "/recommendations",
                permission: SeeRecommendations::NAME,
                badge: false,
            },
            MenuLine {
                group: MenuGroup::Quality,
                title: "Решения",
                url: "/decisions",
                permission: SeeDecisions::NAME,
                badge: false,
            },
            MenuLine {
                group: MenuGroup::Quality,
                title: "Исполнение",
                url: "/control",
                permission: SeeDecisions::NAME,
                badge: false,
            },
        ],
        facts: vec![Box::new(facts::DecisionFacts)],
        obligations: vec![Box::new(obligations::RecommendationDuties), Box::new(obligations::DecisionDuties)],
        mergings: vec![Box::new(merging::Owed)],
        paths: vec![
            KeptPath::of("recommendations"),
            KeptPath::living("recommendations", "owner_path", "owner_id"),
            KeptPath::of("measures"),
            KeptPath::of("decisions"),
            KeptPath::of("decision_addressees"),
        ],
        ..Area::default()
    }
}

/// What was sent to a unit after a monitoring, in the order of the table.
pub fn sent_to<M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<AnswerRecommendations>,
    campaign: CampaignId,
    unit: UnitId,
) -> Result<Vec<model::Recommendation>> {
    let sight = store::Sight { scope: may.ranges(), issuing: &db::Ranges::default(), own: &[] };
    Ok(store::of_unit(cx.conn(), &sight, Some(campaign), unit.0)?)
}

/// What was answered and has every measure ended, one of them done: ready to be checked.
pub fn finished<M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<IssueRecommendations>,
    campaign: CampaignId,
) -> Result<Vec<model::RecommendationId>> {
    let sight = store::Sight { scope: may.ranges(), issuing: may.ranges(), own: &[] };
    let answered = store::of_campaign(cx.conn(), &sight, campaign)?
        .into_iter()
        .filter(|one| one.status() == rules::Status::Answered)
        .map(|one| one.id);
    let ids: Vec<model::RecommendationId> = answered.collect();
    let numbers: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let measures = store::measures_of(cx.conn(), &numbers)?;
    let is_ready = |id: &model::RecommendationId| {
        let own: Vec<_> = measures.iter().filter(|one| one.recommendation_id == Some(*id)).collect();
        own.iter().all(|one| !one.is_planned()) && own.iter().any(|one| one.is_done())
    };
    Ok(ids.into_iter().filter(is_ready).collect())
}

/// What was sent and neither fulfilled nor withdrawn.
pub fn open<M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<IssueRecommendations>,
    campaign: CampaignId,
) -> Result<Vec<model::RecommendationId>> {
    let sight = store::Sight { scope: may.ranges(), issuing: may.ranges(), own: &[] };
    let all = store::of_campaign(cx.conn(), &sight, campaign)?;
    let is_open = |status: rules::Status| !status.is_over() && status != rules::Status::Draft;
    Ok(all.into_iter().filter(|one| is_open(one.status())).map(|one| one.id).collect())
}

/// The decisions taken in a school year by units under a path: whose, about what.
pub fn taken_in(conn: &mut db::Conn, path: &str, period: &str) -> Result<Vec<(String, rules::Topic)>> {
    let ends: i32 = period.parse().unwrap_or_default();
    let day = |year, month, day| chrono::NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    let days = (day(ends - 1, 9, 1), day(ends, 8, 31));
    let all = store::decisions::taken_within(conn, &db::Ranges::under([path]), days)?;
    Ok(all.into_iter().map(|one| (one.unit_path.clone(), one.topic())).collect())
}

/// The points of a decision of the person's own unit that are still to be carried out.
pub fn open_points<M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<TakeDecisions>,
    id: model::DecisionId,
) -> Result<Vec<model::Measure>> {
    let found = store::decisions::reread(cx.conn(), id)?;
    let is_own = |one: &model::Decision| may.scopes().iter().any(|scope| scope.path == one.unit_path);
    if !found.as_ref().is_some_and(is_own) {
        return Ok(Vec::new());
    }
    Ok(store::points_of(cx.conn(), &[id.0])?.into_iter().filter(model::Measure::is_planned).collect())
}
