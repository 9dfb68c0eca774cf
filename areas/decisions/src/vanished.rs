//! Recommendations that were sent before a further revision gave the points: the deficit is gone, the recommendation is not.

use std::collections::{BTreeSet, HashMap};

use monitoring::model::CampaignId;
use monitoring::store::results;
use rust_decimal::Decimal;
use web::{Cx, Mode, Result};

use crate::model::{Recommendation, RecommendationId};
use crate::rules::Status;

/// Of these recommendations to one unit after a monitoring: those whose deficit a later revision does not have, with the
/// number of that revision. One query where no later revision was published.
pub(crate) fn vanished<M: Mode>(
    cx: &mut Cx<M>,
    campaign: CampaignId,
    all: &[Recommendation],
) -> Result<HashMap<RecommendationId, i64>> {
    let Some(latest) = results::latest(cx.conn(), campaign)? else { return Ok(HashMap::new()) };
    let is_asked = |one: &&Recommendation| {
        one.revision < latest.revision && !one.status().is_over() && one.status() != Status::Draft
    };
    let asked: Vec<&Recommendation> = all.iter().filter(is_asked).collect();
    let mut objects: HashMap<i64, &str> = HashMap::new();
    let keys: BTreeSet<(i64, &str)> =
        asked.iter().map(|one| (one.unit_id.0, one.subject_key.as_str())).collect();
    for (unit, key) in keys {
        let path = asked.iter().find(|one| one.unit_id.0 == unit).map_or("/", |one| one.unit_path.as_str());
        let scope = db::Ranges::under([path]);
        let found = results::object_named(cx.conn(), latest.id, units::UnitId(unit), key, &scope)?;
        objects.extend(found.map(|object| (object.id, key)));
    }
    let ids: Vec<i64> = objects.keys().copied().collect();
    let cells = results::cells_of_objects(cx.conn(), &ids)?;
    let has_points = |one: &&Recommendation| {
        cells.iter().any(|cell| {
            objects.get(&cell.object) == Some(&one.subject_key.as_str())
                && cell.no == one.no
                && cell.score.parse::<Decimal>().is_ok_and(|points| points > Decimal::ZERO)
        })
    };
    Ok(asked.into_iter().filter(has_points).map(|one| (one.id, latest.revision)).collect())
}
