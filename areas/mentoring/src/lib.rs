//! Mentoring: who needs a mentor and by when, who fits, the steps to the order, the life of a pair – journal, plan, reports –
//! its replacement and end, each held against the rules of the territory and of the law.
//!
//! Амурская область, приложение 2; ТК РФ, ст. 351.8; Ижморский округ, п. 1.3; Кемеровская область, п. 5.1.

mod access;
pub mod actions;
mod activity;
mod adapted;
mod board;
pub mod commended;
mod departures;
mod directions;
mod dividing;
mod duties;
mod facts;
mod finding;
mod folder;
mod handed;
mod inherited;
mod jobs;
pub mod joint;
mod lateness;
mod merging;
pub mod model;
mod newcomers;
mod obligations;
mod owed;
mod owed_mentee;
mod pages;
pub mod papers;
mod picture;
mod plan_paper;
mod plan_signed;
mod portfolio;
mod reading;
mod resting;
pub mod rules;
#[cfg(test)]
mod scenarios;
pub mod schema;
mod stalled;
mod store;
pub mod studied;
mod supervisor;
mod support;
mod tallies;
mod young;

pub use newcomers::{Newcomer, newcomers, served};
pub use obligations::{Lacking, needs};

pub use access::{
    GuideMentoring, KeepMentoring, OrderMentoring, ReadExperience, SeeMentoring, StudyAdaptation, WorkInPair,
};

use ::access::Permission;
use registry::{KeptPath, KeyColumn, MenuGroup, MenuLine};
use web::Area;

/// The kind of document an order of mentoring is registered as.
pub const ORDER: &str = "mentoring_order";
/// The kind an order of an early end is registered as: it appoints nobody.
pub const END_ORDER: &str = "mentoring_end_order";

/// The area's door.
pub fn area() -> Area {
    let line =
        |title, url, permission| MenuLine { group: MenuGroup::Staff, title, url, permission, badge: false };
    let of_people = |table, column, told| KeyColumn { table, column, told, twin: "" };
    let once = |table, told, twin| KeyColumn { table, column: "person_id", told, twin };
    Area {
        name: "mentoring",
        routes: pages::routes(),
        access: access::rows(),
        menu: vec![
            line("Наставничество", "/mentoring", SeeMentoring::NAME),
            line("Мои пары", "/mentoring/own", WorkInPair::NAME),
            line("Молодые педагоги", "/mentoring/young", SeeMentoring::NAME),
            line("Контроль наставничества", "/mentoring/control", SeeMentoring::NAME),
            line("Опыт наставничества", "/mentoring/experience", ReadExperience::NAME),
            line("Инструктажи и группа наставников", "/mentoring/gatherings", GuideMentoring::NAME),
        ],
        portfolio: vec![Box::new(portfolio::Mentorings)],
        jobs: jobs::kinds(),
        support: vec![Box::new(support::Mentored)],
        obligations: vec![Box::new(obligations::Duties::default()), Box::new(handed::Handings)],
        facts: vec![Box::new(facts::YoungFacts::default()), Box::new(facts::Studies)],
        directions: vec![Box::new(directions::Mentorings::default())],
        tallies: vec![Box::new(tallies::Mentorings::default())],
        activity: vec![Box::new(activity::Mentorings)],
        mergings: vec![Box::new(merging::Pairs)],
        dividings: vec![Box::new(dividing::Pairs)],
        findings: vec![Box::new(finding::Pairs)],
        papers: vec![Box::new(resting::Papers::default())],
        folders: vec![Box::new(folder::WithPairs)],
        paths: [
            "mentorships",
            "mentorship_sheets",
            "adaptation_results",
            "mentoring_gatherings",
            "mentoring_group_members",
            "mentoring_experiences",
        ]
        .map(KeptPath::of)
        .to_vec(),
        of_people: vec![
            of_people("mentorships", "mentee_id", "наставничество"),
            of_people("mentorship_mentors", "person_id", "наставничество"),
            of_people("mentorship_applications", "person_id", "заявления о\u{a0}наставничестве"),
            of_people("mentorship_sheets", "mentee_id", "листы критериев"),
            of_people("mentorship_sheets", "candidate_id", "листы критериев"),
            once("adaptation_results", "изучение адаптации", "studied_on"),
            once("mentoring_attendees", "встречи наставников", "gathering_id"),
            of_people("mentoring_group_members", "person_id", "творческие группы наставников"),
            of_people("mentoring_experiences", "person_id", "опыт наставничества"),
        ],
        ..Area::default()
    }
}
