//! How units stand with terms in their structures: roles given for a time, temporary structures.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use db::{Conn, Ranges, Result};
use registry::{Placed, Tally, TallyKind, TallyOffer, UnitTally};

use crate::obligations::AHEAD_DAYS;
use crate::store;

const KINDS: [TallyKind; 1] =
    [TallyKind {
        code: "structures.terms", title: "Сроки в\u{a0}методических структурах", of: ""
    }];

/// The offer.
pub(crate) struct TermTallies;

impl TallyOffer for TermTallies {
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
        let by = today + Days::new(AHEAD_DAYS);
        let mut found: BTreeMap<i64, Tally> = BTreeMap::new();
        for (unit, last) in store::terms_within(conn, &Ranges::under([path]))? {
            found.entry(unit).or_default().add((last <= by).then_some(last), today);
        }
        let tally = |(unit, tally)| UnitTally { unit, kind: KINDS[0].code, tally };
        Ok(found.into_iter().map(tally).collect())
    }

    fn url(&self, _kind: &str, unit: i64) -> String {
        format!("/structures?unit={unit}")
    }
}
