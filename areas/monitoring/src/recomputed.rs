//! A published revision computed anew from what was kept with it: the table of its year, its objects, their answers then.

use std::collections::BTreeMap;

use packs::Template;
use rust_decimal::Decimal;
use web::{Cx, Error, Mode, Result};

use crate::model::{Campaign, Publication, PublishedObject, PublishedScore};
use crate::rules::recomputation::{Figures, KeptLine, KeptObject, Recomputed, recompute};
use crate::store::{campaigns, results};

/// What came of it, and by what it was computed.
#[derive(Debug, Clone)]
pub struct Anew {
    /// The figures.
    pub figures: Recomputed,
    /// Version of the pack the table was copied from; empty for a table of one's own.
    pub pack_version: String,
    /// The copy of the table still is the one the figures were published by.
    pub is_same_table: bool,
    /// Objects that were published without figures.
    pub left_out: usize,
}

/// Computes a revision anew in seven queries, whatever the number of objects. It is of the whole, so a person is told of
/// by the organisation alone.
pub fn anew<M: Mode>(cx: &mut Cx<M>, campaign: &Campaign, publication: &Publication) -> Result<Anew> {
    let table = crate::copies::of(cx.conn(), campaign)?;
    let scope = db::Ranges::under([campaign.unit_path.as_str()]);
    let all = results::objects(cx.conn(), publication.id, &scope)?;
    let (objects, left_out): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|one| one.left_out_reason.is_empty());
    let mut lines: BTreeMap<i64, Vec<KeptLine>> = BTreeMap::new();
    for score in results::scores_of(cx.conn(), publication.id)? {
        lines.entry(score.object_id).or_default().push(line(score));
    }
    let before = points_before(cx, campaign, publication)?;
    let has_bands = !publication.bands_by.is_empty();
    let kept: Vec<KeptObject> = objects
        .into_iter()
        .map(|one| {
            let before = before.get(&(one.unit_id.0, one.subject_key.clone())).copied();
            object(&one, lines.remove(&one.id).unwrap_or_default(), before, has_bands)
        })
        .collect();
    let means = [publication.mean_percent.as_str(), &publication.median_percent];
    Ok(Anew {
        figures: recompute(&table, &campaign.period, &kept, means),
        pack_version: campaigns::pack_version(cx.conn(), campaign.id)?,
        is_same_table: is_same_table(cx, campaign, publication)?,
        left_out: left_out.len(),
    })
}

/// The stored copy is hashed anew: a changed letter would show.
fn is_same_table<M: Mode>(cx: &mut Cx<M>, campaign: &Campaign, publication: &Publication) -> Result<bool> {
    let text = campaigns::template_json(cx.conn(), campaign.id)?;
    let copy = Template::from_json(&text).map_err(|e| Error::Broken(format!("template: {e}")))?;
    Ok(copy.hash() == results::template_hash(cx.conn(), publication.id)?)
}

fn line(score: PublishedScore) -> KeptLine {
    let PublishedScore { no, answer, state, score, max, .. } = score;
    KeptLine { no, answer, state, score, max }
}

fn object(
    one: &PublishedObject,
    lines: Vec<KeptLine>,
    before: Option<Decimal>,
    has_bands: bool,
) -> KeptObject {
    KeptObject {
        id: one.id.to_string(),
        title: if one.level == results::PERSON { &one.name } else { one.title() }.to_owned(),
        level: one.level.clone(),
        group: one.size_group.clone(),
        figures: Figures {
            score: one.score.clone(),
            max: one.max.clone(),
            percent: one.percent.clone(),
            band: has_bands.then(|| one.band.clone()),
            place: one.place.to_string(),
            group_place: one.group_place.map(|place| place.to_string()).unwrap_or_default(),
            change: one.change.clone(),
        },
        lines,
        before,
    }
}

/// Points of the period before, as they stood published when this revision was.
fn points_before<M: Mode>(
    cx: &mut Cx<M>,
    campaign: &Campaign,
    publication: &Publication,
) -> Result<BTreeMap<(i64, String), Decimal>> {
    let Some(before) = campaigns::before(cx.conn(), campaign)? else {
        return Ok(BTreeMap::new());
    };
    let revisions = results::revisions(cx.conn(), before.id)?;
    match revisions.iter().find(|one| one.published_at < publication.published_at) {
        Some(then) => crate::actions::publish::points(cx, campaign, then.id),
        None => Ok(BTreeMap::new()),
    }
}
