//! When what is told of a structure is looked through again.

use chrono::{Days, NaiveDate};
use packs::StructureKind;

/// It is told of so many days before.
const AHEAD: u64 = 3;

/// The day by which it is looked through, once that is near or past; none: the pack sets no term, or there is time.
pub fn page_due(kind: &StructureKind, updated_on: NaiveDate, today: NaiveDate) -> Option<NaiveDate> {
    let due = updated_on + Days::new(u64::from(kind.page_days?));
    (due <= today + Days::new(AHEAD)).then_some(due)
}
