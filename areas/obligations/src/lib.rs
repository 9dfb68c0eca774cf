//! «Мои дела»: what the regulations require of a person now, gathered from every area's offer; never stored.

mod pages;
#[cfg(test)]
mod scenarios;

use access::{Permission, SignedIn};
use registry::{MenuGroup, MenuLine};
use web::{Area, get};

/// The area's door.
pub fn area() -> Area {
    Area {
        name: "obligations",
        routes: vec![get("/", pages::home)],
        menu: vec![MenuLine {
            group: MenuGroup::Top,
            title: "Мои дела",
            url: "/",
            permission: SignedIn::NAME,
            badge: true,
        }],
        ..Area::default()
    }
}
