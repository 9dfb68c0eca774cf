//! Methodical structures: who does what by the regulations, and the bodies that do it.
//!
//! The functional model is the pack's (Амурская область, приложение 1, раздел 3.4; Кемеровская область, раздел 5; Ижморский
//! округ, п. 3.5); each function opens the area that serves it.

mod pages;
#[cfg(test)]
mod scenarios;

use access::Permission;
use registry::{MenuGroup, MenuLine};
use units::SeeRules;
use web::Area;

/// The area's door.
pub fn area() -> Area {
    Area {
        name: "structures",
        routes: pages::routes(),
        menu: vec![MenuLine {
            group: MenuGroup::Network,
            title: "Кто что делает",
            url: "/functions",
            permission: SeeRules::NAME,
            badge: false,
        }],
        ..Area::default()
    }
}
