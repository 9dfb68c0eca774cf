//! What the reports of pairs tell, read once: which halves mentors handed in, which reports wait for the council.

use chrono::NaiveDate;
use db::{Conn, Result};
use diesel::prelude::*;

use crate::actions::Side;
use crate::model::PairId;
use crate::rules::Half;
use crate::schema::mentorship_reports as reports;

/// A report as duties see it.
#[derive(Debug, Clone, Queryable)]
pub(crate) struct ReportLine {
    pair: PairId,
    side: String,
    half: String,
    state: String,
    submitted_on: NaiveDate,
}

/// The reports of these pairs.
pub(crate) fn lines_of(conn: &mut Conn, pairs: &[i64]) -> Result<Vec<ReportLine>> {
    let mut found = Vec::new();
    for some in pairs.chunks(500) {
        let rows: Vec<ReportLine> = reports::table
            .filter(db::among(reports::mentorship_id, some.iter().map(|id| PairId(*id))))
            .order(reports::id.asc())
            .select((
                reports::mentorship_id,
                reports::side,
                reports::half,
                reports::state,
                reports::submitted_on,
            ))
            .load(conn)?;
        found.extend(rows);
    }
    Ok(found)
}

/// The periods a side reported; what was returned is to be written anew.
pub(crate) fn handed(all: &[ReportLine], side: Side) -> Vec<(i64, Half)> {
    let those = all.iter().filter(|one| one.side == side.code() && one.state != "returned");
    those.filter_map(|one| Some((one.pair.0, Half::read(&one.half)?))).collect()
}

/// Those that wait for the council, each with the day it was submitted.
pub(crate) fn waiting(all: &[ReportLine]) -> Vec<(PairId, NaiveDate)> {
    let those = all.iter().filter(|one| one.state == "submitted");
    those.map(|one| (one.pair, one.submitted_on)).collect()
}
