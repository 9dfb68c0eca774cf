//! Verbs of a plan of further training: people are put in, a line is told otherwise, goes to another year, is struck, comes back.

use std::collections::{BTreeMap, BTreeSet};

use access::Granted;
use audit::Action;
use db::Ranges;
use people::{KeepPeople, Person, PersonId};
use serde_json::json;
use units::Unit;
use web::{Cx, Error, FieldFault, Result, Write};

use crate::model::{Line, LineId, MOVED, PLANNED, STRUCK, Told};
use crate::rules::{self, Standing};
use crate::{standing, store};

/// So many people are planned at once.
pub(crate) const AT_ONCE: usize = 300;
/// The longest reason.
const LONGEST_REASON: usize = 500;

/// Puts people of the unit into its plan, each with a course; whoever has the very course there already stays as they are. How
/// many were put in.
pub fn plan(
    cx: &mut Cx<Write>,
    may: &Granted<KeepPeople>,
    unit: &Unit,
    all: &[(PersonId, Told)],
) -> Result<usize> {
    may.within(&unit.path)?;
    if !unit.is_active() {
        let text = format!("«{}» закрыта: план составляют действующей организации.", unit.short_name);
        return Err(Error::field("unit", text));
    }
    if all.is_empty() {
        return Err(Error::field("person", "Отметьте хотя бы одного человека."));
    }
    if all.len() > AT_ONCE {
        return Err(Error::field(
            "person",
            format!("За\u{a0}раз – не\u{a0}больше {AT_ONCE}\u{a0}человек: отметьте меньше."),
        ));
    }
    cx.tx().lock("units", unit.id.0)?;
    let today = cx.today_at(&unit.path)?;
    let mut wrong: Vec<FieldFault> = Vec::new();
    for fault in all.iter().flat_map(|(_, told)| rules::faults(told, None, today)) {
        if !wrong.iter().any(|known| known.field == fault.field) {
            wrong.push(fault);
        }
    }
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let here = working_here(cx, unit)?;
    if all.iter().any(|(person, _)| !here.contains(&person.0)) {
        return Err(Error::field(
            "person",
            "В\u{a0}план входят те, кто сегодня работает в\u{a0}этой организации: обновите страницу.",
        ));
    }
    Ok(put(cx, unit, all)?.len())
}

/// Puts them in, whoever has the very course in that year there already left out: the lines that came in.
pub(crate) fn put(cx: &mut Cx<Write>, unit: &Unit, all: &[(PersonId, Told)]) -> Result<Vec<Line>> {
    let years = (all.iter().map(|(_, told)| told.year).min(), all.iter().map(|(_, told)| told.year).max());
    let (from, to) = (years.0.unwrap_or(0), years.1.unwrap_or(0));
    let there = store::of_years(cx.conn(), &Ranges::under([unit.path.as_str()]), (from, to))?;
    let key =
        |person: i64, year: i64, kind: &str, theme: &str| (person, year, kind.to_owned(), theme.to_owned());
    let mut known: BTreeSet<_> = there
        .iter()
        .filter(|line| line.stands() && line.unit_id == unit.id)
        .map(|line| key(line.person_id.0, line.year, &line.kind, &line.theme_key))
        .collect();
    let ids: Vec<i64> = all.iter().map(|(person, _)| person.0).collect();
    let cards = people::store::all_of(cx.conn(), &ids)?;
    let mut came = Vec::new();
    for (person, told) in all {
        let is_new = known.insert(key(person.0, told.year, told.sort.code(), &db::fold(&told.theme)));
        let card = cards.iter().find(|card| card.id == *person).filter(|_| is_new);
        let Some(card) = card else { continue };
        let line = fresh(cx, unit, *person, told);
        store::add(cx.tx(), &line)?;
        journal(cx, &line, Action::Created, &format!("Внесён в\u{a0}план курсов: {}", said(card, &line)))?;
        came.push(line);
    }
    Ok(came)
}

/// A line of the plan as it begins.
fn fresh(cx: &Cx<Write>, unit: &Unit, person: PersonId, told: &Told) -> Line {
    let at = cx.now();
    Line {
        id: LineId(cx.id()),
        unit_id: unit.id,
        unit_path: unit.path.clone(),
        person_id: person,
        year: told.year,
        quarter: told.quarter,
        kind: told.sort.code().to_owned(),
        theme: told.theme.clone(),
        theme_key: db::fold(&told.theme),
        hours: told.hours,
        provider: told.provider.clone(),
        state: PLANNED.to_owned(),
        reason: String::new(),
        moved_to: None,
        created_by: cx.person().map(|person| person.account.0),
        created_at: at,
        updated_at: at,
        version: 1,
    }
}

