//! Letters: one content as text and as HTML, a row before anything is sent, delivery by SMTP as a job.
//!
//! A writer puts a [`Letter`] into the queue in its own transaction ([`store::put`]); [`deliver`] sends it, at least once,
//! and erases its text afterwards, because a letter may hold a secret link.

pub mod addresses;
mod delivery;
mod letter;
mod post;
pub mod schema;
mod server;
pub mod store;

pub use delivery::{JOB, deliver};
pub use letter::Letter;
pub use post::{Outgoing, Post, Undelivered};
pub use server::{Server, plain_address, sender};
