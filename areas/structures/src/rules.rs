//! Pure decisions: whether a structure may be founded so, who may belong to it, which links may stand, what is lacking.

mod founding;
mod lacking;
mod links;
mod membership;
mod partners;
mod refusal;
#[cfg(test)]
mod tests;

pub use founding::{faults, order_of_days, second};
pub use lacking::{Held, Lacking, is_awaited, lacking};
pub use links::{LinkKind, Target, may_link};
pub use membership::{NameParts, member_faults, overlap, term_end};
pub use partners::{PartnerSort, partner_faults, work_fault};
pub use refusal::Refusal;
