//! Who is supported by what: of every teacher the body, team, mentor, route, course or event that helps them, those who have
//! none, and the directions in which a regulation judges the service.
//!
//! Амурская область, Концепция, раздел 4. The area keeps nothing: areas that know tell it through the registry.

mod access;
mod coverage;
mod pages;
mod rules;
#[cfg(test)]
mod scenarios;

use ::access::Permission;
use people::SeePeople;
use registry::{MenuGroup, MenuLine};
use web::Area;

/// The area's door.
pub fn area() -> Area {
    Area {
        name: "support",
        routes: pages::routes(),
        access: access::rows(),
        menu: vec![MenuLine {
            group: MenuGroup::Staff,
            title: "Охват поддержкой",
            url: "/support",
            permission: SeePeople::NAME,
            badge: false,
        }],
        ..Area::default()
    }
}
