//! Verbs of monitoring: load → rules → store → journal, one transaction each.

pub mod campaign;
pub mod comment;
mod facts;
pub mod fill;
pub(crate) mod objects;
pub mod publish;
pub mod settings;
pub mod submit;
pub mod templates;
pub mod verify;
