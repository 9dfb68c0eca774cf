//! Orders that came, or still have not come, after the day the first need set. An order issued anew after one that was cancelled
//! is measured by the same day; who had a mentor before and gets another is not late by the day of hiring (п. 3.1).

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use db::{Conn, Result};
use packs::Effective;

use crate::model::{Pair, State};
use crate::rules::{Late, keeps_day, order_late};
use crate::store;

/// Whether the mentee had a mentor by an order before this pair's: the day of hiring asks nothing of it.
pub(crate) fn is_second(conn: &mut Conn, pair: &Pair) -> Result<bool> {
    Ok(store::of_mentees(conn, &[pair.mentee_id.0])?.iter().any(|one| is_before(one, pair)))
}

fn is_before(one: &Pair, pair: &Pair) -> bool {
    let came = one.order_on.is_some_and(|on| pair.order_on.is_none_or(|own| on < own));
    one.mentee_id == pair.mentee_id && one.id != pair.id && came
}

/// Those of these pairs whose mentees had a mentor by an order before: the same set-wise.
pub(crate) fn seconds(conn: &mut Conn, pairs: &[Pair]) -> Result<BTreeSet<i64>> {
    let mentees: BTreeSet<i64> = pairs.iter().map(|pair| pair.mentee_id.0).collect();
    let all = store::of_mentees(conn, &mentees.into_iter().collect::<Vec<_>>())?;
    let is_one = |pair: &&Pair| all.iter().any(|one| is_before(one, pair));
    Ok(pairs.iter().filter(is_one).map(|pair| pair.id.0).collect())
}

/// How late the orders of these pairs are, by pair; none for those in time.
pub(crate) fn late(
    conn: &mut Conn,
    pairs: &[Pair],
    rules: &Effective,
    today: NaiveDate,
) -> Result<BTreeMap<i64, Late>> {
    let is_due = |pair: &Pair| {
        let days = (pair.hired_on, pair.order_on.unwrap_or(today));
        keeps_day(&rules.mentoring, &pair.category, days)
    };
    let told = |pair: &Pair| {
        let days = (pair.hired_on, pair.order_on);
        let late = order_late(days, (&rules.mentoring, &rules.calendar), today);
        late.filter(|_| is_due(pair) && pair.state() != State::Cancelled)
    };
    let mut found: BTreeMap<i64, Late> =
        pairs.iter().filter_map(|pair| Some((pair.id.0, told(pair)?))).collect();
    if found.is_empty() {
        return Ok(found);
    }
    let mut mentees: Vec<i64> =
        pairs.iter().filter(|pair| found.contains_key(&pair.id.0)).map(|pair| pair.mentee_id.0).collect();
    mentees.sort_unstable();
    mentees.dedup();
    let all = store::of_mentees(conn, &mentees)?;
    for pair in pairs {
        if all.iter().any(|one| is_before(one, pair)) {
            found.remove(&pair.id.0);
        }
    }
    Ok(found)
}
