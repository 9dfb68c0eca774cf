//! What of people's cards supports somebody: courses and internships of this school year, school teams; and who teaches.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use registry::{Support, SupportKind, SupportOffer, school_year_start};

use crate::pages::going;
use crate::store::{due, teams};

/// The offer.
pub(crate) struct Helped;

const KINDS: &[SupportKind] = &[SupportKind::Course, SupportKind::Team];

impl SupportOffer for Helped {
    fn kinds(&self) -> &'static [SupportKind] {
        KINDS
    }

    fn supported(
        &self,
        conn: &mut Conn,
        scope: &Ranges,
        today: NaiveDate,
    ) -> Result<BTreeMap<SupportKind, BTreeSet<i64>>> {
        let since = school_year_start(today);
        Ok(BTreeMap::from([
            (SupportKind::Course, due::trained_since(conn, scope, (since, today))?),
            (SupportKind::Team, teams::of_scope(conn, scope, today)?),
        ]))
    }

    fn told(&self, conn: &mut Conn, people: &[i64], today: NaiveDate) -> Result<Vec<Support>> {
        let since = school_year_start(today);
        let courses = due::courses_since(conn, people, (since, today))?.into_iter();
        let mut found: Vec<Support> = courses
            .map(|(person, title, on, progress)| Support {
                person,
                kind: SupportKind::Course,
                what: progress
                    .map_or_else(|| title.clone(), |passed| format!("{title}, {}", going(passed, on))),
                since: Some(on).filter(|_| progress.is_none()),
                url: String::new(),
                unit_path: String::new(),
            })
            .collect();
        let teams = teams::of_people(conn, people, today)?.into_iter();
        found.extend(teams.map(|(person, team, since)| Support {
            person,
            kind: SupportKind::Team,
            what: team.name.clone(),
            since,
            url: team.url(),
            unit_path: team.unit_path,
        }));
        Ok(found)
    }
}
