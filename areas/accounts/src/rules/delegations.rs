//! What may be handed over to whom: one's own role, within its term, to somebody who works at the same place, above or below;
//! never what was itself handed over.

use access::{Level, Role};
use chrono::{Days, NaiveDate};

pub(crate) use super::not_handed_over::NotHandedOver;
use crate::model::{Account, Delegation, Holding, NewDelegation, State};

/// The longest absence, days: whoever is away for longer gives the role up.
const LONGEST: u64 = 366;

/// Areas whose work can be handed over by itself, with what it is called.
pub(crate) const DUTIES: [(&str, &str); 8] = [
    ("monitoring", "Мониторинг: таблицы, проверка, итоги"),
    ("decisions", "Рекомендации и решения"),
    ("documents", "Документы"),
    ("people", "Кадры: карточки и списки"),
    ("structures", "Методические структуры"),
    ("mentoring", "Наставничество"),
    ("reports", "Справки и отчёты"),
    ("units", "Территории и организации"),
];

/// Whether a role is of a kind that somebody else can do for a while.
pub(crate) fn is_handed_over(role: Role) -> bool {
    !matches!(role, Role::Administrator | Role::Mentor | Role::Teacher | Role::Expert)
}

/// Whether a holder of `other` works near enough to stand in for `held`: at the same place, above it, or below it as one
/// who leads there.
pub(crate) fn is_near(held: &Holding, other: &Holding) -> bool {
    let is_above = other.level > Level::Installation && held.path.starts_with(&other.path);
    let is_below = other.path.starts_with(&held.path) && is_handed_over(other.role);
    other.path == held.path || is_above || is_below
}

/// Who is asked to stand in, as far as the rules look at them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deputy<'a> {
    pub account: &'a Account,
    pub held: &'a [Holding],
    /// What they have handed over themselves.
    pub away: &'a [Delegation],
}

/// Whether this role may be handed over so; `known`: what was handed over of it before.
pub(crate) fn may_hand_over(
    new: &NewDelegation,
    held: &Holding,
    known: &[Delegation],
    deputy: Deputy<'_>,
    today: NaiveDate,
) -> Result<(), NotHandedOver> {
    may_be_away(new, held, today)?;
    may_stand_in(new, held, deputy)?;
    let same = |one: &&Delegation| {
        let is_shared = new.duties.is_empty()
            || one.duties.is_empty()
            || one.duties.iter().any(|duty| new.duties.contains(duty));
        one.grant == new.grant && one.meets(new.from, new.to) && is_shared
    };
    known.iter().find(same).map_or(Ok(()), |one| Err(NotHandedOver::Already(one.from, one.to)))
}

fn may_be_away(new: &NewDelegation, held: &Holding, today: NaiveDate) -> Result<(), NotHandedOver> {
    if !is_handed_over(held.role) {
        return Err(NotHandedOver::Personal(held.role));
    }
    if new.from < today {
        return Err(NotHandedOver::Past);
    }
    if new.to < new.from {
        return Err(NotHandedOver::EndsBeforeItBegins);
    }
    if new.to > new.from + Days::new(LONGEST) {
        return Err(NotHandedOver::TooLong);
    }
    if !held.is_in_force(new.from) || !held.is_in_force(new.to) {
        return Err(NotHandedOver::RoleNotThen(held.from, held.to));
    }
    Ok(())
}

fn may_stand_in(new: &NewDelegation, held: &Holding, deputy: Deputy<'_>) -> Result<(), NotHandedOver> {
    if deputy.account.id == held.account {
        return Err(NotHandedOver::Oneself);
    }
    if deputy.account.state != State::Active {
        return Err(NotHandedOver::NotActive);
    }
    let own = || deputy.held.iter().filter(|one| one.is_in_force(new.from));
    if !own().any(|one| is_near(held, one)) {
        return Err(NotHandedOver::Elsewhere);
    }
    if own().any(|one| one.role == held.role && one.path == held.path && one.is_in_force(new.to)) {
        return Err(NotHandedOver::HasIt);
    }
    let away = deputy.away.iter().find(|one| one.meets(new.from, new.to));
    away.map_or(Ok(()), |one| Err(NotHandedOver::AwayToo(one.from, one.to)))
}

#[cfg(test)]
mod tests {
    use access::{AccountId, DelegationId, GrantId};

