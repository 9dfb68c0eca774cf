//! Who is away in the demo and who stands in, a role that ends soon, a printed sheet of codes for a school without mail.

use access::{AccountId, Role};
use accounts::{InvitePeople, ManageAccounts, NewDelegation, NewHolding, Place, Reason};
use web::{Cx, Error, Write};

use super::people::Cast;
use super::stage::{Stage, day};
use super::tree::Tree;
use crate::Failure;

/// Whose schools it tells of.
const TOWN: &str = "belogorsk";

/// Tells it, as far as the days have come.
pub(super) fn tell(stage: &Stage<'_>, tree: &Tree, cast: &Cast) -> Result<(), Failure> {
    let (printed, leaves) = (day(2026, 6, 10), day(2026, 6, 15));
    if let Some(school) = tree.schools_of(TOWN).nth(1).filter(|_| stage.has_come(printed)) {
        stage.act(printed, None, |cx| {
            let may = cx.operator::<InvitePeople>()?;
            accounts::print_first(cx, &may, school, 8).map(|_| ())
        })?;
    }
    let of = |login: &str| cast.by_login.get(login).copied();
    let (Some(principal), Some(deputy), Some(union)) = (of("principal"), of("deputy"), of("union")) else {
        return Ok(());
    };
    if stage.has_come(leaves) {
        stage.act(leaves, None, |cx| on_leave(cx, principal, deputy))?;
    }
    let begins = day(2025, 9, 1);
    let Some(town) = tree.unit_of(TOWN).filter(|_| stage.has_come(begins)) else { return Ok(()) };
    stage.act(begins, of("admin"), |cx| {
        let may = cx.house_handle().policy.check::<ManageAccounts>(cx.person())?;
        let place = Place {
            unit: town.id.0,
            path: town.path.clone(),
            level: town.level(),
            title: town.short_name.clone(),
        };
        let term = NewHolding {
            role: Role::Expert,
            place,
            from: begins,
            to: Some(day(2026, 6, 30)),
            basis: "приказ от 28.08.2025 № 112: экспертная группа на учебный год".to_owned(),
        };
        accounts::grant(cx, &may, union, &term)
    })
}

/// The principal is on leave for a fortnight, the deputy stands in.
fn on_leave(cx: &mut Cx<Write>, principal: AccountId, deputy: AccountId) -> web::Result<()> {
    let may = cx.operator::<ManageAccounts>()?;
    let grant = accounts::role_of(cx, principal, Role::Principal)?.ok_or(Error::NotFound)?;
    let new = NewDelegation {
        grant,
        deputy,
        from: day(2026, 6, 15),
        to: day(2026, 6, 28),
        reason: Reason::Vacation,
        ground: "от 01.06.2026 № 41-к".to_owned(),
        duties: Vec::new(),
    };
    accounts::lend(cx, &may, principal, &new).map(|_| ())
}
