//! The directions in which the regulation judges the service: under each what areas can tell, and plainly from which area it
//! will be counted where there is none yet. No figure is invented.

use access::Granted;
use askama::Template;
use packs::Effectiveness;
use people::SeePeople;
use registry::{DirectionLine, DirectionPlace};
use units::Unit;
use web::view::Tab;
use web::{Cx, Page, Read, Reply, Result};

use crate::coverage::Coverage;
use crate::rules;

#[derive(Template)]
#[template(path = "directions.html")]
struct DirectionsPage {
    of: String,
    tabs: Vec<Tab>,
    directions: Vec<Direction>,
}

struct Direction {
    heading: String,
    clause: String,
    note: String,
    lines: Vec<DirectionLine>,
    /// Areas that are here: title and address, empty where it is closed to who looks.
    areas: Vec<(String, String)>,
    /// Areas that are not here yet, in a sentence.
    coming: String,
}

/// `GET /support/directions`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeePeople>) -> Result<Reply> {
    let unit = super::place(cx, &may)?;
    let rules = units::rules_at(cx, &unit.path)?;
    let lines = lines(cx, &unit)?;
    let all = rules.effectiveness.iter().enumerate();
    let page = DirectionsPage {
        of: unit.name.clone(),
        tabs: super::tabs("/support/directions", &unit),
        directions: all.map(|(at, one)| told(cx, (at + 1, &one.rule), &lines)).collect(),
    };
    Page::titled("Направления эффективности").at(&unit.path).under("/support").show(&page)
}

/// What areas tell of the place, and the shares of support.
fn lines(cx: &mut Cx<Read>, unit: &Unit) -> Result<Vec<DirectionLine>> {
    let (house, today) = (cx.house_handle(), cx.today_at(&unit.path)?);
    let scope = db::Ranges::under([unit.path.as_str()]);
    let coverage = Coverage::of(cx, &scope, &unit.path, today)?;
    let whole = rules::figures(&coverage.people(), &coverage.supported, &coverage.counted);
    let id = unit.id.to_string();
    let line = |label: &str, part: usize, kind: &str| DirectionLine {
        direction: "provision",
        label: label.to_owned(),
        value: format!("{part} из {} ({})", whole.teachers, rules::share(part, whole.teachers)),
        url: web::address("/support/people", &[("unit", &id), ("kind", kind)]),
    };
    let mut found =
        vec![line("Педагогов с поддержкой", whole.any, "any"), line("Без поддержки", whole.none(), "none")];
    let place = DirectionPlace { unit: unit.id.0, scope, path: unit.path.clone() };
    for offer in &house.registry.directions {
        found.extend(offer.lines(cx.conn(), &place, today)?);
    }
    Ok(found)
}

fn told(cx: &Cx<Read>, (number, one): (usize, &Effectiveness), lines: &[DirectionLine]) -> Direction {
    let (house, mut areas, mut missing) = (cx.house(), Vec::new(), Vec::new());
    for code in &one.areas {
        let title = packs::area_title(code).unwrap_or(code).to_owned();
        let may = |permission| cx.person().is_some_and(|person| house.policy.may(permission, person));
        match house.registry.door(code) {
            Some(door) => {
                let open = door.lines.first().filter(|line| may(line.permission));
                areas.push((title, open.map(|line| line.url.to_owned()).unwrap_or_default()));
            }
            None => missing.push(format!("«{title}»")),
        }
    }
    Direction {
        heading: format!("{number}. {}", one.title),
        clause: one.clause.clone(),
        note: one.note.clone(),
        lines: lines.iter().filter(|line| line.direction == one.id).cloned().collect(),
        areas,
        coming: coming(&missing),
    }
}

/// «Будет считаться по разделу «Наставничество», когда он появится.»
fn coming(missing: &[String]) -> String {
    match missing {
        [] => String::new(),
        [one] => format!("Будет считаться по\u{a0}разделу {one}, когда он появится."),
        all => format!("Будет считаться по\u{a0}разделам {}, когда они появятся.", all.join(", ")),
    }
}
