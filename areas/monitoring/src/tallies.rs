//! How units stand with their tables of monitorings under way.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use registry::{Placed, Tally, TallyKind, TallyOffer, UnitTally};

use crate::rules::SheetState;
use crate::store::duties;

const KINDS: [TallyKind; 1] =
    [TallyKind { code: "monitoring.sheets", title: "Мониторинговые таблицы", of: "" }];
/// States in which the table is still the unit's to fill.
const OPEN: [SheetState; 3] = [SheetState::Empty, SheetState::Draft, SheetState::Returned];

/// The offer.
pub(crate) struct SheetTallies;

impl TallyOffer for SheetTallies {
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
        let mut found: BTreeMap<i64, Tally> = BTreeMap::new();
        for (unit, state, due) in duties::all_under_way(conn, &Ranges::under([path]))? {
            let is_open = SheetState::from_code(&state).is_some_and(|state| OPEN.contains(&state));
            found.entry(unit).or_default().add(is_open.then_some(due), today);
        }
        let tally = |(unit, tally)| UnitTally { unit, kind: KINDS[0].code, tally };
        Ok(found.into_iter().map(tally).collect())
    }

    fn url(&self, _kind: &str, _unit: i64) -> String {
        "/monitoring".to_owned()
    }
}
