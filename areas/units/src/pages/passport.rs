//! The form of a new unit and of a passport; two people who wrote at once see both texts.

use access::{Granted, Level};
use askama::Template;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write};

use super::typed::{self, Typed, told};
use super::{Choices, asked};
use crate::actions::{self, Kept};
use crate::model::Passport;
use crate::rules::changes;
use crate::{KeepUnits, Unit, UnitId, store};

#[derive(Template)]
#[template(path = "passport.html")]
struct PassportPage {
    csrf: String,
    heading: String,
    place: String,
    target: String,
    way_back: String,
    is_new: bool,
    /// Name, kind, code, group and marks are told from above.
    is_above: bool,
    parent: String,
    level: String,
    other_levels: Choices,
    typed: Typed,
    faults: Vec<(String, String)>,
    kinds: Choices,
    forms: Choices,
    groups: Choices,
    /// Who was first and when; empty: nobody.
    meanwhile: String,
    /// Label, theirs, mine.
    both: Vec<(String, String, String)>,
}

impl PassportPage {
    fn is_of(&self, level: Level) -> bool {
        self.level == level.code()
    }

    fn fault(&self, field: &str) -> &str {
        typed::fault(&self.faults, field)
    }
}

/// `GET /units/new?parent=…&level=…`
pub(super) fn blank(cx: &mut Cx<Read>, may: Granted<KeepUnits>) -> Result<Reply> {
    let request = cx.request_handle();
    let (parent, level) = (request.asked("parent").to_owned(), request.asked("level").to_owned());
    let typed = Typed::default();
    show_new(cx, &may, (&parent, &level), typed, &[])
}

/// The unit above the new one; none: the top.
fn parent_of<M: Mode>(cx: &mut Cx<M>, may: &Granted<KeepUnits>, typed: &str) -> Result<Option<Unit>> {
    let id = match typed.parse::<UnitId>() {
        Ok(id) => id.0,
        Err(_) => may.scopes().first().map_or(0, |scope| scope.unit),
    };
    if id == 0 {
        return Ok(None);
    }
    store::find(cx.conn(), may.ranges(), UnitId(id))?.map(Some).ok_or(Error::NotFound)
}

fn levels_under(parent: Option<&Unit>) -> &'static [Level] {
    match parent.map(Unit::level) {
        None | Some(Level::Installation) => &[Level::Region],
        Some(Level::Region) => &[Level::Municipality, Level::Organisation],
        Some(Level::Municipality) => &[Level::Organisation, Level::District],
        Some(Level::District | Level::Organisation) => &[Level::Organisation],
    }
}

fn show_new<M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<KeepUnits>,
    (parent, level): (&str, &str),
    mut typed: Typed,
    faults: &[FieldFault],
) -> Result<Reply> {
    let above = parent_of(cx, may, parent)?;
    let levels = levels_under(above.as_ref());
    let level = level.parse().ok().filter(|level| levels.contains(level)).unwrap_or(levels[0]);
    let path = above.as_ref().map_or("/", |above| above.path.as_str()).to_owned();
    if typed.day.is_empty() {
        typed.day = cx.today_at(&path)?.to_string();
    }
    let parent = above.as_ref().map(|above| above.id.to_string()).unwrap_or_default();
    let other = levels.iter().filter(|one| **one != level).map(|one| {
        let query = [("parent", parent.as_str()), ("level", one.code())];
        (format!("Добавить: {}", one.title()), web::address("/units/new", &query))
    });
    let other_levels = other.collect();
    let mut page = page(cx, &path, level, typed, faults)?;
    page.heading = format!("Новая запись: {}", level.title());
    page.place = above.as_ref().map(|above| format!("под «{}»", above.short_name)).unwrap_or_default();
    "/units".clone_into(&mut page.target);
    page.way_back = above.as_ref().map_or_else(|| "/units".to_owned(), Unit::url);
    page.is_new = true;
    page.is_above = true;
    page.parent = parent;
    page.other_levels = other_levels;
    shown(&page, &path)
}

/// `POST /units`
pub(super) fn add(cx: &mut Cx<Write>, may: Granted<KeepUnits>) -> Result<Reply> {
    let request = cx.request_handle();
    let (parent, level) = (request.form.text("parent"), request.form.text("level"));
    let above = parent_of(cx, &may, parent)?;
    let of = level.parse().map_err(|_| Error::NotFound)?;
    let typed = Typed::posted(&request);
    let (new, dated, faults) = typed.read(&request);
    let outcome = if faults.is_empty() {
        actions::add(cx, &may, (above.map(|above| above.id), of), &new, &dated)
    } else {
        Err(Error::Invalid(faults))
    };
    match outcome {
        Ok(unit) => {
            cx.notice("Запись добавлена. Внесите контакты и\u{a0}проверьте паспорт.");
            Ok(Reply::to(unit.url()))
        }
        Err(Error::Invalid(faults)) => show_new(cx, &may, (parent, level), typed, &faults),
        Err(other) => Err(other),
    }
}

