//! Roles whose last day is near, told to whoever gave them while they may still give them anew; where that is nobody any
//! more, to every administrator who answers for the place.

use access::{AccountId, Person, Role};
use chrono::{Days, NaiveDate};
use db::{Conn, Ranges, Result};
use registry::{Obligation, ObligationOffer};

use crate::model::Holding;
use crate::rules::roles::ENDING_DAYS;
use crate::store::{self, roles};

/// The offer of these duties.
pub(crate) struct RoleTerms;

impl ObligationOffer for RoleTerms {
    fn all(&self, conn: &mut Conn, person: &Person, today: NaiveDate) -> Result<Vec<Obligation>> {
        let own = person.scopes.iter().filter(|scope| scope.role == Role::Administrator);
        let paths: Vec<&str> = own.map(|scope| scope.path.as_str()).collect();
        if paths.is_empty() {
            return Ok(Vec::new());
        }
        let by = today + Days::new(ENDING_DAYS);
        let mut ending = roles::ending(conn, &Ranges::under(paths), (today, by))?;
        if ending.is_empty() {
            return Ok(Vec::new());
        }
        let givers: Vec<AccountId> = ending.iter().filter_map(|(_, giver)| *giver).collect();
        let still = access::store::people(conn, &givers, today)?;
        let gives = |giver: AccountId| {
            let held = still.get(&giver).map_or(&[][..], |one| &one.scopes[..]);
            held.iter().any(|scope| scope.role == Role::Administrator)
        };
        ending.retain(|(_, giver)| giver.is_none_or(|giver| giver == person.account || !gives(giver)));
        let ids: Vec<i64> = ending.iter().map(|(one, _)| one.account.0).collect();
        let names = access::store::short_names(conn, &ids)?;
        let titles = store::places::titles(conn, ending.iter().map(|(one, _)| one.unit))?;
        let duty = |(one, _): &(Holding, Option<AccountId>)| {
            let due = one.to?;
            let (name, place) = (names.get(&one.account.0)?, titles.get(&one.unit)?);
            Some(Obligation {
                key: format!("accounts:role-term:{}:{due}", one.id),
                due,
                title: format!("Продлить роль или дать ей закончиться: {}", one.role.title()),
                note: format!("{name} · {place} · после этого дня прав не\u{a0}будет"),
                action: "Открыть".to_owned(),
                url: format!("/accounts/{}", one.account),
            })
        };
        Ok(ending.iter().filter_map(duty).collect())
    }
}
