//! Rows against the plan: new, changed field by field, same, doubtful, wrong. Nothing is asked of the database here.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use lists::{Change, Choice, Choices, Fault, Layout, Verdict};
use people::{Person, rules::names};
use units::{Unit, UnitId};
use web::russian;

use super::row::Row;
use crate::model::{Line, LineId, Sort, Told};
use crate::rules;

/// What rows are held against.
#[derive(Debug)]
pub(crate) struct Ground {
    /// Units the list may name.
    pub units: Vec<Unit>,
    /// Who works in each of them or has a line there.
    pub people: BTreeMap<UnitId, Vec<Person>>,
    /// Who works where today: card and unit.
    pub working: BTreeSet<(i64, i64)>,
    /// Lines of the years the list names.
    pub lines: Vec<Line>,
    /// Today.
    pub today: NaiveDate,
}

/// A row judged, with all that is to be done by it.
#[derive(Debug, Clone)]
pub(crate) struct Judged {
    pub row: Row,
    pub verdict: Verdict,
    pub changes: Vec<Change>,
    pub faults: Vec<Fault>,
    /// Whom the name may mean, and what is said of them.
    pub candidates: Vec<(i64, String)>,
    /// Who it is.
    pub person: Option<i64>,
    /// The course as it will be.
    pub told: Option<Told>,
    /// The line that is there.
    pub known: Option<Line>,
}

impl Judged {
    fn is_bad(&mut self, layout: &Layout, field: &str, message: &str) {
        let field =
            super::FIELDS.iter().map(|(code, _)| *code).find(|code| *code == field).unwrap_or("theme");
        let first = || layout.columns.keys().next().copied();
        let column = layout.column(field).or_else(first).unwrap_or(0);
        let cell = sheets::Address::at(self.row.number.saturating_sub(1), column).to_string();
        self.faults.push(Fault { row: self.row.number, cell, message: message.to_owned() });
        self.verdict = Verdict::Wrong;
    }
}

/// What the rows judged so far have named.
#[derive(Default)]
struct Named {
    lines: BTreeSet<LineId>,
    fresh: BTreeMap<(i64, i64, &'static str, String), u32>,
}

/// Judges every row.
pub(crate) fn judged(rows: Vec<Row>, layout: &Layout, ground: &Ground, choices: &Choices) -> Vec<Judged> {
    let mut named = Named::default();
    rows.into_iter().map(|row| one(row, (layout, ground, choices), &mut named)).collect()
}

fn one(row: Row, (layout, ground, choices): (&Layout, &Ground, &Choices), named: &mut Named) -> Judged {
    let mut one = Judged {
        verdict: Verdict::Wrong,
        changes: Vec::new(),
        faults: row.faults.clone(),
        candidates: Vec::new(),
        person: None,
        told: None,
        known: None,
        row,
    };
    if !one.faults.is_empty() {
        return one;
    }
    let choice = choices.get(&one.row.number).copied();
    if choice == Some(Choice::Skip) {
        one.verdict = Verdict::Skipped;
        return one;
    }
    let fitting = fitting(&one.row, ground);
    let person = match (fitting.as_slice(), choice) {
        ([], _) => {
            let field = if layout.column("full_name").is_some() { "full_name" } else { "last_name" };
            one.is_bad(layout, field, STRANGER);
            return one;
        }
        ([only], _) => only.id.0,
        (several, Some(Choice::Is(id))) if several.iter().any(|card| card.id.0 == id) => id,
        (several, _) => {
            one.candidates = several.iter().map(|card| (card.id.0, born(card))).collect();
            one.verdict = Verdict::Doubtful;
            return one;
        }
    };
    one.person = Some(person);
    told(&mut one, person, (layout, ground), named);
    one
}

const STRANGER: &str =
    "в\u{a0}организации такой человек не\u{a0}работает: проверьте имя или сначала примите его";

/// Those of the organisation whom the name may mean, by the day of birth where the row tells it.
fn fitting<'g>(row: &Row, ground: &'g Ground) -> Vec<&'g Person> {
    let Some(name) = names::split(&row.name) else { return Vec::new() };
    let here = row.unit.and_then(|unit| ground.people.get(&unit)).map(Vec::as_slice).unwrap_or_default();
    let key = names::key(&name);
    let mut found: Vec<&Person> = here.iter().filter(|card| card.name_key == key).collect();
    if found.is_empty() && names::is_initials(&name) {
        found = here.iter().filter(|card| names::fits_initials(&name, &card.name())).collect();
    }
    let born: Vec<&Person> = found
        .iter()
        .copied()
        .filter(|card| row.birth_date.is_some() && card.birth_date == row.birth_date)
        .collect();
    if born.is_empty() { found } else { born }
}

