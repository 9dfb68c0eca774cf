//! For tests of areas and of the house: an installation of its own on either database, and browsers to use it with.
//!
//! `both_databases!` makes two tests of one. PostgreSQL is the cluster named by `METODSET_TEST_POSTGRES`, which `./test`
//! starts; each test gets a database of its own.
#![expect(
    clippy::missing_panics_doc,
    clippy::unwrap_used,
    reason = "a test stops where its ground is missing"
)]

mod browser;
mod client;
mod database;
mod duties;
mod installation;
mod knocker;
mod press;
mod provider;
mod sink;
mod statements;
mod wire;

pub use browser::{Browser, Shown};
pub use client::Client;
pub use database::{Engine, TestDatabase};
pub use duties::duties;
pub use installation::{TestApp, run_jobs};
pub use knocker::Knocker;
pub use provider::{CLIENT_ID, CLIENT_SECRET, IdentityProvider};
pub use sink::Sink;
pub use statements::Statements;
pub use wire::{Sent, Wire, csrf};

/// Writes a test once and runs it on SQLite and on PostgreSQL.
///
/// ```ignore
/// testing::both_databases! {
///     fn a_stranger_sees_only_the_sign_in(engine) { let app = TestApp::of(engine, vec![units::area()]); … }
/// }
/// ```
#[macro_export]
macro_rules! both_databases {
    ($($(#[$doc:meta])* fn $name:ident($engine:ident) $body:block)*) => {
        $(
            $(#[$doc])*
            mod $name {
                #[allow(unused_imports, clippy::allow_attributes, reason = "a test may need nothing from its module")]
                use super::*;
                fn story($engine: $crate::Engine) $body
                #[test]
                fn sqlite() { story($crate::Engine::Sqlite); }
                #[test]
                fn postgres() { story($crate::Engine::Postgres); }
            }
        )*
    };
}
