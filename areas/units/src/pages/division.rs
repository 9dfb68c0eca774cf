//! The form of a new unit that comes out of another: what it is called, who and what goes there, and – before it is done –
//! what becomes of the rest.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use access::Granted;
use askama::Template;
use chrono::NaiveDate;
use registry::{Choosable, Merged};
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Request, Result, Write};

use super::Choices;
use super::events::{done, kept, rights};
use super::typed::{self, Typed, dated};
use crate::actions::{self, Dated, Split};
use crate::model::{Entered, Heads, Passport};
use crate::rules;
use crate::store::living;
use crate::{KeepUnits, Unit};

/// A tick: value, words, whether it is ticked.
type Tick = (String, String, bool);

/// Things of one sort with their ticks.
struct Group {
    /// Names it for the tick of all as well: places among the groups are others on another day.
    title: String,
    ticks: Vec<Tick>,
}

impl Group {
    fn chosen(&self) -> String {
        let count = self.ticks.iter().filter(|(_, _, is_chosen)| *is_chosen).count();
        if count == 0 {
            self.ticks.len().to_string()
        } else {
            format!("{count} из\u{a0}{}", self.ticks.len())
        }
    }

    fn is_open(&self) -> bool {
        self.ticks.len() <= 10 || self.ticks.iter().any(|(_, _, is_chosen)| *is_chosen)
    }
}

#[derive(Template)]
#[template(path = "division.html")]
struct DivisionPage {
    csrf: String,
    about: String,
    heading: String,
    target: String,
    way_back: String,
    kinds: Choices,
    along: Vec<Tick>,
    groups: Vec<Group>,
    /// People may go whom only others are shown.
    is_narrowed: bool,
    /// What will happen; empty while that was not asked.
    told: Vec<String>,
    /// Nobody was chosen of those who may be.
    is_empty: bool,
    /// What was told and chosen, so that nothing else is done than what was seen.
    seen: String,
    label: &'static str,
    typed: Typed,
    /// What is said of teachers and of pupils that stay.
    left: (String, String),
    faults: Vec<(String, String)>,
}

impl DivisionPage {
    fn fault(&self, field: &str) -> &str {
        typed::fault(&self.faults, field)
    }
}

/// `GET /units/{unit}/division`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<KeepUnits>) -> Result<Reply> {
    let unit = kept(cx, &may)?;
    crate::rules::may_split(&unit)?;
    let today = cx.today_at(&unit.path)?;
    let blank = Typed {
        kind: unit.kind.clone(),
        code: next_code(cx, &unit)?,
        day: today.to_string(),
        version: unit.version.to_string(),
        ..Typed::default()
    };
    show(cx, (&unit, blank), &BTreeSet::new(), &[], Vec::new())
}

/// The code of the old one with the first number that is free beside it: a code of the program's own tells people nothing.
fn next_code<M: Mode>(cx: &mut Cx<M>, unit: &Unit) -> Result<String> {
    let Some(parent) = unit.parent_id.filter(|_| !unit.code.is_empty()) else { return Ok(String::new()) };
    let taken: BTreeSet<String> =
        living::children(cx.conn(), parent, false)?.into_iter().map(|one| one.code).collect();
    let mut offered = (2..100).map(|number| format!("{}-{number}", unit.code));
    Ok(offered.find(|code| code.chars().count() <= 50 && !taken.contains(code)).unwrap_or_default())
}

fn show<M: Mode>(
    cx: &mut Cx<M>,
    (unit, typed): (&Unit, Typed),
    chosen: &BTreeSet<i64>,
    faults: &[FieldFault],
    told: Vec<String>,
) -> Result<Reply> {
    let today = cx.today_at(&unit.path)?;
    let day = NaiveDate::parse_from_str(&typed.day, "%Y-%m-%d").unwrap_or(today);
    let request = cx.request_handle();
    let along = request.form.all("along");
    let mut kinds = actions::named(cx, &unit.path, unit.level())?.kinds;
    if !kinds.iter().any(|(id, _)| *id == unit.kind) {
        kinds.push((unit.kind.clone(), unit.kind.clone()));
    }
    let children = living::children(cx.conn(), unit.id, true)?;
    let all = actions::choosable(cx, unit, day)?;
    let people: BTreeSet<i64> = all.iter().flat_map(|group| group.people.iter().copied()).collect();
    if !people.is_empty() {
        cx.saw("person", &people.into_iter().collect::<Vec<_>>(), &unit.path);
    }
    let groups: Vec<Group> = all.into_iter().map(|of| ticked(of, chosen)).collect();
    let is_seen = !told.is_empty();
    let page = DivisionPage {
        csrf: cx.csrf().to_owned(),
        about: format!("Из\u{a0}{}", rules::of_unit(unit)),
        heading: format!("Выделить {}", rules::another(unit.level(), ("новую", "новый"))),
        target: format!("{}/division", unit.url()),
        way_back: unit.url(),
        kinds,
        along: children
            .into_iter()
            .map(|one| {
                let id = one.id.to_string();
                let is_chosen = along.contains(&id.as_str());
                (id, one.short_name, is_chosen)
            })
            .collect(),
        is_empty: is_seen && chosen.is_empty() && !groups.is_empty(),
        seen: if is_seen { seen(&told, chosen, &typed.day) } else { String::new() },
        label: if is_seen || groups.is_empty() {
            "Выделить"
        } else {
            "Показать, что произойдёт"
        },
        groups,
        is_narrowed: actions::is_narrowed(cx, unit),
        told,
        typed,
        left: (rest(unit.teachers), rest(unit.pupils)),
        faults: typed::told(faults),
    };
    let status = if page.faults.is_empty() { 200 } else { 422 };
    Ok(Page::titled(format!("Выделение: {}", unit.short_name))
        .at(&unit.path)
        .under("/units")
        .show(&page)?
        .status(status))
}

