//! How the people of a place stand with consents: by kind given, ending, missing, withdrawn. As many queries for a region as
//! for a school.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::Ranges;
use packs::Effective;
use web::{Cx, Mode, Result};

use crate::model::{Consent, Stand};
use crate::store;
use crate::store::stood::Asked;

/// How somebody stands with a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum State {
    /// In force.
    Given,
    /// In force, and ends within a month.
    Ending,
    /// Never given, or its term has passed.
    Missing,
    /// Withdrawn.
    Withdrawn,
}

impl State {
    /// All, in the order of the table.
    pub const ALL: [Self; 4] = [Self::Given, Self::Ending, Self::Missing, Self::Withdrawn];

    /// The code in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Ending => "ending",
            Self::Missing => "missing",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// In words.
    pub fn title(self) -> &'static str {
        match self {
            Self::Given => "действует",
            Self::Ending => "кончается за\u{a0}месяц",
            Self::Missing => "нет",
            Self::Withdrawn => "отозвано",
        }
    }

    /// The state of this code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// Everybody at work in a place with what they gave.
pub(crate) struct Standing {
    /// (name key, id), by name.
    pub keys: Vec<(String, i64)>,
    given: BTreeMap<i64, Vec<Consent>>,
    today: NaiveDate,
}

impl Standing {
    /// The people of the scope.
    pub fn of<M: Mode>(cx: &mut Cx<M>, scope: &Ranges, today: NaiveDate) -> Result<Self> {
        let keys = people::store::keys_within(cx.conn(), scope)?;
        let mut given: BTreeMap<i64, Vec<Consent>> = BTreeMap::new();
        for one in store::within(cx.conn(), scope, today)? {
            given.entry(one.person_id.0).or_default().push(one);
        }
        Ok(Self { keys, given, today })
    }

    /// These people of the scope: by name as they are given.
    pub fn of_these<M: Mode>(
        cx: &mut Cx<M>,
        scope: &Ranges,
        (keys, today): (Vec<(String, i64)>, NaiveDate),
    ) -> Result<Self> {
        let ids: Vec<i64> = keys.iter().map(|(_, id)| *id).collect();
        let mut given: BTreeMap<i64, Vec<Consent>> = BTreeMap::new();
        for one in store::within_of(cx.conn(), scope, &ids, today)? {
            given.entry(one.person_id.0).or_default().push(one);
        }
        Ok(Self { keys, given, today })
    }

    /// The day it is told of.
    pub fn today(&self) -> NaiveDate {
        self.today
    }

    /// The consent that decides how the person stands with the kind: one in force, else the latest.
    pub fn decisive(&self, person: i64, kind: &str) -> Option<&Consent> {
        let all = self.given.get(&person)?;
        let of_kind = || all.iter().filter(|one| one.kind == kind);
        of_kind().rfind(|one| one.is_in_force(self.today)).or_else(|| of_kind().next_back())
    }

    /// How the person stands with the kind.
    pub fn state(&self, person: i64, kind: &str) -> State {
        match self.decisive(person, kind).map(|one| one.stand(self.today)) {
            Some(Stand::InForce) => State::Given,
            Some(Stand::Ending) => State::Ending,
            Some(Stand::Withdrawn) => State::Withdrawn,
            Some(Stand::Over | Stand::Replaced) | None => State::Missing,
        }
    }

    /// The people who stand so with one of the kinds; everybody without a state.
    pub fn narrowed(&self, rules: &Effective, kind: &str, state: Option<State>) -> Vec<(String, i64)> {
        let Some(state) = state else { return self.keys.clone() };
        let asked = asked_kinds(rules, kind, state);
        let stands = |id: i64| asked.iter().any(|kind| self.state(id, kind) == state);
        self.keys.iter().filter(|(_, id)| stands(*id)).cloned().collect()
    }
}

/// The kinds a state is asked about: nobody lacks what nobody asks for, unless it is asked about by name.
pub(crate) fn asked_kinds<'a>(rules: &'a Effective, kind: &str, state: State) -> Vec<&'a str> {
    let kinds = rules.consent_kinds.iter().map(|one| &one.rule);
    kinds
        .filter(|one| if kind.is_empty() { state != State::Missing || one.expected } else { one.id == kind })
        .map(|one| one.id.as_str())
        .collect()
}

/// How many of a place stand how with each kind.
pub(crate) struct Sums {
    everybody: i64,
    counted: Vec<(String, String, i64)>,
    awaiting: Vec<(String, i64)>,
}

impl Sums {
    /// Three queries, whatever the number of people.
    pub fn of<M: Mode>(cx: &mut Cx<M>, asked: &Asked) -> Result<Self> {
        let everybody = store::stood::count(cx.conn(), &Asked { state: None, ..asked.clone() })?;
        let counted = store::stood::counts(cx.conn(), asked)?;
        let awaiting = store::stood::awaiting(cx.conn(), asked)?;
        Ok(Self { everybody, counted, awaiting })
    }

    /// How many stand so with the kind; whoever never gave it lacks it.
    pub fn count(&self, kind: &str, state: State) -> i64 {
        let of_kind = self.counted.iter().filter(|(one, _, _)| one == kind);
        match state {
            State::Missing => {
                let others = of_kind.filter(|(_, stand, _)| stand != State::Missing.code());
                self.everybody - others.map(|(_, _, n)| n).sum::<i64>()
            }
            _ => of_kind.filter(|(_, stand, _)| stand == state.code()).map(|(_, _, n)| n).sum(),
        }
    }

    /// How many withdrawals wait for what they started.
    pub fn awaiting(&self, kind: &str) -> i64 {
        self.awaiting.iter().find(|(one, _)| one == kind).map_or(0, |(_, n)| *n)
    }
}
