//! Comments: what those who fill and those who verify say to each other about an answer.

use std::collections::BTreeMap;

use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;

use crate::model::SheetId;
use crate::schema::answer_comments;

/// A comment to be added.
#[derive(Debug, Clone)]
pub struct NewComment<'a> {
    /// Its id.
    pub id: i64,
    /// The sheet.
    pub sheet: SheetId,
    /// The indicator's number.
    pub no: &'a str,
    /// The words.
    pub text: &'a str,
    /// Who says it.
    pub by: Option<i64>,
    /// When.
    pub at: Moment,
}

/// Adds a comment.
pub fn add(tx: &mut WriteTx, new: &NewComment<'_>) -> Result<()> {
    diesel::insert_into(answer_comments::table)
        .values((
            (answer_comments::id.eq(new.id), answer_comments::sheet_id.eq(new.sheet.0)),
            (answer_comments::no.eq(new.no), answer_comments::text.eq(new.text)),
            (answer_comments::said_at.eq(new.at.0), answer_comments::said_by.eq(new.by)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// A comment as read.
#[derive(Debug, Clone, Queryable)]
pub struct Comment {
    /// When.
    pub at: Moment,
    /// Who.
    pub by: Option<i64>,
    /// The words.
    pub text: String,
}

/// The comments on an answer, the oldest first; the newest so many.
pub fn of_answer(conn: &mut Conn, sheet: SheetId, no: &str, limit: i64) -> Result<Vec<Comment>> {
    let mut found: Vec<Comment> = answer_comments::table
        .filter(answer_comments::sheet_id.eq(sheet.0))
        .filter(answer_comments::no.eq(no))
        .order(answer_comments::id.desc())
        .limit(limit)
        .select((answer_comments::said_at, answer_comments::said_by, answer_comments::text))
        .load(conn)?;
    found.reverse();
    Ok(found)
}

/// How much was said about an answer.
#[derive(Debug, Clone, Copy, Default)]
pub struct Talk {
    /// How many comments.
    pub count: i64,
    /// Whether the last of them is another person's.
    pub is_new: bool,
}

impl Talk {
    /// «2 комментария»
    pub fn counted(&self) -> String {
        web::russian::counted(self.count, "комментарий", "комментария", "комментариев")
    }
}

/// How much was said about each answer of a sheet, as this person sees it.
pub fn of_sheet(conn: &mut Conn, sheet: SheetId, reader: Option<i64>) -> Result<BTreeMap<String, Talk>> {
    let said: Vec<(String, Option<i64>)> = answer_comments::table
        .filter(answer_comments::sheet_id.eq(sheet.0))
        .order(answer_comments::id.asc())
        .select((answer_comments::no, answer_comments::said_by))
        .load(conn)?;
    let mut talk: BTreeMap<String, Talk> = BTreeMap::new();
    for (no, by) in said {
        let about = talk.entry(no).or_default();
        *about = Talk { count: about.count + 1, is_new: by != reader };
    }
    Ok(talk)
}
