//! Showing the structures of a place to everybody, and taking them off: load → rules → store → journal.

use access::Granted;
use audit::Action;
use serde_json::Value;
use units::{Unit, UnitId};
use web::{Cx, Error, Mode, Result, Write};

use crate::OpenDirectory;
use crate::model::{Directory, DirectoryId};
use crate::store::directories;

/// The most letters of the word to visitors.
const LONGEST: usize = 2_000;

/// The unit, if the person decides there.
pub(crate) fn own<M: Mode>(cx: &mut Cx<M>, may: &Granted<OpenDirectory>, id: UnitId) -> Result<Unit> {
    units::store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)
}

/// Shows the structures of the unit and of everything under it, or changes the word to visitors. `version` is what the person
/// saw; 0 when nothing was decided yet.
///
/// # Errors
/// The word is too long, the unit is closed, somebody decided in between.
pub fn open(
    cx: &mut Cx<Write>,
    may: &Granted<OpenDirectory>,
    id: UnitId,
    (about, version): (&str, i64),
) -> Result<()> {
    let about = about.trim();
    if about.chars().count() > LONGEST {
        return Err(Error::field("about", format!("Не\u{a0}длиннее {LONGEST} знаков.")));
    }
    let (unit, known) = decided(cx, may, id, version)?;
    if !unit.is_active() {
        return Err(Error::field("about", "Организация закрыта: её структуры никому не\u{a0}показывают."));
    }
    let text = match &known {
        Some(one) if one.is_open => "Изменён справочник структур, открытый всем",
        _ => "Справочник структур показан всем",
    };
    let next = Directory { about: about.to_owned(), is_open: true, ..next(cx, &unit, known) };
    put(cx, &next, text)
}

/// Takes them off; a second click changes nothing.
///
/// # Errors
/// Somebody decided in between.
pub(crate) fn close(
    cx: &mut Cx<Write>,
    may: &Granted<OpenDirectory>,
    id: UnitId,
    version: i64,
) -> Result<()> {
    let (unit, known) = decided(cx, may, id, version)?;
    if known.as_ref().is_none_or(|one| !one.is_open) {
        return Ok(());
    }
    let next = Directory { is_open: false, ..next(cx, &unit, known) };
    put(cx, &next, "Справочник структур больше не\u{a0}показан всем")
}

/// The unit, locked, and what was decided of it; not if somebody decided since the person looked.
fn decided(
    cx: &mut Cx<Write>,
    may: &Granted<OpenDirectory>,
    id: UnitId,
    version: i64,
) -> Result<(Unit, Option<Directory>)> {
    own(cx, may, id)?;
    cx.tx().lock("units", id.0)?;
    let unit = own(cx, may, id)?;
    let known = directories::of(cx.conn(), id)?;
    if known.as_ref().map_or(0, |one| one.version) == version {
        return Ok((unit, known));
    }
    Err(Error::field(
        "about",
        "Пока страница была открыта, справочник изменили. Сверьте и\u{a0}сохраните ещё раз.",
    ))
}

fn next(cx: &Cx<Write>, unit: &Unit, known: Option<Directory>) -> Directory {
    let (at, by) = (cx.now(), cx.person().map(|person| person.account.0));
    match known {
        Some(known) => Directory { changed_at: at, changed_by: by, version: known.version + 1, ..known },
        None => Directory {
            id: DirectoryId(cx.id()),
            unit_id: unit.id,
            unit_path: unit.path.clone(),
            about: String::new(),
            is_open: false,
            changed_at: at,
            changed_by: by,
            version: 1,
        },
    }
}

fn put(cx: &mut Cx<Write>, next: &Directory, text: &str) -> Result<()> {
    directories::put(cx.tx(), next)?;
    let what = ("portal", "unit", next.unit_id.0);
    cx.journal(Action::Changed, what, &next.unit_path, text, Value::Null)
}
