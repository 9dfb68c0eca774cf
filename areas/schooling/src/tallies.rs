//! How municipalities and schools stand with duties of the year about the young and their mentors.

use std::collections::BTreeMap;

use access::Level;
use chrono::NaiveDate;
use db::{Conn, Result};
use packs::Library;
use registry::{Placed, Tally, TallyKind, TallyOffer, UnitTally};
use units::UnitId;

use crate::rules::Standing;
use crate::yearly::{self, Place};

const YEARLY: &str = "schooling.yearly";
const KINDS: [TallyKind; 1] =
    [TallyKind {
        code: YEARLY, title: "Дела года: молодые педагоги и\u{a0}наставники", of: ""
    }];

/// The offer.
#[derive(Default)]
pub(crate) struct Yearly {
    packs: Library,
}

impl TallyOffer for Yearly {
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
        units: &[Placed],
        today: NaiveDate,
    ) -> Result<Vec<UnitTally>> {
        let rules = units::effective(conn, &self.packs, path, today)?;
        let mut found: BTreeMap<i64, Tally> = BTreeMap::new();
        let of_level = |level: Level| -> Vec<Place> {
            let of = units.iter().filter(|one| one.level == level);
            of.map(|one| Place { unit: UnitId(one.unit), path: one.path.clone() }).collect()
        };
        let (towns, schools) = (of_level(Level::Municipality), of_level(Level::Organisation));
        let levels = [("municipality", towns.as_slice()), ("organisation", schools.as_slice())];
        for item in yearly::of_levels(conn, path, &levels, (&rules, today))? {
            let due = match item.standing {
                Standing::Met | Standing::Ahead => None,
                Standing::Near | Standing::Overdue => Some(item.term.due),
            };
            found.entry(item.unit.0).or_default().add(due, today);
        }
        Ok(found.into_iter().map(|(unit, tally)| UnitTally { unit, kind: YEARLY, tally }).collect())
    }

    fn url(&self, _kind: &str, unit: i64) -> String {
        format!("/schooling/yearly?unit={unit}")
    }
}
