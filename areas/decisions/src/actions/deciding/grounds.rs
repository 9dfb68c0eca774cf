//! What a decision answers: indicators of a published monitoring, with the recommendations that came for them, or a finding.

use monitoring::model::CampaignId;
use units::Unit;
use web::{Cx, Error, Mode, Result, Write};

use crate::model::{DecisionId, Ground, NewDecision, RecommendationId};
use crate::store::{self, Sight};

/// The longest finding, letters.
const FINDING_LIMIT: usize = 2_000;

/// The grounds as rows; a decision without any is refused.
pub(super) fn read(
    cx: &mut Cx<Write>,
    unit: &Unit,
    id: DecisionId,
    new: &NewDecision,
) -> Result<Vec<Ground>> {
    let asked = &new.grounds;
    let finding = asked.finding.trim();
    if asked.nos.is_empty() && finding.is_empty() {
        return Err(Error::field(
            "finding",
            "Укажите, на\u{a0}что отвечает решение: показатели опубликованного мониторинга или вывод словами.",
        ));
    }
    if finding.chars().count() > FINDING_LIMIT {
        return Err(Error::field("finding", "Не\u{a0}длиннее 2000 знаков: главное – в\u{a0}первых строках."));
    }
    let mut all = match (asked.campaign, asked.nos.as_slice()) {
        (_, []) => Vec::new(),
        (None, _) => {
            return Err(Error::field(
                "campaign",
                "Выберите мониторинг, к\u{a0}которому относятся показатели.",
            ));
        }
        (Some(campaign), nos) => indicators(cx, unit, id, campaign, nos)?,
    };
    if !finding.is_empty() {
        let (no, text) = (String::new(), finding.to_owned());
        all.push(Ground {
            id: cx.id(),
            decision_id: id,
            campaign_id: None,
            no,
            recommendation_id: None,
            text,
        });
    }
    Ok(all)
}

fn indicators(
    cx: &mut Cx<Write>,
    unit: &Unit,
    id: DecisionId,
    campaign: CampaignId,
    nos: &[String],
) -> Result<Vec<Ground>> {
    let found = monitoring::store::campaigns::find(cx.conn(), campaign)?;
    let concerns = |path: &str| unit.path.starts_with(path) || path.starts_with(&unit.path);
    let found = found.filter(|one| one.has_copy() && concerns(&one.unit_path));
    let is_published = monitoring::store::results::latest(cx.conn(), campaign)?.is_some();
    let found = found.filter(|_| is_published).ok_or_else(|| {
        Error::field("campaign", "Такого опубликованного мониторинга нет: выберите из\u{a0}списка.")
    })?;
    let table = monitoring::table_of(cx.conn(), &found)?;
    let came = recommended(cx, unit, campaign)?;
    let mut grounds = Vec::new();
    for no in nos {
        let Some(indicator) = table.indicator(no) else {
            let text = format!("В\u{a0}таблице этого мониторинга нет показателя {no}.");
            return Err(Error::field("nos", text));
        };
        let recommendation = came.iter().find(|(of, _)| of == no).map(|(_, id)| *id);
        grounds.push(Ground {
            id: cx.id(),
            decision_id: id,
            campaign_id: Some(campaign),
            no: no.clone(),
            recommendation_id: recommendation,
            text: indicator.title.clone(),
        });
    }
    Ok(grounds)
}

/// What was recommended to the unit itself after a monitoring, by indicator.
fn recommended<M: Mode>(
    cx: &mut Cx<M>,
    unit: &Unit,
    campaign: CampaignId,
) -> Result<Vec<(String, RecommendationId)>> {
    let scope = db::Ranges::under([unit.path.as_str()]);
    let sight = Sight { scope: &scope, issuing: &db::Ranges::default(), own: &[] };
    let all = store::of_unit(cx.conn(), &sight, Some(campaign), unit.id.0)?;
    Ok(all.into_iter().filter(|one| one.subject.is_empty()).map(|one| (one.no, one.id)).collect())
}
