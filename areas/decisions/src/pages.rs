//! Pages of recommendations: the list of monitorings, the board of one, the letter to one unit, the card, effect, circle;
//! and of the register of decisions.

mod board;
mod card;
mod circle;
mod control;
mod decisions;
mod effect;
mod export;
mod finding;
mod index;
mod letter;
pub(crate) mod occasion;
mod steps;
mod words;

use access::{Granted, Permission};
use monitoring::model::{Campaign, CampaignId};
use web::{Cx, Error, Mode, Result, Route, get, post};

use crate::access::{self as reach, Issuing, SeeRecommendations};
use crate::store::Sight;

/// The area's routes.
pub(crate) fn routes() -> Vec<Route> {
    let mut all = vec![
        get("/recommendations", index::page),
        get("/recommendations/campaigns/{campaign}", board::page),
        post("/recommendations/campaigns/{campaign}/drafts", board::draft),
        post("/recommendations/campaigns/{campaign}/dispatch", board::dispatch),
        get("/recommendations/campaigns/{campaign}/register", export::file),
        get("/recommendations/campaigns/{campaign}/effect", effect::page),
        get("/recommendations/campaigns/{campaign}/effect/paper", effect::paper),
        get("/recommendations/campaigns/{campaign}/units/{unit}", letter::page),
        get("/recommendations/campaigns/{campaign}/units/{unit}/paper", letter::paper),
        post("/recommendations/campaigns/{campaign}/units/{unit}/dispatch", letter::dispatch),
        post("/recommendations/campaigns/{campaign}/units/{unit}/receipt", letter::acknowledge),
        get("/recommendations/new", finding::blank),
        get("/recommendations/findings", board::page),
        post("/recommendations/findings", finding::draft),
        post("/recommendations/findings/dispatch", board::dispatch),
        get("/recommendations/findings/register", export::file),
        get("/recommendations/findings/units/{unit}", letter::page),
        get("/recommendations/findings/units/{unit}/paper", letter::paper),
        post("/recommendations/findings/units/{unit}/dispatch", letter::dispatch),
        post("/recommendations/findings/units/{unit}/receipt", letter::acknowledge),
        get("/recommendations/{recommendation}", card::page),
        post("/recommendations/{recommendation}/text", steps::reword),
        post("/recommendations/{recommendation}/receipt", steps::acknowledge),
        post("/recommendations/{recommendation}/measures", steps::plan),
        post("/recommendations/{recommendation}/answer", steps::answer),
        post("/recommendations/{recommendation}/refusal", steps::refuse),
        post("/recommendations/{recommendation}/return", steps::send_back),
        post("/recommendations/{recommendation}/fulfilment", steps::fulfil),
        post("/recommendations/{recommendation}/withdrawal", steps::withdraw),
        post("/recommendations/{recommendation}/draft", steps::redraft),
        post("/recommendations/{recommendation}/paper", steps::enter),
        post("/measures/{measure}/completion", steps::complete),
        post("/measures/{measure}/cancellation", steps::cancel),
        get("/circle/{unit}", circle::page),
        get("/control", control::own),
        get("/control/{unit}", control::page),
    ];
    all.extend(decisions::routes());
    all
}

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The monitoring of the address, if the person's places and its places meet.
fn campaign<P: Permission, M: Mode>(cx: &mut Cx<M>, may: &Granted<P>) -> Result<Campaign> {
    let id: CampaignId = cx.request().arg("campaign")?;
    let found = monitoring::store::campaigns::find(cx.conn(), id)?.ok_or(Error::NotFound)?;
    let meets = monitoring::store::campaigns::concerns(&found.unit_path, may.scopes());
    if meets { Ok(found) } else { Err(Error::NotFound) }
}

/// What the person sees, for the store.
fn sight<'a>(may: &'a Granted<SeeRecommendations>, issuing: &'a Issuing) -> Sight<'a> {
    Sight { scope: may.ranges(), issuing: &issuing.ranges, own: &issuing.own }
}

fn issuing<M: Mode>(cx: &Cx<M>) -> Issuing {
    reach::issuing(cx)
}
