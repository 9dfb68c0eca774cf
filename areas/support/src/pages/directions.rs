//! The directions in which the regulation judges the service: under each what areas can tell, and plainly from which area it
//! will be counted where there is none yet. No figure is invented.

use access::Granted;
use askama::Template;
use packs::Effectiveness;
use people::SeePeople;
use registry::{DirectionLine, DirectionPlace, SupportKind};
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
    let line = |direction: &'static str, label: &str, part: usize, kind: &str| DirectionLine {
        direction,
        label: label.to_owned(),
        value: format!("{part} из {} ({})", whole.teachers, rules::share(part, whole.teachers)),
        url: web::address("/support/people", &[("unit", &id), ("kind", kind)]),
    };
    let mut found = vec![
        line("provision", "Педагогов с поддержкой", whole.any, "any"),
        line("provision", "Без поддержки", whole.none(), "none"),
    ];
    let events = coverage.counted.iter().position(|kind| *kind == SupportKind::Event);
    if let Some(came) = events.and_then(|at| whole.kinds.get(at)) {
        let label = "Педагогов на\u{a0}мероприятиях этого учебного года";
        found.push(line("events", label, *came, SupportKind::Event.code()));
    }
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
    let lines: Vec<DirectionLine> = lines.iter().filter(|line| line.direction == one.id).cloned().collect();
    Direction {
        heading: format!("{number}. {}", one.title),
        clause: one.clause.clone(),
        note: one.note.clone(),
        coming: coming(&missing, !lines.is_empty()),
        lines,
        areas,
    }
}

/// «Будет считаться по разделу «Наставничество», когда он появится»; where something is counted already, the rest of it.
fn coming(missing: &[String], is_begun: bool) -> String {
    let will = if is_begun { "Остальное будет" } else { "Будет" };
    match missing {
        [] => String::new(),
        [only] => format!("{will} считаться по\u{a0}разделу {only}, когда он появится."),
        several => {
            format!("{will} считаться по\u{a0}разделам {}, когда они появятся.", several.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_in_part_says_so() {
        let missing = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
        assert_eq!(coming(&[], true), "");
        assert_eq!(
            coming(&missing(&["«Диагностика»"]), false),
            "Будет считаться по\u{a0}разделу «Диагностика», когда он появится."
        );
        assert_eq!(
            coming(&missing(&["«Мероприятия»", "«Маршруты»"]), true),
            "Остальное будет считаться по\u{a0}разделам «Мероприятия», «Маршруты», когда они появятся."
        );
    }
}
