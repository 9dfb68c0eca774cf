//! Places, groups and levels of a campaign: none of the regulations has them, so each is off until an act turns it on.

use access::Granted;
use audit::Action;
use documents::DocumentId;
use web::{Cx, Error, Mode, Result, Write};

use super::campaign::{locked, told};
use crate::access::RunCampaign;
use crate::model::{Campaign, CampaignId};
use crate::refused::at_campaign;
use crate::rules::{Bands, CampaignState, Refusal};
use crate::store::campaigns;

/// What an act turns on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// Places among all objects.
    Places,
    /// Places inside groups: city and district.
    Groups,
    /// Levels by percent.
    Bands,
}

impl Setting {
    /// All settings in the order of the page.
    pub const ALL: [Self; 3] = [Self::Places, Self::Groups, Self::Bands];

    /// The code of its form.
    pub fn code(self) -> &'static str {
        match self {
            Self::Places => "places",
            Self::Groups => "groups",
            Self::Bands => "bands",
        }
    }

    /// «Места»
    pub fn title(self) -> &'static str {
        match self {
            Self::Places => "Места",
            Self::Groups => "Места в группах",
            Self::Bands => "Уровни",
        }
    }

    /// The setting of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|setting| setting.code() == code)
    }

    /// The act that turned it on.
    pub fn act(self, campaign: &Campaign) -> Option<DocumentId> {
        match self {
            Self::Places => campaign.ranks_act_id,
            Self::Groups => campaign.groups_act_id,
            Self::Bands => campaign.bands_act_id,
        }
    }
}

/// Turns a setting on by an act of the owner, or off. Levels need their table too.
pub fn set(
    cx: &mut Cx<Write>,
    may: &Granted<RunCampaign>,
    id: CampaignId,
    setting: Setting,
    act: Option<DocumentId>,
    bands: &Bands,
) -> Result<()> {
    let campaign = locked(cx, may, id)?;
    if matches!(campaign.state(), CampaignState::Published | CampaignState::Archived) {
        return Err(at_campaign(Refusal::PlacesFixed, campaign.url()));
    }
    if let Some(act) = act {
        let found = documents::store::find(cx.conn(), may.ranges(), act)?.ok_or(Error::NotFound)?;
        if found.is_cancelled() || found.unit_path != campaign.unit_path {
            return Err(at_campaign(Refusal::NoSuchAct, campaign.url()));
        }
    }
    let at = cx.now();
    if setting == Setting::Bands {
        if act.is_some() && bands.is_empty() {
            return Err(at_campaign(Refusal::NoBands, campaign.url()));
        }
        let json = if act.is_some() { bands.to_json() } else { String::new() };
        campaigns::set_bands(cx.tx(), id, act, &json, at)?;
    } else {
        campaigns::set_act(cx.tx(), id, setting, act, at)?;
    }
    let word = if act.is_some() { "включены актом" } else { "выключены" };
    told(cx, id, &campaign.unit_path, Action::Changed, &format!("{} {word}", setting.title()))
}

/// The acts of all settings in words, for a publication to keep: empty where a setting is off.
pub(super) fn acts<M: Mode>(cx: &mut Cx<M>, campaign: &Campaign) -> Result<[String; 3]> {
    let ids: Vec<i64> = Setting::ALL.iter().filter_map(|one| one.act(campaign)).map(|id| id.0).collect();
    let found = documents::store::all_of(cx.conn(), &ids)?;
    let line = |setting: Setting| {
        let act = setting.act(campaign)?;
        found.iter().find(|document| document.id == act).map(documents::Document::title_line)
    };
    Ok(Setting::ALL.map(|setting| line(setting).unwrap_or_default()))
}
