//! The papers of incentives: a representation, the order on encouragement, the list of grounds for payments.

mod order;
mod payments;
mod representation;

use cases::{Case, Name};
use chrono::NaiveDate;
use paper::{Block, Signature, signatures};
use people::signing::Signer;
use people::staff::Colleague;
use units::UnitId;

use crate::places::Places;

pub(crate) use order::OrderPaper;
pub(crate) use payments::{PAYMENTS, PaymentPaper, grounds, span};
pub(crate) use representation::RepresentationPaper;

/// «Орлову Нину Петровну, учителя математики, Школа № 1»
fn whom(card: &Colleague, (case, day): (Case, NaiveDate), places: &Places) -> String {
    let name = card.person.name();
    let told = Name::of(&name.last, &name.first, &name.middle).inflected(case).whole();
    let post = post(card, day).map(|post| cases::post(&post, case)).unwrap_or_default();
    let all = [told.as_str(), &post, places.of(card, day)];
    all.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The post of the main work that goes on.
pub(crate) fn post(card: &Colleague, day: NaiveDate) -> Option<String> {
    card.works.iter().find(|work| work.goes_on(day)).map(|work| work.post_title.clone())
}

/// Where the main work that goes on is; the place of the card where none does.
pub(crate) fn workplace(card: &Colleague, day: NaiveDate) -> UnitId {
    card.works.iter().find(|work| work.goes_on(day)).map_or(card.person.unit_id, |work| work.unit_id)
}

/// The line of a signature: the head by the card, the post of the level or of the paper where no card tells it.
fn signature(who: &Signer, post: &str) -> Block {
    let post = if who.post.is_empty() { post } else { who.post.as_str() };
    signatures([Signature::of(post, who.name.clone())])
}

/// Who signs for a level.
pub(crate) fn signer(level: &str) -> &'static str {
    match level {
        "municipality" => "Начальник",
        "region" => "Министр",
        _ => "Директор",
    }
}
