//! Recommendations that were sent before a further revision gave the points: the deficit is gone, the recommendation is not.

use std::collections::{BTreeMap, HashMap};

use monitoring::model::CampaignId;
use monitoring::store::results;
use rust_decimal::Decimal;
use web::{Cx, Mode, Result};

use crate::model::{Recommendation, RecommendationId};
use crate::rules::Status;

/// Of these recommendations after a monitoring: those whose deficit a later revision does not have, with the number of that
/// revision. Three queries at most, whatever their number; one where no later revision was published.
pub(crate) fn vanished<M: Mode>(
    cx: &mut Cx<M>,
    campaign: Option<CampaignId>,
    all: &[Recommendation],
) -> Result<HashMap<RecommendationId, i64>> {
    let Some(campaign) = campaign else { return Ok(HashMap::new()) };
    let Some(latest) = results::latest(cx.conn(), campaign)? else { return Ok(HashMap::new()) };
    let is_asked = |one: &&Recommendation| {
        one.revision < latest.revision && !one.status().is_over() && one.status() != Status::Draft
    };
    let asked: Vec<&Recommendation> = all.iter().filter(is_asked).collect();
    if asked.is_empty() {
        return Ok(HashMap::new());
    }
    let scope = db::Ranges::under(asked.iter().map(|one| one.unit_path.as_str()));
    let whose = |one: &&Recommendation| (one.unit_id.0, one.subject_key.clone());
    let wanted: Vec<(i64, String)> = asked.iter().map(whose).collect();
    let mut objects: BTreeMap<i64, (i64, String)> = BTreeMap::new();
    for object in results::objects(cx.conn(), latest.id, &scope)? {
        let key = (object.unit_id.0, object.subject_key);
        if wanted.contains(&key) {
            objects.insert(object.id, key);
        }
    }
    let ids: Vec<i64> = objects.keys().copied().collect();
    let earned =
        |cell: &results::Cell| cell.score.parse::<Decimal>().is_ok_and(|points| points > Decimal::ZERO);
    let mut given: Vec<((i64, String), String)> = Vec::new();
    for cell in results::cells_of_objects(cx.conn(), &ids)?.into_iter().filter(earned) {
        given.extend(objects.get(&cell.object).map(|key| (key.clone(), cell.no)));
    }
    let has_points = |one: &&Recommendation| given.contains(&(whose(one), one.no.clone()));
    Ok(asked.into_iter().filter(has_points).map(|one| (one.id, latest.revision)).collect())
}
