//! Duties of administrators: requests for an export above the limit to decide, refusals to look into.

mod terms;

pub(crate) use terms::RoleTerms;

use access::{AccountId, Person, Role};
use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use registry::{Obligation, ObligationOffer};

use crate::actions::exports::{counted, others};
use crate::store::exports;

/// The offer of the area's duties; all of them are of today.
pub(crate) struct ExportDuties;

impl ObligationOffer for ExportDuties {
    fn all(&self, conn: &mut Conn, person: &Person, today: NaiveDate) -> Result<Vec<Obligation>> {
        let own = person.scopes.iter().filter(|scope| scope.role == Role::Administrator);
        let paths: Vec<&str> = own.map(|scope| scope.path.as_str()).collect();
        if paths.is_empty() {
            return Ok(Vec::new());
        }
        let (asked, refused) = (exports::asked(conn)?, exports::refused(conn)?);
        if asked.is_empty() && refused.is_empty() {
            return Ok(Vec::new());
        }
        let concerned = asked.iter().map(|one| one.account).chain(refused.iter().map(|one| one.account));
        let mut ids: Vec<i64> = concerned.map(|account: AccountId| account.0).collect();
        ids.sort_unstable();
        ids.dedup();
        let people = others(conn, &Ranges::under(paths), person.account, &ids, today)?;
        let duty = |key: String, title: String, note: String, action: &str| Obligation {
            key: format!("accounts:{key}"),
            due: today,
            title,
            note,
            action: action.to_owned(),
            url: "/accounts/exports".to_owned(),
        };
        let mut duties = Vec::new();
        for one in &asked {
            let Some(who) = people.get(&one.account) else { continue };
            let title = format!("Решить о\u{a0}выгрузке: {}", who.name.short());
            duties.push(duty(format!("export-request:{}", one.id), title, counted(one.objects), "Решить"));
        }
        for one in &refused {
            let Some(who) = people.get(&one.account) else { continue };
            let title = format!("Отказано в\u{a0}массовой выгрузке: {}", who.name.short());
            duties.push(duty(
                format!("export-refusal:{}", one.account),
                title,
                counted(one.objects),
                "Разобрать",
            ));
        }
        Ok(duties)
    }
}
