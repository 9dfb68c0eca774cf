//! An import on the page: how the list was read, its rows by verdict, who is not in it; after acceptance, what it did.

use askama::Template;
use sheets::Book;
use web::{Cx, Mode, Page, Read, Reply, Result, russian};

use crate::actions::importing::Plan;
use crate::import::{Choice, Field, Judged, Verdict};
use crate::model::Import;
use crate::store::{self, imports};

/// So many rows of a verdict stand on a page.
const PAGE: usize = 100;

#[derive(Template)]
#[template(path = "import.html")]
struct OpenPage {
    csrf: String,
    url: String,
    file: String,
    said: String,
    seen: String,
    started_on: String,
    sheet: String,
    sheets: Vec<(String, String)>,
    columns: Vec<(String, String, String)>,
    fields: Vec<(&'static str, &'static str)>,
    tabs: Vec<Tab>,
    rows: Vec<Row>,
    next: String,
    has_good: bool,
    has_marks: bool,
    has_doubt: bool,
    left_out: Vec<(u32, String)>,
    hidden: String,
    missing: Vec<(String, String, String)>,
}

struct Tab {
    label: String,
    url: String,
    count: String,
    active: bool,
}

struct Row {
    number: u32,
    name: String,
    place: String,
    verdict: &'static str,
    tone: &'static str,
    is_good: bool,
    changes: Vec<(&'static str, String, String)>,
    faults: Vec<(String, String)>,
    notes: Vec<String>,
    options: Vec<(String, String, bool)>,
}

fn word(verdict: Verdict) -> (&'static str, &'static str, &'static str) {
    match verdict {
        Verdict::Wrong => ("wrong", "ошибка", "bad"),
        Verdict::Doubtful => ("doubtful", "решите, кто это", "warn"),
        Verdict::New => ("new", "новый человек", "info"),
        Verdict::Changed => ("changed", "изменится", "info"),
        Verdict::Same => ("same", "без изменений", "muted"),
        Verdict::Skipped => ("skipped", "пропущена", "muted"),
    }
}

const ORDER: [Verdict; 6] =
    [Verdict::Wrong, Verdict::Doubtful, Verdict::New, Verdict::Changed, Verdict::Same, Verdict::Skipped];

/// The page of a list that waits to be accepted.
pub(super) fn open<M: Mode>(cx: &mut Cx<M>, plan: &Plan, book: &Book, said: &str) -> Result<Reply> {
    let request = cx.request_handle();
    let first = ORDER.into_iter().find(|verdict| plan.count(*verdict) > 0).unwrap_or(Verdict::Same);
    let asked = ORDER.into_iter().find(|verdict| word(*verdict).0 == request.asked("show")).unwrap_or(first);
    let from: usize = request.asked("from").parse().unwrap_or(0);
    let of: Vec<&Judged> = plan.all.iter().filter(|one| one.verdict == asked).collect();
    let url = plan.import.url();
    let to = |verdict: Verdict, from: usize| {
        web::address(
            &url,
            &[
                ("show", word(verdict).0),
                ("from", if from == 0 { String::new() } else { from.to_string() }.as_str()),
            ],
        )
    };
    let tabs = ORDER.into_iter().filter(|verdict| plan.count(*verdict) > 0);
    let tab = |one: Verdict| Tab {
        label: format!("{}: {}", word(one).1, plan.count(one)),
        url: to(one, 0),
        count: String::new(),
        active: one == asked,
    };
    let tabs = tabs.map(tab).collect();
    let seen: Vec<i64> = plan.known.people.iter().map(|one| one.person.id.0).collect();
    cx.saw("person", &seen, &plan.import.unit_path);
    let page = OpenPage {
        csrf: cx.csrf().to_owned(),
        file: plan.import.file_name.clone(),
        said: said.to_owned(),
        seen: plan.seen(),
        started_on: plan.import.started_on.to_string(),
        sheet: plan.layout.sheet.clone(),
        sheets: book.grids.iter().map(|grid| (grid.name.clone(), grid.name.clone())).collect(),
        columns: columns(plan),
        fields: Field::ALL.map(Field::words).to_vec(),
        tabs,
        next: if of.len() > from + PAGE { to(asked, from + PAGE) } else { String::new() },
        rows: of.iter().skip(from).take(PAGE).map(|one| row(one, plan)).collect(),
        has_good: plan.all.iter().any(Judged::is_good),
        has_marks: of.iter().any(|one| one.is_good()),
        has_doubt: plan.count(Verdict::Doubtful) > 0,
        left_out: plan.left_out.iter().take(50).cloned().collect(),
        hidden: hidden(book),
        missing: missing(plan),
        url: url.clone(),
    };
    Page::titled("Что изменит список").at(&plan.import.unit_path).under("/people").show(&page)
}

/// Worksheets that a person does not see in the file.
fn hidden(book: &Book) -> String {
    let names: Vec<&str> =
        book.grids.iter().filter(|grid| grid.is_hidden).map(|grid| grid.name.as_str()).collect();
    names.join(", ")
}

fn columns(plan: &Plan) -> Vec<(String, String, String)> {
    let layout = &plan.layout;
    let all: std::collections::BTreeSet<u16> =
        layout.titles.keys().chain(layout.columns.keys()).copied().collect();
    let column = |at: u16| {
        let letter = sheets::Address::at(0, at).to_string();
        let letter = letter.trim_end_matches(char::is_numeric);
        let title = layout.titles.get(&at).map_or("без заголовка", String::as_str);
        let code = layout.columns.get(&at).cloned().unwrap_or_default();
        (format!("column-{at}"), format!("{letter}: {}", title.chars().take(60).collect::<String>()), code)
    };
    all.into_iter().map(column).collect()
}

fn row(one: &Judged, plan: &Plan) -> Row {
    let place = one.line.unit.and_then(|unit| plan.units.get(&unit)).map(|unit| unit.short_name.clone());
    let (_, verdict, tone) = word(one.verdict);
    let change = |change: &crate::import::Change| (change.field, change.was.clone(), change.will.clone());
    Row {
        number: one.line.number,
        name: one.line.name.full(),
        place: place.unwrap_or_default(),
        verdict,
        tone,
        is_good: one.is_good(),
        changes: one.changes.iter().map(change).collect(),
        faults: one.faults.iter().map(|fault| (fault.cell.clone(), fault.message.clone())).collect(),
        notes: one.line.notes.clone(),
        options: options(one, plan),
    }
}

/// «Это он(а)», «другой человек», «пропустить».
fn options(one: &Judged, plan: &Plan) -> Vec<(String, String, bool)> {
    if one.verdict != Verdict::Doubtful && one.verdict != Verdict::Skipped {
        return Vec::new();
    }
    let chosen = plan.import.choices().get(&one.line.number).copied();
    let mut all: Vec<(String, String, bool)> = Vec::new();
    for candidate in &one.candidates {
        let Some(known) = plan.known.people.get(candidate.known) else { continue };
        let person = &known.person;
        let born = person.birth_date.map(|day| format!(", {}", russian::date(day))).unwrap_or_default();
        if known.is_ours {
            let text = format!("это {}{born} ({})", person.name().full(), candidate.why);
            all.push((person.id.to_string(), text, chosen == Some(Choice::Is(person.id.0))));
        }
    }
    all.push((
        "other".to_owned(),
        "другой человек: завести новую карточку".to_owned(),
        chosen == Some(Choice::Other),
    ));
    all.push(("skip".to_owned(), "пропустить строку".to_owned(), chosen == Some(Choice::Skip)));
    all
}

fn missing(plan: &Plan) -> Vec<(String, String, String)> {
    let line = |(at, work): &(usize, crate::EmploymentId)| {
        let known = plan.known.people.get(*at)?;
        let own = known.works.iter().find(|own| own.one.id == *work)?;
        let url = format!("{}/employments/{work}/end", known.person.url());
        Some((known.person.name().full(), own.one.post_title.clone(), url))
    };
    plan.missing.iter().filter_map(line).take(200).collect()
}

#[derive(Template)]
#[template(path = "import_past.html")]
struct PastPage {
    csrf: String,
    url: String,
    file: String,
    state: &'static str,
    tone: &'static str,
    facts: Vec<(&'static str, String, String)>,
    may_reverse: bool,
    kept: Vec<(String, String)>,
}

/// The page of a list that was accepted or taken back.
pub(super) fn past(cx: &mut Cx<Read>, import: &Import) -> Result<Reply> {
    let told: serde_json::Value = serde_json::from_str(&import.told).unwrap_or_default();
    let fact = |title, name: &str| {
        let count = told.get(name).and_then(serde_json::Value::as_i64).unwrap_or(0);
        (title, count.to_string(), String::new())
    };
    let marks = imports::marks_of(cx.conn(), import.id)?;
    let kept: Vec<i64> = marks.iter().filter(|mark| mark.outcome == "kept").map(|mark| mark.person).collect();
    let kept = store::all_of(cx.conn(), &kept)?;
    let (state, tone) = super::state(import);
    let page = PastPage {
        csrf: cx.csrf().to_owned(),
        url: import.url(),
        file: import.file_name.clone(),
        state,
        tone,
        facts: vec![
            fact("Приняты на\u{a0}работу", "new"),
            fact("Изменены", "changed"),
            fact("Без изменений", "same"),
            fact("Не\u{a0}решено, кто это", "doubtful"),
            fact("С\u{a0}ошибками", "wrong"),
        ],
        may_reverse: import.is_applied(),
        kept: kept.into_iter().map(|one| (one.name().full(), one.url())).collect(),
    };
    Page::titled("Список педагогов").at(&import.unit_path).under("/people").show(&page)
}
