//! Consents used through HTTP on both databases.

mod erased;
mod given;
mod own;
mod seen;
mod stage;
