//! Consents used through HTTP on both databases.

mod erased;
mod given;
mod obliged;
mod own;
mod seen;
mod stage;
