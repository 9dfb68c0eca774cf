//! Where people work, for whoever stands above: a school knows that its people are its own, a municipality does not.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use people::staff::Colleague;
use units::UnitId;
use web::{Cx, Mode, Result};

use crate::papers::workplace;

/// Short names of the places of people, without the one that asks.
#[derive(Debug, Default)]
pub(crate) struct Places(BTreeMap<UnitId, String>);

impl Places {
    /// Of everybody at once; no query where all of them work in the unit that asks.
    pub fn read<'a, M: Mode>(
        cx: &mut Cx<M>,
        (asking, day): (UnitId, NaiveDate),
        cards: impl IntoIterator<Item = &'a Colleague>,
    ) -> Result<Self> {
        let units = cards.into_iter().map(|card| workplace(card, day));
        let mut ids: Vec<i64> = units.filter(|unit| *unit != asking).map(|unit| unit.0).collect();
        ids.sort_unstable();
        ids.dedup();
        if ids.is_empty() {
            return Ok(Self::default());
        }
        let found = units::store::all_of(cx.conn(), &ids)?;
        Ok(Self(found.into_iter().map(|unit| (unit.id, unit.short_name)).collect()))
    }

    /// «Школа № 1»; empty: the one that asks.
    pub fn of(&self, card: &Colleague, day: NaiveDate) -> &str {
        self.0.get(&workplace(card, day)).map_or("", String::as_str)
    }
}
