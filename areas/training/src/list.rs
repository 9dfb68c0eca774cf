//! Plans of further training from spreadsheets: who learns what, in which year and quarter.
//!
//! Pure but for [`PlanLists`]: what is known comes in as [`Ground`], what is to be done goes out as [`Judged`].

mod doing;
mod field;
mod judge;
mod kind;
mod row;

pub use kind::PlanLists;

pub(crate) use field::{FIELDS, PlanColumns};
pub(crate) use judge::{Ground, Judged};
