//! The sign-in of a structure's head belongs to the teacher who heads the mathematicians of the town: what the union owes stands
//! among their own affairs.

use access::AccountId;
use access::schema::accounts;
use chrono::NaiveDate;
use db::fold;
use diesel::prelude::*;
use people::{KeepPeople, Person, PersonId};
use structures::bodies::HEAD;
use structures::schema::structure_members as members;
use units::Unit;
use web::{Cx, Write};

use super::helped;
use super::people::Cast;
use super::sign_ins::TOWN;
use super::stage::{Stage, day};
use super::tree::Tree;
use crate::Failure;

/// What the union teaches.
const DIRECTION: &str = "математика";

/// Ties the account to the card, once the compositions are told.
pub(super) fn tell(stage: &Stage<'_>, tree: &Tree, cast: &Cast) -> Result<(), Failure> {
    let on = day(2025, 9, 1);
    let (Some(town), Some(account)) = (tree.unit_of(TOWN), cast.by_login.get("union")) else { return Ok(()) };
    if !stage.has_come(on) {
        return Ok(());
    }
    stage.act(on, None, |cx| match head(cx, town, on)? {
        Some(person) => {
            name(cx, *account, &person)?;
            people::actions::tie(cx, &person, Some(account.0))
        }
        None => Ok(()),
    })
}

/// Who heads the union, by the card.
fn head(cx: &mut Cx<Write>, town: &Unit, on: NaiveDate) -> web::Result<Option<Person>> {
    let unions = helped::unions(cx, town)?;
    let Some((union, _)) = unions.into_iter().find(|(_, directions)| directions == DIRECTION) else {
        return Ok(None);
    };
    let card: Option<Option<i64>> = members::table
        .filter(members::structure_id.eq(union).and(members::role.eq(HEAD)))
        .filter(members::from_on.le(on).and(members::to_on.is_null()))
        .order(members::id.asc())
        .select(members::person_id)
        .first(cx.conn())
        .optional()
        .map_err(db::Error::from)?;
    let Some(card) = card.flatten() else { return Ok(None) };
    let may = cx.operator::<KeepPeople>()?;
    Ok(people::store::find(cx.conn(), may.ranges(), PersonId(card))?
        .filter(|person| person.account_id.is_none()))
}

/// The account is called as the card is.
fn name(cx: &mut Cx<Write>, account: AccountId, person: &Person) -> web::Result<()> {
    let name = person.name();
    diesel::update(accounts::table.filter(accounts::id.eq(account.0)))
        .set((
            (accounts::last_name.eq(&name.last), accounts::first_name.eq(&name.first)),
            (accounts::middle_name.eq(&name.middle), accounts::name_key.eq(fold(&name.full()))),
        ))
        .execute(&mut **cx.tx())
        .map_err(db::Error::from)?;
    Ok(())
}