fn born(card: &Person) -> String {
    let day = card.birth_date.map_or_else(|| "дата рождения не\u{a0}указана".to_owned(), russian::date);
    format!("{}, {day}", card.name().full())
}

fn told(one: &mut Judged, person: i64, (layout, ground): (&Layout, &Ground), named: &mut Named) {
    let row = &one.row;
    let key = db::fold(&row.theme);
    let sort = row.sort.unwrap_or(Sort::Course);
    let is_it = |line: &&Line| {
        Some(line.unit_id) == row.unit
            && line.person_id.0 == person
            && line.year == row.year
            && line.theme_key == key
            && row.sort.is_none_or(|sort| line.sort() == sort)
            && !named.lines.contains(&line.id)
    };
    // A line that stands comes before one that was moved or struck, that of the very quarter before others.
    let known = ground
        .lines
        .iter()
        .filter(is_it)
        .min_by_key(|line| {
            (row.quarter.is_some_and(|quarter| quarter != line.quarter), !line.stands(), line.id)
        })
        .cloned();
    let provider = match &known {
        Some(line) if row.provider.is_empty() => line.provider.clone(),
        _ => row.provider.clone(),
    };
    let told = Told {
        year: row.year,
        quarter: row.quarter.or(known.as_ref().map(|line| line.quarter)).unwrap_or(0),
        sort: known.as_ref().map_or(sort, Line::sort),
        theme: known.as_ref().map_or_else(|| row.theme.clone(), |line| line.theme.clone()),
        hours: row.hours.or(known.as_ref().and_then(|line| line.hours)),
        provider,
    };
    for fault in rules::faults(&told, known.as_ref().map(|line| line.year), ground.today) {
        one.is_bad(layout, &fault.field, &fault.text);
    }
    if !one.faults.is_empty() {
        return;
    }
    if let Some(line) = known {
        named.lines.insert(line.id);
        one.changes = changes(&line, &told);
        one.verdict = if one.changes.is_empty() { Verdict::Same } else { Verdict::Changed };
        if one.verdict == Verdict::Changed && !line.stands() {
            let text =
                "строку перенесли или вычеркнули: верните её на\u{a0}её странице или уберите из\u{a0}файла";
            one.is_bad(layout, "theme", text);
        }
        one.known = Some(line);
    } else {
        if !one.row.unit.is_some_and(|unit| ground.working.contains(&(person, unit.0))) {
            let field = if layout.column("full_name").is_some() { "full_name" } else { "last_name" };
            one.is_bad(layout, field, STRANGER);
            return;
        }
        let number = one.row.number;
        let twin = *named.fresh.entry((person, told.year, told.sort.code(), key)).or_insert(number);
        if twin != number {
            one.is_bad(layout, "theme", &format!("повторяет строку {twin}: удалите одну из\u{a0}них"));
            return;
        }
        one.verdict = Verdict::New;
        let when = format!("{}\u{a0}квартал {}\u{a0}года", told.quarter, told.year);
        one.changes =
            lists::different(&[("тема", String::new(), told.theme.clone()), ("когда", String::new(), when)]);
    }
    one.told = Some(told);
}

fn changes(was: &Line, will: &Told) -> Vec<Change> {
    let hours = |hours: Option<i64>| hours.map(|hours| hours.to_string()).unwrap_or_default();
    lists::different(&[
        ("квартал", was.quarter.to_string(), will.quarter.to_string()),
        ("часы", hours(was.hours), hours(will.hours)),
        ("кто проводит", was.provider.replace('\u{a0}', " "), will.provider.replace('\u{a0}', " ")),
    ])
}
