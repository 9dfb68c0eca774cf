//! Documents of these kinds in force at and under a place.

use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use diesel::prelude::*;
use documents::Document;
use documents::schema::documents as papers;

/// Documents of these kinds that the units of the scope have in force on a day, the latest first.
pub(crate) fn held(
    conn: &mut Conn,
    scope: &Ranges,
    kinds: &[String],
    day: NaiveDate,
) -> Result<Vec<Document>> {
    if kinds.is_empty() {
        return Ok(Vec::new());
    }
    Ok(papers::table
        .filter(db::within!(papers::table, papers::unit_path, scope))
        .filter(db::among(papers::kind, kinds.iter().map(String::as_str)))
        .filter(papers::status.eq(documents::Status::InForce.code()))
        .filter(papers::valid_to.is_null().or(papers::valid_to.ge(day)))
        .order((papers::signed_on.desc(), papers::id.desc()))
        .select(Document::as_select())
        .load(conn)?)
}
