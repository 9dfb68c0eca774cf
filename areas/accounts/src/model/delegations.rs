//! A role handed over while its holder is away.

use std::str::FromStr;

use access::{AccountId, DelegationId, GrantId};
use chrono::NaiveDate;

/// Why somebody is away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Отпуск.
    Vacation,
    /// Командировка.
    Trip,
    /// Болезнь.
    Illness,
    /// Другая.
    Other,
}

impl Reason {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 4] = [Self::Vacation, Self::Trip, Self::Illness, Self::Other];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Vacation => "vacation",
            Self::Trip => "trip",
            Self::Illness => "illness",
            Self::Other => "other",
        }
    }

    /// The word on the screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Vacation => "отпуск",
            Self::Trip => "командировка",
            Self::Illness => "болезнь",
            Self::Other => "другая причина",
        }
    }
}

impl FromStr for Reason {
    type Err = String;
    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|one| one.code() == code).ok_or_else(|| format!("unknown reason `{code}`"))
    }
}

/// A delegation as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delegation {
    /// Its id.
    pub id: DelegationId,
    /// The role handed over.
    pub grant: GrantId,
    /// Whose role it is.
    pub absent: AccountId,
    /// Who stands in.
    pub deputy: AccountId,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Why.
    pub reason: Reason,
    /// The order; may be empty.
    pub ground: String,
    /// Areas it is limited to; empty: the whole role.
    pub duties: Vec<String>,
    /// Whether it was taken back before its last day.
    pub is_ended: bool,
}

impl Delegation {
    /// Whether it is in force on `day` or later.
    pub fn is_ahead(&self, day: NaiveDate) -> bool {
        !self.is_ended && day <= self.to
    }

    /// Whether it and these days have one in common.
    pub fn meets(&self, from: NaiveDate, to: NaiveDate) -> bool {
        !self.is_ended && self.from <= to && from <= self.to
    }
}

/// A delegation to be made.
#[derive(Debug, Clone)]
pub struct NewDelegation {
    /// The role handed over.
    pub grant: GrantId,
    /// Who stands in.
    pub deputy: AccountId,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Why.
    pub reason: Reason,
    /// The order; may be empty.
    pub ground: String,
    /// Areas it is limited to; empty: the whole role.
    pub duties: Vec<String>,
}
