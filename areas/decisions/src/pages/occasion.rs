//! What the recommendations of a board or a letter answer: a published monitoring, or findings of the sender's own. The same
//! pages serve both.

use access::{Granted, Permission};
use chrono::NaiveDate;
use db::Moment;
use monitoring::model::{Campaign, CampaignId};
use units::UnitId;
use web::{Cx, Error, Mode, Result, russian};

/// What is answered, and the place the person looks from.
pub(super) struct Occasion {
    /// The monitoring; none: findings.
    pub campaign: Option<Campaign>,
    /// The path of who recommends: the owner of the monitoring, or the person's own unit.
    pub path: String,
}

/// The board of an occasion.
pub(crate) fn board_url(campaign: Option<CampaignId>) -> String {
    match campaign {
        Some(id) => format!("/recommendations/campaigns/{id}"),
        None => "/recommendations/findings".to_owned(),
    }
}

/// The recommendations to one unit.
pub(crate) fn letter_url(campaign: Option<CampaignId>, unit: UnitId) -> String {
    format!("{}/units/{unit}", board_url(campaign))
}

impl Occasion {
    /// The occasion of the address, if the person's places and its places meet.
    pub fn asked<P: Permission, M: Mode>(cx: &mut Cx<M>, may: &Granted<P>) -> Result<Self> {
        if cx.request().args.iter().any(|(name, _)| name == "campaign") {
            let campaign = super::campaign(cx, may)?;
            return Ok(Self { path: campaign.unit_path.clone(), campaign: Some(campaign) });
        }
        let place = may.scopes().first().ok_or(Error::NotFound)?;
        Ok(Self { campaign: None, path: place.path.clone() })
    }

    /// The monitoring's id.
    pub fn id(&self) -> Option<CampaignId> {
        self.campaign.as_ref().map(|one| one.id)
    }

    /// The board.
    pub fn url(&self) -> String {
        board_url(self.id())
    }

    /// «Мониторинг методических служб · 2025/26»
    pub fn about(&self) -> String {
        match &self.campaign {
            Some(one) => format!("{} · {}", one.title, russian::school_year(&one.period)),
            None => "По\u{a0}выводам отчётов, справок, посещений – без мониторинга".to_owned(),
        }
    }

    /// What it is called where a page or a file is named.
    pub fn title(&self) -> String {
        match &self.campaign {
            Some(one) => one.title.clone(),
            None => "по\u{a0}выводам".to_owned(),
        }
    }
}

/// First and last instant of a school year, named by the year it ends in.
pub(super) fn school_year(ends_in: i32) -> (Moment, Moment) {
    let first = |year| NaiveDate::from_ymd_opt(year, 9, 1).unwrap_or_default();
    let zone = chrono_tz::UTC;
    (db::day_start(zone, first(ends_in - 1)), db::day_start(zone, first(ends_in)))
}
