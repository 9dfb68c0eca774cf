//! Approved reports on their way to the deputy, and reports on their way to the council.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::{Conn, Result, WriteTx};
use diesel::prelude::*;

use crate::model::{Handing, Pair, PairId, Report, ReportId};
use crate::schema::handing::mentorship_handings as handings;
use crate::schema::{mentorship_reports as reports, mentorships as pairs};

/// Writes that a report was handed over.
pub(crate) fn add(tx: &mut WriteTx, new: &Handing) -> Result<()> {
    diesel::insert_into(handings::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// When the reports of a pair were handed over, by report; none: before it was asked.
pub(crate) fn of_pair(conn: &mut Conn, pair: PairId) -> Result<BTreeMap<i64, Option<NaiveDate>>> {
    let rows: Vec<(ReportId, Option<NaiveDate>)> = handings::table
        .filter(handings::mentorship_id.eq(pair))
        .order(handings::report_id.asc())
        .select((handings::report_id, handings::handed_on))
        .load(conn)?;
    Ok(rows.into_iter().map(|(report, day)| (report.0, day)).collect())
}

/// Approved reports of these schools that nobody handed over yet, with their pairs: the longest submitted first.
pub(crate) fn waiting(conn: &mut Conn, paths: &[&str], limit: i64) -> Result<Vec<(Pair, Report)>> {
    Ok(reports::table
        .inner_join(pairs::table.on(pairs::id.eq(reports::mentorship_id)))
        .left_join(handings::table.on(handings::report_id.eq(reports::id)))
        .filter(db::among(pairs::unit_path, paths.iter().map(|path| (*path).to_owned())))
        .filter(reports::state.eq("approved"))
        .filter(handings::report_id.is_null())
        .order((reports::submitted_on.asc(), reports::id.asc()))
        .limit(limit)
        .select((Pair::as_select(), Report::as_select()))
        .load(conn)?)
}

/// Reports of a school that wait for the council, with their pairs: the longest submitted first.
pub(crate) fn submitted(conn: &mut Conn, path: &str, limit: i64) -> Result<Vec<(Pair, Report)>> {
    Ok(reports::table
        .inner_join(pairs::table.on(pairs::id.eq(reports::mentorship_id)))
        .filter(pairs::unit_path.eq(path.to_owned()))
        .filter(reports::state.eq("submitted"))
        .order((reports::submitted_on.asc(), reports::id.asc()))
        .limit(limit)
        .select((Pair::as_select(), Report::as_select()))
        .load(conn)?)
}
