//! Pairs of some people within some days, as a programme of support tells them beside courses and structures (Владимир, п. 2.2).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::{Conn, Ranges, Result};

use crate::model::State;
use crate::store::{self, lines};

/// A pair that worked by an order within the days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joint {
    /// Its card.
    pub url: String,
    /// The mentee.
    pub mentee: i64,
    /// Its mentors by orders, whoever is one still or was.
    pub mentors: Vec<i64>,
    /// «работает»
    pub state: &'static str,
    /// Where it is.
    pub unit: i64,
    /// The day of the order.
    pub from: NaiveDate,
    /// The last day, if there is one.
    pub to: Option<NaiveDate>,
}

/// Those of these mentees in units under a path that worked on a day from the first to the last of two, the latest first.
pub fn within(
    conn: &mut Conn,
    path: &str,
    mentees: &[i64],
    (first, last): (NaiveDate, NaiveDate),
) -> Result<Vec<Joint>> {
    let mut found = lines::lines_of(conn, &Ranges::under([path]), mentees)?;
    found.retain(|one| {
        let to = one.ended_on.or(one.ends_on);
        one.order_on.is_some_and(|from| from <= last) && to.is_none_or(|to| first <= to)
    });
    let ids: Vec<i64> = found.iter().map(|one| one.id.0).collect();
    let mut mentors: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for (pair, parts) in store::mentors_of(conn, &ids)? {
        let led = parts.into_iter().filter(|one| one.from_on.is_some()).map(|one| one.person_id.0);
        mentors.insert(pair, led.collect());
    }
    let joint = |one: lines::Line| {
        Some(Joint {
            url: one.url(),
            mentee: one.mentee_id,
            mentors: mentors.remove(&one.id.0).unwrap_or_default(),
            state: State::of(&one.state).title(),
            unit: one.unit_id,
            from: one.order_on?,
            to: one.ended_on.or(one.ends_on),
        })
    };
    Ok(found.into_iter().filter_map(joint).collect())
}
