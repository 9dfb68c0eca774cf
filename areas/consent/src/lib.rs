//! Personal data: consents to their processing, each of one aim, in the words of its day; withdrawal and what follows it.
//!
//! Федеральный закон № 152-ФЗ, ст. 9, 10.1, 21; г. Владимир, п. 4.1.1; Амурская область, приложение 3, приложение 2 к нему. What
//! labour law lets an organisation process needs no consent and is not asked here. Areas above ask [`shown`] before they show
//! a name to everybody; who looked at somebody's data is told by accounts.

mod access;
pub mod actions;
mod merging;
pub mod model;
mod obligations;
mod pages;
mod papers;
mod rules;
#[cfg(test)]
mod scenarios;
pub mod schema;
pub mod shown;
mod standing;
mod store;

pub use access::OwnConsents;
pub use store::of_person as given;

use ::access::Permission;
use people::SeePeople;
use registry::{KeptPath, KeyColumn, MenuGroup, MenuLine};
use web::Area;

/// The area's door.
pub fn area() -> Area {
    let line =
        |title, url, permission| MenuLine { group: MenuGroup::Staff, title, url, permission, badge: false };
    Area {
        name: "consent",
        routes: pages::routes(),
        access: access::rows(),
        menu: vec![
            line("Согласия", "/consents", SeePeople::NAME),
            line("Мои согласия", "/consents/own", OwnConsents::NAME),
        ],
        obligations: vec![Box::new(obligations::Terms)],
        mergings: vec![Box::new(merging::Given)],
        of_people: vec![KeyColumn {
            table: "consents", column: "person_id", told: "согласия", twin: ""
        }],
        paths: vec![KeptPath::of("consents")],
        ..Area::default()
    }
}
