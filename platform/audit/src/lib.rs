//! The journal: who changed what, who read whose data; sealed in blocks so that a later change shows.
//!
//! Rows are inserted plain inside the transaction; a job seals them (decision 15). A row never holds the personal
//! data itself, only whose it is.

mod entry;
mod history;
pub mod schema;
mod seal;
pub mod store;

pub use entry::{Action, Entry, EntryId, in_stead, stead_of};
pub use history::Happened;
pub use seal::{Verdict, seal, verify};