/// Ids of those who work in exactly this unit today.
pub(crate) fn working_here<M: web::Mode>(cx: &mut Cx<M>, unit: &Unit) -> Result<BTreeSet<i64>> {
    let today = cx.today_at(&unit.path)?;
    let here = people::store::working(cx.conn(), &Ranges::under([unit.path.as_str()]), today)?;
    Ok(here.into_iter().filter(|(_, place)| *place == unit.id.0).map(|(person, _)| person).collect())
}

/// Tells a line of the plan otherwise, if nobody changed it since `version`. Its year is changed by moving it.
pub fn change(
    cx: &mut Cx<Write>,
    may: &Granted<KeepPeople>,
    (id, version): (LineId, i64),
    told: &Told,
) -> Result<Line> {
    let line = unchanged(cx, may, id, version)?;
    let told = Told { year: line.year, ..told.clone() };
    let today = cx.today_at(&line.unit_path)?;
    let wrong = rules::faults(&told, Some(line.year), today);
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    if told == Told::of(&line) {
        return Ok(line);
    }
    cx.tx().lock("units", line.unit_id.0)?;
    let changed =
        Line { kind: told.sort.code().to_owned(), theme_key: db::fold(&told.theme), ..line.clone() };
    if has_twin(cx, &changed)? {
        let text =
            format!("Такой\u{a0}же курс этого человека уже стоит в\u{a0}плане {}\u{a0}года.", line.year);
        return Err(Error::field("theme", text));
    }
    let at = cx.now();
    store::change(cx.tx(), id, &told, at)?;
    let (after, card) = (reread(cx, id)?, card(cx, &line)?);
    journal(cx, &after, Action::Changed, &format!("Изменена строка плана курсов: {}", said(&card, &after)))?;
    Ok(after)
}

/// Moves a line to another year with a reason: it stays where it was as moved, and stands there anew.
pub fn transfer(
    cx: &mut Cx<Write>,
    may: &Granted<KeepPeople>,
    (id, version): (LineId, i64),
    (year, quarter): (i64, i64),
    reason: &str,
) -> Result<Line> {
    let line = unchanged(cx, may, id, version)?;
    cx.tx().lock("units", line.unit_id.0)?;
    let today = cx.today_at(&line.unit_path)?;
    if let Some(why) = standing::of_line(cx.conn(), &line, today)?.stays() {
        return Err(Error::Conflict(why));
    }
    let told = Told { year, quarter, ..Told::of(&line) };
    let mut wrong = rules::faults(&told, None, today);
    for fault in wrong.iter_mut().filter(|fault| fault.field == "quarter") {
        "moved_quarter".clone_into(&mut fault.field);
    }
    if year == line.year {
        wrong.push(fault("year", "Это тот\u{a0}же год: квартал меняют в\u{a0}самой строке."));
    }
    wrong.extend(reason_fault("reason", reason));
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let unit = units::store::all_of(cx.conn(), &[line.unit_id.0])?.pop().ok_or(Error::NotFound)?;
    let at = cx.now();
    store::settle(cx.tx(), id, (MOVED, reason, Some(year)), at)?;
    let card = card(cx, &line)?;
    let text = format!("Перенесён в\u{a0}план {year}\u{a0}года: {}. {reason}", said(&card, &line));
    journal(cx, &line, Action::Changed, &text)?;
    put(cx, &unit, &[(line.person_id, told)])?;
    reread(cx, id)
}

/// Strikes a line out with a reason.
pub fn strike(
    cx: &mut Cx<Write>,
    may: &Granted<KeepPeople>,
    (id, version): (LineId, i64),
    reason: &str,
) -> Result<Line> {
    let line = unchanged(cx, may, id, version)?;
    let today = cx.today_at(&line.unit_path)?;
    if let Some(why) = standing::of_line(cx.conn(), &line, today)?.answered() {
        return Err(Error::Conflict(why));
    }
    if let Some(wrong) = reason_fault("struck", reason) {
        return Err(Error::Invalid(vec![wrong]));
    }
    let at = cx.now();
    store::settle(cx.tx(), id, (STRUCK, reason, None), at)?;
    let card = card(cx, &line)?;
    journal(
        cx,
        &line,
        Action::Changed,
        &format!("Вычеркнут из\u{a0}плана курсов: {}. {reason}", said(&card, &line)),
    )?;
    reread(cx, id)
}

