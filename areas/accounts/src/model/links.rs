//! Links that letters carry.

use access::AccountId;
use db::Moment;

/// What a link of a letter opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Confirms the address it was sent to.
    Confirm,
    /// Sets a new password.
    Recover,
}

impl Purpose {
    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Recover => "recover",
        }
    }

    /// How long the link is good, seconds: a day, an hour.
    pub fn seconds(self) -> i64 {
        match self {
            Self::Confirm => 24 * 3600,
            Self::Recover => 3600,
        }
    }
}

/// A link as stored, without its secret.
#[derive(Debug, Clone)]
pub struct MailLink {
    /// Its id.
    pub id: i64,
    /// Whose it is.
    pub account: AccountId,
    /// What it opens.
    pub purpose: Purpose,
    /// Where it was sent.
    pub address: String,
    /// Its last instant.
    pub until: Moment,
    /// When it was used.
    pub used: Option<Moment>,
}

impl MailLink {
    /// Whether it still opens anything.
    pub fn is_open(&self, now: Moment) -> bool {
        self.used.is_none() && now < self.until
    }
}
