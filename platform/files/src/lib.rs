//! Files: what people attach. The object lies in a store under its hash, the row says what it is (decision 12).
//!
//! The type is found in the content, never believed from the name; a program renamed to .pdf is refused.

mod bucket;
mod caller;
mod fault;
mod kind;
pub mod schema;
mod sound;
mod spool;
pub mod store;
mod vault;

pub use bucket::Bucket;
pub use fault::VaultError;
pub use kind::{ACCEPT, ACCEPT_SCAN, MediaType, NotAccepted, label_of, recognise};
pub use sound::MOST_UNPACKED;
pub use spool::{Spool, Spooled};
pub use store::{FileId, FileRow};
pub use vault::Vault;
