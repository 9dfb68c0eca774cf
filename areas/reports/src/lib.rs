//! Reports: what a published monitoring means, in words with living figures, approved and registered; archives of all of them;
//! results of evaluation procedures beside the points.
//!
//! The analytical report on the work of methodical services (Амурская область, приложение 6, раздел 8; раздел 5 – the summary
//! and the forecast; Владимир, п. 4.1.4, 5.9) and what schools reach (приложение 5, п. 5.1).

mod access;
pub mod actions;
mod compose;
pub mod content;
mod directions;
mod figures;
mod jobs;
pub mod model;
mod pages;
mod papers;
pub mod procedures;
pub mod rules;
#[cfg(test)]
mod scenarios;
pub mod schema;
mod sections;
pub mod source;
mod store;
mod words;

pub use access::{ApproveReports, ImportProcedures, SeeReports, WriteReports};

use ::access::Permission;
use registry::{KeptPath, MenuGroup, MenuLine};
use web::Area;

/// The area's door.
pub fn area() -> Area {
    let line =
        |title, url, permission| MenuLine { group: MenuGroup::Quality, title, url, permission, badge: false };
    Area {
        name: "reports",
        routes: pages::routes(),
        access: access::rows(),
        menu: vec![
            line("Отчёты", "/reports", SeeReports::NAME),
            line("Оценочные процедуры", "/procedures", SeeReports::NAME),
        ],
        jobs: jobs::kinds(),
        directions: vec![Box::new(directions::Analyses)],
        paths: vec![
            KeptPath::of("reports"),
            KeptPath::living("reports", "issuer_path", "issuer_id"),
            KeptPath::living("report_batches", "issuer_path", "issuer_id"),
            KeptPath::of("procedure_results"),
        ],
        ..Area::default()
    }
}
