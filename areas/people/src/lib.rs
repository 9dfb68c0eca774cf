//! People: педагоги, руководители and specialists – who they are, where they work, their category, courses and service.
//!
//! A person may have several employments; a unit sees a person by those that go on. Marks (молодой специалист, молодой
//! педагог) and due days are computed, never stored. Areas above ask through `store` and tie their rows to a [`PersonId`].

mod access;
pub mod actions;
pub mod fixture;
pub mod import;
mod jobs;
mod merging;
mod model;
mod obligations;
mod pages;
pub mod rules;
#[cfg(test)]
mod scenarios;
pub mod schema;
pub mod store;

pub use access::{KeepPeople, SeePeople};
pub use model::{
    Category, CategoryId, Employment, EmploymentId, Name, NewCategory, NewEmployment, NewPerson, Person,
    PersonId, Record, RecordId, RecordKind, State,
};

use ::access::Permission;
use registry::{KeptPath, MenuGroup, MenuLine};
use web::Area;

/// The area's door.
pub fn area() -> Area {
    Area {
        name: "people",
        routes: pages::routes(),
        access: access::rows(),
        jobs: jobs::kinds(),
        menu: vec![MenuLine {
            group: MenuGroup::Staff,
            title: "Педагоги",
            url: "/people",
            permission: SeePeople::NAME,
            badge: false,
        }],
        obligations: vec![Box::new(obligations::Terms::default())],
        mergings: vec![Box::new(merging::Staff)],
        paths: vec![
            KeptPath::of("people").with_top("top_id"),
            KeptPath::of("employments"),
            KeptPath::of("teams"),
        ],
        ..Area::default()
    }
}
