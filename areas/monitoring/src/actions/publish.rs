//! Publication: scores of all objects written once, with the reasons and the evidence behind each (decision 9).

use std::collections::BTreeMap;

use access::Granted;
use audit::Action;
use packs::Template;
use rust_decimal::Decimal;
use web::{Cx, Mode, Result, Write};

use super::campaign::{locked, told};
use super::fill::account;
use crate::access::RunCampaign;
use crate::model::{
    Campaign, CampaignId, FrozenEvidence, PublishedObject, PublishedScore, Sheet, SheetId, written,
};
use crate::refused::at_campaign;
use crate::rules::{
    self, CampaignState, Explanation, ObjectAnswers, ObjectResult, Results, SheetFacts, may_publish, shown,
};
use crate::store::results::NewPublication;
use crate::store::{campaigns, results, sheets};
use crate::worksheet::Worksheet;

/// What is said when results are published.
#[derive(Debug, Clone, Default)]
pub struct Publishing<'a> {
    /// Why a further revision.
    pub reason: &'a str,
    /// Sheets knowingly left without a result, each with its reason.
    pub without: &'a [(SheetId, String)],
}

/// Publishes the next revision; the numbers never change afterwards.
pub fn publish(
    cx: &mut Cx<Write>,
    may: &Granted<RunCampaign>,
    id: CampaignId,
    said: &Publishing<'_>,
) -> Result<i64> {
    let reason = said.reason;
    let campaign = locked(cx, may, id)?;
    for (sheet, because) in said.without {
        if super::campaign::leave_out(cx, may, *sheet, because)? != id {
            return Err(web::Error::NotFound);
        }
    }
    campaign
        .state()
        .step(CampaignState::Published, None)
        .map_err(|refusal| at_campaign(refusal, campaign.url()))?;
    if reason.trim().is_empty() && results::latest(cx.conn(), id)?.is_some() {
        return Err(at_campaign(rules::Refusal::RevisionWithoutReason, campaign.url()));
    }
    let template = crate::copies::of(cx.conn(), &campaign)?;
    let all = sheets::of_campaign(cx.conn(), id, may.ranges())?;
    may_publish(&all.iter().map(facts).collect::<Vec<_>>())
        .map_err(|refusal| at_campaign(refusal, campaign.url()))?;
    let works = Worksheet::all(cx, &campaign, &template, all)?;
    let scored = scored(&campaign, &template, &works);
    let publication = head(cx, &campaign, scored.first(), reason)?;
    let earlier = earlier_scores(cx, &campaign)?;
    let around =
        Around { publication, earlier, verifiers: verifiers(cx, &works)?, parents: parents(cx, &works)? };
    let by_sheet: BTreeMap<&str, &ObjectResult> =
        scored.iter().flat_map(|level| &level.objects).map(|one| (one.id.as_str(), one)).collect();
    for work in &works {
        let result = by_sheet.get(work.sheet.id.to_string().as_str()).copied();
        write_object(cx, &around, work, result)?;
    }
    let at = cx.now();
    campaigns::enter(cx.tx(), id, CampaignState::Published, at)?;
    sheets::finish(cx.tx(), id, at)?;
    told(cx, id, &campaign.unit_path, Action::Moved, "Результаты опубликованы")?;
    Ok(publication)
}

/// Results of every level, the template's first level first: objects are compared with their own kind only.
fn scored(campaign: &Campaign, template: &Template, works: &[Worksheet]) -> Vec<Results> {
    let of_level = |level: &packs::ObjectLevel| {
        let counted =
            works.iter().filter(|work| work.sheet.level == level.id && work.sheet.left_out_reason.is_empty());
        let objects: Vec<ObjectAnswers> = counted.map(Worksheet::object).collect();
        rules::score(template, &campaign.period, &objects)
    };
    template.levels.iter().map(of_level).collect()
}

fn facts(sheet: &Sheet) -> SheetFacts {
    SheetFacts {
        object: sheet.name().to_owned(),
        state: sheet.state(),
        left_out: (!sheet.left_out_reason.is_empty()).then(|| sheet.left_out_reason.clone()),
    }
}

fn head(cx: &mut Cx<Write>, campaign: &Campaign, scored: Option<&Results>, reason: &str) -> Result<i64> {
    let revision = results::latest(cx.conn(), campaign.id)?.map_or(1, |latest| latest.revision + 1);
    let percent = |of: fn(&rules::Summary) -> Option<&rules::Percent>| {
        scored.and_then(|level| of(&level.summary)).map(rules::Percent::shown).unwrap_or_default()
    };
    let acts = super::settings::acts(cx, campaign)?;
    let (id, at, by) = (cx.id(), cx.now(), account(cx));
    let new = NewPublication {
        id,
        campaign: campaign.id,
        revision,
        template_hash: &campaign.template_hash,
        mean: &percent(|summary| summary.mean_percent.as_ref()),
        median: &percent(|summary| summary.median_percent.as_ref()),
        reason,
        acts: acts.each_ref().map(String::as_str),
        by,
        at,
    };
    results::add(cx.tx(), &new)?;
    Ok(id)
}

/// Points by unit and folded subject.
pub(crate) type Earlier = BTreeMap<(i64, String), Decimal>;

/// Points of the same objects in the last publication before this campaign.
fn earlier_scores(cx: &mut Cx<Write>, campaign: &Campaign) -> Result<Earlier> {
    let Some(before) = campaigns::before(cx.conn(), campaign)? else {
        return Ok(Earlier::new());
    };
    let Some(publication) = results::latest(cx.conn(), before.id)? else {
        return Ok(Earlier::new());
    };
    points(cx, campaign, publication.id)
}

