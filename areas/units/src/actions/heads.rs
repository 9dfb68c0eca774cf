//! Teachers and pupils of a passport are counted anew by a merger or a division, so that both can be taken back.

use chrono::{Days, NaiveDate};
use db::{Change, Trail};
use web::{Cx, Result, Write, russian};

use crate::Unit;
use crate::model::Heads;
use crate::store::versions;

/// What a person is told of the change that goes back with the rest.
pub(crate) const PASSPORT: &str = "числа паспорта";

/// Writes what is told into the passport of the unit from a day on – or from the day of its latest change, where that is later –
/// by the trail; what the history says of it, empty where nothing changes.
pub(super) fn count_anew(
    cx: &mut Cx<Write>,
    unit: &Unit,
    heads: Heads,
    day: NaiveDate,
    trail: &mut Trail,
) -> Result<String> {
    let was = Heads::of(unit);
    let is = heads.or(was);
    if is == was {
        return Ok(String::new());
    }
    let (row, at) = (cx.id(), cx.now());
    let put = |change: Change| {
        change.put("teachers", was.teachers, is.teachers).put("pupils", was.pupils, is.pupils)
    };
    let open = versions::open(cx.conn(), unit.id)?;
    let from = open.map_or(day, |(_, from)| from.max(day));
    let mut changes = vec![put(Change::of("units", vec![unit.id.0])).counted()];
    match open {
        Some((same, first)) if first == from => {
            let same = put(Change::of("unit_versions", vec![same]));
            changes.push(same.while_it_is("valid_to", None::<NaiveDate>));
        }
        open => {
            let new = Unit { teachers: is.teachers, pupils: is.pupils, ..unit.clone() };
            versions::begin(cx.tx(), row, &new, from)?;
            let before = open.map(|(before, _)| before).into_iter().collect();
            let ended = Change::of("unit_versions", before);
            changes.push(ended.put("valid_to", None::<NaiveDate>, from - Days::new(1)));
            let made = Change::made("unit_versions", vec![row]).while_it_is("valid_to", None::<NaiveDate>);
            changes.push(made.while_it_is("teachers", is.teachers).while_it_is("pupils", is.pupils));
        }
    }
    trail.tied(cx.tx(), PASSPORT, changes, at)?;
    let since = if from == day { String::new() } else { format!(" с\u{a0}{}", russian::date(from)) };
    Ok(format!("; в\u{a0}паспорте{since}: {}", is.words()))
}
