//! All areas of the house: the only file that knows them.

use packs::FactDecl;
use web::{Area, Route};

/// Every area, the ground first.
pub fn all() -> Vec<Area> {
    vec![
        units::area(),
        accounts::area(),
        people::area(),
        documents::area(),
        monitoring::area(),
        structures::area(),
        consent::area(),
        portfolio::area(),
        support::area(),
        training::area(),
        mentoring::area(),
        schooling::area(),
        incentives::area(),
        decisions::area(),
        portal::area(),
        reports::area(),
        obligations::area(),
        finding::area(),
    ]
}

/// Every route of the house, its own before the areas'.
pub fn routes() -> Vec<Route> {
    web::routes().into_iter().chain(all().into_iter().flat_map(|area| area.routes)).collect()
}

/// Every fact the areas can tell: what a pack may name.
pub fn facts() -> Vec<FactDecl> {
    all().iter().flat_map(|area| &area.facts).flat_map(|offer| offer.declares()).cloned().collect()
}
