//! Permissions as types, and the proof that one was checked.

use std::fmt;
use std::marker::PhantomData;

use db::Ranges;
use thiserror::Error;

use crate::Scope;

/// One thing a person may be allowed to do; declared by an area with [`crate::permission!`].
pub trait Permission: 'static {
    /// Unique name, for the policy and the matrix.
    const NAME: &'static str;
    /// What it lets one do, in Russian, for the matrix and the refusal.
    const TITLE: &'static str;
}

/// Said aloud by public pages: no account is needed.
#[derive(Debug)]
pub enum Anyone {}

impl Permission for Anyone {
    const NAME: &'static str = "access::Anyone";
    const TITLE: &'static str = "Открыто всем";
}

/// For pages of any signed-in person about themselves.
#[derive(Debug)]
pub enum SignedIn {}

impl Permission for SignedIn {
    const NAME: &'static str = "access::SignedIn";
    const TITLE: &'static str = "Вошедшему в систему – о себе";
}

/// Proof that `P` was checked for the person of this request, and where it holds.
pub struct Granted<P> {
    scopes: Vec<Scope>,
    ranges: Ranges,
    permission: PhantomData<fn() -> P>,
}

impl<P: Permission> Granted<P> {
    /// Only the policy makes one.
    pub(crate) fn new(scopes: Vec<Scope>) -> Self {
        let ranges = Ranges::under(scopes.iter().map(|scope| scope.path.as_str()));
        Self { scopes, ranges, permission: PhantomData }
    }

    /// The scopes in which the permission holds.
    pub fn scopes(&self) -> &[Scope] {
        &self.scopes
    }

    /// The same as ranges of unit paths, for a store's filter.
    pub fn ranges(&self) -> &Ranges {
        &self.ranges
    }

    /// Narrows to the unit at `path`; outside the scope it does not exist for this person.
    pub fn within(&self, path: &str) -> Result<(), Denied> {
        if self.ranges.holds(path) { Ok(()) } else { Err(Denied::Outside) }
    }
}

impl<P: Permission> fmt::Debug for Granted<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct(P::NAME).field("scopes", &self.scopes).finish_non_exhaustive()
    }
}

/// Why a permission was not granted.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum Denied {
    /// Nobody is signed in.
    #[error("Войдите в систему.")]
    Stranger,
    /// The person holds no role that may do this.
    #[error("Для этого нужно право «{0}».")]
    NoRole(&'static str),
    /// The access token only reads.
    #[error("Этот ключ доступа только читает. Создайте ключ с\u{a0}правом записи.")]
    ReadOnly,
    /// The object lies outside the person's scope: shown as not found.
    #[error("Не найдено.")]
    Outside,
}
