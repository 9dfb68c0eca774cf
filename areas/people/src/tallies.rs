//! How units stand with the courses and the attestation of their people.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use packs::Library;
use registry::{Placed, Tally, TallyKind, TallyOffer, TallyPart, UnitTally};

use crate::obligations::{ahead, courses_of, pedagogical};
use crate::store::{due, staff};

const COURSES: &str = "people.courses";
const ATTESTATION: &str = "people.attestation";
const KINDS: [TallyKind; 2] = [
    TallyKind {
        code: COURSES, title: "Курсы повышения квалификации", of: "педагогов"
    },
    TallyKind {
        code: ATTESTATION, title: "Аттестация и\u{a0}категории", of: "педагогов"
    },
];

/// The offer.
#[derive(Default)]
pub(crate) struct PeopleTallies {
    packs: Library,
}

impl TallyOffer for PeopleTallies {
    fn learn(&mut self, packs: &Library) {
        self.packs = packs.clone();
    }

    fn kinds(&self) -> &'static [TallyKind] {
        &KINDS
    }

    fn tallies(
        &self,
        conn: &mut Conn,
        path: &str,
        _units: &[Placed],
        today: NaiveDate,
    ) -> Result<Vec<UnitTally>> {
        let (rules, scope) = (units::effective(conn, &self.packs, path, today)?, Ranges::under([path]));
        let teaching = due::teaching(conn, &scope, &pedagogical(&rules), today)?;
        let courses = courses_of(conn, &teaching, &rules, today)?;
        let people: Vec<i64> = teaching.keys().copied().collect();
        let ending = due::ending(conn, &people)?;
        let mut found: BTreeMap<(i64, &'static str), Tally> = BTreeMap::new();
        for (person, unit) in staff::places(conn, &scope)? {
            if !teaching.contains_key(&person) {
                continue;
            }
            if rules.people_terms.is_some() {
                found.entry((unit, COURSES)).or_default().add(courses.get(&person).copied(), today);
            }
            if let Some(last) = ending.get(&person) {
                let due = (*last <= ahead(today)).then_some(*last);
                found.entry((unit, ATTESTATION)).or_default().add(due, today);
            }
        }
        Ok(found.into_iter().map(|((unit, kind), tally)| UnitTally { unit, kind, tally }).collect())
    }

    fn url(&self, kind: &str, unit: i64) -> String {
        let mark = kind.strip_prefix("people.").unwrap_or_default();
        format!("/people?unit={unit}&mark={mark}")
    }

    fn listed(&self, kind: &str, part: TallyPart, unit: i64) -> String {
        let all = self.url(kind, unit);
        match part {
            TallyPart::Met => String::new(),
            TallyPart::Near => format!("{all}_near"),
            TallyPart::Overdue => format!("{all}_overdue"),
            TallyPart::Unmet => all,
        }
    }
}
