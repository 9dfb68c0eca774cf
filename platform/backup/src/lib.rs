//! Backup: one archive of the rows of a snapshot and of the files they name, made while the server runs.
//!
//! Rows travel as lines of text that are the same from both databases, so an archive restores onto either of them;
//! the schema is not in it: it is made by the migrations. Why so: docs/decisions/0006-backup-of-rows.md.

mod archive;
mod catalog;
mod drill;
mod fault;
mod load;
mod make;
mod manifest;
mod outlet;
mod restore;
mod rows;
mod seal;
#[cfg(test)]
mod tests;
mod writer;

pub use archive::Archive;
pub use drill::Drill;
pub use fault::Fault;
pub use make::{Made, Plan, make};
pub use manifest::{Manifest, Missing, TablePart};
pub use restore::{Restored, Task, restore};

/// Told of the steps of a long work: what is done, how much of how much.
pub type Progress<'p> = &'p dyn Fn(&str, u64, u64);
