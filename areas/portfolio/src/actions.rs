//! What is done with a portfolio: load → rules → store → journal, in the transaction of the request.

pub mod linking;

use audit::Action;
use files::{FileId, FileRow};
use people::Person;
use serde_json::json;
use web::{Cx, Error, FieldFault, Result, Upload, Write};

use crate::model::{Choice, Item, ItemId, NewItem};
use crate::rules::{self, Move};
use crate::{gather, store};

/// Adds an item of the person's own with its document.
pub fn add(cx: &mut Cx<Write>, person: &Person, new: &NewItem, upload: Option<&Upload>) -> Result<()> {
    cx.tx().lock("people", person.id.0)?;
    checked(cx, person, new, (upload, false))?;
    let known = store::items_of(cx.conn(), person.id)?;
    // A second click sends all of the same, the document too, and finds the first one's work.
    let is_same = |one: &Item| {
        one.title == new.title
            && one.section() == new.section
            && one.happened_on == new.happened_on
            && one.about == new.about
            && one.link == new.link
    };
    let alike: Vec<&Item> = known.iter().filter(|one| is_same(one)).collect();
    let files: Vec<FileId> = alike.iter().filter_map(|one| one.file_id).collect();
    let sums = files::store::keys(cx.conn(), &files)?;
    let sum_of = |one: &Item| sums.iter().find(|(id, _)| Some(*id) == one.file_id).map(|(_, sum)| sum);
    if alike.iter().any(|one| sum_of(one) == upload.map(|upload| &upload.spooled.sha256)) {
        return Ok(());
    }
    let (file_id, now) = (kept(cx, upload)?, cx.now());
    let item = Item {
        id: ItemId(cx.id()),
        person_id: person.id,
        section: new.section.code().to_owned(),
        title: new.title.clone(),
        about: new.about.clone(),
        happened_on: new.happened_on,
        link: new.link.clone(),
        file_id,
        confirmed_by: None,
        confirmed_at: None,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    store::add(cx.tx(), &item)?;
    told(cx, person, "В портфолио добавлена своя запись")
}

/// Gives an item other words, and another document if one came.
pub(crate) fn change(
    cx: &mut Cx<Write>,
    person: &Person,
    (id, version): (ItemId, i64),
    new: &NewItem,
    upload: Option<&Upload>,
) -> Result<()> {
    cx.tx().lock("people", person.id.0)?;
    let known = store::find(cx.conn(), person.id, id)?.ok_or(Error::NotFound)?;
    if known.version != version {
        return Err(Error::Conflict(
            "Эту запись уже изменили, пока форма была открыта. Ваши изменения не сохранены: откройте её заново."
                .to_owned(),
        ));
    }
    checked(cx, person, new, (upload, known.file_id.is_some()))?;
    let (file, now) = (kept(cx, upload)?.or(known.file_id), cx.now());
    store::change(cx.tx(), id, new, file, now)?;
    if let Some(old) = known.file_id.filter(|old| file != Some(*old)) {
        files::store::remove(cx.tx(), old)?;
    }
    told(cx, person, "В портфолио изменена своя запись")
}

/// Takes an own item away with its document.
pub(crate) fn remove(cx: &mut Cx<Write>, person: &Person, id: ItemId) -> Result<()> {
    cx.tx().lock("people", person.id.0)?;
    let Some(known) = store::find(cx.conn(), person.id, id)? else { return Err(Error::NotFound) };
    store::remove(cx.tx(), id)?;
    if let Some(file) = known.file_id {
        files::store::remove(cx.tx(), file)?;
    }
    told(cx, person, "Из портфолио убрана своя запись")
}

/// Whoever keeps the card looked at the item and its document. Nobody confirms what they added themselves.
pub(crate) fn confirm(cx: &mut Cx<Write>, person: &Person, id: ItemId) -> Result<()> {
    cx.tx().lock("people", person.id.0)?;
    let known = store::find(cx.conn(), person.id, id)?.ok_or(Error::NotFound)?;
    let by = cx.person().map(|one| one.account.0);
    if by.is_some() && by == person.account_id {
        return Err(Error::Conflict(
            "Свою запись подтверждает другой человек: заместитель директора или методист.".to_owned(),
        ));
    }
    if known.confirmed_at.is_some() {
        return Ok(());
    }
    let now = cx.now();
    store::confirm(cx.tx(), id, by, now)?;
    told(cx, person, "В портфолио подтверждена запись")
}

/// Hides an item from everybody else, or shows it again.
pub(crate) fn hide(cx: &mut Cx<Write>, person: &Person, key: &str, is_hidden: bool) -> Result<()> {
    cx.tx().lock("people", person.id.0)?;
    let known = store::choices_of(cx.conn(), person.id)?.remove(key);
    exists(cx, person, key)?;
    let choice = Choice { item: key.to_owned(), is_hidden, place: known.and_then(|one| one.place) };
    let (id, now) = (cx.id(), cx.now());
    Ok(store::choose(cx.tx(), id, person.id, &choice, now)?)
}

/// Moves an item inside its section; the order of the whole section is remembered.
pub(crate) fn reorder(cx: &mut Cx<Write>, person: &Person, key: &str, to: Move) -> Result<()> {
    cx.tx().lock("people", person.id.0)?;
    let shelves = gather::whole(cx, person)?;
    let is_there = |shelf: &&gather::Shelf| shelf.entries.iter().any(|entry| entry.item.key == key);
    let shelf = shelves.iter().find(is_there).ok_or(Error::NotFound)?;
    let keys: Vec<String> = shelf.entries.iter().map(|entry| entry.item.key.clone()).collect();
    let now = cx.now();
    for (place, key) in (0_i64..).zip(rules::moved(&keys, key, to)) {
        let is_hidden = shelf.entries.iter().any(|entry| entry.item.key == key && entry.is_hidden);
        let (id, choice) = (cx.id(), Choice { item: key, is_hidden, place: Some(place) });
        store::choose(cx.tx(), id, person.id, &choice, now)?;
    }
    Ok(())
}

fn exists(cx: &mut Cx<Write>, person: &Person, key: &str) -> Result<()> {
    let shelves = gather::whole(cx, person)?;
    let is_there = shelves.iter().flat_map(|shelf| &shelf.entries).any(|entry| entry.item.key == key);
    if is_there { Ok(()) } else { Err(Error::NotFound) }
}

/// Refuses an item at its fields, a document of another kind than the form names among them.
fn checked(
    cx: &mut Cx<Write>,
    person: &Person,
    new: &NewItem,
    (upload, has_file): (Option<&Upload>, bool),
) -> Result<()> {
    let has_file = has_file || upload.is_some();
    let mut faults = rules::item_faults(new, has_file, cx.today_at(&person.unit_path)?);
    if let Some(Err(text)) = upload.map(Upload::scan) {
        faults.push(FieldFault { field: "file".to_owned(), text });
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

/// The row of the document that came with the form; its bytes are in the vault already.
fn kept(cx: &mut Cx<Write>, upload: Option<&Upload>) -> Result<Option<FileId>> {
    let Some(upload) = upload else { return Ok(None) };
    let media = upload.scan().map_err(|no| Error::field("file", no))?;
    let row = FileRow {
        id: FileId(cx.id()),
        sha256: upload.spooled.sha256.clone(),
        size: i64::try_from(upload.spooled.size).unwrap_or(i64::MAX),
        media_type: media.mime.to_owned(),
        name: upload.spooled.name.clone(),
        created_at: cx.now(),
    };
    files::store::add(cx.tx(), &row)?;
    Ok(Some(row.id))
}

/// A line of the journal; it names nobody's achievements.
pub(crate) fn told(cx: &mut Cx<Write>, person: &Person, what: &str) -> Result<()> {
    cx.journal(Action::Changed, ("portfolio", "person", person.id.0), &person.unit_path, what, json!({}))
}
