//! Pages of recommendations: the list of monitorings, the board of one, the letter to one unit, the card, effect, circle;
//! and of the register of decisions.

mod board;
mod card;
mod circle;
mod decisions;
mod effect;
mod export;
mod index;
mod letter;
mod steps;
mod words;

use access::{Granted, Permission};
use monitoring::model::{Campaign, CampaignId};
use web::view::HistoryEntry;
use web::{Cx, Error, Mode, Result, Route, get, post, russian};

use crate::model::Event;
use crate::store::Sight;
use crate::{SeeRecommendations, access as reach};

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
    ];
    all.extend(decisions::routes());
    all
}

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Events as a page tells them.
fn told<M: Mode>(cx: &mut Cx<M>, events: Vec<Event>, path: &str) -> Result<Vec<HistoryEntry>> {
    let zone = cx.zone_at(path)?;
    let people: Vec<i64> = events.iter().filter_map(|event| event.account_id).collect();
    let names = access::store::short_names(cx.conn(), &people)?;
    let who = |account: Option<i64>| match account {
        Some(id) => names.get(&id).cloned().unwrap_or_default(),
        None => "программа".to_owned(),
    };
    let entry = |event: Event| HistoryEntry {
        when: russian::moment(event.at, zone),
        who: who(event.account_id),
        text: event.text,
    };
    Ok(events.into_iter().map(entry).collect())
}

/// The monitoring of the address, if the person's places and its places meet.
fn campaign<P: Permission, M: Mode>(cx: &mut Cx<M>, may: &Granted<P>) -> Result<Campaign> {
    let id: CampaignId = cx.request().arg("campaign")?;
    let found = monitoring::store::campaigns::find(cx.conn(), id)?.ok_or(Error::NotFound)?;
    let meets = monitoring::store::campaigns::concerns(&found.unit_path, may.scopes());
    if meets { Ok(found) } else { Err(Error::NotFound) }
}

/// What the person sees, for the store.
fn sight<'a>(may: &'a Granted<SeeRecommendations>, issuing: &'a db::Ranges) -> Sight<'a> {
    Sight { scope: may.ranges(), issuing }
}

fn issuing<M: Mode>(cx: &Cx<M>) -> db::Ranges {
    reach::issuing(cx)
}
