//! What stands behind somebody's points: each deed with its day, its weight and the page it comes from.

use access::Granted;
use askama::Template;
use chrono::NaiveDate;
use packs::Effective;
use people::PersonId;
use people::staff;
use registry::Deed;
use web::{Cx, Error, Mode, Page, Read, Reply, Result, russian};

use super::super::{place, weights, words};
use super::{deeds_of, rules_then};
use crate::access::SeeActivity;
use crate::actions::weighing;
use crate::places::Places;
use crate::rules::{Weights, scored};

/// A line of what somebody did.
pub(in super::super) struct ItemRow {
    pub title: String,
    pub url: String,
    pub kind: String,
    pub day: String,
    pub points: u32,
}

/// What somebody did in a time, the latest first, and how much it is together.
pub(in super::super) fn items_of<M: Mode>(
    cx: &mut Cx<M>,
    person: PersonId,
    period: (NaiveDate, NaiveDate),
    (rules, weights): (&Effective, &Weights),
    reach: &db::Ranges,
) -> Result<(Vec<ItemRow>, u64)> {
    let mut deeds = deeds_of(cx, &[person.0], period)?;
    let score = scored(&[person.0], &deeds, weights).first().map_or(0, |one| one.score);
    deeds.sort_by(|a, b| (b.on, &a.title, &a.url).cmp(&(a.on, &b.title, &b.url)));
    let row = |deed: Deed| {
        let kind = rules.incentives.weights.iter().find(|one| one.rule.id == deed.kind);
        let document = if deed.document.is_empty() { String::new() } else { format!(" ({})", deed.document) };
        ItemRow {
            title: format!("{}{document}", deed.title),
            // A page of a unit above or beside is not theirs to open.
            url: if reach.holds(&deed.unit_path) { deed.url } else { String::new() },
            kind: kind.map_or_else(|| deed.kind.to_owned(), |one| one.rule.title.clone()),
            day: russian::date(deed.on),
            points: weights.get(deed.kind).copied().unwrap_or(0),
        }
    };
    Ok((deeds.into_iter().map(row).collect(), score))
}

#[derive(Template)]
#[template(path = "items.html")]
struct ItemsPage {
    person: (String, String, String),
    span: String,
    items: Vec<ItemRow>,
    score: u64,
    set: String,
    back: String,
}

/// `GET /incentives/activity/{person}`: what stands behind the points.
pub(in super::super) fn of_person(cx: &mut Cx<Read>, may: Granted<SeeActivity>) -> Result<Reply> {
    let request = cx.request_handle();
    let id: PersonId = request.arg("person")?;
    let person = people::store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    let unit = place(cx, &may)?;
    let today = cx.today_at(&unit.path)?;
    let period = words::period(request.asked("year"), today);
    let rules = rules_then(cx, &unit, period.1)?;
    let known = weighing::in_year(cx, &unit, &rules, period)?;
    cx.saw("person", &[id.0], &person.unit_path);
    let (items, score) = items_of(cx, id, period, (&rules, &known.weights), may.ranges())?;
    let card = staff::of(cx.conn(), &[id.0], today)?.remove(&id).ok_or(Error::NotFound)?;
    let places = Places::read(cx, (unit.id, today), [&card])?;
    let (unit_id, year) = (unit.id.to_string(), words::year_of(period));
    let page = ItemsPage {
        person: (person.name().full(), words::about(&card, &places, (&rules, today)), person.url()),
        span: crate::papers::span(period),
        items,
        score,
        set: weights::whose(cx, &known)?,
        back: web::address("/incentives/activity", &[("unit", &unit_id), ("year", &year)]),
    };
    Page::titled("Что сделано").at(&unit.path).under("/incentives").show(&page)
}
