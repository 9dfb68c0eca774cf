//! The list of decisions: narrowed, newest first, paged by key; and the counts of the same list.

use chrono::NaiveDate;
use db::{Conn, Ranges, Result, fold, prefix_end};
use diesel::prelude::*;

use super::decisions::{View, seen};
use crate::model::Decision;
use crate::rules::Stage;
use crate::schema::{decisions as table, measures};

/// What a list of decisions is asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    /// Only of these units; none: of every one that is seen.
    pub place: Option<Ranges>,
    /// Only this kind; empty: any.
    pub kind: String,
    /// Only about this; empty: anything.
    pub topic: String,
    /// Only taken at this level; empty: at any.
    pub level: String,
    /// Only at this stage; empty: at any.
    pub stage: String,
    /// Only with a point that is late on this day.
    pub late_on: Option<NaiveDate>,
    /// Taken on these days, both included.
    pub period: Option<(NaiveDate, NaiveDate)>,
    /// Titles that begin with this.
    pub name: String,
    /// The last row of the page before: its day and id.
    pub after: Option<(NaiveDate, i64)>,
}

/// A query narrowed by a filter.
macro_rules! narrowed {
    ($query:expr, $filter:expr) => {{
        let (mut query, filter) = ($query, $filter);
        if let Some(place) = &filter.place {
            query = query.filter(db::within!(table::table, table::unit_path, place));
        }
        if !filter.kind.is_empty() {
            query = query.filter(table::kind.eq(filter.kind.clone()));
        }
        if !filter.topic.is_empty() {
            query = query.filter(table::topic.eq(filter.topic.clone()));
        }
        if !filter.level.is_empty() {
            query = query.filter(table::taken_at_level.eq(filter.level.clone()));
        }
        if !filter.stage.is_empty() {
            query = query.filter(table::status.eq(filter.stage.clone()));
        }
        if let Some(today) = filter.late_on {
            let late = measures::table
                .filter(measures::decision_id.is_not_null())
                .filter(measures::status.eq("planned"))
                .filter(measures::due_on.lt(today))
                .select(measures::decision_id.assume_not_null());
            query = query.filter(table::status.eq(Stage::Taken.code())).filter(table::id.eq_any(late));
        }
        if let Some((from, to)) = filter.period {
            query = query.filter(table::decided_on.ge(from)).filter(table::decided_on.le(to));
        }
        let prefix = fold(&filter.name);
        if !prefix.is_empty() {
            let end = prefix_end(&prefix);
            query = query.filter(table::title_key.ge(prefix).and(table::title_key.lt(end)));
        }
        query
    }};
}

/// A page of the list, newest first.
pub(crate) fn list(conn: &mut Conn, view: &View, filter: &Filter, limit: i64) -> Result<Vec<Decision>> {
    let mut query = narrowed!(table::table.into_boxed().filter(seen!(view)), filter);
    if let Some((day, id)) = filter.after {
        query = query.filter(table::decided_on.lt(day).or(table::decided_on.eq(day).and(table::id.lt(id))));
    }
    Ok(query
        .order((table::decided_on.desc(), table::id.desc()))
        .limit(limit)
        .select(Decision::as_select())
        .load(conn)?)
}

/// So many decisions are read at once for a file.
const AT_ONCE: i64 = 1_000;

/// The whole list, newest first, however long it is.
pub(crate) fn whole(conn: &mut Conn, view: &View, mut filter: Filter) -> Result<Vec<Decision>> {
    let mut all = Vec::new();
    loop {
        let part = list(conn, view, &filter, AT_ONCE)?;
        let Some(last) = part.last() else { return Ok(all) };
        filter.after = Some((last.decided_on, last.id.0));
        all.extend(part);
    }
}

/// How many decisions of the list were taken at each level and stand at each stage: (level, stage, how many).
pub(crate) fn totals(conn: &mut Conn, view: &View, filter: &Filter) -> Result<Vec<(String, String, i64)>> {
    let ids: Vec<(String, String)> = narrowed!(table::table.into_boxed().filter(seen!(view)), filter)
        .order(table::id.asc())
        .select((table::taken_at_level, table::status))
        .load(conn)?;
    let mut counted = std::collections::BTreeMap::new();
    for pair in ids {
        *counted.entry(pair).or_insert(0_i64) += 1;
    }
    Ok(counted.into_iter().map(|((level, stage), count)| (level, stage, count)).collect())
}
