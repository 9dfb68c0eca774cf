//! Who is represented: looked for by the name among those who work in the unit.

use askama::Template;
use people::staff;
use units::Unit;
use web::{Cx, Page, Read, Reply, Result};

use super::super::words;
use crate::access::SeeActivity;
use crate::actions::rules_at;
use crate::places::Places;

/// So many people are offered.
const MOST: i64 = 20;

#[derive(Template)]
#[template(path = "choice.html")]
struct ChoicePage {
    unit: String,
    ground: String,
    of: String,
    looked_for: String,
    rows: Vec<(String, String, String)>,
    is_asked: bool,
    /// Whether the person may open the list of activity of the unit.
    sees_activity: bool,
}

/// Whoever is looked for by the name.
pub(super) fn show(cx: &mut Cx<Read>, unit: &Unit) -> Result<Reply> {
    let request = cx.request_handle();
    let name = request.asked("name").to_owned();
    let here = db::Ranges::under([unit.path.as_str()]);
    let found = people::store::by_name(cx.conn(), &here, &name, MOST)?;
    let ids: Vec<i64> = found.iter().map(|one| one.id.0).collect();
    cx.saw("person", &ids, &unit.path);
    let (rules, today) = (rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    let cards = staff::of(cx.conn(), &ids, today)?;
    let places = Places::read(cx, (unit.id, today), cards.values())?;
    let (id, ground) = (unit.id.to_string(), request.asked("ground").to_owned());
    let row = |one: &people::Person| {
        let about =
            cards.get(&one.id).map(|card| words::about(card, &places, (&rules, today))).unwrap_or_default();
        let query = [("unit", id.as_str()), ("person", &one.id.to_string()), ("ground", &ground)];
        (one.name().full(), about, web::address("/incentives/new", &query))
    };
    let sees = cx.house().policy.check::<SeeActivity>(cx.person());
    let page = ChoicePage {
        sees_activity: sees.is_ok_and(|may| may.within(&unit.path).is_ok()),
        of: unit.name.clone(),
        rows: found.iter().map(row).collect(),
        is_asked: !name.is_empty(),
        unit: unit.id.to_string(),
        ground: ground.clone(),
        looked_for: name,
    };
    Page::titled("Кого представить").at(&unit.path).under("/incentives").show(&page)
}
