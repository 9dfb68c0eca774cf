//! People: педагоги, руководители and specialists – who they are, where they work, their category, courses and service.
//!
//! A person may have several employments; a unit sees a person by those that go on. Marks (молодой специалист, молодой
//! педагог) and due days are computed, never stored. Areas above ask through `store` and tie their rows to a [`PersonId`].

mod access;
pub mod actions;
mod activity;
pub mod carried;
mod carrying;
mod directions;
mod dividing;
mod erasing;
mod facts;
mod finding;
pub mod fixture;
pub mod import;
mod jobs;
mod merging;
mod model;
mod obligations;
mod pages;
mod portfolio;
pub mod rules;
#[cfg(test)]
mod scenarios;
pub mod schema;
pub mod signing;
pub mod staff;
mod staffing;
pub mod store;
mod support;
mod tallies;
pub mod young;

pub use access::{KeepPeople, SeePeople};
pub use finding::KIND;
pub use jobs::settle;
pub use model::{
    Category, CategoryId, Employment, EmploymentId, Name, NewCategory, NewEmployment, NewPerson, NewTeam,
    Person, PersonId, Reach, Record, RecordId, RecordKind, State, Team, TeamId,
};

pub use obligations::{courses_due_by, pedagogical};

use ::access::Permission;
use registry::{KeptPath, MenuGroup, MenuLine};
use web::Area;

/// The area's door.
pub fn area() -> Area {
    let line = |title, url| MenuLine {
        group: MenuGroup::Staff,
        title,
        url,
        permission: SeePeople::NAME,
        badge: false,
    };
    Area {
        name: "people",
        routes: pages::routes(),
        access: access::rows(),
        jobs: jobs::kinds(),
        menu: vec![line("Педагоги", "/people"), line("Школьные команды", "/teams")],
        facts: vec![Box::new(facts::Counts::default())],
        findings: vec![Box::new(finding::People)],
        obligations: vec![Box::new(obligations::Terms::default())],
        portfolio: vec![Box::new(portfolio::Told::default())],
        support: vec![Box::new(support::Helped)],
        activity: vec![Box::new(activity::Recorded)],
        directions: vec![Box::new(directions::Young::default())],
        tallies: vec![Box::new(tallies::PeopleTallies::default())],
        mergings: vec![Box::new(merging::Staff)],
        dividings: vec![Box::new(dividing::Leaving)],
        erasures: vec![Box::new(erasing::Cards)],
        staff: Some(Box::new(staffing::Staffing)),
        paths: vec![
            KeptPath::of("people").with_top("top_id"),
            KeptPath::of("employments"),
            KeptPath::of("teams"),
        ],
        ..Area::default()
    }
}
