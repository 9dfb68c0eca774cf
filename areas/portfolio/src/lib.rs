//! The portfolio of a person: it gathers itself from what areas know, the person adds what nobody knows, hides and orders;
//! printed as a paper and opened by a private link with a term.
//!
//! Кемеровская область, п. 5.3, уровень ОУ: ведение портфолио педагогов.

mod access;
pub mod actions;
mod erasing;
mod gather;
pub mod model;
mod pages;
mod papers;
mod rules;
#[cfg(test)]
mod scenarios;
pub mod schema;
mod store;

pub use access::OwnPortfolio;

use ::access::Permission;
use registry::{KeyColumn, MenuGroup, MenuLine};
use web::Area;

/// The area's door.
pub fn area() -> Area {
    let of = |table, told, twin| KeyColumn { table, column: "person_id", told, twin };
    Area {
        name: "portfolio",
        routes: pages::routes(),
        access: access::rows(),
        menu: vec![MenuLine {
            group: MenuGroup::Staff,
            title: "Моё портфолио",
            url: "/portfolio",
            permission: OwnPortfolio::NAME,
            badge: false,
        }],
        erasures: vec![Box::new(erasing::Shown)],
        of_people: vec![
            of("portfolio_items", "портфолио", ""),
            of("portfolio_choices", "портфолио", "item"),
            of("portfolio_links", "ссылки на\u{a0}портфолио", ""),
        ],
        ..Area::default()
    }
}
