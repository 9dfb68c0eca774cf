//! Drafts for every object and deficit of a published monitoring, from the pack's advice, in one go.

use std::collections::{BTreeSet, HashMap, HashSet};

use access::Granted;
use audit::Action;
use monitoring::model::{Campaign, CampaignId, PublishedObject};
use monitoring::store::results::{self, Cell};
use packs::{Effective, Template};
use serde_json::json;
use web::{Cx, Error, Result, Write};

use super::published;
use crate::IssueRecommendations;
use crate::model::{Recommendation, RecommendationId};
use crate::rules::{Deficit, Refusal, Status, TEXT_LIMIT, deficits, recommended};
use crate::store::{self, Sight};

/// What a drafting did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Drafted {
    /// Drafts made.
    pub made: usize,
    /// Objects they are for.
    pub objects: usize,
    /// Drafts removed, because the deficit is gone from the latest revision.
    pub removed: usize,
}

/// Drafts a recommendation for every deficit that has none; drafts whose deficit is gone go too. What was sent stays.
///
/// Persons' results are personal data: nothing is recommended to a person here.
pub fn draft(cx: &mut Cx<Write>, may: &Granted<IssueRecommendations>, id: CampaignId) -> Result<Drafted> {
    let campaign = published(cx, may, id)?;
    let publication =
        results::latest(cx.conn(), id)?.ok_or_else(|| Error::from(Refusal::NotPublished(campaign.url())))?;
    let table = monitoring::table_of(cx.conn(), &campaign)?;
    let found = found(cx, &campaign, publication.id, &table)?;
    let sight = Sight { scope: may.ranges(), issuing: may.ranges(), own: &[] };
    let known = store::of_campaign(cx.conn(), &sight, id)?;
    let removed = remove_gone(cx, &known, &found)?;
    follow(cx, &known, &found, publication.revision)?;
    let known: HashSet<Key> = known.into_iter().map(|one| (one.unit_id.0, one.subject_key, one.no)).collect();
    let mut drafted = Drafted { removed, ..Drafted::default() };
    let (house, today) = (cx.house_handle(), cx.today_at(&campaign.unit_path)?);
    let rules = units::effective(cx.conn(), &house.packs, &campaign.unit_path, today)?;
    let mut rows = Vec::new();
    for (object, lines) in &found {
        let before = rows.len();
        for deficit in lines.iter().filter(|one| !known.contains(&key(object, &one.no))) {
            let draft = Draft { campaign: &campaign, revision: publication.revision, object, deficit };
            rows.push(written(cx, &draft, &rules, &table));
        }
        drafted.objects += usize::from(rows.len() > before);
    }
    drafted.made = rows.len();
    store::add_all(cx.tx(), &rows)?;
    if (drafted.made, drafted.removed) == (0, 0) {
        return Err(Refusal::NothingToDraft.into());
    }
    let details =
        json!({ "made": drafted.made, "removed": drafted.removed, "revision": publication.revision });
    let what = ("decisions", "campaign", id.0);
    cx.journal(Action::Created, what, &campaign.unit_path, "Подготовлены адресные рекомендации", details)?;
    Ok(drafted)
}

type Key = (i64, String, String);
type Found = Vec<(PublishedObject, Vec<Deficit>)>;

fn key(object: &PublishedObject, no: &str) -> Key {
    (object.unit_id.0, object.subject_key.clone(), no.to_owned())
}

/// Every object of the publication with its deficits: as many queries, whatever the number of objects.
fn found(cx: &mut Cx<Write>, campaign: &Campaign, publication: i64, table: &Template) -> Result<Found> {
    let everybody = db::Ranges::under([campaign.unit_path.as_str()]);
    let objects = results::objects(cx.conn(), publication, &everybody)?;
    let objects: Vec<PublishedObject> =
        objects.into_iter().filter(|one| one.level != "person" && one.left_out_reason.is_empty()).collect();
    // A unit that closed since is recommended nothing; what was drafted to it goes with what is gone.
    let ids: Vec<i64> = objects.iter().map(|one| one.unit_id.0).collect();
    let closed = units::store::closed_among(cx.conn(), &ids)?;
    let objects: Vec<PublishedObject> =
        objects.into_iter().filter(|one| !closed.contains(&one.unit_id.0)).collect();
    let levels: BTreeSet<&str> = objects.iter().map(|one| one.level.as_str()).collect();
    let mut cells: HashMap<i64, Vec<Cell>> = HashMap::new();
    for level in levels {
        for cell in results::cells(cx.conn(), publication, level)? {
            cells.entry(cell.object).or_default().push(cell);
        }
    }
    let with = |object: PublishedObject| {
        let own = cells.get(&object.id).map(Vec::as_slice).unwrap_or_default();
        let figures = own.iter().map(|c| (c.no.as_str(), c.score.as_str(), c.max.as_str(), c.state.as_str()));
        let lines = deficits(table, figures);
        (object, lines)
    };
    Ok(objects.into_iter().map(with).collect())
}

