//! What a successor finds in a pair: the own days count from the order that made them its mentor, what was overdue before is told as
//! left by the former mentor and has a day of its own.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use db::{Conn, Result};
use packs::Effective;
use registry::Obligation;
use web::russian;

use crate::board::Stood;
use crate::model::{Mentor, Pair, State};
use crate::rules::{is_overdue, plan_due, silent_since};
use crate::store;

/// Whoever takes a pair over sorts out within so many days what was left, where the rules name no number for a plan.
const DAYS: u32 = 30;

/// The first days of these parts in pairs somebody else was the mentor of before, by pair.
pub(crate) fn begun(parts: &[(Mentor, Pair)]) -> BTreeMap<i64, NaiveDate> {
    let now = parts.iter().filter(|(one, pair)| one.to_on.is_none() && pair.state() == State::Active);
    now.filter_map(|(one, pair)| Some((pair.id.0, one.from_on.filter(|first| pair.order_on < Some(*first))?)))
        .collect()
}

/// Counts what is wrong with these pairs from the own first day on; what was left before is a duty of its own.
pub(crate) fn counted(
    conn: &mut Conn,
    stood: &mut [Stood],
    begun: &BTreeMap<i64, NaiveDate>,
    (rules, today): (&Effective, NaiveDate),
) -> Result<Vec<Obligation>> {
    let ids: Vec<i64> = stood.iter().map(|one| one.pair.id.0).filter(|id| begun.contains_key(id)).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let (lines, visits) = (store::plans::dues_of(conn, &ids)?, store::around::visit_days_of(conn, &ids)?);
    let limit = |id: &str| rules.mentoring.limit(id).map(|limit| limit.value);
    let mut left = Vec::new();
    for one in stood {
        let Some(first) = begun.get(&one.pair.id.0).copied() else { continue };
        let dues = lines.get(&one.pair.id.0).into_iter().flatten();
        let overdue = dues.filter(|(due, done, _)| is_overdue(*due, *done, today)).map(|(due, ..)| *due);
        let (late, late_before) = parted(overdue, first);
        let planned = visits.get(&one.pair.id.0).into_iter().flatten();
        let missed = planned.filter(|(day, held)| held.is_none() && *day < today).map(|(day, _)| *day);
        let (missed, missed_before) = parted(missed, first);
        let standing = &mut one.standing;
        standing.overdue_since = late.iter().min().copied();
        standing.lines.2 = late.len();
        standing.missed_since = missed.iter().min().copied();
        standing.visits.2 = missed.len();
        standing.plan_due = plan_due(Some(first), limit("plan_days"));
        standing.silent_since = silent_since(standing.last, Some(first), limit("silent_days"));
        let by = first + Days::new(u64::from(limit("plan_days").unwrap_or(DAYS)));
        left.extend(told(&one.pair, by, (late_before, missed_before)));
    }
    Ok(left)
}

/// Days since the first one, and how many lie before it.
fn parted(days: impl Iterator<Item = NaiveDate>, first: NaiveDate) -> (Vec<NaiveDate>, usize) {
    let (own, before): (Vec<NaiveDate>, Vec<NaiveDate>) = days.partition(|day| first <= *day);
    (own, before.len())
}

/// What the former mentor left, by the day it is sorted out.
fn told(pair: &Pair, by: NaiveDate, (lines, visits): (usize, usize)) -> Option<Obligation> {
    let count = |many: usize| i64::try_from(many).unwrap_or(i64::MAX);
    let lines = (lines > 0).then(|| russian::counted(count(lines), "дело плана", "дела плана", "дел плана"));
    let visits = (visits > 0).then(|| russian::counted(count(visits), "посещение", "посещения", "посещений"));
    let what: Vec<String> = lines.into_iter().chain(visits).collect();
    (!what.is_empty()).then(|| Obligation {
        key: format!("mentoring:left-over:{}:{by}", pair.id),
        due: by,
        title: format!("Разобрать, что осталось от\u{a0}прежнего наставника: {}", what.join(", ")),
        note: "Сроки прошли до\u{a0}вашего первого дня: выполните, отмените или назначьте новые".to_owned(),
        action: "Открыть".to_owned(),
        url: format!("{}/plan", pair.url()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_first_day_is_the_own_one() {
        let days = ["2026-06-16", "2026-06-17", "2026-06-18"].map(day);
        assert_eq!(
            parted(days.into_iter(), day("2026-06-17")),
            (vec![day("2026-06-17"), day("2026-06-18")], 1)
        );
    }
}
