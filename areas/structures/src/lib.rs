//! Methodical structures: services, councils, unions, groups, centres – what each is by the pack, where it stands in the tree
//! and in the network, who belongs to it, what it lacks – and who does what by the regulations.
//!
//! Амурская область, приложение 1, раздел 3.4, приложение 5; Кемеровская область, разделы 3 и 5; Терский район, раздел 1;
//! Владимир, п. 3; Ижморский округ, пп. 3.2–3.5.

mod access;
pub mod actions;
mod activity;
pub mod bodies;
pub mod composition;
mod directions;
mod dividing;
mod facts;
mod finding;
mod folder;
pub mod list;
mod merging;
pub mod model;
mod obligations;
mod pages;
mod papers;
mod resting;
pub mod rules;
#[cfg(test)]
mod scenarios;
pub mod schema;
pub mod shown;
mod store;
mod support;
mod tallies;

pub use access::{KeepOwnStructure, KeepStructures, Keeps, SeeStructures, view};
pub use composition::MemberLists;
pub use list::StructureLists;

use ::access::Permission;
use registry::{KeptPath, KeyColumn, MenuGroup, MenuLine};
use units::SeeRules;
use web::Area;

/// The area's door.
pub fn area() -> Area {
    let line =
        |title, url, permission| MenuLine { group: MenuGroup::Network, title, url, permission, badge: false };
    Area {
        name: "structures",
        routes: pages::routes(),
        access: access::rows(),
        menu: vec![
            line("Структуры", "/structures", SeeStructures::NAME),
            line("Кто что делает", "/functions", SeeRules::NAME),
        ],
        facts: vec![Box::new(facts::StructureFacts)],
        folders: vec![Box::new(folder::WithAssociation)],
        findings: vec![Box::new(finding::Structures::default())],
        obligations: vec![Box::new(obligations::StructureDuties::default())],
        portfolio: vec![Box::new(support::Memberships::default())],
        support: vec![Box::new(support::Belonging)],
        activity: vec![Box::new(activity::Memberships)],
        directions: vec![Box::new(directions::Unions::default())],
        tallies: vec![Box::new(tallies::TermTallies)],
        mergings: vec![Box::new(merging::Bodies)],
        dividings: vec![Box::new(dividing::Bodies)],
        paths: vec![KeptPath::of("structures")],
        papers: vec![Box::new(resting::Papers::default())],
        of_people: [
            ("structure_members", "составы структур"),
            ("structure_approval_lines", "утверждение составов"),
        ]
        .map(|(table, told)| KeyColumn { table, column: "person_id", told, twin: "" })
        .to_vec(),
        ..Area::default()
    }
}
