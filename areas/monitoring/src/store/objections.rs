//! Objections to a preliminary result, each to one indicator, with their answers.

use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;

use crate::model::SheetId;
use crate::rules::Outcome;
use crate::schema::objections;

/// An objection as stored.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = objections)]
pub struct Objection {
    /// Its id.
    pub id: i64,
    /// The sheet.
    pub sheet_id: SheetId,
    /// The indicator's number.
    pub no: String,
    /// Why the object disagrees.
    pub text: String,
    /// When it was made.
    pub made_at: Moment,
    /// By whom.
    pub made_by: Option<i64>,
    /// Code of its [`Outcome`]; empty while it is open.
    pub outcome: String,
    /// The verifier's words.
    pub answer: String,
    /// When it was answered.
    pub answered_at: Option<Moment>,
    /// By whom.
    pub answered_by: Option<i64>,
}

impl Objection {
    /// Whether nobody has answered yet.
    pub fn is_open(&self) -> bool {
        self.outcome.is_empty()
    }

    /// How it ended.
    pub fn outcome(&self) -> Option<Outcome> {
        Outcome::from_code(&self.outcome)
    }
}

/// The objections of some sheets, oldest first.
pub fn of_sheets(conn: &mut Conn, ids: &[SheetId]) -> Result<Vec<Objection>> {
    let mut rows = Vec::new();
    for some in ids.chunks(500) {
        let part: Vec<Objection> = objections::table
            .filter(db::among(objections::sheet_id, some))
            .order((objections::sheet_id.asc(), objections::id.asc()))
            .select(Objection::as_select())
            .load(conn)?;
        rows.extend(part);
    }
    Ok(rows)
}

/// Writes a new objection.
pub fn add(
    tx: &mut WriteTx,
    id: i64,
    sheet: SheetId,
    (no, text): (&str, &str),
    by: Option<i64>,
    at: Moment,
) -> Result<()> {
    diesel::insert_into(objections::table)
        .values((
            (objections::id.eq(id), objections::sheet_id.eq(sheet), objections::no.eq(no)),
            (objections::text.eq(text), objections::made_at.eq(at.0), objections::made_by.eq(by)),
            (objections::outcome.eq(""), objections::answer.eq("")),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Keeps the answer to an objection that is still open; returns whether it was.
pub fn answer(
    tx: &mut WriteTx,
    id: i64,
    outcome: Outcome,
    text: &str,
    by: Option<i64>,
    at: Moment,
) -> Result<bool> {
    let row = objections::table.filter(objections::id.eq(id)).filter(objections::outcome.eq(""));
    let changed = diesel::update(row)
        .set((
            (objections::outcome.eq(outcome.code()), objections::answer.eq(text)),
            (objections::answered_at.eq(at.0), objections::answered_by.eq(by)),
        ))
        .execute(&mut **tx)?;
    Ok(changed == 1)
}
