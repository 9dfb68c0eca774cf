//! Territories and organisations: the tree region → municipality → (district) → organisation.
//!
//! The ground of the house: every scope is a unit's path, every object stands under a unit. Which regulation pack is
//! in force for a unit is bound here too. It knows no other area.

mod access;
pub mod actions;
mod api;
mod facts;
mod figures;
mod finding;
pub mod fixture;
mod jobs;
mod letterheads;
pub mod list;
mod list_places;
pub mod model;
mod obligations;
mod packs_pages;
mod pages;
mod places;
pub mod rules;
#[cfg(test)]
mod scenarios;
pub mod schema;
pub mod store;

pub use access::{KeepContacts, KeepMethodics, KeepRules, KeepUnits, SeeUnits};
pub use letterheads::letterhead;
pub use list::UnitLists;
pub use list_places::{Found as FoundPlace, ListPlaces, list_place, list_units};
pub use model::{Binding, Joining, NewUnit, Unit, UnitId};
pub use packs_pages::{SeeRules, fact_in_words, rule_in_words};
pub use store::contacts::of_unit as contacts_of;
pub use store::effective;
pub use store::versions::{all as as_of, known_since};

use std::sync::Arc;

use ::access::Permission;
use registry::{KeptPath, MenuGroup, MenuLine};
use web::{Area, Cx, Mode};

/// The rules in force at `path` today, for a page or an action there.
pub fn rules_at<M: Mode>(cx: &mut Cx<M>, path: &str) -> web::Result<Arc<packs::Effective>> {
    let bound = bound_at(cx, path)?;
    Ok(store::of_bindings(&cx.house().packs, &bound)?)
}

/// The packs bound today to the unit at `path` and to those above it, the nearest first.
pub(crate) fn bound_at<M: Mode>(cx: &mut Cx<M>, path: &str) -> web::Result<Arc<Vec<Binding>>> {
    let today = cx.today_at(path)?;
    cx.once(path, |cx| Ok(store::bindings(cx.conn(), path, today)?))
}

/// The area's door.
pub fn area() -> Area {
    Area {
        name: "units",
        routes: [pages::routes(), packs_pages::routes(), api::routes()].into_iter().flatten().collect(),
        access: [access::rows(), packs_pages::access()].concat(),
        menu: vec![
            MenuLine {
                group: MenuGroup::Settings,
                title: "Территории",
                url: "/units",
                permission: SeeUnits::NAME,
                badge: false,
            },
            packs_pages::menu(),
        ],
        // Every kind of lists names units, so the tables of lists are looked after here.
        jobs: [jobs::kinds(), lists::jobs::kinds()].into_iter().flatten().collect(),
        facts: vec![Box::new(facts::UnitFacts)],
        obligations: vec![Box::new(obligations::Refused)],
        figures: vec![Box::new(figures::PlaceFigures)],
        findings: vec![Box::new(finding::Units)],
        places: Some(Box::new(places::Tree)),
        paths: vec![
            KeptPath::frozen("unit_versions", "path", "where a unit stood on the days of the version"),
            KeptPath::of("list_imports"),
        ],
        ..Area::default()
    }
}