/// What is said of the field of the old one.
fn rest(now: Option<i64>) -> String {
    now.map(|now| format!("По\u{a0}паспорту\u{a0}– {now}. Пусто\u{a0}– {now} без тех, что в\u{a0}новой."))
        .unwrap_or_default()
}

fn ticked(of: Choosable, chosen: &BTreeSet<i64>) -> Group {
    let tick = |(id, words): (i64, String)| (id.to_string(), words, chosen.contains(&id));
    Group { title: of.title, ticks: of.items.into_iter().map(tick).collect() }
}

/// Says the same for the same words of the same choice.
fn seen(told: &[String], chosen: &BTreeSet<i64>, day: &str) -> String {
    let mut hasher = DefaultHasher::new();
    (told, chosen, day).hash(&mut hasher);
    format!("{:x}", hasher.finish())
}

/// `POST /units/{unit}/division`: first what will happen, then – when that was seen – it is done.
pub(super) fn split(cx: &mut Cx<Write>, may: Granted<KeepUnits>) -> Result<Reply> {
    let (request, unit) = (cx.request_handle(), kept(cx, &may)?);
    let typed = Typed::posted(&request);
    let (new, dated) = match asked(cx, &request, (&unit, &typed)) {
        Ok(asked) => asked,
        Err(Error::Invalid(faults)) => return show(cx, (&unit, typed), &ids(&request), &faults, Vec::new()),
        Err(other) => return Err(other),
    };
    let outcome = match foretold(cx, (&unit, typed.seen()), &new, &dated) {
        Ok(told) if !told.is_empty() && request.form.text("seen") != seen(&told, &new.chosen, &typed.day) => {
            return show(cx, (&unit, typed), &new.chosen, &[], told);
        }
        Ok(_) => actions::split(cx, &may, (unit.id, typed.seen()), &new, &dated),
        Err(other) => Err(other),
    };
    let notice = format!(
        "Выделено: {}. Внесите контакты и\u{a0}бланк, назначьте руководителя. {}.",
        rules::quoted(&new.new.name),
        rights(cx)
    );
    done(cx, outcome, &notice, |cx, faults| show(cx, (&unit, typed), &new.chosen, faults, Vec::new()))
}

/// What is asked for, with whole groups spelled out as they stand on the day.
fn asked(cx: &mut Cx<Write>, request: &Request, (unit, typed): (&Unit, &Typed)) -> Result<(Split, Dated)> {
    let (dated, part) = (dated(request)?, typed.heads()?);
    let left = rules::left_of(Heads::of(unit), part, typed.left()?).map_err(Error::Invalid)?;
    let passport = Passport {
        kind: typed.kind.clone(),
        code: typed.code.clone(),
        size_group: unit.size_group.clone(),
        teachers: part.teachers,
        pupils: part.pupils,
        ..Passport::default()
    };
    let mut chosen = ids(request);
    let whole = request.form.all("whole");
    let groups = if whole.is_empty() { Vec::new() } else { actions::choosable(cx, unit, dated.day)? };
    for group in groups.iter().filter(|group| whole.contains(&group.title.as_str())) {
        chosen.extend(group.items.iter().map(|(id, _)| *id));
    }
    let new = Split {
        new: Entered { name: typed.name.clone(), short_name: typed.short_name.clone(), passport },
        along: request.form.all("along").into_iter().filter_map(|id| id.parse().ok()).collect(),
        chosen,
        left,
    };
    Ok((new, dated))
}

fn ids(request: &Request) -> BTreeSet<i64> {
    request.form.all("chosen").into_iter().filter_map(|id| id.parse().ok()).collect()
}

/// What will happen; nothing where the page shown was another one: the action says so.
fn foretold(
    cx: &mut Cx<Write>,
    (unit, version): (&Unit, i64),
    new: &Split,
    dated: &Dated,
) -> Result<Vec<String>> {
    let groups = actions::choosable(cx, unit, dated.day)?;
    if unit.version != version || groups.is_empty() && new.chosen.is_empty() {
        return Ok(Vec::new());
    }
    actions::may_divide(cx, unit, new, dated)?;
    let name = if new.new.short_name.is_empty() { &new.new.name } else { &new.new.short_name };
    let into = Merged { unit: 0, path: String::new(), name: name.clone() };
    let division = actions::division(cx, (unit, into), &new.chosen, dated)?;
    let mut told = passports(unit, new, name);
    told.extend(actions::foretold(cx, &division)?);
    told.push(format!(
        "Остаётся в\u{a0}«{}» всё, что не\u{a0}отмечено, а\u{a0}также её документы, согласия, рекомендации, таблицы мониторинга, представления и\u{a0}меры поощрения, опубликованные результаты",
        unit.short_name
    ));
    Ok(told)
}

/// What the passports say from then on.
fn passports(unit: &Unit, new: &Split, name: &str) -> Vec<String> {
    let passport = &new.new.passport;
    let part = Heads { teachers: passport.teachers, pupils: passport.pupils }.words();
    let left = new.left.or(Heads::of(unit));
    let mut told = Vec::new();
    if !part.is_empty() {
        told.push(format!("Паспорт «{name}»: {part}"));
    }
    if left != Heads::of(unit) {
        told.push(format!("Паспорт «{}» с\u{a0}этого дня: {}", unit.short_name, left.words()));
    }
    told
}
