//! Pure decisions about the tree: what may stand where, move, be joined, end, and on which day it may have happened.

mod binding;
mod binding_refusal;
#[cfg(test)]
mod binding_tests;
mod called;
mod census;
mod contacts;
mod days;
mod heads;
mod orders;
mod parting_refusal;
mod passport;
mod refusal;
mod size;
#[cfg(test)]
mod tests;
mod told;
mod tree;
mod words;

pub(crate) use binding::{Before, ended_for, is_of_level, may_bind, may_end, may_take_back};
pub use binding_refusal::BindingRefusal;
pub(crate) use called::{Called, Fit, Names, spoken};
pub(crate) use census::{Compared, compare};
pub(crate) use contacts::{LANGUAGES, contact_faults};
pub(crate) use days::{Days, may_happen};
pub(crate) use heads::{heads_faults, left_of};
pub(crate) use orders::{day_fault as order_day_fault, excludes};
pub use parting_refusal::PartingRefusal;
pub use passport::Named;
pub(crate) use passport::{entered_faults, faults_of, name_faults};
pub use refusal::Refusal;
pub use size::SizeClass;
pub(crate) use told::{another, dative, of_unit, quoted, to_unit};
pub(crate) use tree::{
    may_be_joined, may_change, may_close, may_move, may_part, may_rejoin, may_reopen, may_split, may_stand,
};
pub(crate) use words::changes;
