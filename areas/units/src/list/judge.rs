//! Rows against the tree: new, changed field by field, same, doubtful, wrong. Nothing is asked of the database here.

mod who;

use std::collections::HashMap;
use std::sync::Arc;

use access::Level;
use chrono::NaiveDate;
use lists::{Change, Choices, Fault, Layout, Verdict, plain};
use packs::Effective;

use super::line::Line;
use crate::model::{Entered, Passport};
use crate::rules::{self, Called, Days, Named};
use crate::{Unit, UnitId};
use who::Who;

/// What rows are held against.
#[derive(Debug, Clone)]
pub(crate) struct Ground {
    /// The unit the list is of: what belongs nowhere belongs to it.
    pub own: Unit,
    /// Every unit at and under it within reach, at work or closed.
    pub known: Vec<Unit>,
    /// The rules of units that go by others than those of the list's place.
    pub rules: HashMap<UnitId, Arc<Effective>>,
    /// The rules of the list's place.
    pub own_rules: Arc<Effective>,
    /// The day the present version of a unit begins on.
    pub last: HashMap<UnitId, NaiveDate>,
    /// Units the person keeps from above: their names and marks are theirs to tell.
    pub kept: Vec<UnitId>,
    /// The day everything of the list is so from.
    pub day: NaiveDate,
    /// Today.
    pub today: NaiveDate,
}

impl Ground {
    /// A ground without a past, where everything is kept from above.
    pub fn of(own: Unit, known: Vec<Unit>, rules: Arc<Effective>, today: NaiveDate) -> Self {
        let kept = known.iter().map(|unit| unit.id).collect();
        let (none, last) = (HashMap::new(), HashMap::new());
        Self { own, known, rules: none, own_rules: rules, last, kept, day: today, today }
    }

    fn named(&self, at: UnitId, level: Level) -> Named {
        let rules = self.rules.get(&at).unwrap_or(&self.own_rules);
        crate::actions::named_by(rules, level)
    }
}

/// Where a row's unit stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Above {
    /// Under a unit that is there.
    Known(UnitId),
    /// Under the unit of an earlier row, at this position.
    Row(usize),
}

/// A row judged, with all that is to be done by it.
#[derive(Debug, Clone)]
pub(crate) struct Judged {
    pub line: Line,
    pub verdict: Verdict,
    pub changes: Vec<Change>,
    /// Which units it may be, and why.
    pub candidates: Vec<(UnitId, &'static str)>,
    pub faults: Vec<Fault>,
    /// The unit that is there.
    pub unit: Option<Unit>,
    /// Where a new one is added, at which level.
    pub above: Option<(Above, Level)>,
    /// The unit as it will be.
    pub entered: Entered,
}

impl Judged {
    fn of(line: Line) -> Self {
        Self {
            faults: line.faults.clone(),
            line,
            verdict: Verdict::Wrong,
            changes: Vec::new(),
            candidates: Vec::new(),
            unit: None,
            above: None,
            entered: Entered::default(),
        }
    }

    fn is_bad(&mut self, layout: &Layout, field: &'static str, message: &str) {
        let column = layout.column(field).or_else(|| layout.column("name")).unwrap_or(0);
        let cell = sheets::Address::at(self.line.number.saturating_sub(1), column).to_string();
        self.faults.push(Fault { row: self.line.number, cell, message: message.to_owned() });
        self.verdict = Verdict::Wrong;
    }

