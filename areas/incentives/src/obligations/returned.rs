//! A representation that came back waits for whoever made it; where they act there no more, for everybody who may represent there.

use std::collections::BTreeSet;

use access::{AccountId, Level, Person, Role};
use chrono::NaiveDate;
use db::{Conn, Result};
use registry::{Obligation, month_end};

use super::MOST;
use crate::model::Representation;
use crate::store;

/// Who represents, where.
pub(super) const MAKERS: [(Role, Level); 5] = [
    (Role::Principal, Level::Organisation),
    (Role::Deputy, Level::Organisation),
    (Role::ServiceHead, Level::Municipality),
    (Role::MunicipalAuthority, Level::Municipality),
    (Role::Ministry, Level::Region),
];

/// Those of these units that came back. The law sets no day: the end of the month.
pub(super) fn returned(
    conn: &mut Conn,
    (person, units): (&Person, &[i64]),
    today: NaiveDate,
) -> Result<Vec<Obligation>> {
    if units.is_empty() {
        return Ok(Vec::new());
    }
    let found = store::returned_to(conn, units, MOST)?;
    let acts = acting(conn, person, &found, today)?;
    let is_own = |one: &&Representation| match one.proposed_by.map(AccountId) {
        Some(maker) if maker == person.account => true,
        Some(maker) => !acts.contains(&(maker, one.unit_id.0)),
        None => true,
    };
    let due = month_end(today);
    Ok(found.iter().filter(is_own).map(|one| duty(one, due)).collect())
}

/// The other makers who still represent there, each with the unit.
fn acting(
    conn: &mut Conn,
    person: &Person,
    found: &[Representation],
    today: NaiveDate,
) -> Result<BTreeSet<(AccountId, i64)>> {
    let makers: BTreeSet<AccountId> = found
        .iter()
        .filter_map(|one| one.proposed_by.map(AccountId))
        .filter(|maker| *maker != person.account)
        .collect();
    if makers.is_empty() {
        return Ok(BTreeSet::new());
    }
    let ids: Vec<AccountId> = makers.into_iter().collect();
    let people = access::store::people(conn, &ids, today)?;
    let places = |one: &Person| {
        let account = one.account;
        let here = one.scopes.iter().filter(|scope| MAKERS.contains(&(scope.role, scope.level)));
        here.map(|scope| (account, scope.unit)).collect::<Vec<_>>()
    };
    Ok(people.values().flat_map(places).collect())
}

fn duty(one: &Representation, due: NaiveDate) -> Obligation {
    Obligation {
        key: format!("incentives:returned:{}", one.id),
        due,
        title: format!("Доработать представление: {}", one.kind_title),
        note: format!("Возвращено на\u{a0}доработку: {}", one.decided_note),
        action: "Доработать".to_owned(),
        url: format!("{}/text", one.url()),
    }
}
