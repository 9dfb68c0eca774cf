//! «Мои дела»: what the regulations require of a person now, gathered from every area's offer; never stored.
//!
//! In the morning of their zone people with a confirmed address get a letter of what is due soon or overdue.

mod access;
mod letter;
mod pages;
mod reminding;
mod rules;
#[cfg(test)]
mod scenarios;
mod schema;
mod standing;
mod store;

use ::access::{Permission, SignedIn};

pub use access::{SeeDuties, SetReminderHour};
use registry::{KeptPath, MenuGroup, MenuLine};
use web::{Area, get, post};

/// The area's door.
pub fn area() -> Area {
    Area {
        name: "obligations",
        routes: vec![
            get("/", pages::home),
            get("/duties", pages::standing::page),
            get("/duties/units", pages::standing::units_of),
            get("/duties/xlsx", pages::standing::file),
            get("/reminders", pages::settings::page),
            post("/reminders", pages::settings::choose),
            post("/reminders/hours", pages::settings::set_hour),
            get("/reminders/{signed}", pages::stop::form),
            post("/reminders/{signed}", pages::stop::stop).one_click(),
        ],
        access: access::rows(),
        paths: vec![KeptPath::of("reminder_hours")],
        jobs: reminding::kinds(),
        menu: vec![
            MenuLine {
                group: MenuGroup::Top,
                title: "Мои дела",
                url: "/",
                permission: SignedIn::NAME,
                badge: true,
            },
            MenuLine {
                group: MenuGroup::Quality,
                title: "Обязанности",
                url: "/duties",
                permission: SeeDuties::NAME,
                badge: false,
            },
        ],
        ..Area::default()
    }
}
