//! Which sheets a person reaches, and what they may do with one: the unit's own people fill, the owner's people verify,
//! a named person has the own sheet and no other (annex 6, section 8; Терский район: субъект).

use access::{Granted, Level, Permission, Role, Scope};
use db::{Moment, Ranges};
use web::{Cx, Mode};

use crate::model::{Campaign, Sheet};

/// Those who reach the sheets given to them by name, and no other of their unit.
const NAMED_ONLY: [Role; 3] = [Role::Teacher, Role::Mentor, Role::StructureHead];

/// What a person reaches now.
#[derive(Debug, Clone)]
pub struct Reach {
    ranges: Ranges,
    account: Option<i64>,
    now: Moment,
}

impl Reach {
    /// The reach of the person of a request under a permission.
    pub fn of<M: Mode, P: Permission>(cx: &Cx<M>, may: &Granted<P>) -> Self {
        let whole = may.scopes().iter().filter(|scope| !NAMED_ONLY.contains(&scope.role));
        Self {
            ranges: Ranges::under(whole.map(|scope| scope.path.as_str())),
            account: crate::actions::fill::account(cx),
            now: cx.now(),
        }
    }

    /// Everywhere, for tests of stores.
    #[cfg(test)]
    pub(crate) fn everywhere(now: Moment) -> Self {
        Self { ranges: Ranges::under(["/"]), account: None, now }
    }

    /// Where every sheet is reached.
    pub fn ranges(&self) -> &Ranges {
        &self.ranges
    }

    /// Whose own sheets are reached wherever they are; 0 for nobody.
    pub fn account(&self) -> i64 {
        self.account.unwrap_or(0)
    }

    /// The instant of asking: entry may have closed.
    pub fn now(&self) -> Moment {
        self.now
    }
}

/// Whether the holder of these scopes fills this sheet: their own, or that of the unit they stand in. An okrug is filled
/// by its municipality; the operator of the installation stands everywhere.
pub(crate) fn fills(scopes: &[Scope], account: Option<i64>, sheet: &Sheet) -> bool {
    let is_own = sheet.account_id.is_some() && sheet.account_id == account;
    let stands = |scope: &Scope| {
        // The role's own level too: a key narrowed to a unit below keeps the level it is held at.
        let is_seat = scope.path == sheet.unit_path && stands_at(scope.level, &sheet.level);
        let is_here = is_seat || scope.level == Level::Installation;
        let is_okrug = sheet.level == "okrug"
            && scope.level == Level::Municipality
            && sheet.unit_path.starts_with(&scope.path);
        !NAMED_ONLY.contains(&scope.role) && (is_here || is_okrug)
    };
    is_own || scopes.iter().any(stands)
}

/// Whether a role of this level stands at the unit of a sheet of this level; bodies and persons are inside organisations.
fn stands_at(role: Level, sheet: &str) -> bool {
    match sheet {
        "region" => role == Level::Region,
        "municipality" => role == Level::Municipality,
        "okrug" => role == Level::District,
        _ => role == Level::Organisation,
    }
}

/// Whether the holder of a permission verifies sheets of this campaign: they stand where its owner does, or above.
pub(crate) fn verifies<P: Permission>(may: &Granted<P>, campaign: &Campaign) -> bool {
    may.within(&campaign.unit_path).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SheetId;
    use units::UnitId;

    fn scope(role: Role, level: Level, path: &str) -> Scope {
        Scope { unit: 0, path: path.into(), level, role }
    }

    fn sheet(level: &str, path: &str, account: Option<i64>) -> Sheet {
        Sheet {
            id: SheetId(1),
            campaign_id: crate::model::CampaignId(1),
            unit_id: UnitId(1),
            unit_path: path.into(),
            unit_name: String::new(),
            size_group: String::new(),
            state: "draft".into(),
            due_on: chrono::NaiveDate::default(),
            return_reason: String::new(),
            left_out_reason: String::new(),
            level: level.into(),
            subject: String::new(),
            account_id: account,
            closes_at: Moment(0),
            object_to: None,
            submitted_at: None,
            verified_at: None,
            version: 1,
        }
    }

    #[test]
    fn the_unit_fills_its_own_sheet_and_nobody_elses() {
        let methodist = [scope(Role::MunicipalMethodist, Level::Municipality, "/1/12/")];
        assert!(fills(&methodist, Some(7), &sheet("municipality", "/1/12/", None)));
        assert!(!fills(&methodist, Some(7), &sheet("organisation", "/1/12/5/", None)), "a school's own");
        assert!(fills(&methodist, Some(7), &sheet("okrug", "/1/12/9/", None)), "an okrug has no office");
        let institute = [scope(Role::InstituteMethodist, Level::Region, "/1/")];
        assert!(!fills(&institute, Some(7), &sheet("municipality", "/1/12/", None)));
    }

    #[test]
    fn a_teacher_fills_the_own_sheet_only() {
        let teacher = [scope(Role::Teacher, Level::Organisation, "/1/12/5/")];
        assert!(fills(&teacher, Some(7), &sheet("person", "/1/12/5/", Some(7))));
        assert!(!fills(&teacher, Some(7), &sheet("person", "/1/12/5/", Some(8))));
        assert!(!fills(&teacher, Some(7), &sheet("organisation", "/1/12/5/", None)));
        let deputy = [scope(Role::Deputy, Level::Organisation, "/1/12/5/")];
        assert!(fills(&deputy, Some(9), &sheet("person", "/1/12/5/", Some(8))), "on paper's behalf");
    }
}