/// Points of a publication's objects with a result.
pub(crate) fn points<M: Mode>(cx: &mut Cx<M>, campaign: &Campaign, publication: i64) -> Result<Earlier> {
    let objects =
        results::objects(cx.conn(), publication, &db::Ranges::under([campaign.unit_path.as_str()]))?;
    Ok(objects
        .into_iter()
        .filter(|object| object.left_out_reason.is_empty())
        .filter_map(|object| Some(((object.unit_id.0, object.subject_key), object.score.parse().ok()?)))
        .collect())
}

/// Names of everybody who ruled on an answer.
fn verifiers(cx: &mut Cx<Write>, works: &[Worksheet]) -> Result<BTreeMap<i64, String>> {
    let mut ids: Vec<i64> =
        works.iter().flat_map(|work| work.answers.values()).filter_map(|row| row.ruled_by).collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(access::store::short_names(cx.conn(), &ids)?)
}

/// What every object's row needs besides its own sheet.
struct Around {
    publication: i64,
    earlier: Earlier,
    verifiers: BTreeMap<i64, String>,
    parents: BTreeMap<i64, String>,
}

/// Names of the units right above the objects.
fn parents(cx: &mut Cx<Write>, works: &[Worksheet]) -> Result<BTreeMap<i64, String>> {
    let mut ids: Vec<i64> = works.iter().filter_map(|work| parent_of(&work.sheet.unit_path)).collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(units::store::all_of(cx.conn(), &ids)?.into_iter().map(|unit| (unit.id.0, unit.short_name)).collect())
}

fn parent_of(path: &str) -> Option<i64> {
    path.trim_matches('/').rsplit('/').nth(1)?.parse().ok()
}

fn write_object(
    cx: &mut Cx<Write>,
    around: &Around,
    work: &Worksheet,
    result: Option<&ObjectResult>,
) -> Result<()> {
    let sheet = &work.sheet;
    let parent_name = parent_of(&sheet.unit_path).and_then(|id| around.parents.get(&id).cloned());
    let place = |place: usize| i64::try_from(place).unwrap_or(i64::MAX);
    let subject_key = db::fold(&sheet.subject);
    let before = around.earlier.get(&(sheet.unit_id.0, subject_key.clone()));
    let change = result.and_then(|r| Some(shown(r.score - before?)));
    let object = PublishedObject {
        id: cx.id(),
        publication_id: around.publication,
        unit_id: sheet.unit_id,
        unit_path: sheet.unit_path.clone(),
        name: sheet.unit_name.clone(),
        parent_name: parent_name.unwrap_or_default(),
        size_group: sheet.size_group.clone(),
        score: result.map(|r| shown(r.score)).unwrap_or_default(),
        max: result.map(|r| shown(r.max)).unwrap_or_default(),
        percent: result.and_then(|r| r.percent.as_ref()).map(rules::Percent::shown).unwrap_or_default(),
        band: result.and_then(|r| r.band.clone()).unwrap_or_default(),
        // Objects left out stand after all places.
        place: result.map_or(i64::MAX, |r| place(r.rank)),
        group_place: result.and_then(|r| r.group_rank).map(place),
        change: change.unwrap_or_default(),
        left_out_reason: sheet.left_out_reason.clone(),
        level: sheet.level.clone(),
        subject: sheet.subject.clone(),
        subject_key,
    };
    let scores =
        result.map(|result| scores(cx, object.id, work, result, &around.verifiers)).unwrap_or_default();
    Ok(results::add_object(cx.tx(), &object, &scores)?)
}

/// Every indicator with its explanation: reproducible with the pack, the sheet and a pencil.
fn scores(
    cx: &Cx<Write>,
    object: i64,
    work: &Worksheet,
    result: &ObjectResult,
    names: &BTreeMap<i64, String>,
) -> Vec<PublishedScore> {
    let lines = work
        .template
        .indicators()
        .filter_map(|(criterion, indicator)| Some((criterion, indicator, result.indicator(&indicator.no)?)));
    lines
        .map(|(criterion, indicator, scored)| {
            let explained = Explanation::of(indicator, scored);
            let row = work.answers.get(&indicator.no);
            let entry = row.map(crate::model::AnswerRow::entry).unwrap_or_default();
            let ruled_by = row.and_then(|row| row.ruled_by).and_then(|id| names.get(&id).cloned());
            PublishedScore {
                id: cx.id(),
                object_id: object,
                no: indicator.no.clone(),
                criterion: criterion.no.clone(),
                score: scored.score.map(shown).unwrap_or_default(),
                max: shown(scored.max),
                state: scored.state.code().to_owned(),
                rule: scored.rule.to_owned(),
                why: explained.why,
                earns: explained.earns.unwrap_or_default(),
                answer: entry.winning().map(written).unwrap_or_default(),
                ground: row.map(|row| row.ruling_reason.clone()).unwrap_or_default(),
                ruled_by: ruled_by.unwrap_or_default(),
                ruled_at: row.and_then(|row| row.ruled_at),
                evidence: frozen(work, &indicator.no),
            }
        })
        .collect()
}

fn frozen(work: &Worksheet, no: &str) -> String {
    let links: Vec<FrozenEvidence> = work
        .links(no)
        .iter()
        .map(|link| FrozenEvidence {
            id: link.document_id.to_string(),
            title: link.title.clone(),
            sha256: link.sha256.clone(),
        })
        .collect();
    serde_json::to_string(&links).unwrap_or_default()
}
