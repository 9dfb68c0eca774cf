//! Sessions: kept in the database, so that any server of the installation knows them.

use db::Moment;

use crate::AccountId;

db::id! {
    /// A session.
    SessionId
}

/// How long a session lives without a request: a working day with its breaks.
pub const fn lifetime_seconds() -> i64 {
    12 * 3600
}

/// How long after typing the password a person may do what is asked about twice, seconds.
pub const PROOF_SECONDS: i64 = 15 * 60;

/// A session as found by its cookie.
#[derive(Debug, Clone)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Whose it is.
    pub account: AccountId,
    /// The token every writing form carries.
    pub csrf: String,
    /// The last time it was noted in use.
    pub seen_at: Moment,
    /// When it ends unless used.
    pub expires_at: Moment,
    /// When it was ended by signing out, by a reset or by an administrator.
    pub ended_at: Option<Moment>,
    /// The last time its person typed the password, and the code if there is a second factor.
    pub proved_at: Option<Moment>,
}

/// A session to be opened.
#[derive(Debug, Clone, Copy)]
pub struct NewSession<'a> {
    /// Its id.
    pub id: i64,
    /// Whose it is.
    pub account: AccountId,
    /// The hash of its secret; the secret itself is only in the cookie.
    pub token_hash: &'a str,
    /// The token every writing form carries.
    pub csrf: &'a str,
    /// The browser's name of itself.
    pub agent: &'a str,
    /// The network address it is opened from; empty where nobody knows.
    pub address: &'a str,
}

impl Session {
    /// Whether it still opens anything at `now`.
    pub fn is_live(&self, now: Moment) -> bool {
        self.ended_at.is_none() && now < self.expires_at
    }

    /// Whether its person proved who they are a short while ago.
    pub fn is_proved(&self, now: Moment) -> bool {
        self.proved_at.is_some_and(|at| now <= at.plus_seconds(PROOF_SECONDS))
    }
}
