//! Private links: found by the hash of their secret.

use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;
use people::PersonId;

use crate::model::{Link, LinkId};
use crate::schema::portfolio_links as links;

/// The links of a person, the newest first.
pub(crate) fn of(conn: &mut Conn, person: PersonId) -> Result<Vec<Link>> {
    Ok(links::table
        .filter(links::person_id.eq(person))
        .order(links::id.desc())
        .limit(50)
        .select(Link::as_select())
        .load(conn)?)
}

/// A link of the person.
pub(crate) fn find(conn: &mut Conn, person: PersonId, id: LinkId) -> Result<Option<Link>> {
    Ok(links::table
        .filter(links::id.eq(id).and(links::person_id.eq(person)))
        .select(Link::as_select())
        .first(conn)
        .optional()?)
}

/// The link of this secret, whatever became of it.
pub(crate) fn by_hash(conn: &mut Conn, hash: &str) -> Result<Option<Link>> {
    Ok(links::table.filter(links::token_hash.eq(hash)).select(Link::as_select()).first(conn).optional()?)
}

/// Adds one.
pub(crate) fn add(tx: &mut WriteTx, new: &Link) -> Result<()> {
    diesel::insert_into(links::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// Closes one for ever.
pub(crate) fn revoke(tx: &mut WriteTx, id: LinkId, at: Moment) -> Result<()> {
    diesel::update(links::table.filter(links::id.eq(id)))
        .set(links::revoked_at.eq(Some(at)))
        .execute(&mut **tx)?;
    Ok(())
}

/// Takes all of a person away: an address given out leads nowhere from then on.
pub(crate) fn forget(tx: &mut WriteTx, person: PersonId) -> Result<()> {
    diesel::delete(links::table.filter(links::person_id.eq(person))).execute(&mut **tx)?;
    Ok(())
}
