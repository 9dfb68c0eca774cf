//! Verbs of monitoring: load → rules → store → journal, one transaction each.

pub mod campaign;
pub mod deadline;
pub mod exchange;
pub mod fill;
pub mod object;
pub(crate) mod objects;
pub mod publish;
pub mod settings;
pub mod submit;
pub mod templates;
pub mod verify;
