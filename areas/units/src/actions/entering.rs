//! Adding a unit and changing its passport: by hand, or row by row from a file.

use access::{Granted, Level};
use web::{Cx, Error, Mode, Result, Write};

use super::{Dated, is_from_above, lock_regions, locked, on_own_day, told, was_there};
use crate::model::{Entered, Happened, Passport};
pub use crate::rules::Named;
use crate::rules::{self, changes, entered_faults, faults_of};
use crate::store::{self, living, versions};
use crate::{KeepUnits, NewUnit, Unit, UnitId};

/// What became of a change.
#[derive(Debug)]
pub enum Kept {
    /// It was kept.
    Kept(Box<Unit>),
    /// Somebody was first: the unit as it is now.
    Conflict(Box<Unit>),
}

/// Kinds of units of a level and forms of the service, as the rules in force at `path` name them.
pub fn named<M: Mode>(cx: &mut Cx<M>, path: &str, level: Level) -> Result<Named> {
    let (house, today) = (cx.house_handle(), cx.today_at(path)?);
    let rules = store::effective(cx.conn(), &house.packs, path, today)?;
    Ok(named_by(&rules, level))
}

/// The same by these rules.
pub(crate) fn named_by(rules: &packs::Effective, level: Level) -> Named {
    let of = if level == Level::District { "okrug" } else { level.code() };
    let kinds = rules.unit_kinds.iter().filter(|kind| kind.rule.level == of);
    let forms = rules.service_forms.iter().filter(|form| form.rule.levels.iter().any(|level| level == of));
    Named {
        kinds: kinds.map(|kind| (kind.rule.id.clone(), kind.rule.title.clone())).collect(),
        forms: forms.map(|form| (form.rule.id.clone(), form.rule.title.clone())).collect(),
    }
}

/// Adds a unit under another; without one, a region.
pub fn add(
    cx: &mut Cx<Write>,
    may: &Granted<KeepUnits>,
    (parent, level): (Option<UnitId>, Level),
    new: &Entered,
    dated: &Dated,
) -> Result<Unit> {
    let parent = if let Some(id) = parent {
        Some(locked(cx, may, id)?)
    } else {
        may.within("/")?;
        None
    };
    rules::may_stand(level, parent.as_ref())?;
    let path = parent.as_ref().map_or("/", |parent| parent.path.as_str()).to_owned();
    let named = named(cx, &path, level)?;
    let faults = entered_faults(new, level, &named);
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    rules::may_happen(
        dated.day,
        &rules::Days { today: cx.today_at(&path)?, last: None, url: String::new() },
    )?;
    if let Some(parent) = &parent {
        was_there(cx, parent, dated.day)?;
    }
    let unit = planted(cx, parent.as_ref(), level, new, dated)?;
    let text = parent.as_ref().map_or_else(
        || "Внесён регион".to_owned(),
        |parent| format!("Внесение в\u{a0}реестр: относится к\u{a0}{}", rules::to_unit(parent)),
    );
    told(cx, &unit, (Happened::Created, None), dated, &text)?;
    Ok(unit)
}

/// The row and its first version.
pub(super) fn planted(
    cx: &mut Cx<Write>,
    parent: Option<&Unit>,
    level: Level,
    new: &Entered,
    dated: &Dated,
) -> Result<Unit> {
    let (id, version, now, passport) = (UnitId(cx.id()), cx.id(), cx.now(), &new.passport);
    let short = if new.short_name.is_empty() { new.name.as_str() } else { new.short_name.as_str() };
    let row = NewUnit {
        code: &passport.code,
        short_name: short,
        zone: passport.zone.as_deref(),
        size_group: &passport.size_group,
        service_form: passport.service_form.as_deref(),
        service_staff: passport.service_staff,
        resource_url: passport.resource_url.as_deref(),
        is_small: passport.is_small,
        is_remote: passport.is_remote,
        is_hard_to_reach: passport.is_hard_to_reach,
        authority: passport.authority.as_deref(),
        distance_km: passport.distance_km,
        pupils: passport.pupils,
        teachers: passport.teachers,
        from: dated.day,
        ..NewUnit::named(id, parent, level, &passport.kind, &new.name, now)
    };
    cx.tx().attempt(|tx| store::add(tx, version, &row)).map_err(taken)
}

/// Changes the passport from a day on, when it is still the one the person saw.
pub fn change(
    cx: &mut Cx<Write>,
    may: &Granted<KeepUnits>,
    (id, version): (UnitId, i64),
    new: &Passport,
    dated: &Dated,
) -> Result<Kept> {
    let unit = locked(cx, may, id)?;
    if unit.version != version {
        return Ok(Kept::Conflict(Box::new(unit)));
    }
    if !unit.is_active() {
        return Err(rules::Refusal::Closed(unit.short_name.clone(), unit.url()).into());
    }
    let was = Passport::of(&unit);
    let is_above = is_from_above(may.ranges(), &unit);
    let mut new = if is_above { new.clone() } else { new.clone().told_by_itself(&unit) };
    if new.code.is_empty() {
        new.code.clone_from(&was.code);
    }
    let named = named(cx, &unit.path, unit.level())?;
    let faults = faults_of(&new, unit.level(), &named, Some(&was));
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let differs = changes(&was, &new, &|id| named.title(id));
    if differs.is_empty() {
        return Ok(Kept::Kept(Box::new(unit)));
    }
    on_own_day(cx, &unit, dated.day)?;
    let (now, row) = (cx.now(), cx.id());
    cx.tx().attempt(|tx| living::put_passport(tx, id, &new, now)).map_err(taken)?;
    let changed = living::reread(cx.conn(), id)?.ok_or(Error::NotFound)?;
    versions::renew(cx.tx(), row, &changed, dated.day)?;
    let lines: Vec<String> = differs.iter().map(line).collect();
    told(cx, &changed, (Happened::Changed, None), dated, &format!("Паспорт: {}", lines.join("; ")))?;
    Ok(Kept::Kept(Box::new(changed)))
}

fn line((label, was, now): &(&'static str, String, String)) -> String {
    let said =
        |text: &str| if text.is_empty() { "не\u{a0}указано".to_owned() } else { text.to_owned() };
    format!("{}: {} → {}", label.to_lowercase(), said(was), said(now))
}

pub(super) fn taken(error: db::Error) -> Error {
    if error.is_unique_on("units", &["parent_id", "code"]) {
        return Error::field(
            "code",
            "Такой код здесь уже есть. Проверьте код или найдите эту организацию в\u{a0}списке.",
        );
    }
    error.into()
}

/// Locks what two units stand in and both of them, and gives them back as they are now.
pub(super) fn both(
    cx: &mut Cx<Write>,
    may: &Granted<KeepUnits>,
    unit: Unit,
    other: UnitId,
    field: &str,
) -> Result<(Unit, Unit)> {
    let outside = || Error::field(field, "Выберите из\u{a0}списка: такой записи у\u{a0}вас нет.");
    let seen = store::find(cx.conn(), may.ranges(), other)?.ok_or_else(outside)?;
    lock_regions(cx, &[&unit, &seen])?;
    cx.tx().lock("units", other.0)?;
    let found = store::find(cx.conn(), may.ranges(), other)?.ok_or_else(outside)?;
    Ok((unit, found))
}
