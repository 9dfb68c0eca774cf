//! Who heads the unions of the town: an order of September names most of them, and the sign-in of a structure's head belongs to
//! the teacher who heads the mathematicians, so that what the union owes stands among their own affairs.

use access::AccountId;
use access::schema::accounts;
use chrono::NaiveDate;
use db::fold;
use diesel::prelude::*;
use documents::NewDocument;
use people::{KeepPeople, Person, PersonId};
use structures::KeepStructures;
use structures::actions::mending::member_seen;
use structures::actions::ordering;
use structures::bodies::HEAD;
use structures::model::{Member, StructureId};
use structures::schema::structure_members as members;
use units::Unit;
use web::{Cx, Write};

use super::helped;
use super::people::Cast;
use super::sign_ins::TOWN;
use super::stage::{Stage, day};
use super::tree::Tree;
use crate::Failure;

/// So many heads have no order yet.
const WAITING: usize = 2;
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
    })?;
    stage.act(on, cast.by_login.get("head").copied(), |cx| appointed(cx, town, on))
}

/// The order and whom it names; the last two unions wait for theirs.
fn appointed(cx: &mut Cx<Write>, town: &Unit, on: NaiveDate) -> web::Result<()> {
    let may = cx.house_handle().policy.check::<KeepStructures>(cx.person())?;
    let new = NewDocument {
        kind: "municipal_order".to_owned(),
        title: "О\u{a0}руководителях городских методических объединений".to_owned(),
        number: "214".to_owned(),
        signed_on: on,
        issuer: "Управление образования".to_owned(),
        valid_to: None,
        topic: String::new(),
        file: None,
        link: Some("https://metodset.example/orders/214".to_owned()),
    };
    let order = documents::actions::register(cx, town, new)?;
    let unions: Vec<StructureId> = helped::unions(cx, town)?.into_iter().map(|(id, _)| id).collect();
    let heads: Vec<Member> = members::table
        .filter(db::among(members::structure_id, unions.iter().map(|id| id.0)).and(members::role.eq(HEAD)))
        .filter(members::from_on.le(on).and(members::to_on.is_null()))
        .order(members::id.asc())
        .select(Member::as_select())
        .load(cx.conn())
        .map_err(db::Error::from)?;
    let named = heads.len().saturating_sub(WAITING);
    heads.iter().take(named).try_for_each(|one| {
        let seen = member_seen(one);
        ordering::order(cx, &may, (one.structure_id, one.id), (Some(order.id), &seen))
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
