//! «Мои дела»: what the regulations require of a person now, gathered from every area's offer; never stored.
//!
//! In the morning of their zone people with a confirmed address get a letter of what is due soon or overdue.

mod letter;
mod pages;
mod reminding;
#[cfg(test)]
mod scenarios;

use access::{Permission, SignedIn};
use registry::{MenuGroup, MenuLine};
use web::{Area, get, post};

/// The area's door.
pub fn area() -> Area {
    Area {
        name: "obligations",
        routes: vec![
            get("/", pages::home),
            get("/reminders/{signed}", pages::stop::form),
            post("/reminders/{signed}", pages::stop::stop),
        ],
        jobs: reminding::kinds(),
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
