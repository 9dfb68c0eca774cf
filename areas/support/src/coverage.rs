//! What is asked of the registry for a page: who teaches, who is supported, which kinds anybody counts.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use db::Ranges;
use people::store::Teaches;
use registry::{Support, SupportKind};
use web::{Cx, Mode, Result};

use crate::rules::Supported;

/// Who teaches within a scope, and who is supported by what: one query of people and few of each area that knows.
pub(crate) struct Coverage {
    /// Places of work in pedagogical posts.
    pub teaches: Vec<Teaches>,
    /// Who is supported.
    pub supported: Supported,
    /// The kinds somebody counts.
    pub counted: Vec<SupportKind>,
    /// The kinds nobody counts yet.
    pub coming: Vec<SupportKind>,
}

impl Coverage {
    /// Of a scope on a day, by the rules in force at a path.
    pub fn of<M: Mode>(cx: &mut Cx<M>, scope: &Ranges, path: &str, today: NaiveDate) -> Result<Self> {
        let rules = units::rules_at(cx, path)?;
        let teaches = people::store::places_of(cx.conn(), scope, &people::pedagogical(&rules), today)?;
        let (house, mut supported) = (cx.house_handle(), Supported::new());
        let mut counted = BTreeSet::new();
        for offer in &house.registry.support {
            counted.extend(offer.kinds().iter().copied());
            for (kind, people) in offer.supported(cx.conn(), scope, today)? {
                supported.entry(kind).or_default().extend(people);
            }
        }
        let (counted, coming) = SupportKind::ALL.iter().partition(|kind| counted.contains(kind));
        Ok(Self { teaches, supported, counted, coming })
    }

    /// Everybody who teaches.
    pub fn people(&self) -> BTreeSet<i64> {
        self.teaches.iter().map(|one| one.person).collect()
    }

    /// Whom a filter leaves: `none`, `any`, a kind, everybody.
    pub fn narrowed(&self, asked: &str) -> Vec<i64> {
        let is_any = |id: &i64| self.supported.values().any(|all| all.contains(id));
        let kind = SupportKind::of(asked);
        let is_kept = |id: &i64| match (asked, kind) {
            ("none", _) => !is_any(id),
            ("any", _) => is_any(id),
            (_, Some(kind)) => self.supported.get(&kind).is_some_and(|all| all.contains(id)),
            _ => true,
        };
        self.people().into_iter().filter(is_kept).collect()
    }
}

/// What supports these people, by kind, the latest first.
pub(crate) fn told<M: Mode>(cx: &mut Cx<M>, people: &[i64], today: NaiveDate) -> Result<Vec<Support>> {
    let (house, mut found) = (cx.house_handle(), Vec::new());
    for offer in &house.registry.support {
        found.extend(offer.told(cx.conn(), people, today)?);
    }
    found.sort_by_key(|one| (one.person, one.kind, std::cmp::Reverse(one.since)));
    Ok(found)
}
