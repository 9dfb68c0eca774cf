//! Access tokens: a person's key for programs, with a term, read-only or not, narrowed to one unit or not.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use db::Moment;

use crate::{AccountId, Person, Scope};

db::id! {
    /// An access token.
    AccessTokenId
}

/// What a token may do at all; what it reaches is its person's present roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenScope {
    /// Reads.
    Read,
    /// Reads and writes.
    Write,
}

impl TokenScope {
    /// Both, the narrower first.
    pub const ALL: [Self; 2] = [Self::Read, Self::Write];

    /// The code stored and typed.
    pub fn code(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
        }
    }

    /// The words on the screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Read => "только чтение",
            Self::Write => "чтение и\u{a0}запись",
        }
    }
}

impl fmt::Display for TokenScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for TokenScope {
    type Err = String;
    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|scope| scope.code() == code)
            .ok_or_else(|| format!("unknown scope `{code}`, write `read` or `write`"))
    }
}

/// A token as stored, without its secret.
#[derive(Debug, Clone)]
pub struct AccessToken {
    /// Its id.
    pub id: AccessTokenId,
    /// Whose it is.
    pub account: AccountId,
    /// What it is for.
    pub name: String,
    /// What it may do.
    pub scope: TokenScope,
    /// The unit it is narrowed to, with its path.
    pub unit: Option<(i64, String)>,
    /// Its last day.
    pub expires_on: NaiveDate,
    /// When it was made.
    pub created_at: Moment,
    /// The last time it was noted in use.
    pub last_used_at: Option<Moment>,
    /// When it was revoked.
    pub revoked_at: Option<Moment>,
}

impl AccessToken {
    /// Whether it still opens anything on `today`.
    pub fn is_live(&self, today: NaiveDate) -> bool {
        self.revoked_at.is_none() && today <= self.expires_on
    }

    /// The person as the token shows them: what lies outside its unit is not theirs, nor is what they do in somebody's
    /// stead.
    #[must_use]
    pub fn narrow(&self, mut person: Person) -> Person {
        person.standing.clear();
        if let Some((unit, path)) = &self.unit {
            person.scopes =
                person.scopes.into_iter().filter_map(|scope| narrowed(scope, *unit, path)).collect();
        }
        person
    }
}

/// The part of a scope inside the unit; the role keeps the level it is held at.
fn narrowed(scope: Scope, unit: i64, path: &str) -> Option<Scope> {
    if scope.path.starts_with(path) {
        return Some(scope);
    }
    path.starts_with(&scope.path).then(|| Scope { unit, path: path.to_owned(), ..scope })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Level, Role, SessionId};

    fn token(unit: Option<(i64, String)>) -> AccessToken {
        AccessToken {
            id: AccessTokenId(1),
            account: AccountId(1),
            name: String::new(),
            scope: TokenScope::Read,
            unit,
            expires_on: NaiveDate::from_ymd_opt(2026, 6, 30).unwrap(),
            created_at: Moment(0),
            last_used_at: None,
            revoked_at: None,
        }
    }

    fn person(paths: &[&str]) -> Person {
        let scope = |path: &&str| Scope {
            unit: 7,
            path: (*path).to_owned(),
            level: Level::Region,
            role: Role::Ministry,
        };
        Person {
            account: AccountId(1),
            session: SessionId(0),
            short_name: String::new(),
            full_name: String::new(),
            scopes: paths.iter().map(scope).collect(),
            standing: Vec::new(),
        }
    }

    #[test]
    fn it_lives_through_its_last_day_and_not_after_it_was_revoked() {
        let mut one = token(None);
        let day = |day| NaiveDate::from_ymd_opt(2026, 7, day).unwrap();
        assert!(one.is_live(one.expires_on) && !one.is_live(day(1)));
        one.revoked_at = Some(Moment(1));
        assert!(!one.is_live(one.expires_on));
    }

    #[test]
    fn a_unit_narrows_what_is_wider_keeps_what_is_inside_and_drops_the_rest() {
        let paths = |unit: &str, held: &[&str]| -> Vec<String> {
            let narrowed = token(Some((12, unit.to_owned()))).narrow(person(held));
            narrowed.scopes.into_iter().map(|scope| scope.path).collect()
        };
        assert_eq!(paths("/1/12/", &["/1/", "/1/12/7/", "/1/13/", "/1/120/"]), ["/1/12/", "/1/12/7/"]);
        assert_eq!(token(None).narrow(person(&["/1/"])).scopes.len(), 1);
        assert!(paths("/2/", &["/1/"]).is_empty());
    }
}
