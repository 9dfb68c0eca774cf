//! A structure is founded in a unit under the pack's kind, and given other requisites later. A second click finds the
//! first one's work.

use access::{Granted, Level};
use audit::Action;
use db::fold;
use documents::{DocumentId, SeeDocuments};
use packs::{Effective, StructureKind};
use units::{Unit, UnitId};
use web::{Cx, Error, FieldFault, Result, Write};

use super::{membership, rules_at, told, working};
use crate::KeepStructures;
use crate::model::{Member, MemberId, NewMember, NewStructure, Structure, StructureId};
use crate::rules::{self, NameParts, Refusal};
use crate::{access as reach, store};

/// The genus of minutes.
pub(crate) const PROTOCOL: &str = "protocol";

/// Founds a structure of the unit.
pub fn found(
    cx: &mut Cx<Write>,
    may: &Granted<KeepStructures>,
    unit: UnitId,
    new: &NewStructure,
) -> Result<StructureId> {
    begun(cx, may, unit, (new, Told::Typed), &[]).map(|(id, _)| id)
}

/// The same as a list tells it: with those who head it from its first day, the task may be entered later.
pub(crate) fn found_listed(
    cx: &mut Cx<Write>,
    may: &Granted<KeepStructures>,
    unit: UnitId,
    new: &NewStructure,
    heads: &[NewMember],
) -> Result<(StructureId, Vec<MemberId>)> {
    begun(cx, may, unit, (new, Told::Listed), heads)
}

/// How a structure is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    /// In the form, which asks for everything.
    Typed,
    /// In a list, which may have no column for the task.
    Listed,
}

fn begun(
    cx: &mut Cx<Write>,
    may: &Granted<KeepStructures>,
    unit: UnitId,
    (new, how): (&NewStructure, Told),
    heads: &[NewMember],
) -> Result<(StructureId, Vec<MemberId>)> {
    let unit = units::store::find(cx.conn(), may.ranges(), unit)?.ok_or(Error::NotFound)?;
    cx.tx().lock("units", unit.id.0)?;
    let own = store::of_unit(cx.conn(), unit.id)?;
    let key = fold(&new.name);
    if let Some(known) = own.iter().find(|known| known.kind == new.kind && known.name_key == key) {
        let id = known.id;
        let led = heads.iter().map(|head| membership::appoint(cx, may, id, head)).collect::<Result<_>>()?;
        return Ok((id, led));
    }
    let rules = rules_at(cx, &unit.path)?;
    let kind = kind_of(&rules, &new.kind)?;
    checked(cx, &unit, (new, &kind, how), (None, &rules))?;
    if let Some(other) = rules::second(&kind, &own) {
        return Err(Refusal::SecondInUnit(other.name.clone(), kind.clause.clone(), other.url()).into());
    }
    let id = StructureId(cx.id());
    let row = written(cx, &unit, id, (new, &kind));
    store::add(cx.tx(), &row)?;
    if !new.service_directions.is_empty() {
        directed(cx, id, new)?;
    }
    let text = if row.is_awaited() {
        "Записана структура; не\u{a0}работает, пока не\u{a0}указан акт"
    } else {
        "Создана структура"
    };
    told(cx, &row, Action::Created, text)?;
    let mut known = Vec::new();
    founders(cx, may, (&row, &mut known), (new, &kind))?;
    let mut led = Vec::with_capacity(heads.len());
    for head in heads {
        led.push(membership::join(cx, may, (&row, Some(&kind), &mut known), head)?);
    }
    Ok((id, led))
}

/// Gives a structure other requisites, if nobody changed it since `version`.
pub fn change(
    cx: &mut Cx<Write>,
    may: &Granted<KeepStructures>,
    id: StructureId,
    version: i64,
    new: &NewStructure,
) -> Result<StructureId> {
    altered(cx, may, (id, version), (new, Told::Typed))
}

/// The same as a list tells it.
pub(crate) fn change_listed(
    cx: &mut Cx<Write>,
    may: &Granted<KeepStructures>,
    known: (StructureId, i64),
    new: &NewStructure,
) -> Result<StructureId> {
    altered(cx, may, known, (new, Told::Listed))
}

