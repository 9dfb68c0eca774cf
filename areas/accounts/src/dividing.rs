//! What becomes of roles when people go to a new unit: who leaves goes on in the same role there, who led it or a structure of
//! it does not lead the new one; who keeps another work in the unit of before keeps the roles there.

use std::collections::BTreeSet;

use access::Role;
use chrono::Days;
use db::{Change, Conn, Result, Returned, Trail, WriteTx};
use registry::{DividingOffer, Division};

use crate::merging::{counted, leads, titles};
use crate::store::mergers::{self, Carried};

/// The offer.
pub(crate) struct Roles;

/// Whether the role stays behind: the structure somebody led need not go with them.
fn stays(role: Role) -> bool {
    leads(role) || matches!(role, Role::StructureHead | Role::BodyChair | Role::BodySecretary)
}

/// Roles of those who leave that go on, and those that end.
fn parted(conn: &mut Conn, division: &Division) -> Result<(Vec<Carried>, Vec<Carried>)> {
    let leaving: Vec<i64> = division.leavers().filter_map(|goer| goer.account).collect();
    let mut all = mergers::in_force_at(conn, division.from.unit, division.day)?;
    all.retain(|one| leaving.contains(&one.account_id));
    Ok(all.into_iter().partition(|one| one.role.parse().is_ok_and(|role| !stays(role))))
}

impl DividingOffer for Roles {
    fn told(&self, conn: &mut Conn, division: &Division) -> Result<Vec<String>> {
        let (on, ended) = parted(conn, division)?;
        let mut told = Vec::new();
        if !on.is_empty() {
            told.push(format!("Доступ: вместе с\u{a0}людьми перейдут – {}", counted(&on)));
        }
        if !ended.is_empty() {
            told.push(format!(
                "Доступ: закончатся {} ({}); кому вести новую организацию и\u{a0}её структуры, назначает администратор",
                counted(&ended),
                titles(&ended)
            ));
        }
        Ok(told)
    }

    fn divide(
        &self,
        tx: &mut WriteTx,
        division: &Division,
        trail: &mut Trail,
        id: &dyn Fn() -> i64,
    ) -> Result<()> {
        // Behind the locks: a role that ends in this very moment does not begin anew elsewhere.
        let leavers = division.leavers().filter_map(|goer| goer.account);
        leavers.collect::<BTreeSet<i64>>().into_iter().try_for_each(|id| tx.lock("accounts", id))?;
        let (on, ended) = parted(tx, division)?;
        let last = division.day - Days::new(1);
        ended.iter().try_for_each(|one| mergers::end(tx, one.id, last))?;
        for one in &on {
            let (next, basis) = (id(), format!("{} (выделение: {})", one.basis, division.ground));
            mergers::go_on(tx, next, one, &division.into, (division.day, &basis), division.at)?;
            let ends = Change::of("role_grants", vec![one.id]).put("valid_to", one.valid_to, last);
            let goes_on = Change::of("role_grants", vec![next]).while_it_is("valid_to", one.valid_to);
            trail.tied(tx, "роли", vec![ends, goes_on], division.at)?;
        }
        Ok(())
    }

    fn undone(
        &self,
        tx: &mut WriteTx,
        division: &Division,
        returned: &Returned,
        _id: &dyn Fn() -> i64,
    ) -> Result<()> {
        // The role at the new unit was held, and is told so: it ends, it is not gone.
        let last = division.at.utc().date_naive() - Days::new(1);
        mergers::end_at(tx, returned.of("role_grants"), division.into.unit, last)
    }
}
