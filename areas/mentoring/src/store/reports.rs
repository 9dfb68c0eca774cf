//! What the reports of pairs tell, read once: which halves mentors handed in, which reports wait for the council; what they said
//! before they were written anew.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::{Conn, Result, WriteTx};
use diesel::prelude::*;

use crate::actions::Side;
use crate::model::{FormerText, PairId};
use crate::rules::Half;
use crate::schema::{mentorship_report_texts as texts, mentorship_reports as reports};

/// Keeps what a report said before it is written anew.
pub(crate) fn keep_text(tx: &mut WriteTx, former: &FormerText) -> Result<()> {
    diesel::insert_into(texts::table).values(former).execute(&mut **tx)?;
    Ok(())
}

/// What the reports of a pair said before, the latest first, by report.
pub(crate) fn texts_of(conn: &mut Conn, pair: PairId) -> Result<BTreeMap<i64, Vec<FormerText>>> {
    let all: Vec<FormerText> = texts::table
        .filter(texts::mentorship_id.eq(pair))
        .order(texts::id.desc())
        .select(FormerText::as_select())
        .load(conn)?;
    let mut found: BTreeMap<i64, Vec<FormerText>> = BTreeMap::new();
    for one in all {
        found.entry(one.report_id.0).or_default().push(one);
    }
    Ok(found)
}

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
