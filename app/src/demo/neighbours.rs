//! Three neighbours of the demo region, each a tree of its own with its own pack: Владимир with three published years of its
//! dynamics, Терский район with sheets of every level filled, Ижморский округ under the regulation of its region, without a
//! table of its own. Invented people and schools.

mod answers;
pub(super) mod terek;
mod trees;

use access::AccountId;
use chrono::NaiveDate;
use db::Ranges;
use monitoring::actions::{campaign, publish, submit, verify};
use monitoring::model::{CampaignId, Ruling, Sheet};
use monitoring::rules::CampaignState;
use monitoring::{FillSheet, RunCampaign, SubmitSheet, VerifySheet, store};
use packs::{Scoring, Template};
use units::Unit;

use super::sign_ins::SignIn;
use super::stage::{Stage, day};
use crate::Failure;
use std::collections::BTreeMap;
pub(super) use trees::{Neighbour, plant};

/// Years told of Владимир: the first has nothing to compare with.
const VLADIMIR_YEARS: [i32; 3] = [2024, 2025, 2026];
const TEREK_YEAR: i32 = 2026;

/// Plants them and tells their years as far as they have come; returns their sign-ins.
pub(super) fn tell(
    stage: &Stage<'_>,
    seed: u64,
    hashes: &BTreeMap<&'static str, String>,
    progress: &dyn Fn(),
) -> Result<Vec<SignIn>, Failure> {
    let planted = day(2023, 9, 4);
    if !stage.has_come(planted) {
        return Ok(Vec::new());
    }
    let [vladimir, terek, izhmorsky] = stage.act(planted, None, |cx| plant(cx, seed, hashes))?;
    stage.act(planted, None, |cx| {
        super::living::three_languages(cx, &terek.municipality)?;
        super::circulated::programme(cx, &terek.municipality)?;
        super::circulated::strategies(cx, &terek.units)?;
        super::living::one_space(cx, &izhmorsky.municipality)
    })?;
    let staff = super::staff::tell_neighbours(stage, [&vladimir, &terek, &izhmorsky], seed)?;
    super::pairs::tell_neighbours(stage, [&vladimir, &terek, &izhmorsky])?;
    super::structures::tell_neighbours(stage, [&vladimir, &terek, &izhmorsky], (seed, &staff))?;
    super::schooled::tell_neighbours(stage, [&vladimir.municipality, &terek.municipality])?;
    for year in VLADIMIR_YEARS {
        year_of(stage, &vladimir, "vladimir-2020/system", year)?;
        progress();
    }
    year_of(stage, &terek, "terek-2021/service", TEREK_YEAR)?;
    progress();
    Ok([vladimir.sign_ins, terek.sign_ins, izhmorsky.sign_ins].concat())
}

/// A campaign of the municipality over itself and what is under it, from its plan to its publication.
fn year_of(stage: &Stage<'_>, of: &Neighbour, template: &str, year: i32) -> Result<(), Failure> {
    let published = day(year, 6, 10);
    if !stage.has_come(published) {
        return Ok(());
    }
    let packs = stage.packs();
    let table = packs.template(template).ok_or_else(|| Failure::Refused(format!("no {template}")))?;
    let id = opened(stage, of, template, year)?;
    for sheet in sheets(stage, id, day(year, 5, 15))? {
        fill(stage, of, table, &sheet, year)?;
        verified(stage, of, table, &sheet, year)?;
    }
    stage.act(day(year, 5, 26), Some(of.head), |cx| {
        let may = cx.house().policy.check::<RunCampaign>(cx.person())?;
        campaign::enter(cx, &may, id, CampaignState::Verifying, "")
    })?;
    stage.act(published, Some(of.head), |cx| {
        let may = cx.house().policy.check::<RunCampaign>(cx.person())?;
        publish::publish(cx, &may, id, &publish::Publishing::default())
    })?;
    Ok(())
}

fn opened(stage: &Stage<'_>, of: &Neighbour, template: &str, year: i32) -> Result<CampaignId, Failure> {
    let days = [day(year, 5, 5), day(year, 5, 20), day(year, 5, 31), day(year, 6, 10)];
    let id = stage.act(day(year, 4, 20), Some(of.head), |cx| {
        let may = cx.house().policy.check::<RunCampaign>(cx.person())?;
        let plan = campaign::Plan { template, period: &year.to_string(), days, hour: None };
        let id = campaign::plan(cx, &may, &of.municipality, &plan)?;
        for (unit, name) in &of.persons {
            campaign::name_subject(cx, &may, id, ("person", unit.id), name)?;
        }
        Ok(id)
    })?;
    stage.act(day(year, 5, 5), Some(of.head), |cx| {
        let may = cx.house().policy.check::<RunCampaign>(cx.person())?;
        campaign::open(cx, &may, id)
    })?;
    Ok(id)
}

fn sheets(stage: &Stage<'_>, id: CampaignId, on: NaiveDate) -> Result<Vec<Sheet>, Failure> {
    let house = stage.house(on)?;
    Ok(house.db.read(|conn| store::sheets::of_campaign(conn, id, &Ranges::under(["/"])))?)
}

/// Whoever stands at the unit fills its sheet; an okrug is filled by its municipality.
fn fill(
    stage: &Stage<'_>,
    of: &Neighbour,
    table: &Template,
    sheet: &Sheet,
    year: i32,
) -> Result<(), Failure> {
    let Some(unit) = of.unit(sheet) else {
        return Ok(());
    };
    let who: AccountId = of.fillers.get(&sheet.unit_id.0).copied().unwrap_or(of.head);
    stage.act(day(year, 5, 15), Some(who), |cx| {
        let fills = cx.house().policy.check::<FillSheet>(cx.person())?;
        let document = answers::paper(cx, unit, of.paper, year)?;
        answers::give(cx, &fills, table, sheet, document, year)?;
        let hands = cx.house().policy.check::<SubmitSheet>(cx.person())?;
        submit::submit(cx, &hands, sheet.id)
    })
}

/// The service judges what is left to experts and ends the verification.
fn verified(
    stage: &Stage<'_>,
    of: &Neighbour,
    table: &Template,
    sheet: &Sheet,
    year: i32,
) -> Result<(), Failure> {
    let judgements = table.indicators().filter(|(criterion, indicator)| {
        table.level_of(criterion) == sheet.level && indicator.is_judgement()
    });
    stage.act(day(year, 5, 25), Some(of.head), |cx| {
        let may = cx.house().policy.check::<VerifySheet>(cx.person())?;
        for (place, (_, indicator)) in judgements.enumerate() {
            let mark = match &indicator.scoring {
                Scoring::Scale { max, .. } => Some(answers::mark(sheet, place, *max)),
                _ => None,
            };
            let reason = "Посещены занятия, изучены план и материалы за год.".to_owned();
            let word = verify::Word { ruling: Ruling::Accepted, reason, mark };
            verify::rule(cx, &may, sheet.id, &indicator.no, &word)?;
        }
        verify::accept(cx, &may, sheet.id)
    })
}

impl Neighbour {
    fn unit(&self, sheet: &Sheet) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.id == sheet.unit_id)
    }
}
