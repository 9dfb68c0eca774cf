//! The list of documents: narrowed inside the scope, newest first, paged by key.

use chrono::NaiveDate;
use db::{Conn, Ranges, Result, fold, prefix_end};
use diesel::prelude::*;

use crate::reading::Hidden;
use crate::schema::documents;
use crate::{Document, DocumentId, Status};

/// What a list of documents is asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    /// Only this kind; empty: any.
    pub kind: String,
    /// Only in this state, by its code; empty: any.
    pub state: String,
    /// Signed on these days, both included.
    pub period: Option<(NaiveDate, NaiveDate)>,
    /// Titles that begin with this, this very number, or one of `found`.
    pub name: String,
    /// What the search by words has found.
    pub found: Vec<i64>,
    /// Only these; none: any.
    pub only: Option<Vec<i64>>,
    /// What the person does not read.
    pub hidden: Option<Hidden>,
    /// The last row of the page before: its day and id.
    pub after: Option<(NaiveDate, i64)>,
}

/// A page of the list inside the scope, newest first.
pub(crate) fn list(conn: &mut Conn, scope: &Ranges, filter: &Filter, limit: i64) -> Result<Vec<Document>> {
    let mut query =
        documents::table.into_boxed().filter(db::within!(documents::table, documents::unit_path, scope));
    if !filter.kind.is_empty() {
        query = query.filter(documents::kind.eq(filter.kind.clone()));
    }
    if !filter.state.is_empty() {
        query = query.filter(documents::status.eq(filter.state.clone()));
    }
    if let Some((from, to)) = filter.period {
        query = query.filter(documents::signed_on.ge(from)).filter(documents::signed_on.le(to));
    }
    let prefix = fold(&filter.name);
    if !prefix.is_empty() {
        let begins = documents::name_key.ge(prefix.clone()).and(documents::name_key.lt(prefix_end(&prefix)));
        let is_named = begins.or(documents::number.eq(filter.name.trim().to_owned()));
        query = query.filter(is_named.or(documents::id.eq_any(filter.found.clone())));
    }
    if let Some(only) = &filter.only {
        query = query.filter(documents::id.eq_any(only.clone()));
    }
    if let Some(hidden) = &filter.hidden {
        let own = db::within!(documents::table, documents::unit_path, hidden.papers);
        let named = documents::id.eq_any(hidden.named.clone());
        query = query.filter(documents::kind.ne_all(hidden.kinds.clone()).or(own).or(named));
    }
    if let Some((day, id)) = filter.after {
        let later_rows = documents::signed_on.lt(day);
        query = query.filter(later_rows.or(documents::signed_on.eq(day).and(documents::id.lt(id))));
    }
    Ok(query
        .order((documents::signed_on.desc(), documents::id.desc()))
        .limit(limit)
        .select(Document::as_select())
        .load(conn)?)
}

/// The next documents of exactly this unit that hold no longer, after this id.
pub(crate) fn out_of_force(
    conn: &mut Conn,
    unit_path: &str,
    after: DocumentId,
    limit: i64,
) -> Result<Vec<Document>> {
    let over = [Status::Lapsed, Status::Archived, Status::Cancelled].map(Status::code);
    Ok(documents::table
        .filter(documents::unit_path.eq(unit_path))
        .filter(db::among(documents::status, over))
        .filter(documents::id.gt(after))
        .order(documents::id.asc())
        .limit(limit)
        .select(Document::as_select())
        .load(conn)?)
}

/// Regulations of these units that are or were in force, newest first: a unit's own part of the legal base.
pub(crate) fn regulations(conn: &mut Conn, units: &[i64], limit: i64) -> Result<Vec<Document>> {
    let with_force = Status::ALL.into_iter().filter(|one| one.has_force()).map(Status::code);
    Ok(documents::table
        .filter(db::among(documents::unit_id, units))
        .filter(documents::genus.eq("regulation"))
        .filter(db::among(documents::status, with_force))
        .order((documents::signed_on.desc(), documents::id.desc()))
        .limit(limit)
        .select(Document::as_select())
        .load(conn)?)
}
