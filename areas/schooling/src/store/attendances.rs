//! Who belonged to a school on the day of a session, and who was there.

use std::collections::BTreeMap;

use db::{Conn, Result, WriteTx};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool};
use people::PersonId;

use crate::model::{Attendance, Session, SessionId};
use crate::schema::{school_attendances as table, school_sessions as sessions};

const COLUMNS: [&str; 4] = ["id", "session_id", "person_id", "was_there"];

/// Puts the attendance of a session in the place of what was known.
pub(crate) fn put(tx: &mut WriteTx, session: SessionId, all: &[Attendance]) -> Result<()> {
    diesel::delete(table::table.filter(table::session_id.eq(session))).execute(&mut **tx)?;
    for some in all.chunks(db::ROWS_AT_ONCE) {
        let mut query = db::insert_rows("school_attendances", &COLUMNS, some.len());
        for one in some {
            query = query
                .bind::<BigInt, _>(one.id)
                .bind::<BigInt, _>(one.session_id)
                .bind::<BigInt, _>(one.person_id)
                .bind::<Bool, _>(one.was_there);
        }
        query.execute(&mut **tx)?;
    }
    Ok(())
}

/// The attendance of these sessions.
pub(crate) fn of_sessions(conn: &mut Conn, ids: &[SessionId]) -> Result<Vec<Attendance>> {
    let mut found = Vec::new();
    for some in ids.chunks(500) {
        let part: Vec<Attendance> = table::table
            .filter(db::among(table::session_id, some.iter().copied()))
            .order(table::id.asc())
            .select(Attendance::as_select())
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}

/// How many were at each of these sessions.
pub(crate) fn counts(conn: &mut Conn, ids: &[SessionId]) -> Result<BTreeMap<SessionId, usize>> {
    let mut found = BTreeMap::new();
    for one in of_sessions(conn, ids)?.into_iter().filter(|one| one.was_there) {
        *found.entry(one.session_id).or_default() += 1;
    }
    Ok(found)
}

/// What these people were at or missed, the latest first.
pub(crate) fn had_by(conn: &mut Conn, people: &[i64]) -> Result<Vec<(Attendance, Session)>> {
    let mut found = Vec::new();
    for some in people.chunks(500) {
        let part: Vec<(Attendance, Session)> = table::table
            .inner_join(sessions::table.on(sessions::id.eq(table::session_id)))
            .filter(db::among(table::person_id, some.iter().map(|id| PersonId(*id))))
            .order((sessions::planned_on.desc(), table::id.desc()))
            .select((Attendance::as_select(), Session::as_select()))
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}
