//! The monitoring of the demo (приложение 6): two years published with what followed them, this year's being collected,
//! with a sheet in every state. Everything goes through the area's own actions; only answers and links are written by its store.

mod archive;
mod deciding;
mod filling;
mod findings;
mod profile;
mod recommending;
mod reporting;
mod verifying;

use access::AccountId;
use chrono::NaiveDate;
use db::Ranges;
use monitoring::actions::settings::{self, Setting};
use monitoring::actions::{campaign, publish};
use monitoring::model::{CampaignId, Sheet};
use monitoring::rules::{Bands, CampaignState};
use monitoring::{RunCampaign, store};
use packs::Template;
use web::{Cx, Write};

use super::people::Cast;
use super::sign_ins::TOWN;
use super::stage::{Stage, day};
use super::tree::Tree;
use crate::Failure;
use archive::Archive;
use profile::Profile;

/// The table of the demo region.
const TEMPLATE: &str = "amur-2020/mms";

/// How it was measured, told to everybody.
const ABOUT: &str = "Каждый июнь муниципальные методические службы заполняют таблицу показателей и прикладывают документы. \
                     Институт проверяет каждый документ: балл ставится только за то, что подтверждено. Процент показывает, \
                     какую долю наибольшего возможного числа баллов набрала территория.";

/// Everything the story needs at hand.
struct Story<'a> {
    stage: &'a Stage<'a>,
    template: &'a Template,
    tree: &'a Tree,
    cast: &'a Cast,
    seed: u64,
    progress: &'a dyn Fn(),
}

/// A year of monitoring: the year its school year ends in.
#[derive(Debug, Clone, Copy)]
struct Year(i32);

impl Year {
    fn period(self) -> String {
        self.0.to_string()
    }

    /// First and last day of collection, last day of verification, day of publication.
    fn days(self) -> [NaiveDate; 4] {
        [day(self.0, 6, 1), day(self.0, 6, 30), day(self.0, 7, 31), day(self.0, 8, 20)]
    }
}

/// Tells the years, as far as they have come.
pub(super) fn tell(
    stage: &Stage<'_>,
    tree: &Tree,
    cast: &Cast,
    seed: u64,
    progress: &dyn Fn(),
) -> Result<(), Failure> {
    let packs = stage.packs();
    let template =
        packs.template(TEMPLATE).ok_or_else(|| Failure::Refused(format!("the packs lack {TEMPLATE}")))?;
    let story = Story { stage, template, tree, cast, seed, progress };
    let mut archive = Archive::default();
    published(&story, Year(2024), &mut archive)?;
    published(&story, Year(2025), &mut archive)?;
    findings::found(&story)?;
    collected(&story, Year(2026), &mut archive)
}

/// A campaign from its plan to its publication.
fn published(story: &Story<'_>, year: Year, archive: &mut Archive) -> Result<(), Failure> {
    let [from, _, _, publish_on] = year.days();
    if !story.stage.has_come(publish_on) {
        return Ok(());
    }
    let id = opened(story, year, archive, from)?;
    let sheets = sheets(story, id, from)?;
    for sheet in &sheets {
        let profile = Profile::of(story, sheet, year);
        filling::fill(story, sheet, &profile, archive, &filling::Extent::handed_in(day(year.0, 6, 24)))?;
        verifying::verify(story, sheet, &profile, day(year.0, 7, 15))?;
        (story.progress)();
    }
    story.stage.act(day(year.0, 7, 16), Some(story.cast.institute), |cx| {
        let may = may_run(cx)?;
        campaign::enter(cx, &may, id, CampaignState::Verifying, "")
    })?;
    story.stage.act(publish_on, Some(story.cast.institute), |cx| {
        let may = may_run(cx)?;
        publish::publish(cx, &may, id, &publish::Publishing::default())
    })?;
    story.stage.act(publish_on, Some(story.cast.ministry), |cx| shown_to_all(cx, id))?;
    recommending::followed(story, id, year, &sheets)?;
    deciding::decided(story, id, year, &sheets, archive)?;
    reporting::reported(story, id, year, &sheets, archive)
}

/// The ministry shows the results on the open page, with places: it turned them on by its act.
fn shown_to_all(cx: &mut Cx<Write>, id: CampaignId) -> web::Result<()> {
    let may = cx.house().policy.check::<portal::OpenResults>(cx.person())?;
    portal::open(cx, &may, id, &portal::Choice { about: ABOUT, has_places: true, version: 0 })
}

