//! Finding: one box on every page looks for people, territories, structures and documents – whatever the areas offer and the
//! person may see – and says why each was found. No area knows another; the registry has their offers.

mod api;
mod filling;
mod looking;
mod pages;
#[cfg(test)]
mod scenarios;

pub use filling::{fill, refill};

use web::{Area, get};

/// The area's door.
pub fn area() -> Area {
    let mut routes = vec![get("/search", pages::page), get("/search/suggestions", pages::suggestions)];
    routes.extend(api::routes());
    Area { name: "finding", routes, jobs: filling::kinds(), ..Area::default() }
}
