//! Mentoring: who needs a mentor and by when, who fits, the steps to the order, the life of a pair – journal, plan, reports –
//! its replacement and end, each held against the rules of the territory and of the law.
//!
//! Амурская область, приложение 2; ТК РФ, ст. 351.8; Ижморский округ, п. 1.3; Кемеровская область, п. 5.1.

mod access;
pub mod actions;
mod activity;
mod merging;
pub mod model;
mod obligations;
mod pages;
pub mod papers;
pub mod rules;
#[cfg(test)]
mod scenarios;
pub mod schema;
mod store;
mod support;

pub use obligations::{Lacking, needs};

pub use access::{KeepMentoring, OrderMentoring, SeeMentoring, WorkInPair};

use ::access::Permission;
use registry::{KeptPath, KeyColumn, MenuGroup, MenuLine};
use web::Area;

/// The kind of document an order of mentoring is registered as.
pub const ORDER: &str = "mentoring_order";

/// The area's door.
pub fn area() -> Area {
    let line =
        |title, url, permission| MenuLine { group: MenuGroup::Staff, title, url, permission, badge: false };
    let of_people = |table, column| KeyColumn { table, column, twin: "" };
    Area {
        name: "mentoring",
        routes: pages::routes(),
        access: access::rows(),
        menu: vec![
            line("Наставничество", "/mentoring", SeeMentoring::NAME),
            line("Мои пары", "/mentoring/own", WorkInPair::NAME),
        ],
        portfolio: vec![Box::new(support::Mentorings)],
        support: vec![Box::new(support::Mentored)],
        activity: vec![Box::new(activity::Mentorings)],
        obligations: vec![Box::new(obligations::Duties::default())],
        mergings: vec![Box::new(merging::Pairs)],
        paths: vec![KeptPath::of("mentorships")],
        of_people: vec![of_people("mentorships", "mentee_id"), of_people("mentorship_mentors", "person_id")],
        ..Area::default()
    }
}
