//! Jobs: side effects and slow work, enqueued in the transaction that wants them, run at least once (decision 14).
//!
//! An area lists its [`Kind`]s; the server runs them. A kind with `every` is kept in the queue by itself.

mod kind;
pub mod schema;
mod shift;
pub mod store;
mod worker;

pub use kind::Kind;
pub use shift::Shift;
pub use store::{Claimed, enqueue};
pub use worker::{help_until, run_due, work_until};
