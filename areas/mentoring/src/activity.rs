//! What mentoring offers of activity: being a mentor by an order, each pair once for the time it went on.

use chrono::NaiveDate;
use db::{Conn, Result};
use registry::{ActivityOffer, Deed};

use crate::model::{Mentor, Pair};
use crate::portfolio::{order, ordered_on};
use crate::rules::is_worked;
use crate::store;

/// The offer.
pub(crate) struct Mentorings;

impl ActivityOffer for Mentorings {
    fn deeds(
        &self,
        conn: &mut Conn,
        people: &[i64],
        (from, to): (NaiveDate, NaiveDate),
    ) -> Result<Vec<Deed>> {
        let parts = store::of_mentors(conn, people)?;
        let was = |one: &Mentor| {
            let is_then = one.from_on.is_some_and(|first| first <= to && is_worked((first, one.to_on)));
            is_then && one.to_on.is_none_or(|last| from <= last)
        };
        let mut those: Vec<(Mentor, Pair)> = parts.into_iter().filter(|(one, _)| was(one)).collect();
        // A pair counts once, from its first part, however often its mentor was replaced and chosen again.
        those.sort_by_key(|(one, _)| (one.person_id.0, one.mentorship_id.0, one.from_on, one.id.0));
        those.dedup_by_key(|(one, _)| (one.person_id.0, one.mentorship_id.0));
        let made = store::made_by(conn, &those.iter().map(|(one, _)| one.id).collect::<Vec<_>>())?;
        let told = |(one, pair): (Mentor, Pair)| {
            let ordered = ordered_on(&one, &pair, &made);
            deed((one, pair), ordered)
        };
        Ok(those.into_iter().filter_map(told).collect())
    }

    fn counted(&self) -> &'static str {
        store::MENTORINGS_COUNTED
    }
}

/// The mentee is not named: they have not shown themselves.
fn deed((one, pair): (Mentor, Pair), ordered: Option<NaiveDate>) -> Option<Deed> {
    Some(Deed {
        person: one.person_id.0,
        kind: "mentoring",
        title: "Наставник молодого педагога".to_owned(),
        on: one.from_on?,
        document: order(ordered),
        url: pair.url(),
        unit_path: pair.unit_path,
    })
}
