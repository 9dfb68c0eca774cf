//! How lines stand by what the cards of their people tell.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use db::{Conn, Ranges, Result};

use crate::model::{Line, LineId};
use crate::rules::{self, Standing};
use crate::store;

/// How these lines stand.
pub(crate) fn of_lines(
    conn: &mut Conn,
    lines: &[Line],
    today: NaiveDate,
) -> Result<BTreeMap<LineId, Standing>> {
    let people: BTreeSet<i64> = lines.iter().map(|line| line.person_id.0).collect();
    let people: Vec<i64> = people.into_iter().collect();
    let courses = people::store::records_of_kinds(conn, &people, &["course", "retraining"])?;
    let works = people::store::last_days(conn, &people, today)?;
    Ok(rules::standings(lines, (&courses, &works), today))
}

/// How one line stands: what answers it depends on the other lines of the same person and year.
pub(crate) fn of_line(conn: &mut Conn, line: &Line, today: NaiveDate) -> Result<Standing> {
    let own = Ranges::under([line.unit_path.as_str()]);
    let mut all = store::of_years(conn, &own, (line.year, line.year))?;
    all.retain(|one| one.person_id == line.person_id && one.unit_id == line.unit_id);
    Ok(of_lines(conn, &all, today)?.remove(&line.id).unwrap_or(Standing::Planned))
}
