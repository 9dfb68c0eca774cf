//! Places, groups and levels: off until an act of the owner turns each on.

use access::Granted;
use askama::Template;
use documents::DocumentId;
use packs::Band;
use rust_decimal::Decimal;
use web::{Cx, Error, Mode, Page, Read, Reply, Result, Write, russian};

use super::words;
use crate::access::RunCampaign;
use crate::actions::settings::{self, Setting};
use crate::model::{Campaign, CampaignId};
use crate::rules::{Bands, CampaignState, Refusal};
use crate::store::campaigns;

/// Rows of the form of levels.
const LINES: usize = 5;

#[derive(Template)]
#[template(path = "settings.html")]
struct SettingsPage {
    csrf: String,
    url: String,
    heading: String,
    is_fixed: bool,
    acts: Vec<(String, String)>,
    settings: Vec<Line>,
    bands: Vec<(String, String)>,
    errors: Vec<(String, String)>,
}

struct Line {
    code: &'static str,
    title: &'static str,
    about: &'static str,
    act: String,
    is_bands: bool,
}

/// `GET /monitoring/{campaign}/settings`.
pub(crate) fn show(cx: &mut Cx<Read>, may: Granted<RunCampaign>) -> Result<Reply> {
    let campaign = own(cx, &may)?;
    let page = page(cx, &campaign)?;
    shown(&campaign, &page)
}

fn shown(campaign: &Campaign, page: &SettingsPage) -> Result<Reply> {
    Page::titled("Места, группы, уровни").at(&campaign.unit_path).under("/monitoring").show(page)
}

fn own<M: Mode>(cx: &mut Cx<M>, may: &Granted<RunCampaign>) -> Result<Campaign> {
    let id: CampaignId = cx.request().arg("campaign")?;
    let campaign = campaigns::find(cx.conn(), id)?.ok_or(Error::NotFound)?;
    may.within(&campaign.unit_path)?;
    Ok(campaign)
}

fn page<M: Mode>(cx: &mut Cx<M>, campaign: &Campaign) -> Result<SettingsPage> {
    let line = |setting: Setting| Line {
        code: setting.code(),
        title: setting.title(),
        about: about(setting),
        act: setting.act(campaign).map(|id| id.to_string()).unwrap_or_default(),
        is_bands: setting == Setting::Bands,
    };
    let kept = campaign.bands();
    let written = |band: &Band| (band.title.clone(), words::points(band.from.0));
    let mut bands: Vec<(String, String)> = kept.list().iter().map(written).collect();
    bands.resize(LINES.max(bands.len()), (String::new(), String::new()));
    Ok(SettingsPage {
        csrf: cx.csrf().to_owned(),
        url: campaign.url(),
        heading: format!("{}, {}", campaign.title, russian::school_year(&campaign.period)),
        is_fixed: matches!(campaign.state(), CampaignState::Published | CampaignState::Archived),
        acts: acts_of(cx, campaign)?,
        settings: Setting::ALL.map(line).into(),
        bands,
        errors: Vec::new(),
    })
}

fn about(setting: Setting) -> &'static str {
    match setting {
        Setting::Places => "Место объекта среди всех по проценту, затем по баллам; равные делят место.",
        Setting::Groups => "Место внутри своей группы: город или район. Показывается рядом с общим.",
        Setting::Bands => {
            "Название уровня по проценту от максимума: нижний начинается с 0, следующие – без пропусков."
        }
    }
}

/// Documents of the owner that may turn a setting on.
fn acts_of<M: Mode>(cx: &mut Cx<M>, campaign: &Campaign) -> Result<Vec<(String, String)>> {
    let found = documents::store::of_unit(cx.conn(), &campaign.unit_path, &[], 50)?;
    let own = found
        .into_iter()
        .filter(|document| document.unit_path == campaign.unit_path && !document.is_cancelled());
    Ok(own
        .map(|document| (document.id.to_string(), format!("{} – {}", document.title_line(), document.title)))
        .collect())
}

/// `POST /monitoring/{campaign}/settings/{setting}`: an act turns it on, none turns it off.
pub(crate) fn set(cx: &mut Cx<Write>, may: Granted<RunCampaign>) -> Result<Reply> {
    let campaign = own(cx, &may)?;
    let setting: String = cx.request().arg("setting")?;
    let setting = Setting::from_code(&setting).ok_or(Error::NotFound)?;
    let act = cx.request().form.text("act").parse::<DocumentId>().ok();
    let outcome = bands(cx).map_err(|text| Error::field("bands", text)).and_then(|bands| {
        let is_bands = setting == Setting::Bands;
        let was_on = campaign.bands_act_id.is_some();
        match (is_bands, act.is_some(), bands.is_empty()) {
            (true, false, false) if !was_on => Err(Error::field(
                "act-bands",
                "Выберите акт, который вводит уровни: без него они не включаются.",
            )),
            (true, true, true) => Err(Error::field("bands", Refusal::NoBands.to_string())),
            _ => Ok(bands),
        }
    });
    match outcome.and_then(|bands| settings::set(cx, &may, campaign.id, setting, act, &bands)) {
        Ok(()) => {
            let word = if act.is_some() {
                "включены: основание – выбранный акт"
            } else {
                "выключены"
            };
            cx.notice(&format!("{} {word}.", setting.title()));
            Ok(Reply::to(format!("{}/settings", campaign.url())))
        }
        Err(Error::Invalid(faults)) => {
            let mut page = page(cx, &campaign)?;
            page.bands = typed(cx);
            page.bands.resize(LINES.max(page.bands.len()), (String::new(), String::new()));
            page.errors = faults.into_iter().map(|fault| (fault.field, fault.text)).collect();
            Ok(shown(&campaign, &page)?.status(422))
        }
        Err(error) => Err(error),
    }
}

/// Titles and lower ends as typed, line by line.
fn typed<M: Mode>(cx: &Cx<M>) -> Vec<(String, String)> {
    let form = &cx.request().form;
    let (titles, ends) = (form.all("title"), form.all("from"));
    titles.into_iter().zip(ends).map(|(title, from)| (title.to_owned(), from.to_owned())).collect()
}

fn bands<M: Mode>(cx: &Cx<M>) -> std::result::Result<Bands, String> {
    let mut lines = Vec::new();
    for (title, from) in typed(cx).into_iter().filter(|(title, from)| !title.is_empty() || !from.is_empty()) {
        if title.is_empty() {
            return Err(format!("Назовите уровень, который начинается с {from} %."));
        }
        let from: Option<Decimal> = words::decimal(&from)?;
        let from = from.ok_or_else(|| format!("Укажите, с какого процента начинается уровень «{title}»."))?;
        lines.push((title, from));
    }
    Bands::of(&lines)
}
