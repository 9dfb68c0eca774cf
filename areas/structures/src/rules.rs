//! Pure decisions: whether a structure may be founded so, who may belong to it, which links may stand, what is lacking.

mod approval;
pub mod coordination;
mod demands;
mod emblem;
mod founding;
mod founding_act;
mod functions;
mod gone;
mod lacking;
mod likely;
mod links;
mod membership;
mod mending;
mod minutes;
mod ordered;
mod page;
mod partners;
mod publications;
mod refusal;
mod strength;
mod tasks;
#[cfg(test)]
pub(crate) mod tests;

pub use approval::{Difference, approval_fault, difference};
pub use demands::{Meeting, education, service};
pub use emblem::emblem_fault;
pub use founding::{TASK, faults, order_of_days, second};
pub use founding_act::{Act, FOUNDING, may_found, standing};
pub use functions::{carried_fault, function_code, functions_of};
pub use gone::{Gone, gone, gone_since, gone_words, left_out, stays};
pub use lacking::{Held, Lacking, is_awaited, lacking};
pub use likely::{may_mean, short_name};
pub use links::{LinkKind, Target, may_link};
pub use membership::{NameParts, entry_faults, member_faults, overlap, takes_organisations, term_end};
pub use mending::{mistake_fault, reopening_faults};
pub use minutes::meeting_faults;
pub use ordered::{order_of, ordered_kinds};
pub use page::page_due;
pub use partners::{PartnerSort, partner_faults, work_fault};
pub use publications::{Outlet, publication_faults, silent_years};
pub use refusal::Refusal;
pub use strength::{Strength, link_work_faults, strength};
pub use tasks::{TaskState, is_late, leads, leaving_fault, side_fault, task_faults, turn_fault};