fn altered(
    cx: &mut Cx<Write>,
    may: &Granted<KeepStructures>,
    (id, version): (StructureId, i64),
    (new, how): (&NewStructure, Told),
) -> Result<StructureId> {
    let before = working(cx, may, id)?;
    if before.version != version {
        return Err(Error::Conflict(format!(
            "Карточку структуры «{}» изменили, пока вы её правили. Ваши изменения не сохранены: откройте её заново.",
            before.name
        )));
    }
    let unit = units::store::all_of(cx.conn(), &[before.unit_id.0])?.pop().ok_or(Error::NotFound)?;
    let rules = rules_at(cx, &unit.path)?;
    let kind = kind_of(&rules, &before.kind)?;
    let new = NewStructure { kind: before.kind.clone(), ..new.clone() };
    checked(cx, &unit, (&new, &kind, how), (Some(&before), &rules))?;
    if let Some(parent) = new.parent {
        no_circle(cx, id, parent)?;
    }
    let known = store::members_of(cx.conn(), &[id.0])?;
    if known.iter().any(|member| member.from_on < new.started_on) {
        return Err(Error::field(
            "started_on",
            "В составе есть люди, вошедшие раньше этого дня. Проверьте день создания.",
        ));
    }
    let row = written(cx, &unit, id, (&new, &kind));
    store::change(cx.tx(), &row)?;
    directed(cx, id, &new)?;
    let text = match (before.is_awaited(), row.is_awaited()) {
        (true, false) => "Изменены реквизиты: указан акт, структура работает",
        (false, true) => "Изменены реквизиты: акт не\u{a0}указан, структура не\u{a0}работает",
        _ => "Изменены реквизиты",
    };
    told(cx, &row, Action::Changed, text)?;
    Ok(id)
}

/// The directions of the service the structure belongs to.
fn directed(cx: &mut Cx<Write>, id: StructureId, new: &NewStructure) -> Result<()> {
    let house = cx.house_handle();
    Ok(store::direct(cx.tx(), id, &new.service_directions, &|| house.id())?)
}

fn kind_of(rules: &Effective, id: &str) -> Result<StructureKind> {
    let kind = rules.structure_kind(id).map(|kind| kind.rule.clone());
    kind.ok_or_else(|| Error::field("kind", "Выберите вид структуры из\u{a0}списка."))
}

