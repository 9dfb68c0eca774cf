//! Identities at a provider that accounts may be entered through, and the ways of browsers to it and back.

use access::AccountId;
use db::Moment;
use diesel::prelude::*;
use web::Departure;

use crate::schema::{provider_identities, provider_journeys};

/// An identity linked to an account.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = provider_identities)]
pub(crate) struct LinkedIdentity {
    /// Its id.
    pub id: i64,
    /// The account it enters.
    pub account_id: AccountId,
    /// As the provider called the person when it was linked; may be empty.
    pub name: String,
    /// When it was linked.
    pub linked_at: Moment,
    /// The last sign-in through it.
    pub used_at: Option<Moment>,
}

/// A browser on its way to the provider and back.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = provider_journeys)]
pub(crate) struct Journey {
    /// Its id.
    pub id: i64,
    /// Whose account is to be linked; none: a sign-in.
    pub account_id: Option<AccountId>,
    /// Comes back beside the code.
    pub state: String,
    /// Comes back inside the claim.
    pub nonce: String,
    /// Shown for the code.
    pub verifier: String,
    /// Where the person wanted.
    pub back_to: String,
    /// The signed form of a session that ended; may be empty.
    pub carried: String,
    /// Its last instant.
    pub expires_at: Moment,
    /// When somebody came back.
    pub used_at: Option<Moment>,
}

impl Journey {
    /// Whether it still leads anywhere.
    pub fn is_open(&self, now: Moment) -> bool {
        self.used_at.is_none() && now < self.expires_at
    }

    /// What it was begun with.
    pub fn departure(&self) -> Departure {
        Departure {
            state: self.state.clone(),
            nonce: self.nonce.clone(),
            verifier: self.verifier.clone(),
            asks_anew: self.account_id.is_some(),
        }
    }
}
