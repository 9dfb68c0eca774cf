//! The plan of further training of a unit: by person, year, quarter, theme, kind and hours; proposed at once from those whose
//! term is due, done when the card tells a course that answers the line (Кемеровская область, п. 5.1, муниципальный уровень).
//!
//! Whether a line is done is computed from the records of the person, never stored.

pub mod actions;
mod dividing;
mod list;
mod merging;
pub mod model;
mod obligations;
mod pages;
mod rules;
#[cfg(test)]
mod scenarios;
pub mod schema;
mod standing;
mod store;

pub use list::PlanLists;

use access::Permission;
use people::SeePeople;
use registry::{KeptPath, KeyColumn, MenuGroup, MenuLine};
use web::Area;

/// The area's door. Whoever sees cards sees plans, whoever keeps cards keeps them.
pub fn area() -> Area {
    Area {
        name: "training",
        routes: pages::routes(),
        menu: vec![MenuLine {
            group: MenuGroup::Staff,
            title: "План курсов",
            url: "/training",
            permission: SeePeople::NAME,
            badge: false,
        }],
        obligations: vec![Box::new(obligations::Plans::default())],
        mergings: vec![Box::new(merging::Lines)],
        dividings: vec![Box::new(dividing::Lines)],
        of_people: vec![KeyColumn {
            table: "training_lines",
            column: "person_id",
            told: "план повышения квалификации",
            twin: "",
        }],
        paths: vec![KeptPath::of("training_lines")],
        ..Area::default()
    }
}
