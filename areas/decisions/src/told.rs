//! What other areas tell of recommendations: how far each unit has come, and what became of the deficits a year later.

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;
use db::{Conn, Ranges};
use monitoring::model::Campaign;
use units::UnitId;
use web::Result;

use crate::measured::{Line, measured_in};
use crate::rules::{Aside, Effect, Status, aside};
use crate::store::{self, Sight};

/// What was recommended to a unit after a monitoring, and what it has made of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Followed {
    /// Recommendations sent and not withdrawn.
    pub sent: i64,
    /// Of them waiting for an answer.
    pub waiting: i64,
    /// Of them being worked on.
    pub under_way: i64,
    /// Of them refused.
    pub refused: i64,
    /// Of them fulfilled.
    pub fulfilled: i64,
    /// Measures done.
    pub done: i64,
    /// Measures still to be done.
    pub planned: i64,
    /// Of those, late.
    pub late: i64,
}

/// How far each unit has come with what was sent after a monitoring, as seen from the unit at `path`.
pub fn followed(
    conn: &mut Conn,
    campaign: &Campaign,
    path: &str,
    today: NaiveDate,
) -> Result<BTreeMap<UnitId, Followed>> {
    let ranges = Ranges::under([path]);
    let mut found: BTreeMap<UnitId, Followed> = BTreeMap::new();
    let sight = Sight { scope: &ranges, issuing: &ranges, own: &[] };
    // What answers findings comes with the counts, and is no consequence of this monitoring.
    let counts = store::counts(conn, &sight, &[campaign.id.0])?;
    for one in counts.into_iter().filter(|one| one.campaign == Some(campaign.id)) {
        let Some(status) = Status::from_code(&one.status) else { continue };
        if matches!(status, Status::Draft | Status::Withdrawn) {
            continue;
        }
        let unit = found.entry(UnitId(one.unit)).or_default();
        unit.sent += one.recommendations;
        match status {
            Status::Answered => unit.under_way += one.recommendations,
            Status::Refused => unit.refused += one.recommendations,
            Status::Fulfilled => unit.fulfilled += one.recommendations,
            _ => unit.waiting += one.recommendations,
        }
    }
    for (unit, status, due, count) in store::measure_counts(conn, campaign.id)? {
        let Some(unit) = found.get_mut(&UnitId(unit)) else { continue };
        match status.as_str() {
            "done" => unit.done += count,
            "planned" => {
                unit.planned += count;
                unit.late += if due < today { count } else { 0 };
            }
            _ => {}
        }
    }
    Ok(found)
}

/// What became of the deficits of a monitoring in the next one of the same table.
#[derive(Debug, Clone, Default)]
pub struct Effects {
    /// The next published monitoring; none: nothing is measured yet.
    pub next: Option<Campaign>,
    /// Lines with a measure that was done: whose, which indicator, what became of it.
    pub with: Vec<(UnitId, String, Effect)>,
    /// The same deficits where no measure was done.
    pub beside: Aside,
}

/// What became of the deficits of a monitoring: with a measure that was done, and without.
pub fn effects(conn: &mut Conn, campaign: &Campaign) -> Result<Effects> {
    let measured = measured_in(conn, campaign)?;
    let done: HashSet<Line> = store::done_lines(conn, campaign.id)?.into_iter().collect();
    let beside = measured.deficits().filter(|(line, _)| !done.contains(*line));
    let beside = aside(beside.map(|(_, outcome)| outcome.effect));
    let mut with: Vec<(UnitId, String, Effect)> =
        done.iter().map(|line| (UnitId(line.0), line.2.clone(), measured.outcome(line).effect)).collect();
    with.sort_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
    Ok(Effects { next: measured.next, with, beside })
}