/// A campaign in the middle of its collection: each sheet in the state its place in the list gives it.
fn collected(story: &Story<'_>, year: Year, archive: &mut Archive) -> Result<(), Failure> {
    let [from, ..] = year.days();
    if !story.stage.has_come(day(year.0, 6, 17)) {
        return Ok(());
    }
    let id = opened(story, year, archive, from)?;
    let town = story.tree.unit_of(TOWN).map(|unit| unit.id);
    for (position, sheet) in sheets(story, id, from)?.into_iter().enumerate() {
        let profile = Profile::of(story, &sheet, year);
        let stand = if Some(sheet.unit_id) == town {
            Stand::Walk
        } else {
            Stand::PATTERN[position % Stand::PATTERN.len()]
        };
        bring_to(story, &sheet, &profile, archive, stand, year)?;
        (story.progress)();
    }
    Ok(())
}

/// How far a sheet has come on the demo's day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    Empty,
    /// A draft with so many of a hundred answers.
    Draft(usize),
    /// The draft of the walk: a few answers missing, some of them waiting among the documents.
    Walk,
    Submitted,
    Returned,
    Verified,
}

impl Stand {
    const PATTERN: [Self; 9] = [
        Self::Submitted,
        Self::Returned,
        Self::Verified,
        Self::Draft(70),
        Self::Submitted,
        Self::Empty,
        Self::Draft(25),
        Self::Verified,
        Self::Draft(90),
    ];
}

fn bring_to(
    story: &Story<'_>,
    sheet: &Sheet,
    profile: &Profile,
    archive: &mut Archive,
    stand: Stand,
    year: Year,
) -> Result<(), Failure> {
    let (filled, verified) = (day(year.0, 6, 16), day(year.0, 6, 17));
    let extent = match stand {
        Stand::Empty => return Ok(()),
        Stand::Draft(percent) => filling::Extent::part(filled, percent),
        Stand::Walk => filling::Extent::walk(filled),
        _ => filling::Extent::handed_in(filled),
    };
    filling::fill(story, sheet, profile, archive, &extent)?;
    match stand {
        Stand::Returned => verifying::give_back(story, sheet, profile, verified),
        Stand::Verified => verifying::verify(story, sheet, profile, verified),
        _ => Ok(()),
    }
}

/// Plans and opens a campaign; places are turned on by the ministry's act.
fn opened(
    story: &Story<'_>,
    year: Year,
    archive: &mut Archive,
    from: NaiveDate,
) -> Result<CampaignId, Failure> {
    let planned = day(year.0, 5, 20);
    let ministry = Some(story.cast.ministry);
    let act = story.stage.act(planned, ministry, |cx| archive.ranks_act(cx, story, planned))?;
    let id = story.stage.act(planned, Some(story.cast.institute), |cx| {
        let may = may_run(cx)?;
        let plan =
            campaign::Plan { template: TEMPLATE, period: &year.period(), days: year.days(), hour: None };
        let id = campaign::plan(cx, &may, &story.tree.region, &plan)?;
        settings::set(cx, &may, id, Setting::Places, Some(act), &Bands::default())?;
        Ok(id)
    })?;
    story.stage.act(from, Some(story.cast.institute), |cx| {
        let may = may_run(cx)?;
        campaign::open(cx, &may, id)
    })?;
    Ok(id)
}

fn may_run(cx: &Cx<Write>) -> web::Result<access::Granted<RunCampaign>> {
    Ok(cx.house().policy.check(cx.person())?)
}

fn sheets(story: &Story<'_>, id: CampaignId, day: NaiveDate) -> Result<Vec<Sheet>, Failure> {
    let house = story.stage.house(day)?;
    Ok(house.db.read(|conn| store::sheets::of_campaign(conn, id, &Ranges::under(["/"])))?)
}

impl Story<'_> {
    /// The methodist who fills the sheet.
    fn methodist(&self, sheet: &Sheet) -> Option<AccountId> {
        let (login, _) = self.tree.municipalities.iter().find(|(_, unit)| unit.id == sheet.unit_id)?;
        self.cast.by_login.get(login).copied()
    }
}
