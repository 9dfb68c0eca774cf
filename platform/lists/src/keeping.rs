//! An uploaded list is kept with the way it is read, and locked while it is accepted.

use std::collections::{BTreeMap, BTreeSet};

use audit::Action;
use db::Ranges;
use files::{FileId, FileRow, Spooled};
use serde_json::json;
use sheets::{Address, Book, Grid};
use web::{Cx, Error, Result, Write};

use crate::decided::shown;
use crate::{Decided, Fault, Import, ImportId, Kind, Layout, store};

/// The longest text of a cell that is remembered.
const LONGEST: usize = 300;

/// Keeps an uploaded list of the unit; its bytes are in the vault already. The sender's account remembers how it reads lists.
pub fn begin<K: Kind>(
    cx: &mut Cx<Write>,
    (unit, path, is_whole): (i64, &str, bool),
    file: &Spooled,
    book: &Book,
) -> Result<Import> {
    let layout = K::found(cx, path, book)?.map_err(|refused| Error::field("file", refused))?;
    let layout = remembered::<K>(cx, layout)?;
    let (now, account) = (cx.now(), cx.person().map(|person| person.account.0));
    let row = FileRow {
        id: FileId(cx.id()),
        sha256: file.sha256.clone(),
        size: i64::try_from(file.size).unwrap_or(i64::MAX),
        media_type: "application/octet-stream".to_owned(),
        name: file.name.clone(),
        created_at: now,
    };
    files::store::add(cx.tx(), &row)?;
    let import = Import {
        id: ImportId(cx.id()),
        kind: K::CODE.to_owned(),
        unit_id: unit,
        unit_path: path.to_owned(),
        is_whole,
        file_id: row.id.0,
        file_name: file.name.clone(),
        choices: typed_before::<K>(cx, unit, &file.sha256, &written(&layout)?)?,
        layout: written(&layout)?,
        started_on: cx.today_at(path)?,
        state: "open".to_owned(),
        told: String::new(),
        created_by: account,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    store::add(cx.tx(), &import)?;
    let text = format!("Загружен файл: {}", K::WORDS.told);
    cx.journal(Action::Created, (K::CODE, "import", import.id.0), path, &text, json!({}))?;
    Ok(import)
}

fn remembered<K: Kind>(cx: &mut Cx<Write>, found: Layout) -> Result<Layout> {
    let Some(account) = cx.person().map(|person| person.account.0) else { return Ok(found) };
    let kept = store::layout(cx.conn(), K::CODE, account, &found.signature())?;
    let kept: Option<Layout> = kept.and_then(|text| serde_json::from_str(&text).ok());
    Ok(kept.map_or_else(
        || found.clone(),
        |kept| Layout { columns: kept.columns, unsure: kept.unsure, ..found.clone() },
    ))
}

/// Adds how the sender's own words were read before in lists of the same unit; a text that is clear by itself stays.
pub fn recall<K: Kind>(cx: &mut Cx<Write>, scope: &Ranges, book: &Book, import: &mut Import) -> Result<()> {
    let account = cx.person().map(|person| person.account.0).filter(|_| is_remembered(import));
    let (layout, mut decided) = (import.layout(), import.decided());
    let (Some(account), Some(grid)) = (account, book.grid(&layout.sheet)) else { return Ok(()) };
    let stand = texts::<K>(grid, &layout, |_| true);
    if stand.is_empty() {
        return Ok(());
    }
    let mut known = store::readings(cx.conn(), K::CODE, (account, import.unit_id))?;
    known.retain(|(field, folded, _)| stand.contains(&(field.clone(), folded.clone())));
    if known.is_empty() {
        return Ok(());
    }
    let mut put = book.clone();
    decided.put(&mut put, &layout);
    let wrong = K::unclear(cx, scope, import.clone(), &put)?;
    let unclear = texts::<K>(grid, &layout, |cell| wrong.contains(&cell.to_string()));
    for (field, folded, reading) in known {
        if unclear.contains(&(field.clone(), folded.clone())) {
            decided.readings.entry(field).or_default().entry(folded).or_insert(reading);
        }
    }
    import.choices = decided.written();
    let now = cx.now();
    store::change(cx.tx(), import, now)?;
    Ok(())
}

/// Fields and folded texts of these cells in the columns a list writes in one way.
fn texts<K: Kind>(
    grid: &Grid,
    layout: &Layout,
    is_meant: impl Fn(&Address) -> bool,
) -> BTreeSet<(String, String)> {
    let columns = K::ALIKE.iter().filter_map(|field| layout.columns.iter().find(|(_, code)| code == field));
    let columns: BTreeMap<u16, &String> = columns.map(|(column, field)| (*column, field)).collect();
    if columns.is_empty() {
        return BTreeSet::new();
    }
    let of_list = grid.cells.range(Address::at(layout.begins(), 0)..).filter(|(cell, _)| is_meant(cell));
    let of_columns = of_list.filter_map(|(cell, found)| Some((*columns.get(&cell.column)?, found)));
    of_columns.map(|(field, found)| (field.clone(), db::fold(&shown(&found.text())))).collect()
}

/// Whether readings are kept for the next lists of the unit: in a region «СОШ 1» is another school in each municipality.
fn is_remembered(import: &Import) -> bool {
    Ranges::under([import.unit_path.as_str()]).top() != Some(import.unit_id)
}

/// Remembers how the sender's own words are read now; a text that is read no more is forgotten.
pub fn remember<K: Kind>(
    cx: &mut Cx<Write>,
    import: &Import,
    before: &Decided,
    after: &Decided,
) -> Result<()> {
    let account = cx.person().map(|person| person.account.0).filter(|_| is_remembered(import));
    let Some(account) = account else { return Ok(()) };
    let whose = (account, import.unit_id);
    let of = |decided: &Decided, field: &str| decided.readings.get(field).cloned().unwrap_or_default();
    let is_short = |text: &str| text.chars().count() <= LONGEST;
    for field in K::ALIKE {
        let (was, is) = (of(before, field), of(after, field));
        let now = cx.now();
        for (folded, reading) in is.iter().filter(|(folded, reading)| was.get(*folded) != Some(reading)) {
            let id = cx.id();
            if is_short(folded) && is_short(&reading.to) && !reading.to.is_empty() {
                store::remember_reading(cx.tx(), (id, K::CODE, whose), (field, folded, reading), now)?;
            }
        }
        for folded in was.keys().filter(|folded| !is.contains_key(*folded)) {
            store::forget_reading(cx.tx(), (K::CODE, whose), (field, folded))?;
        }
    }
    Ok(())
}

/// Reads the list otherwise from now on, and the sender's next one of these titles as well.
pub fn read_as(cx: &mut Cx<Write>, import: &mut Import, layout: &Layout) -> Result<()> {
    import.layout = written(layout)?;
    let now = cx.now();
    store::change(cx.tx(), import, now)?;
    if let Some(account) = cx.person().map(|person| person.account.0) {
        let id = cx.id();
        let of = (account, layout.signature());
        store::remember(cx.tx(), (id, &import.kind), (of.0, &of.1, &import.layout), now)?;
    }
    Ok(())
}

/// The import, locked together with everybody who imports in the region.
pub fn locked<K: Kind>(cx: &mut Cx<Write>, scope: &Ranges, id: ImportId) -> Result<Import> {
    let import = store::find(cx.conn(), K::CODE, scope, id)?.ok_or(Error::NotFound)?;
    let top = Ranges::under([import.unit_path.as_str()]).top().unwrap_or(import.unit_id);
    cx.tx().lock("units", top)?;
    cx.tx().lock("list_imports", id.0)?;
    store::find(cx.conn(), K::CODE, scope, id)?.ok_or(Error::NotFound)
}

/// The import is accepted: its state, the counts of its rows, the journal.
pub fn accepted<K: Kind>(cx: &mut Cx<Write>, import: &Import, counts: serde_json::Value) -> Result<()> {
    let text = format!("Принят {}", K::WORDS.told);
    ended::<K>(cx, import, ("applied", &counts.to_string()), &text, counts)
}

/// Keeps which rows of an accepted list were not taken, and why.
pub fn keep_left<K: Kind>(cx: &mut Cx<Write>, scope: &Ranges, id: ImportId, left: &[Fault]) -> Result<()> {
    if left.is_empty() {
        return Ok(());
    }
    let mut import = store::find(cx.conn(), K::CODE, scope, id)?.ok_or(Error::NotFound)?;
    let mut told: serde_json::Value = serde_json::from_str(&import.told).unwrap_or_default();
    if let Some(told) = told.as_object_mut() {
        told.insert("left".to_owned(), json!(left));
    }
    import.told = told.to_string();
    let now = cx.now();
    store::change(cx.tx(), &import, now)?;
    Ok(())
}

/// What was typed and decided about the same file in the same place: the rows that were not taken then are gone on with.
fn typed_before<K: Kind>(cx: &mut Cx<Write>, unit: i64, sha256: &str, layout: &str) -> Result<String> {
    let account = cx.person().map(|person| person.account.0);
    let before = store::applied_of(cx.conn(), (K::CODE, unit, account), sha256)?;
    let same = before.filter(|(read, _)| read == layout).map(|(_, choices)| choices);
    Ok(same.unwrap_or_else(|| Decided::default().written()))
}

/// The import is taken back: so many things are as they were, so many stay.
pub fn taken_back<K: Kind>(
    cx: &mut Cx<Write>,
    import: &Import,
    (undone, kept): (usize, usize),
) -> Result<()> {
    let text = format!("Отменена загрузка: {}", K::WORDS.told);
    let details = json!({ "undone": undone, "kept": kept });
    ended::<K>(cx, import, ("undone", &import.told), &text, details)
}

fn ended<K: Kind>(
    cx: &mut Cx<Write>,
    import: &Import,
    (state, told): (&str, &str),
    text: &str,
    details: serde_json::Value,
) -> Result<()> {
    let import = Import { state: state.to_owned(), told: told.to_owned(), ..import.clone() };
    let now = cx.now();
    store::change(cx.tx(), &import, now)?;
    cx.journal(Action::Moved, (K::CODE, "import", import.id.0), &import.unit_path, text, details)
}

fn written(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|e| Error::Broken(e.to_string()))
}
