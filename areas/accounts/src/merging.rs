//! What becomes of roles when a unit ends: who works there goes on working in the unit it was joined to, who led it does not
//! lead that one. The role of before ends with its day and stays in the list, so that the past remains readable.

use std::collections::BTreeSet;

use access::Role;
use chrono::Days;
use db::{Change, Conn, Result, Returned, Trail, WriteTx};
use registry::{Merger, MergingOffer};
use web::russian;

use crate::store::mergers::{self, Carried};

/// The offer.
pub(crate) struct Roles;

/// Who leads a unit: nobody becomes the head of another by a merger.
pub(crate) fn leads(role: Role) -> bool {
    match role {
        Role::Administrator
        | Role::Ministry
        | Role::InstituteMethodist
        | Role::MunicipalAuthority
        | Role::ServiceHead
        | Role::Principal
        | Role::Deputy => true,
        Role::MunicipalMethodist
        | Role::StructureHead
        | Role::Mentor
        | Role::Teacher
        | Role::BodyChair
        | Role::BodySecretary
        | Role::Expert => false,
    }
}

/// «3 роли»
pub(crate) fn counted(list: &[Carried]) -> String {
    russian::counted(i64::try_from(list.len()).unwrap_or(i64::MAX), "роль", "роли", "ролей")
}

/// «Директор, Заместитель директора»: each role once.
pub(crate) fn titles(list: &[Carried]) -> String {
    let mut titles: Vec<&str> =
        list.iter().filter_map(|one| one.role.parse::<Role>().ok()).map(Role::title).collect();
    titles.sort_unstable();
    titles.dedup();
    titles.join(", ")
}

/// Roles at the unit that go on, and those that end.
fn parted(conn: &mut Conn, merger: &Merger) -> Result<(Vec<Carried>, Vec<Carried>)> {
    let all = mergers::in_force_at(conn, merger.closed.unit, merger.day)?;
    let goes_on = |one: &Carried| merger.into.is_some() && one.role.parse().is_ok_and(|role| !leads(role));
    Ok(all.into_iter().partition(goes_on))
}

impl MergingOffer for Roles {
    fn told(&self, conn: &mut Conn, merger: &Merger) -> Result<Vec<String>> {
        let (on, ended) = parted(conn, merger)?;
        let mut told = Vec::new();
        if !on.is_empty() {
            told.push(format!("Люди: перейдут вместе с\u{a0}людьми {}", counted(&on)));
        }
        if !ended.is_empty() {
            told.push(format!(
                "Люди: закончатся {} ({}); если человек остаётся, роль ему заново даёт администратор",
                counted(&ended),
                titles(&ended)
            ));
        }
        Ok(told)
    }

    fn merge(
        &self,
        tx: &mut WriteTx,
        merger: &Merger,
        trail: &mut Trail,
        id: &dyn Fn() -> i64,
    ) -> Result<()> {
        // Behind the locks: a role that ends in this very moment does not begin anew elsewhere.
        let all = mergers::in_force_at(tx, merger.closed.unit, merger.day)?;
        let accounts: BTreeSet<i64> = all.iter().map(|one| one.account_id).collect();
        accounts.into_iter().try_for_each(|id| tx.lock("accounts", id))?;
        let (on, ended) = parted(tx, merger)?;
        let last = merger.day - Days::new(1);
        // Who led it may have left since: taken back, the merger gives nobody power, roles that lead are given anew.
        let Some(into) = &merger.into else {
            // A closing by mistake gives back what gives no power over others.
            for one in ended {
                if one.role.parse().is_ok_and(|role| !leads(role)) {
                    let ends = Change::of("role_grants", vec![one.id]).put("valid_to", one.valid_to, last);
                    trail.change(tx, "роли", ends, merger.at)?;
                } else {
                    mergers::end(tx, one.id, last)?;
                }
            }
            return Ok(());
        };
        ended.iter().try_for_each(|one| mergers::end(tx, one.id, last))?;
        for one in &on {
            let (next, basis) = (id(), format!("{} (присоединение: {})", one.basis, merger.ground));
            mergers::go_on(tx, next, one, into, (merger.day, &basis), merger.at)?;
            let ends = Change::of("role_grants", vec![one.id]).put("valid_to", one.valid_to, last);
            let goes_on = Change::of("role_grants", vec![next]).while_it_is("valid_to", one.valid_to);
            trail.tied(tx, "роли", vec![ends, goes_on], merger.at)?;
        }
        Ok(())
    }

    fn undone(
        &self,
        tx: &mut WriteTx,
        merger: &Merger,
        returned: &Returned,
        _id: &dyn Fn() -> i64,
    ) -> Result<()> {
        let Some(into) = &merger.into else { return Ok(()) };
        // The role at the other unit was held, and is told so: it ends, it is not gone.
        mergers::end_at(
            tx,
            returned.of("role_grants"),
            into.unit,
            merger.at.utc().date_naive() - Days::new(1),
        )
    }
}
