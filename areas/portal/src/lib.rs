//! The open page: what the authorities chose to show to everybody, without an account.
//!
//! Published results of a monitoring with their method, their years and files (Амурская область, приложение 6, п. 6.4:
//! открытость результатов; Терский район, паспорт). Never people: their results are personal data.

mod access;
mod actions;
mod figures;
pub mod model;
mod pages;
pub mod rules;
#[cfg(test)]
mod scenarios;
pub mod schema;
mod store;

pub use access::OpenResults;
pub use actions::{Choice, close, open};

use ::access::{Anyone, Permission};
use registry::{KeptPath, MenuGroup, MenuLine};
use web::Area;

/// The area's door.
pub fn area() -> Area {
    Area {
        name: "portal",
        routes: pages::routes(),
        access: access::rows(),
        menu: vec![MenuLine {
            group: MenuGroup::Quality,
            title: "Открытые результаты",
            url: "/open",
            permission: Anyone::NAME,
            badge: false,
        }],
        paths: vec![KeptPath::of("openings")],
        ..Area::default()
    }
}
