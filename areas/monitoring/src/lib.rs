//! Monitoring: sheets filled with evidence, verified, scored, published; every point explained.
//!
//! The heart of the system (Амурская область, приложение 6; Владимир, раздел 5; Терский район, разделы 4 и 6). A campaign
//! copies a pack's template; what the program can tell itself it asks of the registry of facts and knows no other area
//! but documents and units.

mod access;
pub mod actions;
mod api;
mod changed;
mod copies;
mod directions;
mod exchange;
mod figures;
pub mod fixture;
pub mod found;
mod merging;
pub mod model;
mod obligations;
mod pages;
mod papers;
mod reach;
pub mod recomputed;
mod refused;
pub mod rollups;
pub mod rules;
#[cfg(test)]
mod scenarios;
pub mod schema;
pub mod store;
mod tables;
mod tallies;
mod worksheet;

pub use access::{
    CommentAnswer, EditTemplates, FillSheet, RunCampaign, SeeResults, SeeSheets, SubmitSheet, VerifySheet,
};
pub use copies::of as table_of;
pub use exchange::gathered::{Gathered, NotTaken, consolidated, gather};
pub use reach::Reach;
/// Results as the screen says them: for whoever tells them elsewhere in the same words.
pub mod said {
    pub use crate::pages::results::matrix::{Mark, Matrix, level};
    pub use crate::pages::results::nouns::{Noun, group};
    pub use crate::pages::words::{percent, points};
}
pub use worksheet::Worksheet;

use ::access::Permission;
use registry::{KeptPath, MenuGroup, MenuLine};
use web::Area;

/// The area's door.
pub fn area() -> Area {
    Area {
        name: "monitoring",
        routes: pages::routes().into_iter().chain(api::routes()).collect(),
        access: access::rows(),
        menu: vec![MenuLine {
            group: MenuGroup::Quality,
            title: "Мониторинг",
            url: "/monitoring",
            permission: SeeResults::NAME,
            badge: false,
        }],
        figures: vec![Box::new(figures::LastResult)],
        directions: vec![Box::new(directions::Services)],
        obligations: vec![Box::new(obligations::MonitoringDuties)],
        tallies: vec![Box::new(tallies::SheetTallies)],
        mergings: vec![Box::new(merging::UnderWay)],
        paths: vec![
            KeptPath::of("campaigns"),
            KeptPath::within("sheets", "campaign_id", "campaigns"),
            KeptPath::within("campaign_subjects", "campaign_id", "campaigns"),
            KeptPath::of("own_templates"),
            KeptPath::frozen(
                "published_objects",
                "unit_path",
                "a publication keeps the tree it was made of, so that its owner finds every object of it",
            ),
        ],
        ..Area::default()
    }
}
