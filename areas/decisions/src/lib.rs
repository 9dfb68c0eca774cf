//! Recommendations and decisions: what follows the score – a deficit, an address recommendation, measures, their effect a year later.
//!
//! Drafted for every object from the pack's advice, sent, acknowledged, answered with measures or refused, checked (Амурская
//! область, приложение 6, раздел 8; Владимир, п. 2.2, 4.1.7, 5.10; Ижморский округ, п. 3.5).

mod access;
pub mod actions;
mod measured;
pub mod model;
mod obligations;
mod pages;
pub mod rules;
#[cfg(test)]
mod scenarios;
pub mod schema;
mod store;

pub use access::{AnswerRecommendations, IssueRecommendations, SeeRecommendations};

use ::access::Permission;
use registry::{MenuGroup, MenuLine};
use web::Area;

/// The area's door.
pub fn area() -> Area {
    Area {
        name: "decisions",
        routes: pages::routes(),
        access: access::rows(),
        menu: vec![MenuLine {
            group: MenuGroup::Quality,
            title: "Рекомендации",
            url: "/recommendations",
            permission: SeeRecommendations::NAME,
            badge: false,
        }],
        obligations: vec![Box::new(obligations::RecommendationDuties)],
        ..Area::default()
    }
}
