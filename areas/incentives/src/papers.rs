//! The papers of incentives: a representation, the order on encouragement, the list of grounds for payments.

mod order;
mod payments;
mod representation;

use cases::{Case, Name};
use chrono::NaiveDate;
use people::staff::Colleague;

pub(crate) use order::OrderPaper;
pub(crate) use payments::{PaymentPaper, grounds, span};
pub(crate) use representation::RepresentationPaper;

/// «Орлову Нину Петровну, учителя математики»
fn whom(card: &Colleague, case: Case, day: NaiveDate) -> String {
    let name = card.person.name();
    let told = Name::of(&name.last, &name.first, &name.middle).inflected(case).whole();
    match post(card, day) {
        Some(post) => format!("{told}, {}", cases::post(&post, case)),
        None => told,
    }
}

/// The post of the main work that goes on.
pub(crate) fn post(card: &Colleague, day: NaiveDate) -> Option<String> {
    card.works.iter().find(|work| work.goes_on(day)).map(|work| work.post_title.clone())
}

/// Who signs for a level.
fn signer(level: &str) -> &'static str {
    match level {
        "municipality" => "Начальник",
        "region" => "Министр",
        _ => "Директор",
    }
}
