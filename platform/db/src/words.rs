//! The index of words: the one object of the schema that each database has its own text for. Its name begins as diesel's
//! own table does, so that backups and comparisons of schemas leave it out; `platform/search` fills it.

use crate::{Engine, Result, WriteTx};

/// Makes the index where it is missing.
pub(crate) fn prepare(tx: &mut WriteTx) -> Result<()> {
    let text = match tx.engine() {
        Engine::Sqlite => include_str!("words/sqlite.sql"),
        Engine::Postgres => include_str!("words/postgres.sql"),
    };
    tx.batch(text)
}
