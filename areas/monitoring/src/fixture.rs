//! A published monitoring for tests of the areas above: written as publication writes it, without a year of work before.

use chrono::{Datelike, NaiveDate};
use db::{Result, WriteTx};
use packs::Template;
use rust_decimal::Decimal;
use units::Unit;
use web::House;

use crate::model::{CampaignId, PublishedObject, PublishedScore};
use crate::rules::{Percent, shown};
use crate::store::campaigns::{self, NewCampaign};
use crate::store::results::{self, NewPublication};

/// The table of the fixture.
pub const TEMPLATE: &str = "amur-2020/mms";

/// An object with its figures: number, points, maximum, state.
#[derive(Debug, Clone, Copy)]
pub struct Measured<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// The table's level.
    pub level: &'a str,
    /// A body or a person inside the unit; empty for the unit itself.
    pub subject: &'a str,
    /// Its indicators.
    pub figures: &'a [(&'a str, &'a str, &'a str, &'a str)],
}

impl<'a> Measured<'a> {
    /// A municipality itself.
    pub fn municipality(unit: &'a Unit, figures: &'a [(&'a str, &'a str, &'a str, &'a str)]) -> Self {
        Self { unit, level: "municipality", subject: "", figures }
    }
}

/// A campaign of the owner, being collected.
///
/// # Errors
/// The database refuses.
pub fn opened(house: &House, owner: &Unit, period: &str) -> Result<CampaignId> {
    let Some(template) = house.packs.template(TEMPLATE) else {
        return Err(db::Error::Unsuitable(format!("no {TEMPLATE}")));
    };
    let year = period.parse().unwrap_or_else(|_| house.now().day(house.settings.zone).year());
    let day = |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    let (id, at) = (CampaignId(house.id()), house.now());
    house.db.write(|tx| {
        let new = NewCampaign {
            id,
            owner,
            template: TEMPLATE,
            title: &template.title,
            clause: &template.clause,
            period,
            days: [day(6, 1), day(6, 30), day(7, 31), day(8, 20)],
            closes_at: db::day_start(house.settings.zone, day(7, 1)),
            at,
        };
        campaigns::add(tx, &new)?;
        open(tx, id, template, at)
    })?;
    Ok(id)
}

fn open(tx: &mut WriteTx, id: CampaignId, template: &Template, at: db::Moment) -> Result<()> {
    campaigns::open(tx, id, &template.canonical_json(), &template.hash(), "test", at)
}

/// Publishes a revision; with `places`, the words of the act that turned them on.
///
/// # Errors
/// The database refuses.
pub fn publish(
    house: &House,
    campaign: CampaignId,
    revision: i64,
    places: &str,
    objects: &[Measured<'_>],
) -> Result<i64> {
    let (id, at) = (house.id(), house.now());
    house.db.write(|tx| {
        let new = NewPublication {
            id,
            campaign,
            revision,
            template_hash: "",
            mean: "50",
            median: "50",
            reason: "",
            acts: [places, "", ""],
            by: None,
            at,
        };
        results::add(tx, &new)?;
        for (position, one) in objects.iter().enumerate() {
            let object = object(house.id(), id, i64::try_from(position).unwrap_or(0) + 1, one);
            let scores: Vec<_> = one.figures.iter().map(|line| score(house.id(), object.id, line)).collect();
            results::add_object(tx, &object, &scores)?;
        }
        campaigns::enter(tx, campaign, crate::rules::CampaignState::Published, at)
    })?;
    Ok(id)
}

fn object(id: i64, publication: i64, place: i64, one: &Measured<'_>) -> PublishedObject {
    let none = String::new;
    let sum = |of: fn(&(&str, &str, &str, &str)) -> Option<Decimal>| one.figures.iter().filter_map(of).sum();
    let (score, max): (Decimal, Decimal) = (sum(|line| line.1.parse().ok()), sum(|line| line.2.parse().ok()));
    PublishedObject {
        id,
        publication_id: publication,
        unit_id: one.unit.id,
        unit_path: one.unit.path.clone(),
        name: one.unit.short_name.clone(),
        parent_name: none(),
        size_group: none(),
        score: shown(score),
        max: shown(max),
        percent: Percent::of(score, max).map(|percent| percent.shown()).unwrap_or_default(),
        band: none(),
        place,
        group_place: None,
        change: none(),
        left_out_reason: none(),
        level: one.level.to_owned(),
        subject: one.subject.to_owned(),
        subject_key: db::fold(one.subject),
    }
}

fn score(id: i64, object: i64, (no, score, max, state): &(&str, &str, &str, &str)) -> PublishedScore {
    let none = String::new;
    PublishedScore {
        id,
        object_id: object,
        no: (*no).to_owned(),
        criterion: no.split('.').next().unwrap_or_default().to_owned(),
        score: (*score).to_owned(),
        max: (*max).to_owned(),
        state: (*state).to_owned(),
        rule: "presence".to_owned(),
        why: none(),
        earns: none(),
        answer: none(),
        ground: none(),
        ruled_by: none(),
        ruled_at: None,
        evidence: "[]".to_owned(),
    }
}