fn remove_gone(cx: &mut Cx<Write>, known: &[Recommendation], found: &Found) -> Result<usize> {
    let left: HashSet<Key> =
        found.iter().flat_map(|(object, lines)| lines.iter().map(|one| key(object, &one.no))).collect();
    let is_gone = |one: &&Recommendation| {
        one.status() == Status::Draft
            && !left.contains(&(one.unit_id.0, one.subject_key.clone(), one.no.clone()))
    };
    let gone: Vec<RecommendationId> = known.iter().filter(is_gone).map(|one| one.id).collect();
    let mut removed = 0;
    for id in gone {
        // What was sent or reworded meanwhile stays.
        cx.tx().lock("recommendations", id.0)?;
        if store::reread(cx.conn(), id)?.is_some_and(|one| one.status() == Status::Draft) {
            store::remove(cx.tx(), id)?;
            removed += 1;
        }
    }
    Ok(removed)
}

/// Drafts that stay rest on the latest revision from now on.
fn follow(cx: &mut Cx<Write>, known: &[Recommendation], found: &Found, revision: i64) -> Result<()> {
    let old = |one: &&Recommendation| one.status() == Status::Draft && one.revision != revision;
    for one in known.iter().filter(old) {
        let line = |(object, lines): &(PublishedObject, Vec<Deficit>)| {
            let is_whose = object.unit_id == one.unit_id && object.subject_key == one.subject_key;
            is_whose.then(|| lines.iter().find(|deficit| deficit.no == one.no).cloned()).flatten()
        };
        if let Some(deficit) = found.iter().find_map(line) {
            store::rest_on(cx.tx(), one.id, revision, (&deficit.max, &deficit.finding))?;
        }
    }
    Ok(())
}

/// A draft to be made.
struct Draft<'a> {
    campaign: &'a Campaign,
    revision: i64,
    object: &'a PublishedObject,
    deficit: &'a Deficit,
}

fn written(cx: &mut Cx<Write>, draft: &Draft<'_>, rules: &Effective, table: &Template) -> Recommendation {
    let Draft { campaign, revision, object, deficit } = *draft;
    let (text, clause) = recommended(rules, table, deficit);
    let (id, now) = (RecommendationId(cx.id()), cx.now());
    Recommendation {
        id,
        campaign_id: Some(campaign.id),
        owner_id: campaign.unit_id,
        owner_path: campaign.unit_path.clone(),
        unit_id: object.unit_id,
        unit_path: object.unit_path.clone(),
        unit_name: object.name.clone(),
        subject: object.subject.clone(),
        subject_key: object.subject_key.clone(),
        level: object.level.clone(),
        no: deficit.no.clone(),
        title: deficit.title.clone(),
        score: "0".to_owned(),
        max: deficit.max.clone(),
        finding: deficit.finding.clone(),
        revision,
        addressee: String::new(),
        text: text.chars().take(TEXT_LIMIT).collect(),
        clause,
        status: Status::Draft.code().to_owned(),
        reply_by: None,
        word: String::new(),
        sent_at: None,
        ended_at: None,
        created_at: now,
        updated_at: now,
        version: 1,
        audience: None,
        document_id: None,
    }
}

/// Gives a draft other words, if nobody changed it since `version`.
pub fn reword(
    cx: &mut Cx<Write>,
    may: &Granted<IssueRecommendations>,
    id: RecommendationId,
    version: i64,
    (addressee, text): (&str, &str),
) -> Result<Recommendation> {
    let one = super::issued(cx, may, id)?;
    if one.status() != Status::Draft {
        return Err(Refusal::TextSent.into());
    }
    if one.version != version {
        return Err(Error::Conflict(
            "Эту рекомендацию только что изменили. Ваш текст не\u{a0}сохранён: откройте её заново, сравните и\u{a0}внесите своё."
                .to_owned(),
        ));
    }
    let text = text.trim();
    if text.is_empty() {
        return Err(Error::field("text", "Напишите, что рекомендуете сделать."));
    }
    if text.chars().count() > TEXT_LIMIT || addressee.chars().count() > 200 {
        return Err(Error::field("text", "Текст – не\u{a0}длиннее 4000 знаков, адресат – 200."));
    }
    let now = cx.now();
    store::reword(cx.tx(), id, addressee.trim(), text, now)?;
    store::reread(cx.conn(), id)?.ok_or(Error::NotFound)
}