/// `GET /units/{unit}/passport`
pub(super) fn filled(cx: &mut Cx<Read>, may: Granted<KeepUnits>) -> Result<Reply> {
    let unit = asked(cx, &may)?;
    let today = cx.today_at(&unit.path)?;
    let page = change_page(cx, &may, &unit, Typed::of(&unit, today), &[])?;
    shown(&page, &unit.path)
}

fn change_page<M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<KeepUnits>,
    unit: &Unit,
    typed: Typed,
    faults: &[FieldFault],
) -> Result<PassportPage> {
    let mut page = page(cx, &unit.path, unit.level(), typed, faults)?;
    "Паспорт".clone_into(&mut page.heading);
    page.place.clone_from(&unit.name);
    page.target = format!("{}/passport", unit.url());
    page.way_back = unit.url();
    page.is_above = actions::is_from_above(may.ranges(), unit);
    Ok(page)
}

/// `POST /units/{unit}/passport`
pub(super) fn change(cx: &mut Cx<Write>, may: Granted<KeepUnits>) -> Result<Reply> {
    let (request, unit) = (cx.request_handle(), asked(cx, &may)?);
    let typed = Typed::posted(&request);
    let (new, dated, faults) = typed.read(&request);
    if !faults.is_empty() {
        let page = change_page(cx, &may, &unit, typed, &faults)?;
        return shown(&page, &unit.path);
    }
    match actions::change(cx, &may, (unit.id, typed.seen()), &new.passport, &dated) {
        Ok(Kept::Kept(unit)) => {
            cx.notice("Паспорт сохранён.");
            Ok(Reply::to(unit.url()))
        }
        Ok(Kept::Conflict(theirs)) => conflict(cx, &may, &theirs, typed, &new.passport),
        Err(Error::Invalid(faults)) => {
            let page = change_page(cx, &may, &unit, typed, &faults)?;
            shown(&page, &unit.path)
        }
        Err(other) => Err(other),
    }
}

/// Somebody was first: both texts beside each other, and the form with what was typed, ready to be sent again.
fn conflict(
    cx: &mut Cx<Write>,
    may: &Granted<KeepUnits>,
    theirs: &Unit,
    mut typed: Typed,
    mine: &Passport,
) -> Result<Reply> {
    typed.version = theirs.version.to_string();
    let (who, when) = actions::last_hand(cx, theirs)?;
    let named = actions::named(cx, &theirs.path, theirs.level())?;
    let is_above = actions::is_from_above(may.ranges(), theirs);
    let mine = if is_above { mine.clone() } else { mine.clone().told_by_itself(theirs) };
    let differs = changes(&Passport::of(theirs), &mine, &|id| named.title(id));
    let mut page = change_page(cx, may, theirs, typed, &[])?;
    page.meanwhile = format!("{who}, {when}");
    page.both = differs.into_iter().map(|(label, theirs, mine)| (label.to_owned(), theirs, mine)).collect();
    Ok(shown(&page, &theirs.path)?.status(409))
}

fn page<M: Mode>(
    cx: &mut Cx<M>,
    path: &str,
    level: Level,
    typed: Typed,
    faults: &[FieldFault],
) -> Result<PassportPage> {
    let named = actions::named(cx, path, level)?;
    let mut kinds = named.kinds;
    if !typed.kind.is_empty() && !kinds.iter().any(|(id, _)| *id == typed.kind) {
        kinds.push((typed.kind.clone(), typed.kind.clone()));
    }
    Ok(PassportPage {
        csrf: cx.csrf().to_owned(),
        heading: String::new(),
        place: String::new(),
        target: String::new(),
        way_back: String::new(),
        is_new: false,
        is_above: false,
        parent: String::new(),
        level: level.code().to_owned(),
        other_levels: Vec::new(),
        typed,
        faults: told(faults),
        kinds,
        forms: named.forms,
        groups: vec![("city".to_owned(), "город".to_owned()), ("district".to_owned(), "район".to_owned())],
        meanwhile: String::new(),
        both: Vec::new(),
    })
}

fn shown(page: &PassportPage, path: &str) -> Result<Reply> {
    let status = if page.faults.is_empty() { 200 } else { 422 };
    Ok(Page::titled(page.heading.clone()).at(path).under("/units").show(page)?.status(status))
}