    fn says(&mut self, layout: &Layout, faults: Vec<web::FieldFault>) {
        for fault in faults {
            let known = super::FIELDS.iter().find(|(code, _)| *code == fault.field);
            self.is_bad(layout, known.map_or("name", |(code, _)| code), &fault.text);
        }
    }
}

/// Judges every row of a list.
pub(crate) fn judged(lines: Vec<Line>, layout: &Layout, ground: &Ground, choices: &Choices) -> Vec<Judged> {
    let mut tree = who::Tree::of(ground);
    let mut all: Vec<Judged> = Vec::with_capacity(lines.len());
    for line in lines {
        let mut one = Judged::of(line);
        if one.faults.is_empty() {
            match tree.who(&one.line, choices) {
                Ok(Who::Skipped) => one.verdict = Verdict::Skipped,
                Ok(Who::Doubtful(candidates)) => {
                    (one.verdict, one.candidates) = (Verdict::Doubtful, candidates);
                }
                Ok(Who::New(above)) => fresh(&mut one, above, (layout, ground), &all),
                Ok(Who::Known(unit)) => merged(&mut one, *unit, layout, ground),
                Err((field, sentence)) => one.is_bad(layout, field, &sentence),
            }
            if let Some(first) = tree.repeats(&one, all.len()) {
                one.is_bad(layout, "name", &format!("повторяет строку {first}: оставьте одну"));
            }
        }
        all.push(one);
    }
    all
}

/// What a row is cannot be told: neither column stands there, or what stands in it says nothing.
fn unknown(line: &Line) -> (&'static str, String) {
    let said = [("kind", &line.kind), ("level", &line.level)].into_iter().find(|(_, text)| !text.is_empty());
    match said {
        Some((field, text)) => {
            let text = lists::short(text);
            (
                field,
                format!(
                    "«{text}» нет среди видов и\u{a0}уровней: напишите, например, «школа» или «муниципалитет»"
                ),
            )
        }
        None => ("level", "непонятно, что это: добавьте столбец «Уровень» или «Вид»".to_owned()),
    }
}

/// A unit nobody has entered yet: its level, its kind, everything else.
fn fresh(one: &mut Judged, above: Above, (layout, ground): (&Layout, &Ground), all: &[Judged]) {
    one.verdict = Verdict::New;
    let (parent, at) = match &above {
        Above::Known(id) => {
            let found = ground.known.iter().chain([&ground.own]).find(|unit| unit.id == *id);
            (found.map(Unit::level), *id)
        }
        Above::Row(row) => {
            let row = all.get(*row);
            if row.is_none_or(|row| row.verdict != Verdict::New) {
                one.is_bad(layout, "parent", "сначала исправьте строку того, к\u{a0}чему она относится");
                return;
            }
            (row.and_then(|row| row.above.as_ref()).map(|(_, level)| *level), ground.own.id)
        }
    };
    let Some(level) = level(&one.line, parent.unwrap_or(Level::Region), &ground.own_rules) else {
        let (field, text) = unknown(&one.line);
        one.is_bad(layout, field, &text);
        return;
    };
    let named = ground.named(at, level);
    let blank = Passport { kind: default_kind(&named, level), ..Passport::default() };
    let passport = told(one, &blank, (&named, layout));
    let line = &one.line;
    let name = if line.name.is_empty() { line.short_name.clone() } else { line.name.clone() };
    one.entered = Entered { name, short_name: line.short_name.clone(), passport };
    let faults = rules::entered_faults(&one.entered, level, &named);
    one.says(layout, faults);
    if ground.day > ground.today {
        one.is_bad(layout, "name", "день изменений ещё не\u{a0}наступил");
    }
    if let Above::Known(id) = above
        && let Some(parent) = ground.known.iter().chain([&ground.own]).find(|unit| unit.id == id)
        && let Err(refusal) = rules::may_stand(level, Some(parent))
    {
        one.is_bad(layout, "parent", &refusal.to_string());
    }
    one.above = Some((above, level));
}

/// By its own word, by its kind, by what it stands under.
fn level(line: &Line, parent: Level, rules: &Effective) -> Option<Level> {
    let text = plain(&line.level);
    if !text.is_empty() {
        let of = |level: &Level| plain(level.title()) == text || level.code() == text;
        return Level::ALL.into_iter().find(of).or_else(|| match text.split(' ').next() {
            Some("муниципалитет" | "муниципальный" | "район" | "город") => {
                Some(Level::Municipality)
            }
            Some("организация" | "школа") => Some(Level::Organisation),
            Some("округ") => Some(Level::District),
            _ => None,
        });
    }
    let kind = plain(&line.kind);
    let known =
        rules.unit_kinds.iter().find(|one| plain(&one.rule.title) == kind || one.rule.id == line.kind);
    let called = Called::of(&kind).unit_kind();
    let known = known.or_else(|| rules.unit_kinds.iter().find(|one| called == Some(one.rule.id.as_str())));
    match known.map(|one| one.rule.level.as_str()) {
        Some("okrug") => Some(Level::District),
        Some(code) => code.parse().ok(),
        None if matches!(parent, Level::Municipality | Level::District) => Some(Level::Organisation),
        // Only a municipality is a town or a district.
        None if line.size_group.is_some() => Some(Level::Municipality),
        None => None,
    }
}

fn default_kind(named: &Named, level: Level) -> String {
    let has = |id: &str| named.kinds.iter().any(|(known, _)| known == id);
    match level {
        Level::Organisation if has("school") => "school".to_owned(),
        _ => named.kinds.first().map(|(id, _)| id.clone()).unwrap_or_default(),
    }
}

/// A unit that is there: what changes.
fn merged(one: &mut Judged, unit: Unit, layout: &Layout, ground: &Ground) {
    one.verdict = Verdict::Same;
    let named = ground.named(unit.id, unit.level());
    let was = Passport::of(&unit);
    let will = told(one, &was, (&named, layout));
    let line = &one.line;
    let name = if line.name.is_empty() { unit.name.clone() } else { line.name.clone() };
    let short = match (line.short_name.is_empty(), name == unit.name || unit.short_name != unit.name) {
        (false, _) => line.short_name.clone(),
        (true, true) => unit.short_name.clone(),
        (true, false) => name.clone(),
    };
    one.changes = lists::different(&[
        ("название", unit.name.clone(), name.clone()),
        ("краткое название", unit.short_name.clone(), short.clone()),
    ]);
    let passport = rules::changes(&was, &will, &|id| named.title(id));
    one.changes.extend(passport.into_iter().map(|(field, was, will)| Change { field, was, will }));
    one.entered = Entered { name, short_name: short, passport: will };
    if !one.changes.is_empty() && one.faults.is_empty() {
        one.verdict = Verdict::Changed;
        may_change(one, &unit, (&was, &named), layout, ground);
    }
    one.unit = Some(unit);
}

/// What the rules of a change say, before it is done.
fn may_change(
    one: &mut Judged,
    unit: &Unit,
    (was, named): (&Passport, &Named),
    layout: &Layout,
    ground: &Ground,
) {
    if !unit.is_active() {
        one.is_bad(layout, "name", "закрыта: сначала откройте её снова на\u{a0}карточке");
    }
    if !ground.kept.contains(&unit.id) {
        one.is_bad(layout, "name", "её меняет тот, кто стоит выше: эту строку можно убрать");
    }
    let faults = rules::faults_of(&one.entered.passport, unit.level(), named, Some(was));
    one.says(layout, faults);
    let faults = rules::name_faults(&one.entered.name, &one.entered.short_name);
    one.says(layout, faults);
    let days = Days { today: ground.today, last: ground.last.get(&unit.id).copied(), url: unit.url() };
    if let Err(refusal) = rules::may_happen(ground.day, &days) {
        one.is_bad(layout, "name", &refusal.to_string());
    }
}

/// The passport with what the row says of it.
fn told(one: &mut Judged, was: &Passport, (named, layout): (&Named, &Layout)) -> Passport {
    let line = one.line.clone();
    let text = |said: &str, was: &str| if said.is_empty() { was.to_owned() } else { said.to_owned() };
    let some = |said: &str, was: &Option<String>| {
        if said.is_empty() { was.clone() } else { Some(said.to_owned()) }
    };
    let mut will = Passport {
        kind: was.kind.clone(),
        code: text(&line.code, &was.code),
        zone: some(&line.zone, &was.zone),
        size_group: line.size_group.clone().unwrap_or_else(|| was.size_group.clone()),
        service_form: was.service_form.clone(),
        service_staff: line.service_staff.or(was.service_staff),
        resource_url: some(&line.resource_url, &was.resource_url),
        authority: some(&line.authority, &was.authority),
        is_small: line.is_small.unwrap_or(was.is_small),
        is_remote: line.is_remote.unwrap_or(was.is_remote),
        is_hard_to_reach: line.is_hard_to_reach.unwrap_or(was.is_hard_to_reach),
        distance_km: line.distance_km.or(was.distance_km),
        pupils: line.pupils.or(was.pupils),
        teachers: line.teachers.or(was.teachers),
    };
    match kind_of(&line.kind, &named.kinds) {
        Ok(found) => will.kind = found.unwrap_or(will.kind),
        // What a pack no longer names may stay.
        Err(()) if plain(&named.title(&was.kind)) == plain(&line.kind) => {}
        Err(()) => {
            let known: Vec<&str> = named.kinds.iter().map(|(_, title)| title.as_str()).collect();
            let text = format!("вида «{}» нет в\u{a0}перечне: {}", line.kind, known.join("; "));
            one.is_bad(layout, "kind", &text);
        }
    }
    match id(&line.service_form, &named.forms) {
        Ok(found) => will.service_form = found.or(will.service_form),
        Err(()) if plain(&line.service_form) == "отдельные специалисты" => {
            will.service_form = None;
        }
        Err(()) if was.service_form.as_deref() == Some(line.service_form.as_str()) => {}
        Err(()) => {
            let text = format!("формы службы «{}» нет в\u{a0}перечне", line.service_form);
            one.is_bad(layout, "service_form", &text);
        }
    }
    will
}

/// The id of a kind by its title, or by what people call it.
fn kind_of(text: &str, among: &[(String, String)]) -> Result<Option<String>, ()> {
    id(text, among).or_else(|()| {
        let known = Called::of(text).unit_kind().filter(|kind| among.iter().any(|(id, _)| id == kind));
        known.map(|kind| Some(kind.to_owned())).ok_or(())
    })
}

/// The id of a title among these; an empty one is none.
fn id(text: &str, among: &[(String, String)]) -> Result<Option<String>, ()> {
    if text.is_empty() {
        return Ok(None);
    }
    let asked = plain(text);
    let found = among.iter().find(|(id, title)| plain(title) == asked || id == text);
    found.map(|(id, _)| Some(id.clone())).ok_or(())
}
