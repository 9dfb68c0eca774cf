//! The brake on mass export: how many objects a person takes away in files in a day, and what remains of it.

use std::fmt;
use std::str::FromStr;

use db::Moment;

use crate::{Person, Role};

/// What a person without any role may take.
const WITHOUT_ROLE: i64 = 100;

/// What an installation says of the limits: one for everybody, or some of the roles; the rest are those of the roles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExportLimits {
    /// Of everybody; 0: no limit.
    all: Option<u32>,
    /// Of these roles; 0: no limit.
    roles: Vec<(Role, u32)>,
}

impl ExportLimits {
    /// The limit of a role; none: no brake.
    fn of(&self, role: Role) -> Option<i64> {
        let told = self.roles.iter().find(|(one, _)| *one == role).map(|(_, objects)| *objects);
        match told.or(self.all) {
            None => Some(role.export_limit()),
            Some(0) => None,
            Some(objects) => Some(i64::from(objects)),
        }
    }
}

impl From<Option<u32>> for ExportLimits {
    fn from(all: Option<u32>) -> Self {
        Self { all, roles: Vec::new() }
    }
}

/// `3000` for everybody, `service_head=1000, principal=200` for these roles; nothing: by role.
impl FromStr for ExportLimits {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = |text: &str| {
            text.trim().parse::<u32>().map_err(|_| "write a number of objects, 0 for no limit".to_owned())
        };
        if text.trim().is_empty() {
            return Ok(Self::default());
        }
        if !text.contains('=') {
            return Ok(Some(number(text)?).into());
        }
        let mut roles = Vec::new();
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let (role, objects) = part.split_once('=').ok_or("write ROLE=OBJECTS for each role")?;
            let known =
                role.trim().parse::<Role>().map_err(|_| format!("there is no role «{}»", role.trim()))?;
            if roles.iter().any(|(one, _)| *one == known) {
                return Err(format!("the role {known} stands twice", known = known.code()));
            }
            roles.push((known, number(objects)?));
        }
        Ok(Self { all: None, roles })
    }
}

impl fmt::Display for ExportLimits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(all) = self.all {
            return if all == 0 { f.write_str("none") } else { write!(f, "{all} objects a day") };
        }
        f.write_str("by role")?;
        self.roles.iter().try_for_each(|(role, objects)| write!(f, ", {}={objects}", role.code()))
    }
}

/// The limit of a day: the highest of the roles in force as the installation says; none: no brake.
pub fn export_limit(person: &Person, limits: &ExportLimits) -> Option<i64> {
    let all: Option<Vec<i64>> = person.scopes.iter().map(|scope| limits.of(scope.role)).collect();
    match (all?.into_iter().max(), limits.all) {
        (Some(most), _) => Some(most),
        (None, Some(0)) => None,
        (None, Some(objects)) => Some(i64::from(objects)),
        (None, None) => Some(WITHOUT_ROLE),
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
    fn limits_are_told_for_everybody_or_role_by_role() {
        let read = |text: &str| text.parse::<ExportLimits>();
        let limits = read("service_head=1000, teacher=0").unwrap();
        assert_eq!(limits.of(Role::ServiceHead), Some(1000));
        assert_eq!(limits.of(Role::MunicipalAuthority), Some(300), "the rest as the roles have it");
        assert_eq!(limits.of(Role::Teacher), None, "no brake");
        assert_eq!(limits.to_string(), "by role, service_head=1000, teacher=0");
        assert_eq!(read("50").unwrap().of(Role::Ministry), Some(50));
        assert_eq!([read("").unwrap().to_string(), read("0").unwrap().to_string()], ["by role", "none"]);
        for wrong in ["many", "head=5", "teacher=5, teacher=6", "teacher=-1", "teacher=5, 7"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

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
