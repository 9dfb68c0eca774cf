//! Pairs in preparation that never came to their order (п. 3.1): nobody's need shows them where the mentee has another pair, so they
//! are told on their own.

use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use packs::Effective;

use crate::lateness::seconds;
use crate::model::{Pair, State};
use crate::rules::order_by;
use crate::store::{self, Filter};

/// The pairs of a place whose day of the order has passed while they are prepared, each with that day; at most so many are read.
pub(crate) fn stalled(
    conn: &mut Conn,
    place: Ranges,
    (rules, today): (&Effective, NaiveDate),
    limit: i64,
) -> Result<Vec<(Pair, NaiveDate)>> {
    let filter = Filter { place, state: Some(State::Preparing), after: None };
    let all = store::list(conn, &filter, limit)?;
    among(conn, all, (rules, today))
}

/// The same of these pairs.
pub(crate) fn among(
    conn: &mut Conn,
    pairs: Vec<Pair>,
    (rules, today): (&Effective, NaiveDate),
) -> Result<Vec<(Pair, NaiveDate)>> {
    let all: Vec<Pair> = pairs.into_iter().filter(|pair| pair.state() == State::Preparing).collect();
    let seconds = seconds(conn, &all)?;
    Ok(all
        .into_iter()
        .filter_map(|pair| Some((due(&pair, seconds.contains(&pair.id.0), rules)?, pair)))
        .filter(|(due, _)| *due < today)
        .map(|(due, pair)| (pair, due))
        .collect())
}

/// The day a pair in preparation should have its order by; none: its category has none, or no pack sets one. Who had a mentor before
/// waits for another one since the beginning of the pair, not since hiring (п. 3.1).
fn due(pair: &Pair, is_second: bool, rules: &Effective) -> Option<NaiveDate> {
    rules.mentoring.category(&pair.category).filter(|one| one.order_is_due)?;
    // What is marked tells when it was begun, whenever it was entered here.
    let entered = pair.created_at.day(chrono_tz::UTC);
    let marked = [pair.council_on, pair.deputy_on, pair.mentee_on].into_iter().flatten().min();
    let begun = marked.map_or(entered, |marked| marked.min(entered));
    let hired = if is_second { begun } else { pair.hired_on };
    order_by(hired, begun, &rules.mentoring, &rules.calendar)
}
