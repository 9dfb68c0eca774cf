//! The index of words: the one object of the schema that each database has its own text for. Its name begins as diesel's
//! own table does, so that backups and comparisons of schemas leave it out; `platform/search` fills it.

use crate::{Conn, Result, WriteTx};

/// Makes the index where it is missing.
pub(crate) fn prepare(tx: &mut WriteTx) -> Result<()> {
    let text = match **tx {
        Conn::Sqlite(_) => include_str!("words/sqlite.sql"),
        Conn::Postgres(_) => include_str!("words/postgres.sql"),
    };
    tx.batch(text)
}
