//! The brake on mass export: how many objects a person takes away in files in a day, and what remains of it.

use db::Moment;

use crate::{Person, Role};

/// What a person without any role may take.
const WITHOUT_ROLE: i64 = 100;

/// The limit of a day: the highest of the roles in force unless `setting` says otherwise; none: no brake.
pub fn export_limit(person: &Person, setting: Option<u32>) -> Option<i64> {
    let by_role = || {
        let limits = person.scopes.iter().map(|scope| Role::export_limit(scope.role));
        limits.max().unwrap_or(WITHOUT_ROLE)
    };
    match setting {
        None => Some(by_role()),
        Some(0) => None,
        Some(objects) => Some(i64::from(objects)),
    }
}

/// What remains: the limit and the allowances in force, less what was taken since the day began. What an allowance of
/// the day before was used for then is not given twice. `taken` reaches back to the beginning of the day before.
pub fn remaining_export(
    limit: i64,
    taken: &[(Moment, i64)],
    allowances: &[(Moment, i64)],
    day_start: Moment,
) -> i64 {
    let sum = |rows: &[(Moment, i64)], is_today: bool| -> i64 {
        rows.iter().filter(|(at, _)| (*at >= day_start) == is_today).map(|(_, objects)| objects).sum()
    };
    let overspent = (sum(taken, false) - limit).max(0);
    let added = (sum(allowances, false) - overspent).max(0) + sum(allowances, true);
    (limit + added - sum(taken, true)).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Moment = Moment(1000);

    #[test]
    fn what_was_taken_yesterday_is_forgotten_and_an_allowance_is_not_given_twice() {
        let (before, after) = (Moment(900), Moment(1100));
        assert_eq!(remaining_export(100, &[], &[], NOON), 100);
        assert_eq!(remaining_export(100, &[(after, 100)], &[], NOON), 0);
        assert_eq!(remaining_export(100, &[(before, 100)], &[], NOON), 100);
        assert_eq!(remaining_export(100, &[(after, 130)], &[(after, 50)], NOON), 20);
        assert_eq!(remaining_export(100, &[(before, 130)], &[(before, 50)], NOON), 120);
        assert_eq!(remaining_export(100, &[(before, 150)], &[(before, 50)], NOON), 100);
        assert_eq!(remaining_export(100, &[(after, 700)], &[], NOON), 0);
    }
}
