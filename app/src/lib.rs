//! Методсеть put together: the areas, the configuration, the house they live in, the commands and the demo region.
//!
//! Everything else lies below and does not know of this crate; whole-house tests use it through [`areas`].

pub mod areas;
pub mod assets;
pub mod cli;
pub mod config;
pub mod demo;
mod doctor;
mod failure;
mod figures;
pub mod house;
mod keys;
mod lease;
mod ledger;
pub mod press;
pub mod restored;
pub mod server;

pub use failure::Failure;
