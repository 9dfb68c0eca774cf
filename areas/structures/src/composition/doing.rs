//! Accepting a list of members: the chosen rows of each structure as one action, in one transaction.

use std::collections::BTreeMap;

use access::Granted;
use chrono::NaiveDate;
use lists::{Done, Verdict};
use serde::{Deserialize, Serialize};
use serde_json::json;
use web::{Cx, Error, Result, Write};

use super::MemberLists;
use super::kind::MemberPlan;
use crate::actions::composing::{Row, compose};
use crate::model::{Member, StructureId};
use crate::{KeepStructures, store};

/// What a list may tell of a membership.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Told {
    /// Post, ground, reason.
    pub texts: [String; 3],
    /// First day, last day of the term, last day.
    pub days: (NaiveDate, Option<NaiveDate>, Option<NaiveDate>),
}

impl Told {
    /// As it is.
    pub fn of(one: &Member) -> Self {
        let texts = [one.post.clone(), one.basis.clone(), one.end_reason.clone()];
        Self { texts, days: (one.from_on, one.term_on, one.to_on) }
    }
}

/// What an import did to a membership.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Was {
    /// How it was; none: the membership is of the import.
    pub before: Option<Told>,
    /// How the import left it: what differs now was changed since.
    pub left: Told,
}

/// Does what the chosen rows say.
pub(super) fn apply(
    cx: &mut Cx<Write>,
    may: &Granted<KeepStructures>,
    plan: &MemberPlan,
    is_chosen: &dyn Fn(u32) -> bool,
) -> Result<Done> {
    let mut by_structure: BTreeMap<StructureId, Vec<Row>> = BTreeMap::new();
    for one in &plan.all {
        if !one.verdict.is_good() || !is_chosen(one.line.number) {
            continue;
        }
        if let (Some(id), Some(entry)) = (one.structure, &one.entry) {
            let row = Row { known: one.known.clone(), entry: entry.clone() };
            by_structure.entry(id).or_default().push(row);
        }
    }
    let mut done = Done::default();
    for (id, mut rows) in by_structure {
        // Who leaves makes room for who comes.
        rows.sort_by_key(|row| row.known.is_none());
        let made = compose(cx, may, id, &rows)?;
        for (row, member) in rows.iter().zip(&made) {
            done.new += usize::from(row.known.is_none());
            done.changed += usize::from(row.known.is_some());
            let was = Was { before: row.known.as_ref().map(Told::of), left: Told::of(member) };
            let was = serde_json::to_string(&was).map_err(|e| Error::Broken(e.to_string()))?;
            let (mark, version) = (cx.id(), member.updated_at.0);
            lists::store::mark(cx.tx(), mark, plan.import.id, (member.id.0, &was, version))?;
        }
    }
    let count = |asked: Verdict| plan.all.iter().filter(|one| one.verdict == asked).count();
    let told = json!({
        "new": done.new, "changed": done.changed, "same": count(Verdict::Same),
        "doubtful": count(Verdict::Doubtful), "wrong": count(Verdict::Wrong),
    });
    lists::accepted::<MemberLists>(cx, &plan.import, told)?;
    Ok(done)
}

/// The memberships of these marks, with what they are of.
pub(super) fn marked(cx: &mut Cx<Write>, ids: &[i64]) -> Result<BTreeMap<i64, Member>> {
    let all = store::members_by_id(cx.conn(), ids)?;
    Ok(all.into_iter().map(|one| (one.id.0, one)).collect())
}
