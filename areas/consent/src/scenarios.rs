//! Consents used through HTTP on both databases.

mod erased;
mod given;
mod obliged;
mod own;
mod paged;
mod seen;
mod stage;
