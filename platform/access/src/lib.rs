//! Who may do what, where: persons, roles in scopes, and the permission a handler carries in its type.
//!
//! Only this crate makes a [`Granted`]; a handler that asks for one cannot run without the check.

mod access_token;
mod code;
mod export;
mod factor;
mod keyring;
mod level;
mod password;
mod permission;
mod person;
mod policy;
mod role;
pub mod schema;
mod session;
mod standing;
pub mod store;
mod token;

pub use access_token::{AccessToken, AccessTokenId, TokenScope};
pub use code::{NoCode, paper_code, read_paper_code};
pub use export::{ExportLimits, export_limit, remaining_export};
pub use factor::{Factor, FactorDemand, FactorSecret, RECOVERY_CODES, plain_code, recovery_code};
pub use keyring::{Keyring, Sealing};
pub use level::Level;
pub use password::{MIN_PASSWORD, PasswordFault, hash_password, may_be_password, verify_password};
pub use permission::{Anyone, Denied, Granted, Permission, SignedIn};
pub use person::{AccountId, Grant, GrantId, Person, Scope, short_name};
pub use policy::{Policy, Row, allow};
pub use role::Role;
pub use session::{NewSession, PROOF_SECONDS, Session, SessionId, lifetime_seconds};
pub use standing::{DelegationId, StandIn};
pub use token::{Token, hash_token};

/// Declares a permission marker: its name for the matrix, and what it lets one do, in Russian.
#[macro_export]
macro_rules! permission {
    ($(#[$doc:meta])* $name:ident, $title:literal) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub enum $name {}
        impl $crate::Permission for $name {
            const NAME: &'static str = concat!(module_path!(), "::", stringify!($name));
            const TITLE: &'static str = $title;
        }
    };
}
