//! The open page: what the authorities chose to show to everybody, without an account.
//!
//! Published results of a monitoring with their method, their years and files (Амурская область, приложение 6, п. 6.4:
//! открытость результатов; Терский район, паспорт), and directories of methodical structures (Кемеровская область, п. 6.3).
//! Never results of people. A name stands in the directory alone, by the consent of its holder while it is in force.

mod access;
mod actions;
mod directing;
mod figures;
pub mod model;
mod pages;
pub mod rules;
#[cfg(test)]
mod scenarios;
pub mod schema;
mod store;

pub use access::{OpenDirectory, OpenResults};
pub use actions::{Choice, close, open};
pub use directing::open as open_directory;

use ::access::{Anyone, Permission};
use registry::{KeptPath, MenuGroup, MenuLine};
use web::Area;

/// The area's door.
pub fn area() -> Area {
    let line = |group, title, url| MenuLine { group, title, url, permission: Anyone::NAME, badge: false };
    Area {
        name: "portal",
        routes: pages::routes(),
        access: access::rows(),
        menu: vec![
            line(MenuGroup::Quality, "Открытые результаты", "/open"),
            line(MenuGroup::Network, "Справочник для всех", "/directory"),
        ],
        paths: vec![KeptPath::of("openings"), KeptPath::of("directories")],
        ..Area::default()
    }
}
