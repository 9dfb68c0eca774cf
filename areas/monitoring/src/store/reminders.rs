//! Reminders: at most one a sheet and day (decision 14).

use chrono::NaiveDate;
use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;
use std::collections::BTreeMap;

use crate::model::SheetId;
use crate::schema::sheet_reminders as reminders;

/// A reminder to be kept.
#[derive(Debug, Clone)]
pub struct NewReminder<'a> {
    /// Its id.
    pub id: i64,
    /// Of which sheet.
    pub sheet: SheetId,
    /// On which day.
    pub day: NaiveDate,
    /// The words.
    pub text: &'a str,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: Option<i64>,
}

/// Which of these sheets were reminded on the day already.
pub fn reminded(conn: &mut Conn, sheets: &[i64], day: NaiveDate) -> Result<Vec<SheetId>> {
    let mut found = Vec::new();
    for some in sheets.chunks(500) {
        let part: Vec<SheetId> = reminders::table
            .filter(db::among(reminders::sheet_id, some))
            .filter(reminders::day.eq(day))
            .order(reminders::id.asc())
            .select(reminders::sheet_id)
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}

/// Keeps a reminder; a second of the day breaks the unique index.
pub fn add(tx: &mut WriteTx, new: &NewReminder<'_>) -> Result<()> {
    diesel::insert_into(reminders::table)
        .values((
            (reminders::id.eq(new.id), reminders::sheet_id.eq(new.sheet), reminders::day.eq(new.day)),
            (reminders::text.eq(new.text), reminders::sent_at.eq(new.at.0), reminders::sent_by.eq(new.by)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// The last reminder of each of these sheets: its day and words.
pub fn last(conn: &mut Conn, sheets: &[i64]) -> Result<BTreeMap<i64, (NaiveDate, String)>> {
    let mut found = BTreeMap::new();
    for some in sheets.chunks(500) {
        let part: Vec<(i64, NaiveDate, String)> = reminders::table
            .filter(db::among(reminders::sheet_id, some))
            .order((reminders::day.asc(), reminders::id.asc()))
            .select((reminders::sheet_id, reminders::day, reminders::text))
            .load(conn)?;
        found.extend(part.into_iter().map(|(sheet, day, text)| (sheet, (day, text))));
    }
    Ok(found)
}