/// Puts a line that was struck out back.
pub fn take_back(
    cx: &mut Cx<Write>,
    may: &Granted<KeepPeople>,
    (id, version): (LineId, i64),
) -> Result<Line> {
    let line = of_version(cx, may, id, version)?;
    if line.state != STRUCK {
        return Err(Error::Conflict("Строка не\u{a0}вычеркнута: обновите страницу.".to_owned()));
    }
    cx.tx().lock("units", line.unit_id.0)?;
    let today = cx.today_at(&line.unit_path)?;
    if has_twin(cx, &line)? {
        return Err(Error::Conflict(format!(
            "Такой\u{a0}же курс этого человека уже стоит в\u{a0}плане {}\u{a0}года: возвращать нечего.",
            line.year
        )));
    }
    let back = Line { state: PLANNED.to_owned(), ..line.clone() };
    let works = people::store::last_days(cx.conn(), &[line.person_id.0], today)?;
    let stood = rules::standings(&[back], (&BTreeMap::new(), &works), today).remove(&id);
    if let Some(left) = stood.filter(|one| matches!(one, Standing::Left(_))) {
        let text = format!("Строку не\u{a0}вернуть: человек {}.", left.left());
        return Err(Error::Conflict(text));
    }
    let at = cx.now();
    store::settle(cx.tx(), id, (PLANNED, "", None), at)?;
    let card = card(cx, &line)?;
    journal(cx, &line, Action::Changed, &format!("Возвращён в\u{a0}план курсов: {}", said(&card, &line)))?;
    reread(cx, id)
}

/// Whether the very course stands in the plan already.
fn has_twin(cx: &mut Cx<Write>, line: &Line) -> Result<bool> {
    let own = Ranges::under([line.unit_path.as_str()]);
    let there = store::of_years(cx.conn(), &own, (line.year, line.year))?;
    Ok(there.iter().any(|one| rules::is_twin(one, line)))
}

/// The line, locked, when it stands and its version is still the one the person saw.
fn unchanged(cx: &mut Cx<Write>, may: &Granted<KeepPeople>, id: LineId, version: i64) -> Result<Line> {
    let line = of_version(cx, may, id, version)?;
    if line.stands() {
        return Ok(line);
    }
    Err(Error::Conflict(
        "Строка уже не\u{a0}стоит в\u{a0}плане: её перенесли или вычеркнули. Откройте её заново.".to_owned(),
    ))
}

fn of_version(cx: &mut Cx<Write>, may: &Granted<KeepPeople>, id: LineId, version: i64) -> Result<Line> {
    cx.tx().lock("training_lines", id.0)?;
    let line = store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    if line.version == version {
        return Ok(line);
    }
    Err(Error::Conflict(
        "Строку плана уже изменили, пока она была открыта. Ваши изменения не\u{a0}сохранены: откройте её заново."
            .to_owned(),
    ))
}

fn reread(cx: &mut Cx<Write>, id: LineId) -> Result<Line> {
    store::all_of(cx.conn(), &[id.0])?.pop().ok_or(Error::NotFound)
}

fn card(cx: &mut Cx<Write>, line: &Line) -> Result<Person> {
    people::store::all_of(cx.conn(), &[line.person_id.0])?.pop().ok_or(Error::NotFound)
}

fn reason_fault(field: &str, reason: &str) -> Option<FieldFault> {
    let length = reason.chars().count();
    if reason.is_empty() {
        return Some(fault(field, "Напишите причину: она останется в\u{a0}плане."));
    }
    let text = || {
        format!("Слишком длинно: {length}\u{a0}знаков, а\u{a0}помещается {LONGEST_REASON}. Сократите текст.")
    };
    (length > LONGEST_REASON).then(|| FieldFault { field: field.to_owned(), text: text() })
}

fn fault(field: &str, text: &str) -> FieldFault {
    FieldFault { field: field.to_owned(), text: text.to_owned() }
}

/// «Орлова Н. П., 2 квартал 2027 года, «Функциональная грамотность»»
pub(crate) fn said(card: &Person, line: &Line) -> String {
    let (quarter, year) = (line.quarter, line.year);
    format!("{}, {quarter}\u{a0}квартал {year}\u{a0}года, «{}»", card.name().short(), line.theme)
}

pub(crate) fn journal(cx: &mut Cx<Write>, line: &Line, action: Action, text: &str) -> Result<()> {
    let details = json!({ "person": line.person_id.0, "year": line.year });
    cx.journal(action, ("training", "training_line", line.id.0), &line.unit_path, text, details)
}
