//! The open pages that need no account, and the page where the authority decides what is on them.

mod board;
mod check;
mod choice;
mod directory;
mod directory_card;
mod directory_choice;
mod files;
mod index;
mod object;
mod words;

use access::{Anyone, Granted};
use monitoring::model::CampaignId;
use monitoring::store::{campaigns, results};
use web::{Cx, Error, Mode, Result, Route, get, post};

use crate::figures::Shown;
use crate::store;

/// The area's routes.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/open", index::page),
        get("/open/{campaign}", board::page),
        get("/open/{campaign}/xlsx", files::xlsx),
        get("/open/{campaign}/json", files::json),
        get("/open/{campaign}/units/{unit}", object::page),
        get("/check/{code}", check::page),
        get("/directory", directory::index),
        get("/directory/{unit}", directory::place),
        get("/directory/structures/{structure}", directory_card::card),
        get("/directory/structures/{structure}/emblem", directory_card::emblem),
        get("/directories", directory_choice::list),
        get("/directories/{unit}", directory_choice::page),
        post("/directories/{unit}", directory_choice::open).step_up(),
        post("/directories/{unit}/closing", directory_choice::close),
        get("/openings", choice::list),
        get("/openings/{campaign}", choice::page),
        post("/openings/{campaign}", choice::open).step_up(),
        post("/openings/{campaign}/closing", choice::close),
    ]
}

/// The monitoring of the address, if everybody may see it; its last revision.
fn shown<M: Mode>(cx: &mut Cx<M>, _may: &Granted<Anyone>) -> Result<Shown> {
    let id: CampaignId = cx.request().arg("campaign")?;
    let opening = store::shown(cx.conn(), id)?.ok_or(Error::NotFound)?;
    let campaign = campaigns::find(cx.conn(), id)?.ok_or(Error::NotFound)?;
    let publication = results::latest(cx.conn(), id)?.ok_or(Error::NotFound)?;
    let table = monitoring::table_of(cx.conn(), &campaign)?;
    Ok(Shown { opening, campaign, publication, table })
}

/// What a copy of a page of it is known by.
fn state_of(shown: &Shown) -> String {
    let Shown { opening, campaign, publication, .. } = shown;
    format!("{} {} {} {}", opening.id, opening.version, publication.id, campaign.version)
}