/// Everything wrong with it at once.
fn checked(
    cx: &mut Cx<Write>,
    unit: &Unit,
    (new, kind, how): (&NewStructure, &StructureKind, Told),
    (before, rules): (Option<&Structure>, &Effective),
) -> Result<()> {
    let today = cx.today_at(&unit.path)?;
    let mut faults = rules::faults(new, kind, pack_level(unit.level()), (today, before.is_none()));
    faults.retain(|fault| how == Told::Typed || fault.field != rules::TASK);
    let mut fault = |field: &str, text: &str| {
        faults.push(FieldFault { field: field.to_owned(), text: text.to_owned() });
    };
    if new.founders.iter().any(|line| NameParts::fault(founder(line).0).is_some()) {
        fault(
            "founders",
            "Каждого учредителя пишите с\u{a0}новой строки: фамилия, имя, отчество, затем через запятую должность.",
        );
    }
    let mut names: Vec<String> = new.founders.iter().map(|line| fold(founder(line).0)).collect();
    names.sort();
    if names.windows(2).any(|pair| pair[0] == pair[1]) {
        fault("founders", "Один и\u{a0}тот же человек назван дважды: учредители – разные люди.");
    }
    if let Some(parent) = new.parent {
        let mut paths = reach::above(&unit.path);
        paths.push(unit.path.clone());
        let found = store::all_of(cx.conn(), &[parent.0])?.pop();
        if !found.is_some_and(|one| one.is_open() && paths.contains(&one.unit_path)) {
            fault("parent", "Выберите вышестоящую структуру из\u{a0}списка.");
        }
    }
    let is_kept = before.is_some_and(|one| one.document_id == new.document);
    let chosen = new.document.filter(|_| !is_kept);
    if let Some(text) = document_fault(cx, unit, kind, chosen)? {
        fault("document", &text);
    }
    let is_known = |code: &String| rules.service_directions.iter().any(|one| one.rule.id == *code);
    if !new.service_directions.iter().all(is_known) {
        fault("service_directions", "Выберите направления службы из\u{a0}списка.");
    }
    faults.extend(included(cx, unit, (new, kind), before)?);
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

/// What is wrong with the minutes and the days of what they lead to.
fn included(
    cx: &mut Cx<Write>,
    unit: &Unit,
    (new, kind): (&NewStructure, &StructureKind),
    before: Option<&Structure>,
) -> Result<Vec<FieldFault>> {
    if kind.minutes.is_empty() {
        return Ok(Vec::new());
    }
    let mut signed = |id: Option<DocumentId>| -> Result<Option<documents::Document>> {
        match id {
            Some(id) => Ok(documents::store::all_of(cx.conn(), &[id.0])?.pop()),
            None => Ok(None),
        }
    };
    let (minutes, decision) = (signed(new.minutes)?, signed(new.document)?);
    let is_kept = before.is_some_and(|one| one.minutes_id == new.minutes);
    let mut faults = Vec::new();
    let fits = |held: &documents::Document| {
        unit.path.starts_with(&held.unit_path) && held.state().has_force() && held.genus == PROTOCOL
    };
    if new.minutes.is_some() && !is_kept && !minutes.as_ref().is_some_and(fits) {
        let text = format!("Выберите {} из\u{a0}действующих протоколов реестра.", kind.minutes);
        faults.push(FieldFault { field: "minutes".to_owned(), text });
    }
    let days = (minutes.map(|one| one.signed_on), decision.map(|one| one.signed_on));
    faults.extend(rules::order_of_days(days, new.started_on, &kind.clause));
    Ok(faults)
}

/// Why a document founds no structure of this kind here.
fn document_fault(
    cx: &mut Cx<Write>,
    unit: &Unit,
    kind: &StructureKind,
    id: Option<DocumentId>,
) -> Result<Option<String>> {
    let Some(id) = id else { return Ok(None) };
    let mut paths = reach::above(&unit.path);
    paths.push(unit.path.clone());
    let held = documents::store::all_of(cx.conn(), &[id.0])?.pop();
    let seen = reach::reaches::<SeeDocuments, Write>(cx);
    let is_shown = |path: &str| !kind.founded_by.is_empty() || seen.holds(path);
    let held = held.filter(|held| paths.contains(&held.unit_path) && is_shown(&held.unit_path));
    Ok(match held {
        None => Some("Выберите документ из\u{a0}списка.".to_owned()),
        Some(held) if !held.state().has_force() => Some(
            "Документ ещё не\u{a0}введён в\u{a0}действие: проектом структуру не\u{a0}создают.".to_owned(),
        ),
        Some(held) if rules::may_found(kind, (&held.kind, &held.genus)) => None,
        Some(held) if kind.founded_by.is_empty() => Some(format!(
            "Этим документом структуру не\u{a0}создают ({}): выберите приказ, положение или протокол с\u{a0}решением.",
            documents::genus_title(&held.genus).to_lowercase()
        )),
        Some(_) => {
            let how = if kind.founded.is_empty() { "другой документ" } else { &kind.founded };
            Some(format!("Основание структуры этого вида – {how} ({}).", kind.clause))
        }
    })
}

/// A structure stands under nothing that stands under it.
fn no_circle(cx: &mut Cx<Write>, id: StructureId, parent: StructureId) -> Result<()> {
    let mut next = Some(parent);
    let mut steps = 0;
    while let Some(above) = next {
        steps += 1;
        if above == id || steps > 64 {
            return Err(Refusal::Circle.into());
        }
        next = store::all_of(cx.conn(), &[above.0])?.pop().and_then(|one| one.parent_id);
    }
    Ok(())
}

fn written(
    cx: &Cx<Write>,
    unit: &Unit,
    id: StructureId,
    (new, kind): (&NewStructure, &StructureKind),
) -> Structure {
    let of = (pack_level(unit.level()), kind.id.as_str(), kind.block);
    Structure {
        directions: new.directions.clone(),
        parent_id: new.parent,
        is_temporary: new.is_temporary,
        ends_on: new.ends_on,
        task: new.task.clone(),
        document_id: new.document,
        resource_url: new.resource_url.clone(),
        section_url: new.section_url.clone(),
        minutes_id: new.minutes,
        state: rules::standing(kind, new.document).to_owned(),
        ..Structure::begun(id, unit, of, &new.name, (new.started_on, cx.now()))
    }
}

/// The founders are its first members.
fn founders(
    cx: &mut Cx<Write>,
    may: &Granted<KeepStructures>,
    (one, known): (&Structure, &mut Vec<Member>),
    (new, kind): (&NewStructure, &StructureKind),
) -> Result<()> {
    let role = ["founder", "member"].into_iter().find(|role| kind.role(role).is_some()).unwrap_or("member");
    for line in &new.founders {
        let (name, post) = founder(line);
        let member = NewMember {
            person: None,
            name: name.to_owned(),
            post: post.to_owned(),
            role: role.to_owned(),
            from_on: one.started_on,
            term_on: None,
            basis: String::new(),
            organisation: None,
        };
        membership::join(cx, may, (one, Some(kind), &mut *known), &member).map_err(of_founders)?;
    }
    Ok(())
}

/// A fault of a founder's line stands at the field where it was typed.
fn of_founders(error: Error) -> Error {
    match error {
        Error::Invalid(faults) => Error::Invalid(
            faults.into_iter().map(|fault| FieldFault { field: "founders".to_owned(), ..fault }).collect(),
        ),
        other => other,
    }
}

/// «Берестова Анна Павловна, учитель» → name and post.
fn founder(line: &str) -> (&str, &str) {
    line.split_once(',').map_or((line.trim(), ""), |(name, post)| (name.trim(), post.trim()))
}

/// The pack's name of a unit's level.
pub(crate) fn pack_level(level: Level) -> &'static str {
    match level {
        Level::Installation | Level::Region => "region",
        Level::Municipality => "municipality",
        Level::District => "okrug",
        Level::Organisation => "organisation",
    }
}
