//! Measures of a system of motivation: those of a school year, or all of them, each with whom it rewarded then.

use chrono::NaiveDate;
use packs::Effective;
use units::Unit;
use web::{Cx, Mode, Result, russian};

use crate::model::{Measure, MeasureId};
use crate::store;

/// A measure as the page shows it.
pub(super) struct MeasureRow {
    pub id: String,
    pub title: String,
    pub kind: String,
    pub criterion: String,
    pub recipients: String,
    pub term: String,
    pub rewarded: i64,
    pub is_there: bool,
}

/// The measures of a unit that held in a time, or all of them.
pub(super) fn rows<M: Mode>(
    cx: &mut Cx<M>,
    unit: &Unit,
    rules: &Effective,
    (period, today): (Option<(NaiveDate, NaiveDate)>, NaiveDate),
) -> Result<Vec<MeasureRow>> {
    let mut measures = store::measures_of(cx.conn(), unit.id)?;
    let held = |one: &Measure| {
        period.is_none_or(|(from, to)| one.from_on <= to && one.to_on.is_none_or(|last| from <= last))
    };
    measures.retain(held);
    let ids: Vec<MeasureId> = measures.iter().map(|one| one.id).collect();
    let rewarded = store::rewarded(cx.conn(), &ids, period)?;
    let row = |one: Measure| {
        let kind = rules.incentives.measure(&one.kind);
        let last = one.to_on.map(|day| format!(" по\u{a0}{}: {}", russian::date(day), one.end_reason));
        MeasureRow {
            id: one.id.to_string(),
            kind: kind.map_or_else(|| one.kind.clone(), |kind| kind.title.clone()),
            term: format!("с\u{a0}{}{}", russian::date(one.from_on), last.unwrap_or_default()),
            rewarded: rewarded.get(&one.id).copied().unwrap_or(0),
            is_there: one.is_there(today) && one.to_on.is_none(),
            title: one.title,
            criterion: one.criterion,
            recipients: one.recipients,
        }
    };
    Ok(measures.into_iter().map(row).collect())
}
