//! Whose adaptation was studied within some days: for whoever asks whether a study of a year is finished.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::{Conn, Ranges, Result};

use crate::store::young::results_within;

/// People with a result told within these days by the units of the scope, each with the last day.
pub fn within(
    conn: &mut Conn,
    scope: &Ranges,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<BTreeMap<i64, NaiveDate>> {
    let mut results = results_within(conn, scope)?;
    results.retain(|one| from <= one.studied_on && one.studied_on <= to);
    // The latest stand first: the last one told of somebody is kept.
    Ok(results.into_iter().rev().map(|one| (one.person_id.0, one.studied_on)).collect())
}
