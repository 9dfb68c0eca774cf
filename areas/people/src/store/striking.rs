//! What hangs on a card, and its places of work taken away all at once.

use db::{Conn, Result, WriteTx};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Text};
use registry::KeyColumn;

use crate::PersonId;
use crate::schema::{employment_subjects as taught, employments as work};

#[derive(QueryableByName)]
struct Hanging {
    #[diesel(sql_type = Text)]
    told: String,
}

/// What a reader would miss with the card, in words, each once: one query over all the columns that name people.
pub(crate) fn hanging<'a>(
    conn: &mut Conn,
    columns: impl Iterator<Item = &'a KeyColumn>,
    person: PersonId,
) -> Result<Vec<String>> {
    let asked = |of: &KeyColumn| {
        let KeyColumn { table, column, told, .. } = of;
        format!(
            "SELECT CAST('{told}' AS TEXT) AS told WHERE EXISTS (SELECT 1 FROM {table} WHERE {column} = $1)"
        )
    };
    let parts: Vec<String> = columns.filter(|of| !of.told.is_empty()).map(asked).collect();
    let text = format!("{} ORDER BY told", parts.join(" UNION "));
    let rows: Vec<Hanging> = sql_query(text).bind::<BigInt, _>(person.0).load(conn)?;
    Ok(rows.into_iter().map(|row| row.told).collect())
}

/// Takes every place of work of a person away with its subjects.
pub(crate) fn unhire(tx: &mut WriteTx, person: PersonId) -> Result<()> {
    diesel::delete(taught::table.filter(taught::person_id.eq(person))).execute(&mut **tx)?;
    diesel::delete(work::table.filter(work::person_id.eq(person))).execute(&mut **tx)?;
    Ok(())
}
