//! Documents of a unit that ends.

use chrono::NaiveDate;
use db::{Conn, Result, WriteTx};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use crate::schema::documents as table;
use crate::status::Status;

/// What still lives: in force, or on its way to be.
fn alive() -> Vec<&'static str> {
    [Status::Draft, Status::Agreed, Status::Signed, Status::Registered, Status::InForce]
        .map(Status::code)
        .to_vec()
}

/// How many documents of a unit still live on a day, and how many do not.
pub(crate) fn counted(conn: &mut Conn, unit: i64, day: NaiveDate) -> Result<(i64, i64)> {
    let all: i64 = table::table.filter(table::unit_id.eq(unit)).count().get_result(conn)?;
    let living: i64 = table::table
        .filter(table::unit_id.eq(unit))
        .filter(table::status.eq_any(alive()))
        .filter(table::valid_to.is_null().or(table::valid_to.ge(day)))
        .count()
        .get_result(conn)?;
    Ok((living, all - living))
}

/// What of a unit still lives on a day, with its status.
pub(crate) fn living(conn: &mut Conn, unit: i64, day: NaiveDate) -> Result<Vec<(i64, String)>> {
    Ok(table::table
        .filter(table::unit_id.eq(unit))
        .filter(table::status.eq_any(alive()))
        .filter(table::valid_to.is_null().or(table::valid_to.ge(day)))
        .order(table::id.asc())
        .select((table::id, table::status))
        .load(conn)?)
}

/// The documents of a unit are found where they stand now.
pub(crate) fn found_anew(tx: &mut WriteTx, (unit, path): (i64, &str)) -> Result<()> {
    diesel::sql_query(
        "UPDATE search_things SET unit_path = $1 WHERE kind = $2 AND unit_path <> $1 \
         AND id IN (SELECT d.id FROM documents d WHERE d.unit_id = $3)",
    )
    .bind::<Text, _>(path)
    .bind::<Text, _>(crate::KIND)
    .bind::<BigInt, _>(unit)
    .execute(&mut **tx)?;
    Ok(())
}
