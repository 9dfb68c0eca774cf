//! The school of the young teacher: who takes part, the programme of the year, sessions by direction with attendance and
//! materials, requests for support, the yearly summary – and what a roadmap asks for every year about the young.
//!
//! Амурская область, приложение 1, раздел 3.4, приложение 7; Терский район, раздел 7; Владимир, пп. 2.2, 4.4.2.

mod access;
pub mod actions;
mod aids;
mod called;
mod facts;
mod joined;
pub mod model;
mod obligations;
mod pages;
mod papers;
pub mod rules;
#[cfg(test)]
mod scenarios;
pub mod schema;
mod store;
mod support;
mod tallies;
mod yearly;

pub use called::{Called, called};

pub use access::{AttendSchool, KeepSchools, SeeSchools};

use ::access::Permission;
use registry::{KeyColumn, MenuGroup, MenuLine};
use web::Area;

/// The kind of structure it is, in all packs that have one.
pub const KIND: &str = "young_teacher_school";

/// The kind of structure an association of young teachers is: its events are kept as sessions of a school are.
pub const ASSOCIATION: &str = "young_association";

/// Whether a body of this kind has sessions here.
pub(crate) fn is_own(kind: &str) -> bool {
    [KIND, ASSOCIATION].contains(&kind)
}

/// The kind of document its programme of a year is, by the level of the unit.
pub fn programme_kind(level: &str) -> &'static str {
    if level == "organisation" { "school_young_school_programme" } else { "young_school_programme" }
}

/// The kind of document its summary of a year is registered as.
pub fn summary_kind(level: &str) -> &'static str {
    if level == "organisation" { "school_young_school_summary" } else { "young_school_summary" }
}

/// The area's door.
pub fn area() -> Area {
    let line =
        |title, url, permission| MenuLine { group: MenuGroup::Staff, title, url, permission, badge: false };
    let of = |table, told, twin| KeyColumn { table, column: "person_id", told, twin };
    Area {
        name: "schooling",
        routes: pages::routes(),
        access: access::rows(),
        menu: vec![
            line("Школа молодого педагога", "/schooling", SeeSchools::NAME),
            line("Молодым педагогам", "/schooling/own", AttendSchool::NAME),
            line("Дела года: молодые педагоги", "/schooling/yearly", SeeSchools::NAME),
        ],
        facts: vec![Box::new(facts::Events), Box::new(aids::Aids)],
        obligations: vec![Box::new(obligations::Duties::default())],
        support: vec![Box::new(support::Attended)],
        tallies: vec![Box::new(tallies::Yearly::default())],
        of_people: vec![
            of("school_attendances", "занятия школы молодого педагога", "session_id"),
            of("school_requests", "запросы в\u{a0}школу молодого педагога", ""),
            of("young_project_authors", "проекты молодых педагогов", "project_id"),
        ],
        ..Area::default()
    }
}
