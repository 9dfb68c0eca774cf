//! How far the things of a kind have been made findable.

use db::{Conn, Result, WriteTx};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Bool, Text};

use crate::schema::search_fills;

/// How far a filling has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Queryable)]
pub struct Fill {
    /// The format of the program that fills.
    pub format: i64,
    /// The last thing looked at.
    pub after: i64,
    /// All were looked at.
    pub is_done: bool,
}

/// How far the kind has come; none: it was never begun.
pub fn fill_of(conn: &mut Conn, kind: &str) -> Result<Option<Fill>> {
    Ok(search_fills::table
        .filter(search_fills::kind.eq(kind))
        .select((search_fills::format, search_fills::after_id, search_fills::is_done))
        .first(conn)
        .optional()?)
}

/// Notes how far the kind has come; `id` is for the first time.
pub fn note_fill(tx: &mut WriteTx, id: i64, kind: &str, fill: Fill) -> Result<()> {
    sql_query(
        "INSERT INTO search_fills (id, kind, format, after_id, is_done) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (kind) DO UPDATE SET format = excluded.format, after_id = excluded.after_id, is_done = excluded.is_done",
    )
    .bind::<BigInt, _>(id)
    .bind::<Text, _>(kind)
    .bind::<BigInt, _>(fill.format)
    .bind::<BigInt, _>(fill.after)
    .bind::<Bool, _>(fill.is_done)
    .execute(&mut **tx)?;
    Ok(())
}
