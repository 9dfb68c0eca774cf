//! Which role may be given where, and what nobody may take from themselves.

use access::{AccountId, Level, Role};
use chrono::NaiveDate;
use db::Ranges;

use super::Refusal;
use crate::model::{Holding, NewHolding};

/// So many days before its last day a role is told to be ending.
pub(crate) const ENDING_DAYS: u64 = 30;

/// Whether the role can be held at this level and for this term, beside what the account holds already.
pub(crate) fn may_grant(new: &NewHolding, held: &[Holding]) -> Result<(), Refusal> {
    if !new.role.levels().contains(&new.place.level) {
        return Err(Refusal::WrongLevel(new.role, new.place.level));
    }
    if new.to.is_some_and(|to| to < new.from) {
        return Err(Refusal::TermEndsBeforeItBegins);
    }
    let meets = |held: &&Holding| {
        let begins_in_time = new.to.is_none_or(|to| held.from <= to);
        let ends_in_time = held.to.is_none_or(|to| new.from <= to && held.from <= to);
        held.role == new.role && held.path == new.place.path && begins_in_time && ends_in_time
    };
    if held.iter().any(|one| meets(&one)) { Err(Refusal::AlreadyHeld(new.role)) } else { Ok(()) }
}

/// An account is blocked, unblocked and reset by whoever answers for every place where it holds or will hold a role.
pub(crate) fn may_change(scope: &Ranges, held: &[Holding], today: NaiveDate) -> Result<(), Refusal> {
    let is_outside = held.iter().any(|one| !one.is_over(today) && !scope.holds(&one.path));
    if is_outside { Err(Refusal::HasRolesOutside) } else { Ok(()) }
}

/// Nobody blocks or resets themselves: they could not come back.
pub(crate) fn may_shut_out(actor: Option<AccountId>, target: AccountId) -> Result<(), Refusal> {
    if actor == Some(target) { Err(Refusal::OwnAccount) } else { Ok(()) }
}

/// Nobody takes the last administrator's role from themselves.
pub(crate) fn may_end(
    actor: Option<AccountId>,
    ended: &Holding,
    held: &[Holding],
    today: NaiveDate,
) -> Result<(), Refusal> {
    if ended.is_over(today) {
        return Err(Refusal::AlreadyOver);
    }
    let is_administrator = |one: &&Holding| one.role == Role::Administrator && one.is_in_force(today);
    let is_own = actor == Some(ended.account);
    let others = held.iter().filter(|one| one.id != ended.id).filter(is_administrator).count();
    if is_own && is_administrator(&ended) && others == 0 { Err(Refusal::LastAdministrator) } else { Ok(()) }
}

/// «регион, муниципалитет»
pub(crate) fn level_names(levels: &[Level]) -> String {
    levels.iter().map(|level| level.title()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use access::GrantId;

    use super::*;
    use crate::model::Place;

    const ME: AccountId = AccountId(1);

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 6, day).unwrap()
    }

    fn held(id: i64, role: Role, path: &str, from: u32, to: Option<u32>) -> Holding {
        Holding {
            id: GrantId(id),
            account: ME,
            role,
            unit: 2,
            path: path.to_owned(),
            level: Level::Region,
            from: day(from),
            to: to.map(day),
            basis: String::new(),
        }
    }

    fn new(role: Role, level: Level, from: u32, to: Option<u32>) -> NewHolding {
        let place = Place { unit: 2, path: "/1/".to_owned(), level, title: String::new() };
        NewHolding { role, place, from: day(from), to: to.map(day), basis: String::new() }
    }

    #[test]
    fn every_role_is_granted_at_its_levels_and_at_no_other() {
        for role in Role::ALL {
            for level in Level::ALL {
                let outcome = may_grant(&new(role, level, 1, None), &[]);
                let expected = role.levels().contains(&level);
                assert_eq!(outcome.is_ok(), expected, "{role} {level}");
            }
        }
    }

    #[test]
    fn a_role_held_already_is_not_granted_again_for_the_same_days() {
        let ministry = |from, to| new(Role::Ministry, Level::Region, from, to);
        let already = [held(1, Role::Ministry, "/1/", 10, Some(20))];
        assert_eq!(may_grant(&ministry(20, None), &already), Err(Refusal::AlreadyHeld(Role::Ministry)));
        assert_eq!(may_grant(&ministry(1, Some(10)), &already), Err(Refusal::AlreadyHeld(Role::Ministry)));
        assert_eq!(may_grant(&ministry(21, None), &already), Ok(()));
        assert_eq!(may_grant(&ministry(1, Some(9)), &already), Ok(()));
        assert_eq!(may_grant(&ministry(5, Some(4)), &[]), Err(Refusal::TermEndsBeforeItBegins));
        let withdrawn = [held(1, Role::Ministry, "/1/", 10, Some(9))];
        assert_eq!(may_grant(&ministry(1, None), &withdrawn), Ok(()));
    }

    #[test]
    fn an_account_with_a_role_elsewhere_is_changed_from_above() {
        let mine = Ranges::under(["/1/"]);
        let both = [held(1, Role::Expert, "/1/5/", 1, None), held(2, Role::Expert, "/9/", 1, Some(18))];
        assert_eq!(may_change(&mine, &both, day(18)), Err(Refusal::HasRolesOutside));
        assert_eq!(may_change(&mine, &both, day(19)), Ok(()));
        assert_eq!(may_change(&Ranges::under(["/"]), &both, day(18)), Ok(()));
    }

    #[test]
    fn the_last_administrator_role_is_not_taken_from_oneself() {
        let (one, two) =
            (held(1, Role::Administrator, "/", 1, None), held(2, Role::Administrator, "/1/", 1, Some(17)));
        let both = [one.clone(), two.clone()];
        assert_eq!(may_end(Some(ME), &one, &both, day(17)), Ok(()));
        assert_eq!(may_end(Some(ME), &one, &both, day(18)), Err(Refusal::LastAdministrator));
        assert_eq!(may_end(Some(AccountId(2)), &one, &both, day(18)), Ok(()));
        assert_eq!(may_end(None, &one, &both, day(18)), Ok(()));
        assert_eq!(may_end(Some(ME), &two, &both, day(18)), Err(Refusal::AlreadyOver));
        assert_eq!(may_shut_out(Some(ME), ME), Err(Refusal::OwnAccount));
        assert_eq!((may_shut_out(None, ME), may_shut_out(Some(AccountId(2)), ME)), (Ok(()), Ok(())));
    }
}
