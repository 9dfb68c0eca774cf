//! Writing and searching the journal.

use std::collections::BTreeMap;

use db::{Conn, Moment, Ranges, Result, WriteTx};
use diesel::dsl::{count_star, max};
use diesel::prelude::*;

use crate::schema::audit_entries;
use crate::{Action, Entry};

/// Writes one line under the given id, inside the transaction of what it tells.
pub fn add(tx: &mut WriteTx, id: i64, entry: &Entry) -> Result<()> {
    diesel::insert_into(audit_entries::table)
        .values((
            audit_entries::id.eq(id),
            audit_entries::at.eq(entry.at.0),
            audit_entries::account_id.eq(entry.account),
            audit_entries::action.eq(entry.action.code()),
            audit_entries::area.eq(entry.area),
            audit_entries::kind.eq(entry.kind),
            audit_entries::object_id.eq(entry.object),
            audit_entries::unit_path.eq(&entry.unit_path),
            audit_entries::text.eq(&entry.text),
            audit_entries::details.eq(entry.details.to_string()),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// The id of the newest line, 0 when there is none: nearly every change writes one, so no id is much newer.
pub fn newest(conn: &mut Conn) -> Result<i64> {
    let id = audit_entries::table.order(audit_entries::id.desc()).select(audit_entries::id).first(conn);
    Ok(id.optional()?.unwrap_or(0))
}

/// A line as stored.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = audit_entries)]
pub struct Line {
    /// Its id.
    pub id: i64,
    /// When.
    pub at: i64,
    /// Who.
    pub account_id: Option<i64>,
    /// What kind of thing was done: a code of [`Action`].
    pub action: String,
    /// The area.
    pub area: String,
    /// The kind of object.
    pub kind: String,
    /// The object.
    pub object_id: i64,
    /// Under which unit.
    pub unit_path: String,
    /// The sentence.
    pub text: String,
    /// Before and after, JSON.
    pub details: String,
    /// The block that sealed it.
    pub block: Option<i64>,
}

/// How often each of these objects of a kind was read, and when last.
pub fn readings(conn: &mut Conn, kind: &str, objects: &[i64]) -> Result<BTreeMap<i64, (i64, Moment)>> {
    let rows: Vec<(i64, i64, Option<i64>)> = audit_entries::table
        .filter(db::among(audit_entries::object_id, objects.iter().copied()))
        .filter(audit_entries::action.eq(Action::Read.code()))
        .filter(audit_entries::kind.eq(kind))
        .group_by(audit_entries::object_id)
        .order(audit_entries::object_id.asc())
        .select((audit_entries::object_id, count_star(), max(audit_entries::at)))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(id, times, last)| Some((id, (times, Moment(last?))))).collect())
}

/// Of what was done to an object at these instants that which was done in another's stead: (instant, who), whose.
pub fn standing_in(conn: &mut Conn, object: i64, instants: &[i64]) -> Result<Vec<((i64, i64), i64)>> {
    let rows: Vec<(i64, Option<i64>, String)> = audit_entries::table
        .filter(audit_entries::object_id.eq(object))
        .filter(db::among(audit_entries::at, instants.iter().copied()))
        .filter(audit_entries::account_id.is_not_null())
        .order(audit_entries::id.asc())
        .select((audit_entries::at, audit_entries::account_id, audit_entries::details))
        .load(conn)?;
    let told = |(at, by, details): (i64, Option<i64>, String)| Some(((at, by?), crate::stead_of(&details)?));
    Ok(rows.into_iter().filter_map(told).collect())
}

/// What to look for.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only this person's doings.
    pub account: Option<i64>,
    /// Only this kind of action.
    pub action: Option<Action>,
    /// Only this area.
    pub area: Option<String>,
    /// Only this object.
    pub object: Option<i64>,
    /// Not before.
    pub from: Option<Moment>,
    /// Before.
    pub until: Option<Moment>,
    /// Older than this line: the next page.
    pub before: Option<i64>,
}

/// Lines inside the scope, newest first, at most `limit`.
pub fn search(conn: &mut Conn, scope: &Ranges, filter: &Filter, limit: i64) -> Result<Vec<Line>> {
    let mut query = audit_entries::table.into_boxed().filter(db::within!(
        audit_entries::table,
        audit_entries::unit_path,
        scope
    ));
    if let Some(account) = filter.account {
        query = query.filter(audit_entries::account_id.eq(account));
    }
    if let Some(action) = filter.action {
        query = query.filter(audit_entries::action.eq(action.code()));
    }
    if let Some(area) = &filter.area {
        query = query.filter(audit_entries::area.eq(area.clone()));
    }
    if let Some(object) = filter.object {
        query = query.filter(audit_entries::object_id.eq(object));
    }
    if let Some(from) = filter.from {
        query = query.filter(audit_entries::at.ge(from.0));
    }
    if let Some(until) = filter.until {
        query = query.filter(audit_entries::at.lt(until.0));
    }
    if let Some(before) = filter.before {
        query = query.filter(audit_entries::id.lt(before));
    }
    Ok(query.order(audit_entries::id.desc()).limit(limit).select(audit_entries::all_columns).load(conn)?)
}
