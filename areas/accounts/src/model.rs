//! Accounts, roles granted to them, invitations and sessions, as the area's pages need them.

mod delegations;
mod exports;
mod identities;
mod links;
mod sheets;

use std::fmt;
use std::str::FromStr;

use access::{AccessToken, AccountId, GrantId, Level, Role, SessionId, Token};
use chrono::NaiveDate;
use db::Moment;

pub use delegations::{Delegation, NewDelegation, Reason};
pub use exports::{ExportRefusal, ExportRequest, ExportRequestId};
pub(crate) use identities::{Journey, LinkedIdentity};
pub use links::{MailLink, Purpose};
pub use sheets::{InvitationSheet, NewOnSheet, OnSheet, SheetId, Slip};

/// What an account may do at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Waits for its first password, or for a new one after a reset.
    Invited,
    /// May sign in.
    Active,
    /// May not, until unblocked.
    Blocked,
}

impl State {
    /// All states, for the filter.
    pub const ALL: [Self; 3] = [Self::Invited, Self::Active, Self::Blocked];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Active => "active",
            Self::Blocked => "blocked",
        }
    }

    /// The word on the screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Invited => "приглашён",
            Self::Active => "действует",
            Self::Blocked => "заблокирован",
        }
    }

    /// The tone of its badge.
    pub fn tone(self) -> &'static str {
        match self {
            Self::Invited => "info",
            Self::Active => "ok",
            Self::Blocked => "bad",
        }
    }
}

impl FromStr for State {
    type Err = String;
    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|s| s.code() == code).ok_or_else(|| format!("unknown state `{code}`"))
    }
}

/// A text that must not be printed: a password's hash, a password on its way.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub(crate) String);

impl Secret {
    /// The hash of a password. Slow on purpose: call it before a transaction begins.
    pub fn hash_of(password: &str) -> Self {
        Self(access::hash_password(password))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Family name, given name, patronymic.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Name {
    /// Фамилия.
    pub last: String,
    /// Имя.
    pub first: String,
    /// Отчество; may be empty.
    pub middle: String,
}

impl Name {
    /// «Орлова Нина Петровна»
    pub fn full(&self) -> String {
        [self.last.as_str(), &self.first, &self.middle].join(" ").trim().to_owned()
    }

    /// «Орлова Н. П.», with non-breaking spaces.
    pub fn short(&self) -> String {
        let initials = [&self.first, &self.middle].into_iter().filter_map(|part| part.chars().next());
        initials.fold(self.last.clone(), |name, letter| format!("{name}\u{a0}{letter}."))
    }
}

/// An account.
#[derive(Debug, Clone)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// What its holder types to sign in.
    pub login: String,
    /// Whose it is.
    pub name: Name,
    /// The hash of its password; none until an invitation is used.
    pub password: Option<Secret>,
    /// What it may do at all.
    pub state: State,
    /// Its key in a list by name.
    pub key: String,
}

impl Account {
    /// Its card.
    pub fn url(&self) -> String {
        format!("/accounts/{}", self.id)
    }
}

/// A role held in a scope, with its ground.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// Its id.
    pub id: GrantId,
    /// Whose it is.
    pub account: AccountId,
    /// Which role.
    pub role: Role,
    /// The unit it is held at; 0 is the whole installation.
    pub unit: i64,
    /// That unit's path.
    pub path: String,
    /// That unit's level.
    pub level: Level,
    /// First day.
    pub from: NaiveDate,
    /// Last day, if there is one.
    pub to: Option<NaiveDate>,
    /// The order or another ground.
    pub basis: String,
}

impl Holding {
    /// Whether it is in force on `day`.
    pub fn is_in_force(&self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// Whether it is over before `day`, or was withdrawn before it began.
    pub fn is_over(&self, day: NaiveDate) -> bool {
        self.to.is_some_and(|to| to < day || to < self.from)
    }
}

/// Where a role is to be held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The unit; 0 is the whole installation.
    pub unit: i64,
    /// Its path.
    pub path: String,
    /// Its level.
    pub level: Level,
    /// Its name on the screen.
    pub title: String,
}

impl Place {
    /// The whole installation.
    pub fn installation() -> Self {
        Self {
            unit: 0, path: "/".to_owned(), level: Level::Installation, title: "вся установка".to_owned()
        }
    }
}

/// A role to be granted.
#[derive(Debug, Clone)]
pub struct NewHolding {
    /// Which role.
    pub role: Role,
    /// Where.
    pub place: Place,
    /// First day.
    pub from: NaiveDate,
    /// Last day, if there is one.
    pub to: Option<NaiveDate>,
    /// The order or another ground.
    pub basis: String,
}

/// An account to be made, with its first role.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// What its holder will type to sign in.
    pub login: String,
    /// Whose it will be.
    pub name: Name,
    /// The first role.
    pub holding: NewHolding,
}

/// An invitation just made; the link is told once.
pub struct Invited {
    /// Whom it invites.
    pub account: AccountId,
    /// Its last instant.
    pub until: Moment,
    pub(crate) token: Token,
}

impl Invited {
    /// The path of the link.
    pub fn link(&self) -> String {
        format!("/invitations/{}", self.token.reveal())
    }
}

impl fmt::Debug for Invited {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Invited").field("account", &self.account).finish_non_exhaustive()
    }
}

/// An access token just made; its secret is told once.
pub struct Issued {
    /// What is kept of it.
    pub token: AccessToken,
    /// The secret itself.
    pub secret: Token,
}

impl fmt::Debug for Issued {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Issued").field("token", &self.token).finish_non_exhaustive()
    }
}

/// An invitation as stored.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// Its id.
    pub id: i64,
    /// Whom it invites.
    pub account: AccountId,
    /// Its last instant.
    pub until: Moment,
    /// When it was used.
    pub used: Option<Moment>,
}

/// A live session, for the list of one's own.
#[derive(Debug, Clone)]
pub struct OpenSession {
    /// Its id.
    pub id: SessionId,
    /// The browser's name of itself.
    pub agent: String,
    /// The network address it was opened from; empty where nobody knows.
    pub address: String,
    /// When it was opened.
    pub since: Moment,
    /// When it was last used.
    pub seen: Moment,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_secret_is_printed() {
        let token = Token::random();
        let text = token.reveal().to_owned();
        let invited = Invited { account: AccountId(7), until: Moment(0), token };
        let account = Account {
            id: AccountId(7),
            login: "anna".to_owned(),
            name: Name::default(),
            password: Some(Secret("$argon2id$hash".to_owned())),
            state: State::Active,
            key: String::new(),
        };
        let printed = format!("{invited:?} {account:?} {:?}", Secret("лесная тропа 7".to_owned()));
        assert!(invited.link().ends_with(&text));
        for secret in [text.as_str(), "argon2", "тропа"] {
            assert!(!printed.contains(secret), "{printed}");
        }
    }

    #[test]
    fn a_name_is_shortened_with_unbroken_blanks() {
        let name = Name { last: "Орлова".into(), first: "Нина".into(), middle: String::new() };
        assert_eq!((name.full().as_str(), name.short().as_str()), ("Орлова Нина", "Орлова\u{a0}Н."));
    }
}
