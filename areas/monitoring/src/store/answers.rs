//! Answers: one row an indicator that was touched; an untouched one has none.

use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;

use crate::model::{AnswerRow, Ruling, SheetId};
use crate::schema::answers;

/// The answers of some sheets, by sheet and number.
pub fn of_sheets(conn: &mut Conn, ids: &[SheetId]) -> Result<Vec<AnswerRow>> {
    let mut rows = Vec::new();
    for some in ids.chunks(500) {
        let part: Vec<AnswerRow> = answers::table
            .filter(db::among(answers::sheet_id, some))
            .order((answers::sheet_id.asc(), answers::id.asc()))
            .select(AnswerRow::as_select())
            .load(conn)?;
        rows.extend(part);
    }
    Ok(rows)
}

/// How many indicators of each of these sheets are answered.
pub fn filled(conn: &mut Conn, ids: &[SheetId]) -> Result<Vec<(SheetId, i64)>> {
    let mut rows = Vec::new();
    for some in ids.chunks(500) {
        let part: Vec<(SheetId, i64)> = answers::table
            .filter(db::among(answers::sheet_id, some))
            .filter(answers::declared.ne(""))
            .group_by(answers::sheet_id)
            .select((answers::sheet_id, diesel::dsl::count_star()))
            .order(answers::sheet_id.asc())
            .load(conn)?;
        rows.extend(part);
    }
    Ok(rows)
}

/// The answer to one indicator.
pub fn find(conn: &mut Conn, sheet: SheetId, no: &str) -> Result<Option<AnswerRow>> {
    Ok(answers::table
        .filter(answers::sheet_id.eq(sheet))
        .filter(answers::no.eq(no))
        .select(AnswerRow::as_select())
        .first(conn)
        .optional()?)
}

/// What is saved of an object's answer.
#[derive(Debug, Clone)]
pub struct Declared<'a> {
    /// JSON; empty takes the answer back.
    pub json: &'a str,
    /// `person` or `fact`.
    pub origin: &'a str,
    /// Who saves it.
    pub by: Option<i64>,
    /// When.
    pub at: Moment,
}

/// Writes the first answer to an indicator; a second first one breaks the unique index.
pub fn add(tx: &mut WriteTx, id: i64, sheet: SheetId, no: &str, new: &Declared<'_>) -> Result<()> {
    diesel::insert_into(answers::table)
        .values((
            (answers::id.eq(id), answers::sheet_id.eq(sheet), answers::no.eq(no)),
            (answers::declared.eq(new.json), answers::origin.eq(new.origin), answers::accepted.eq("")),
            (answers::ruling.eq(""), answers::ruling_reason.eq(""), answers::remark.eq("")),
            (answers::updated_at.eq(new.at.0), answers::updated_by.eq(new.by), answers::version.eq(1)),
            answers::fact.eq(""),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Changes an answer that still has the version it was read with; returns whether it had.
pub fn change(tx: &mut WriteTx, id: i64, version: i64, new: &Declared<'_>) -> Result<bool> {
    let changed =
        diesel::update(answers::table.filter(answers::id.eq(id)).filter(answers::version.eq(version)))
            .set((
                answers::declared.eq(new.json),
                answers::origin.eq(new.origin),
                answers::updated_at.eq(new.at.0),
                answers::updated_by.eq(new.by),
                answers::version.eq(answers::version + 1),
            ))
            .execute(&mut **tx)?;
    Ok(changed == 1)
}

/// Keeps the program's own answer as it is when the sheet is handed over.
pub fn freeze(tx: &mut WriteTx, id: i64, json: &str, fact: &str, at: Moment) -> Result<()> {
    diesel::update(answers::table.filter(answers::id.eq(id)))
        .set((
            (answers::declared.eq(json), answers::origin.eq("fact"), answers::fact.eq(fact)),
            (answers::updated_at.eq(at.0), answers::updated_by.eq(None::<i64>)),
            answers::version.eq(answers::version + 1),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Keeps the fact behind a person's answer, or an empty text: nothing the program knows stands behind it.
pub fn set_fact(tx: &mut WriteTx, id: i64, fact: &str) -> Result<()> {
    diesel::update(answers::table.filter(answers::id.eq(id)))
        .set(answers::fact.eq(fact))
        .execute(&mut **tx)?;
    Ok(())
}

/// Takes back what the verifier said of these indicators: the answer, its evidence or what it depends on has changed.
pub fn reopen(tx: &mut WriteTx, sheet: SheetId, numbers: &[&str]) -> Result<()> {
    let ruled = answers::table
        .filter(answers::sheet_id.eq(sheet))
        .filter(db::among(answers::no, numbers))
        .filter(answers::ruling.ne("").or(answers::accepted.ne("")));
    diesel::update(ruled)
        .set((
            answers::accepted.eq(""),
            answers::ruling.eq(""),
            answers::ruling_reason.eq(""),
            answers::ruled_at.eq(None::<i64>),
            answers::ruled_by.eq(None::<i64>),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Keeps the verifier's word.
pub fn rule(
    tx: &mut WriteTx,
    id: i64,
    ruling: Ruling,
    reason: &str,
    by: Option<i64>,
    at: Moment,
) -> Result<()> {
    diesel::update(answers::table.filter(answers::id.eq(id)))
        .set((
            answers::ruling.eq(ruling.code()),
            answers::ruling_reason.eq(reason),
            answers::ruled_at.eq(at.0),
            answers::ruled_by.eq(by),
            answers::version.eq(answers::version + 1),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Keeps the verifier's own value: the mark of a judgement.
pub fn accept_value(tx: &mut WriteTx, id: i64, json: &str) -> Result<()> {
    diesel::update(answers::table.filter(answers::id.eq(id)))
        .set(answers::accepted.eq(json))
        .execute(&mut **tx)?;
    Ok(())
}

/// Accepts every declared answer of a sheet that is not ruled on yet.
pub fn accept_rest(tx: &mut WriteTx, sheet: SheetId, by: Option<i64>, at: Moment) -> Result<usize> {
    let open = answers::table
        .filter(answers::sheet_id.eq(sheet))
        .filter(answers::ruling.eq(""))
        .filter(answers::declared.ne("").or(answers::accepted.ne("")));
    Ok(diesel::update(open)
        .set((
            answers::ruling.eq(Ruling::Accepted.code()),
            answers::ruled_at.eq(at.0),
            answers::ruled_by.eq(by),
            answers::version.eq(answers::version + 1),
        ))
        .execute(&mut **tx)?)
}

/// Says what to mend; the ruling is open again.
pub fn remark(tx: &mut WriteTx, id: i64, text: &str) -> Result<()> {
    diesel::update(answers::table.filter(answers::id.eq(id)))
        .set((
            answers::remark.eq(text),
            answers::ruling.eq(""),
            answers::ruling_reason.eq(""),
            answers::version.eq(answers::version + 1),
        ))
        .execute(&mut **tx)?;
    Ok(())
}
