//! Who undertook to keep personal data confidential.

use db::{Conn, Result, WriteTx};
use diesel::prelude::*;

use crate::model::Accepted;
use crate::schema::confidentiality_obligations::{self as obliged, table};

/// Adds one.
pub(crate) fn accept(tx: &mut WriteTx, new: &Accepted) -> Result<()> {
    diesel::insert_into(table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// What these accounts undertook, the latest last.
pub(crate) fn accepted(conn: &mut Conn, accounts: &[i64]) -> Result<Vec<Accepted>> {
    let mut found = Vec::new();
    for some in accounts.chunks(500) {
        let part: Vec<Accepted> = table
            .filter(db::among(obliged::account, some.iter().copied()))
            .order(obliged::id.asc())
            .select(Accepted::as_select())
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}
