//! What the duties of a school ask of its pairs, read once for all of them: mentors, everybody's works, reports.

use std::collections::BTreeMap;

use db::{Conn, Result};
use people::Employment;

use crate::departures::Mentors;
use crate::model::Pair;
use crate::store;
use crate::store::reports::ReportLine;

/// What is known of pairs.
pub(crate) struct Known {
    /// Mentors by pair.
    pub mentors: Mentors,
    /// The works of mentors and mentees.
    pub works: BTreeMap<i64, Vec<Employment>>,
    /// Reports of both sides.
    pub reports: Vec<ReportLine>,
}

impl Known {
    /// Of these pairs.
    pub fn of(conn: &mut Conn, pairs: &[Pair]) -> Result<Self> {
        let ids: Vec<i64> = pairs.iter().map(|pair| pair.id.0).collect();
        let mentors = store::mentors_of(conn, &ids)?;
        let works = works(conn, pairs.iter(), &mentors)?;
        Ok(Self { works, reports: store::reports::lines_of(conn, &ids)?, mentors })
    }
}

/// The works of everybody in these pairs.
pub(crate) fn works<'a>(
    conn: &mut Conn,
    pairs: impl Iterator<Item = &'a Pair>,
    mentors: &Mentors,
) -> Result<BTreeMap<i64, Vec<Employment>>> {
    let mut people: Vec<i64> = mentors.values().flatten().map(|one| one.person_id.0).collect();
    people.extend(pairs.map(|pair| pair.mentee_id.0));
    people.sort_unstable();
    people.dedup();
    people::store::works_of(conn, &people)
}
