//! Verbs of monitoring: load → rules → store → journal, one transaction each.

pub mod campaign;
pub mod fill;
pub mod publish;
pub mod submit;
pub mod verify;