    use super::*;
    use crate::model::{Name, Reason};

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 6, day).unwrap()
    }

    fn held(account: i64, role: Role, level: Level, path: &str) -> Holding {
        Holding {
            id: GrantId(account),
            account: AccountId(account),
            role,
            unit: 3,
            path: path.to_owned(),
            level,
            from: day(1),
            to: Some(day(28)),
            basis: String::new(),
        }
    }

    fn head() -> Holding {
        held(1, Role::ServiceHead, Level::Municipality, "/1/2/")
    }

    fn new(from: u32, to: u32) -> NewDelegation {
        NewDelegation {
            grant: GrantId(1),
            deputy: AccountId(2),
            from: day(from),
            to: day(to),
            reason: Reason::Vacation,
            ground: String::new(),
            duties: Vec::new(),
        }
    }

    fn made(from: u32, to: u32, duties: &[&str]) -> Delegation {
        Delegation {
            id: DelegationId(1),
            grant: GrantId(1),
            absent: AccountId(1),
            deputy: AccountId(3),
            from: day(from),
            to: day(to),
            reason: Reason::Trip,
            ground: String::new(),
            duties: duties.iter().map(|one| (*one).to_owned()).collect(),
            is_ended: false,
        }
    }

    fn account(id: i64, state: State) -> Account {
        Account {
            id: AccountId(id),
            login: String::new(),
            name: Name::default(),
            password: None,
            state,
            key: String::new(),
        }
    }

    fn asked(
        new: &NewDelegation,
        role: &Holding,
        known: &[Delegation],
        other: Holding,
    ) -> Result<(), NotHandedOver> {
        let account = account(other.account.0, State::Active);
        let deputy = Deputy { account: &account, held: &[other], away: &[] };
        may_hand_over(new, role, known, deputy, day(10))
    }

    fn methodist() -> Holding {
        held(2, Role::MunicipalMethodist, Level::Municipality, "/1/2/")
    }

    #[test]
    fn the_days_lie_ahead_in_order_and_inside_the_term_of_the_role() {
        let outcome = |from, to| asked(&new(from, to), &head(), &[], methodist());
        assert_eq!([outcome(10, 10), outcome(12, 28)], [Ok(()), Ok(())]);
        assert_eq!(outcome(9, 12), Err(NotHandedOver::Past));
        assert_eq!(outcome(12, 11), Err(NotHandedOver::EndsBeforeItBegins));
        assert_eq!(outcome(12, 29), Err(NotHandedOver::RoleNotThen(day(1), Some(day(28)))));
        let long = NewDelegation { to: day(10) + Days::new(LONGEST + 1), ..new(10, 10) };
        assert_eq!(asked(&long, &head(), &[], methodist()), Err(NotHandedOver::TooLong));
    }

    #[test]
    fn somebody_near_stands_in_and_nobody_from_elsewhere() {
        let outcome = |role, level, path| asked(&new(10, 12), &head(), &[], held(2, role, level, path));
        assert_eq!(outcome(Role::Teacher, Level::Municipality, "/1/2/"), Ok(()));
        assert_eq!(outcome(Role::InstituteMethodist, Level::Region, "/1/"), Ok(()));
        assert_eq!(outcome(Role::Principal, Level::Organisation, "/1/2/3/"), Ok(()));
        for (role, level, path) in [
            (Role::Teacher, Level::Organisation, "/1/2/3/"),
            (Role::MunicipalMethodist, Level::Municipality, "/1/20/"),
            (Role::Administrator, Level::Installation, "/"),
        ] {
            assert_eq!(outcome(role, level, path), Err(NotHandedOver::Elsewhere), "{role} {path}");
        }
        let twin = held(2, Role::ServiceHead, Level::Municipality, "/1/2/");
        assert_eq!(asked(&new(10, 12), &head(), &[], twin), Err(NotHandedOver::HasIt));
        assert_eq!(asked(&new(10, 12), &head(), &[], head()), Err(NotHandedOver::Oneself));
    }

    #[test]
    fn what_is_personal_is_not_handed_over() {
        for role in [Role::Administrator, Role::Teacher, Role::Mentor, Role::Expert] {
            let own = held(1, role, Level::Municipality, "/1/2/");
            assert_eq!(asked(&new(10, 12), &own, &[], methodist()), Err(NotHandedOver::Personal(role)));
        }
    }

    #[test]
    fn nothing_is_handed_over_twice_for_one_day_but_parts_may_go_to_different_people() {
        let whole = |known: &[Delegation]| asked(&new(10, 12), &head(), known, methodist());
        assert_eq!(whole(&[made(12, 20, &[])]), Err(NotHandedOver::Already(day(12), day(20))));
        assert_eq!(whole(&[made(13, 20, &[])]), Ok(()));
        assert_eq!(whole(&[Delegation { is_ended: true, ..made(12, 20, &[]) }]), Ok(()));
        let part = |duty: &str| {
            let new = NewDelegation { duties: vec![duty.to_owned()], ..new(10, 12) };
            asked(&new, &head(), &[made(10, 20, &["documents"])], methodist())
        };
        assert_eq!(part("monitoring"), Ok(()));
        assert!(part("documents").is_err() && whole(&[made(10, 20, &["documents"])]).is_err());
    }

    #[test]
    fn whoever_is_away_or_shut_out_stands_in_for_nobody() {
        let (held, away) = ([methodist()], [made(12, 20, &[])]);
        let outcome = |state, away| {
            let account = account(2, state);
            may_hand_over(
                &new(10, 12),
                &head(),
                &[],
                Deputy { account: &account, held: &held, away },
                day(10),
            )
        };
        assert_eq!(outcome(State::Active, &away), Err(NotHandedOver::AwayToo(day(12), day(20))));
        for state in [State::Invited, State::Blocked] {
            assert_eq!(outcome(state, &[]), Err(NotHandedOver::NotActive));
        }
    }
}
