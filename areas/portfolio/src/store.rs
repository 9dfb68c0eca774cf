//! Every query of portfolios.

pub(crate) mod links;

use std::collections::BTreeMap;

use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;
use files::FileId;
use people::PersonId;

pub(crate) use links::{
    add as add_link, by_hash as link_by_hash, find as find_link, of as links_of, revoke as revoke_link,
};

use crate::model::{Choice, Item, ItemId, NewItem};
use crate::schema::{portfolio_choices as choices, portfolio_items as items};

/// What the person added, the oldest first.
pub(crate) fn items_of(conn: &mut Conn, person: PersonId) -> Result<Vec<Item>> {
    Ok(items::table
        .filter(items::person_id.eq(person))
        .order(items::id.asc())
        .select(Item::as_select())
        .load(conn)?)
}

/// One of them.
pub(crate) fn find(conn: &mut Conn, person: PersonId, id: ItemId) -> Result<Option<Item>> {
    Ok(items::table
        .filter(items::id.eq(id).and(items::person_id.eq(person)))
        .select(Item::as_select())
        .first(conn)
        .optional()?)
}

/// Adds one.
pub(crate) fn add(tx: &mut WriteTx, new: &Item) -> Result<()> {
    diesel::insert_into(items::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// Gives one other words and another document; what was confirmed is to be looked at again.
pub(crate) fn change(
    tx: &mut WriteTx,
    id: ItemId,
    new: &NewItem,
    file: Option<FileId>,
    at: Moment,
) -> Result<()> {
    diesel::update(items::table.filter(items::id.eq(id)))
        .set((
            (items::section.eq(new.section.code()), items::title.eq(&new.title), items::about.eq(&new.about)),
            (items::happened_on.eq(new.happened_on), items::link.eq(&new.link), items::file_id.eq(file)),
            (items::confirmed_by.eq(None::<i64>), items::confirmed_at.eq(None::<Moment>)),
            (items::updated_at.eq(at), items::version.eq(items::version + 1)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Notes that somebody of the organisation looked at it.
pub(crate) fn confirm(tx: &mut WriteTx, id: ItemId, by: Option<i64>, at: Moment) -> Result<()> {
    diesel::update(items::table.filter(items::id.eq(id)))
        .set((items::confirmed_by.eq(by), items::confirmed_at.eq(Some(at)), items::updated_at.eq(at)))
        .execute(&mut **tx)?;
    Ok(())
}

/// Takes one away.
pub(crate) fn remove(tx: &mut WriteTx, id: ItemId) -> Result<()> {
    diesel::delete(items::table.filter(items::id.eq(id))).execute(&mut **tx)?;
    Ok(())
}

/// Takes away what the person said of items.
pub(crate) fn forget(tx: &mut WriteTx, person: PersonId) -> Result<()> {
    diesel::delete(choices::table.filter(choices::person_id.eq(person))).execute(&mut **tx)?;
    Ok(())
}

/// What the person said of items, by key.
pub(crate) fn choices_of(conn: &mut Conn, person: PersonId) -> Result<BTreeMap<String, Choice>> {
    let rows: Vec<Choice> = choices::table
        .filter(choices::person_id.eq(person))
        .order(choices::id.asc())
        .select(Choice::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(|one| (one.item.clone(), one)).collect())
}

/// Keeps what the person says of an item.
pub(crate) fn choose(tx: &mut WriteTx, id: i64, person: PersonId, choice: &Choice, at: Moment) -> Result<()> {
    let one = choices::table.filter(choices::person_id.eq(person).and(choices::item.eq(&choice.item)));
    let changed = diesel::update(one)
        .set((
            choices::is_hidden.eq(choice.is_hidden),
            choices::place.eq(choice.place),
            choices::updated_at.eq(at),
        ))
        .execute(&mut **tx)?;
    if changed == 0 {
        diesel::insert_into(choices::table)
            .values((
                (choices::id.eq(id), choices::person_id.eq(person), choices::item.eq(&choice.item)),
                (choices::is_hidden.eq(choice.is_hidden), choices::place.eq(choice.place)),
                choices::updated_at.eq(at),
            ))
            .execute(&mut **tx)?;
    }
    Ok(())
}
