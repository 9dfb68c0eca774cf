//! Lists of units by name, page by page: as they are now.

use access::Level;
use db::{Conn, Ranges, Result, fold, natural_ranges};
use diesel::prelude::*;

use crate::rules::SizeClass;
use crate::schema::units;
use crate::{Unit, UnitId};

/// Marks of an organisation.
#[derive(Debug, Clone, Copy, Default)]
pub struct Marks {
    /// Малокомплектная.
    pub is_small: bool,
    /// Отдалённая.
    pub is_remote: bool,
    /// Труднодоступная.
    pub is_hard_to_reach: bool,
}

/// What a list of units is asked for.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only this level.
    pub level: Option<Level>,
    /// Names that begin with this, folded by the store.
    pub name: String,
    /// Only this group of a rank: `city`, `district`.
    pub group: Option<String>,
    /// Only of one of these kinds; empty: of any.
    pub kinds: Vec<String>,
    /// Only this form of the municipal service.
    pub form: Option<String>,
    /// Only organisations of this size.
    pub size: Option<SizeClass>,
    /// Only those that bear these marks.
    pub marks: Marks,
    /// Those that were closed instead of those at work.
    pub is_closed: bool,
    /// The last row of the page before: its name key and id.
    pub after: Option<(String, i64)>,
}

/// A page of the list inside the scope: units with the key that continues after each.
pub fn list(conn: &mut Conn, scope: &Ranges, filter: &Filter, limit: i64) -> Result<Vec<(Unit, String)>> {
    Ok(listed(scope, filter, limit).select((Unit::as_select(), units::name_key)).load(conn)?)
}

/// The same page with what a line of the list shows.
pub(crate) fn lines(conn: &mut Conn, scope: &Ranges, filter: &Filter, limit: i64) -> Result<Vec<Line>> {
    Ok(listed(scope, filter, limit).select(Line::as_select()).load(conn)?)
}

/// A unit as a line of the list.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = units)]
pub(crate) struct Line {
    /// Its id.
    pub id: UnitId,
    /// Code of its [`Level`].
    pub level: String,
    /// Name for tables.
    pub short_name: String,
    /// Form of the municipal methodical service.
    pub service_form: Option<String>,
    /// Малокомплектная.
    pub is_small: bool,
    /// Отдалённая.
    pub is_remote: bool,
    /// Труднодоступная.
    pub is_hard_to_reach: bool,
    /// Pupils.
    pub pupils: Option<i64>,
    /// Teachers.
    pub teachers: Option<i64>,
    /// The key that continues after it.
    pub name_key: String,
}

fn listed<'a>(
    scope: &'a Ranges,
    filter: &Filter,
    limit: i64,
) -> diesel::helper_types::IntoBoxed<'a, units::table, db::Backend> {
    let state = if filter.is_closed { "closed" } else { "active" };
    let mut query = units::table.into_boxed().filter(units::state.eq(state)).filter(db::within!(
        units::table,
        units::path,
        scope
    ));
    if let Some(top) = scope.top() {
        query = query.filter(units::top_id.eq(top));
    }
    if let Some(level) = filter.level {
        query = query.filter(units::level.eq(level.code()));
    }
    query = attributed(query, filter);
    if !fold(&filter.name).is_empty() {
        query = query.filter(db::within!(units::table, units::name_key, natural_ranges(&filter.name)));
    }
    if let Some((key, id)) = filter.after.clone() {
        query =
            query.filter(units::name_key.gt(key.clone()).or(units::name_key.eq(key).and(units::id.gt(id))));
    }
    query.order((units::name_key.asc(), units::id.asc())).limit(limit)
}

type Query<'a> = diesel::helper_types::IntoBoxed<'a, units::table, db::Backend>;

fn attributed<'a>(mut query: Query<'a>, filter: &Filter) -> Query<'a> {
    if let Some(group) = filter.group.clone() {
        query = query.filter(units::size_group.eq(group));
    }
    if !filter.kinds.is_empty() {
        query = query.filter(units::kind.eq_any(filter.kinds.clone()));
    }
    if let Some(form) = filter.form.clone() {
        query = formed!(units, query, form);
    }
    if let Some((from, to)) = filter.size.map(SizeClass::bounds) {
        query = query.filter(units::level.eq(Level::Organisation.code())).filter(units::pupils.ge(from));
        if let Some(to) = to {
            query = query.filter(units::pupils.le(to));
        }
    }
    if filter.marks.is_small {
        query = query.filter(units::is_small.eq(true));
    }
    if filter.marks.is_remote {
        query = query.filter(units::is_remote.eq(true));
    }
    if filter.marks.is_hard_to_reach {
        query = query.filter(units::is_hard_to_reach.eq(true));
    }
    query
}

/// The next units after this id, whatever their state.
pub(crate) fn after(conn: &mut Conn, id: i64, limit: i64) -> Result<Vec<Unit>> {
    Ok(units::table
        .filter(units::id.gt(UnitId(id)))
        .order(units::id.asc())
        .limit(limit)
        .select(Unit::as_select())
        .load(conn)?)
}
