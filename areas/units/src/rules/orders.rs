//! What may be ordered for a unit from a day to come: within a year, one thing at a time.

use chrono::{Months, NaiveDate};
use web::russian;

use crate::UnitId;
use crate::model::{Coming, UnitOrder};

/// So many months ahead.
const MONTHS: u32 = 12;

/// What is wrong with the day of an order.
pub(crate) fn day_fault(day: NaiveDate, today: NaiveDate) -> Option<String> {
    let last = today.checked_add_months(Months::new(MONTHS)).unwrap_or(NaiveDate::MAX);
    (day > last).then(|| {
        format!("Не\u{a0}дальше, чем на\u{a0}год вперёд: по\u{a0}{}. Проверьте год.", russian::date(last))
    })
}

/// Whether what awaits makes impossible that `unit` is joined to `into` or put under it on the day, or – without it – closed.
pub(crate) fn excludes(awaits: &UnitOrder, (unit, into): (UnitId, Option<UnitId>), day: NaiveDate) -> bool {
    let coming = awaits.coming();
    let is_of = |id: Option<UnitId>| Some(awaits.unit_id) == id;
    match coming {
        // It closes: nothing is joined to it, on whichever day.
        Coming::Closed => into.is_some() && is_of(into),
        Coming::Merged(joining) => {
            // By that day it is part of another.
            let is_gone = into.is_some() && is_of(into) && awaits.due_on <= day;
            // Another is to be joined to what will not be there any more.
            let is_awaited = joining.into == unit && (into.is_none() || day <= awaits.due_on);
            is_gone || is_awaited
        }
        // Something is to stand under what will not be there any more.
        Coming::Moved(parent) => parent == unit && (into.is_none() || day <= awaits.due_on),
        Coming::Renamed(..) => false,
    }
}

#[cfg(test)]
mod tests {
    use db::Moment;

    use super::*;
    use crate::model::OrderId;

    fn awaits(unit: i64, into: Option<i64>, due_on: &str) -> UnitOrder {
        UnitOrder {
            id: OrderId(1),
            unit_id: UnitId(unit),
            kind: if into.is_some() { "merged" } else { "closed" }.to_owned(),
            due_on: due_on.parse().unwrap(),
            ground: String::new(),
            name: String::new(),
            short_name: String::new(),
            into_id: into.map(UnitId),
            state: UnitOrder::AWAITING.to_owned(),
            refusal: String::new(),
            ordered_by: None,
            ordered_at: Moment(0),
            ended_at: None,
            teachers: None,
            pupils: None,
            stopped_at: None,
        }
    }

    #[test]
    fn what_cannot_both_come_is_excluded() {
        let day: NaiveDate = "2026-09-01".parse().unwrap();
        let joined = |unit, into| (UnitId(unit), Some(UnitId(into)));
        let closed = |unit| (UnitId(unit), None);
        for (one, other, is_excluded) in [
            (awaits(5, None, "2026-07-01"), joined(11, 5), true),
            (awaits(5, None, "2026-12-01"), joined(11, 5), true),
            (awaits(5, None, "2026-07-01"), joined(11, 6), false),
            (awaits(5, Some(6), "2026-09-01"), joined(11, 5), true),
            (awaits(5, Some(6), "2026-09-02"), joined(11, 5), false),
            (awaits(11, Some(5), "2026-09-01"), joined(5, 6), true),
            (awaits(11, Some(5), "2026-08-31"), joined(5, 6), false),
            (awaits(11, Some(5), "2026-08-31"), closed(5), true),
            (awaits(11, Some(5), "2026-12-01"), closed(5), true),
            (awaits(11, Some(5), "2026-12-01"), closed(6), false),
        ] {
            assert_eq!(excludes(&one, other, day), is_excluded, "{one:?} {other:?}");
        }
    }

    #[test]
    fn what_something_is_to_stand_under_is_neither_closed_nor_gone_before() {
        let day: NaiveDate = "2026-09-01".parse().unwrap();
        let moved = |due_on| UnitOrder { kind: "moved".to_owned(), ..awaits(5, Some(11), due_on) };
        for (due_on, other, is_excluded) in [
            ("2026-08-31", (UnitId(11), None), true),
            ("2026-12-01", (UnitId(11), None), true),
            ("2026-08-31", (UnitId(11), Some(UnitId(6))), false),
            ("2026-09-01", (UnitId(11), Some(UnitId(6))), true),
            ("2026-09-01", (UnitId(7), Some(UnitId(5))), false),
            ("2026-09-01", (UnitId(7), Some(UnitId(11))), false),
        ] {
            assert_eq!(excludes(&moved(due_on), other, day), is_excluded, "{due_on} {other:?}");
        }
    }

    #[test]
    fn a_year_ahead_is_the_last_day() {
        let today: NaiveDate = "2026-06-18".parse().unwrap();
        assert_eq!(day_fault("2027-06-18".parse().unwrap(), today), None);
        assert!(day_fault("2027-06-19".parse().unwrap(), today).unwrap().contains("по\u{a0}18.06.2027"));
    }
}
