//! Members: taken in, ended, those of several structures at once.

use chrono::NaiveDate;
use db::{Conn, Moment, Ranges, Result, WriteTx};
use diesel::prelude::*;

use crate::model::{ACTIVE, Member, MemberId, Structure, StructureId};
use crate::schema::{structure_members as table, structures};
use people::schema::people as cards;

/// Takes one in.
pub(crate) fn add(tx: &mut WriteTx, new: &Member) -> Result<()> {
    diesel::insert_into(table::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// Takes everybody out of a structure that goes away itself.
pub(crate) fn remove_all(tx: &mut WriteTx, id: StructureId) -> Result<()> {
    diesel::delete(table::table.filter(table::structure_id.eq(id.0))).execute(&mut **tx)?;
    Ok(())
}

/// Ends a membership.
pub(crate) fn end(
    tx: &mut WriteTx,
    id: MemberId,
    (day, reason): (NaiveDate, &str),
    now: Moment,
) -> Result<()> {
    diesel::update(table::table.find(id.0))
        .set((table::to_on.eq(Some(day)), table::end_reason.eq(reason), table::updated_at.eq(now)))
        .execute(&mut **tx)?;
    Ok(())
}

/// A membership of the structure.
pub(crate) fn find(conn: &mut Conn, structure: StructureId, id: MemberId) -> Result<Option<Member>> {
    Ok(table::table
        .filter(table::id.eq(id.0))
        .filter(table::structure_id.eq(structure.0))
        .select(Member::as_select())
        .first(conn)
        .optional()?)
}

/// Everybody who belongs or belonged to these structures.
pub(crate) fn of(conn: &mut Conn, structures: &[i64]) -> Result<Vec<Member>> {
    let mut found = Vec::new();
    for some in structures.chunks(500) {
        let part: Vec<Member> = table::table
            .filter(table::structure_id.eq_any(some))
            .order((table::structure_id.asc(), table::id.asc()))
            .select(Member::as_select())
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}

/// Roles in working structures of these very units whose term ends by a day and that nobody ended, by that day.
pub(crate) fn terms_ending(
    conn: &mut Conn,
    paths: &[String],
    by: NaiveDate,
) -> Result<Vec<(Structure, Member)>> {
    Ok(structures::table
        .inner_join(table::table.on(table::structure_id.eq(structures::id)))
        .filter(structures::unit_path.eq_any(paths.to_vec()))
        .filter(structures::state.eq(ACTIVE))
        .filter(table::to_on.is_null())
        .filter(table::term_on.le(by))
        .order((table::term_on.asc(), table::id.asc()))
        .select((Structure::as_select(), Member::as_select()))
        .load(conn)?)
}

/// The card of the only person of this name at work within a place; two namesakes are nobody.
pub(crate) fn card_of(conn: &mut Conn, place: &Ranges, key: &str) -> Result<Option<i64>> {
    let found: Vec<i64> = cards::table
        .filter(cards::name_key.eq(key))
        .filter(cards::state.eq(people::State::Active.code()))
        .filter(people::store::seen(place))
        .order(cards::id.asc())
        .limit(2)
        .select(cards::id)
        .load(conn)?;
    Ok(match found.as_slice() {
        [only] => Some(*only),
        _ => None,
    })
}

/// Of these people the ones whom units of the scope see.
pub(crate) fn people_seen(conn: &mut Conn, scope: &Ranges, ids: &[i64]) -> Result<Vec<i64>> {
    use people::schema::people as cards;
    let mut found = Vec::new();
    for some in ids.chunks(500) {
        let part: Vec<people::PersonId> = cards::table
            .filter(db::among(cards::id, some))
            .filter(people::store::seen(scope))
            .order(cards::id.asc())
            .select(cards::id)
            .load(conn)?;
        found.extend(part.into_iter().map(|id| id.0));
    }
    Ok(found)
}
