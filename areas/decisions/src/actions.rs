//! What is done with recommendations and decisions: load → rules → store → history → journal, in the transaction of the request.

pub mod answering;
pub mod checking;
pub mod controlling;
pub mod deciding;
pub mod drafting;
pub mod entering;
pub mod inflecting;
pub mod measuring;
pub mod recommending;
pub mod sending;

use access::{Granted, Permission};
use audit::Action;
use chrono::NaiveDate;
use monitoring::model::{Campaign, CampaignId};
use monitoring::rules::CampaignState;
use serde_json::Value;
use web::{Cx, Error, Mode, Result, Write};

use crate::IssueRecommendations;
use crate::model::{Recommendation, RecommendationId};
use crate::rules::{Refusal, Verb, next};
use crate::store::{self, Sight, Step};

/// The monitoring, if it belongs to a place where the person recommends.
pub(crate) fn own_campaign<P: Permission, M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<P>,
    id: CampaignId,
) -> Result<Campaign> {
    let campaign = monitoring::store::campaigns::find(cx.conn(), id)?.ok_or(Error::NotFound)?;
    if !may.ranges().holds(&campaign.unit_path) {
        return Err(Error::NotFound);
    }
    Ok(campaign)
}

/// The same, locked, while its results stand: a reopened one is recommended after when it is published again.
pub(crate) fn published(
    cx: &mut Cx<Write>,
    may: &Granted<IssueRecommendations>,
    id: CampaignId,
) -> Result<Campaign> {
    own_campaign(cx, may, id)?;
    cx.tx().lock("campaigns", id.0)?;
    let campaign = own_campaign(cx, may, id)?;
    match campaign.state() {
        CampaignState::Published => Ok(campaign),
        _ => Err(Refusal::NotPublished(campaign.url()).into()),
    }
}

/// The recommendation, locked, if it was sent to the very unit the person answers for.
fn addressed<P: Permission>(
    cx: &mut Cx<Write>,
    may: &Granted<P>,
    id: RecommendationId,
) -> Result<Recommendation> {
    let nowhere = db::Ranges::default();
    let one = locked(cx, &Sight { scope: may.ranges(), issuing: &nowhere, own: &[] }, id)?;
    let is_own = may.scopes().iter().any(|scope| scope.path == one.unit_path);
    if is_own { Ok(one) } else { Err(Error::NotFound) }
}

/// The recommendation, locked, if it comes from a place where the person recommends.
fn issued<P: Permission>(
    cx: &mut Cx<Write>,
    may: &Granted<P>,
    id: RecommendationId,
) -> Result<Recommendation> {
    let nowhere = db::Ranges::default();
    let own: Vec<String> = may.scopes().iter().map(|scope| scope.path.clone()).collect();
    let one = locked(cx, &Sight { scope: &nowhere, issuing: may.ranges(), own: &own }, id)?;
    // What answers a finding is its sender's alone: those above read it.
    if one.campaign_id.is_none() && !own.contains(&one.owner_path) {
        return Err(Error::NotFound);
    }
    Ok(one)
}

fn locked(cx: &mut Cx<Write>, sight: &Sight<'_>, id: RecommendationId) -> Result<Recommendation> {
    store::find(cx.conn(), sight, id)?.ok_or(Error::NotFound)?;
    cx.tx().lock("recommendations", id.0)?;
    store::reread(cx.conn(), id)?.ok_or(Error::NotFound)
}

/// Takes a step of a recommendation's life, tells its history and the journal.
fn step(
    cx: &mut Cx<Write>,
    one: &Recommendation,
    verb: Verb,
    (told, word): (&str, &str),
    reply_by: Option<NaiveDate>,
) -> Result<()> {
    let status = next(one.status(), verb).ok_or(Refusal::Step(one.status(), verb))?;
    let now = cx.now();
    store::enter(cx.tx(), one.id, Step { status, word, reply_by }, now)?;
    note(cx, one, &if word.is_empty() { told.to_owned() } else { format!("{told}: {word}") })
}

/// Tells the history and the journal.
fn note(cx: &mut Cx<Write>, one: &Recommendation, text: &str) -> Result<()> {
    let (id, now, account) = (cx.id(), cx.now(), cx.person().map(|person| person.account.0));
    store::note(cx.tx(), id, one.id.0, (account, now), text)?;
    let about =
        if one.no.is_empty() { String::new() } else { format!(" по показателю {}", one.no) };
    let line = format!("Адресная рекомендация{about}: {text}");
    let what = ("decisions", "recommendation", one.id.0);
    cx.journal(Action::Changed, what, &one.unit_path, &line, Value::Null)
}

/// A reason somebody must give.
fn reason<'a>(word: &'a str, sentence: &str) -> Result<&'a str> {
    let word = word.trim();
    match word.chars().count() {
        0 => Err(Error::field("word", sentence)),
        1..=2_000 => Ok(word),
        _ => Err(Error::field("word", "Не\u{a0}длиннее 2000 знаков: главное – в\u{a0}первых строках.")),
    }
}
