//! Showing results to everybody, and taking them off: load → rules → store → journal.

use access::Granted;
use audit::Action;
use monitoring::model::{Campaign, CampaignId};
use monitoring::store::{campaigns, results};
use serde_json::Value;
use web::{Cx, Error, Mode, Result, Write};

use crate::OpenResults;
use crate::model::{Opening, OpeningId};
use crate::rules::{Refusal, may_open};
use crate::store;

/// The most letters of the word about the method.
const LONGEST: usize = 4_000;

/// How results are shown.
#[derive(Debug, Clone, Default)]
pub struct Choice<'a> {
    /// How it was measured, in the authority's words; may be empty.
    pub about: &'a str,
    /// Places are shown, where the publication has them.
    pub has_places: bool,
    /// The version the person saw; 0 when nothing was decided yet.
    pub version: i64,
}

/// The monitoring, if it is of a place where the person decides.
pub(crate) fn own<M: Mode>(cx: &mut Cx<M>, may: &Granted<OpenResults>, id: CampaignId) -> Result<Campaign> {
    let campaign = campaigns::find(cx.conn(), id)?.ok_or(Error::NotFound)?;
    if may.ranges().holds(&campaign.unit_path) { Ok(campaign) } else { Err(Error::NotFound) }
}

/// Shows a published monitoring to everybody, or changes how it is shown.
///
/// # Errors
/// Nothing stands published, or all that was measured is people; somebody decided in between.
pub fn open(
    cx: &mut Cx<Write>,
    may: &Granted<OpenResults>,
    id: CampaignId,
    choice: &Choice<'_>,
) -> Result<()> {
    let about = choice.about.trim();
    if about.chars().count() > LONGEST {
        return Err(Error::field("about", format!("Не\u{a0}длиннее {LONGEST} знаков.")));
    }
    let (campaign, known) = decided(cx, may, id, choice.version)?;
    let levels = match results::latest(cx.conn(), id)? {
        None => return Err(Refusal::NotPublished(campaign.url()).into()),
        Some(publication) => results::levels(cx.conn(), publication.id)?,
    };
    may_open(campaign.state(), campaign.url(), &levels)?;
    let text = match &known {
        Some(opening) if opening.is_open => "Изменён показ результатов на\u{a0}открытой странице",
        _ => "Результаты показаны на\u{a0}открытой странице",
    };
    let next = Opening {
        about: about.to_owned(),
        has_places: choice.has_places,
        is_open: true,
        ..next(cx, &campaign, known)
    };
    put(cx, &campaign, &next, text)
}

/// Takes results off the open page; a second click changes nothing.
///
/// # Errors
/// Somebody decided in between.
pub fn close(cx: &mut Cx<Write>, may: &Granted<OpenResults>, id: CampaignId, version: i64) -> Result<()> {
    let (campaign, known) = decided(cx, may, id, version)?;
    if known.as_ref().is_none_or(|opening| !opening.is_open) {
        return Ok(());
    }
    let next = Opening { is_open: false, ..next(cx, &campaign, known) };
    put(cx, &campaign, &next, "Результаты сняты с\u{a0}открытой страницы")
}

/// The monitoring, locked, and what was decided of it; not if somebody decided since the person looked.
fn decided(
    cx: &mut Cx<Write>,
    may: &Granted<OpenResults>,
    id: CampaignId,
    version: i64,
) -> Result<(Campaign, Option<Opening>)> {
    own(cx, may, id)?;
    cx.tx().lock("campaigns", id.0)?;
    let campaign = own(cx, may, id)?;
    let known = store::of(cx.conn(), id)?;
    if known.as_ref().map_or(0, |opening| opening.version) == version {
        return Ok((campaign, known));
    }
    Err(Error::field(
        "about",
        "Пока страница была открыта, показ изменили. Сверьте и\u{a0}сохраните ещё раз.",
    ))
}

fn next(cx: &Cx<Write>, campaign: &Campaign, known: Option<Opening>) -> Opening {
    let (at, by) = (cx.now(), cx.person().map(|person| person.account.0));
    match known {
        Some(known) => Opening { changed_at: at, changed_by: by, version: known.version + 1, ..known },
        None => Opening {
            id: OpeningId(cx.id()),
            campaign_id: campaign.id,
            unit_id: campaign.unit_id,
            unit_path: campaign.unit_path.clone(),
            about: String::new(),
            has_places: false,
            is_open: false,
            changed_at: at,
            changed_by: by,
            version: 1,
        },
    }
}

fn put(cx: &mut Cx<Write>, campaign: &Campaign, next: &Opening, text: &str) -> Result<()> {
    store::put(cx.tx(), next)?;
    cx.journal(Action::Changed, ("portal", "campaign", campaign.id.0), &campaign.unit_path, text, Value::Null)
}
