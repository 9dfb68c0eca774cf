//! An import on the page: how the list was read, its rows by verdict, what is not in it; after acceptance, what it did.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use sheets::Book;
use web::{Cx, Mode, Page, Read, Reply, Result};

use super::{Opened, retyped};
use crate::unseen::letter;
use crate::{Fault, Import, Kind, Plan, Verdict, store};

/// So many rows of a verdict stand on a page.
const PAGE: usize = 100;
/// So many who are not in a list are shown at once.
const FEW: usize = 10;

#[derive(Template)]
#[template(path = "list_open.html")]
#[expect(clippy::struct_excessive_bools, reason = "each says whether a part of the page is drawn")]
struct OpenPage {
    csrf: String,
    upload: String,
    url: String,
    file: String,
    said: String,
    seen: String,
    day: &'static str,
    started_on: String,
    sheet: String,
    sheets: Vec<(String, String)>,
    columns: Vec<Column>,
    /// Columns whose title may mean either of two fields, the question and why it matters, the fields.
    unsure: Vec<Column>,
    question: (&'static str, &'static str),
    either: Vec<(&'static str, &'static str)>,
    /// Columns that hold something nobody reads: told above the rows.
    unread: Vec<Column>,
    /// Texts read otherwise: the value that forgets each, the text, what is read.
    readings: Vec<(String, String, String)>,
    fields: Vec<(&'static str, &'static str)>,
    tabs: Vec<Tab>,
    who: &'static str,
    total: usize,
    rows: Vec<Line>,
    next: String,
    has_good: bool,
    has_marks: bool,
    has_doubt: bool,
    has_cells: bool,
    is_deciding: bool,
    left_out: Vec<(u32, String)>,
    left_more: usize,
    hidden: String,
    unseen: String,
    missing_words: (&'static str, &'static str, &'static str),
    missing: Vec<(String, String, String)>,
    /// The list is only a part: so many are missing that nobody is offered to be ended.
    is_part: bool,
    empty: &'static str,
}

/// A column of the file with what it is read as.
#[derive(Clone)]
struct Column {
    name: String,
    label: String,
    code: String,
    /// What stands in it, where it is not read; empty: nothing.
    holds: String,
    /// Its title may mean another field as well.
    is_unsure: bool,
}

impl OpenPage {
    /// Where something is still to be corrected or decided, accepting is not what comes first.
    fn accepting(&self) -> &'static str {
        if self.has_cells || self.is_deciding { "secondary" } else { "primary" }
    }

    /// So many are missing that their names are folded.
    fn is_long(&self) -> bool {
        self.missing.len() > FEW
    }

    fn missing_title(&self) -> String {
        format!("{}: {}", self.missing_words.0, self.missing.len())
    }
}

struct Tab {
    label: String,
    url: String,
    count: String,
    active: bool,
}

struct Line {
    row: crate::Row,
    verdict: &'static str,
    tone: &'static str,
    is_good: bool,
    /// Cells with something wrong, to be typed over.
    cells: Vec<retyped::Field>,
}

fn word<K: Kind>(verdict: Verdict) -> (&'static str, &'static str, &'static str) {
    match verdict {
        Verdict::Wrong => ("wrong", "ошибка", "bad"),
        Verdict::Doubtful => ("doubtful", K::WORDS.doubtful, "warn"),
        Verdict::New => ("new", K::WORDS.new, "info"),
        Verdict::Changed => ("changed", "изменится", "info"),
        Verdict::Same => ("same", "без изменений", "muted"),
        Verdict::Skipped => ("skipped", "пропущена", "muted"),
    }
}

const ORDER: [Verdict; 6] =
    [Verdict::Wrong, Verdict::Doubtful, Verdict::New, Verdict::Changed, Verdict::Same, Verdict::Skipped];

/// The page of a list that waits to be accepted.
pub(super) fn open<K: Kind, M: Mode>(
    cx: &mut Cx<M>,
    plan: &K::Plan,
    opened: &Opened,
    said: &str,
) -> Result<Reply> {
    let book = &opened.book;
    let request = cx.request_handle();
    let (verdicts, import) = (plan.verdicts(), plan.import());
    let count = |asked: Verdict| verdicts.iter().filter(|(_, one)| *one == asked).count();
    let first = ORDER.into_iter().find(|verdict| count(*verdict) > 0).unwrap_or(Verdict::Same);
    let show = request.asked("show");
    let asked = ORDER.into_iter().find(|verdict| word::<K>(*verdict).0 == show).unwrap_or(first);
    let from: usize = request.asked("from").parse().unwrap_or(0);
    let of: Vec<usize> = (0..verdicts.len()).filter(|at| verdicts[*at].1 == asked).collect();
    let url = import.url();
    let to = |verdict: Verdict, from: usize| {
        let from = if from == 0 { String::new() } else { from.to_string() };
        web::address(&url, &[("show", word::<K>(verdict).0), ("from", from.as_str())])
    };
    let tab = |one: Verdict| Tab {
        label: format!("{}: {}", word::<K>(one).1, count(one)),
        url: to(one, 0),
        count: String::new(),
        active: one == asked,
    };
    let on_page: Vec<usize> = of.iter().skip(from).take(PAGE).copied().collect();
    K::saw(cx, plan, &on_page);
    let (left_out, missing) = (plan.left_out(), plan.missing());
    let columns = columns(plan, book);
    let page = OpenPage {
        csrf: cx.csrf().to_owned(),
        upload: super::url::<K>(),
        file: import.file_name.clone(),
        said: said.to_owned(),
        seen: super::seen(plan),
        day: K::WORDS.day,
        started_on: import.started_on.to_string(),
        sheet: plan.layout().sheet.clone(),
        sheets: book.grids.iter().map(|grid| (grid.name.clone(), grid.name.clone())).collect(),
        unread: columns.iter().filter(|column| !column.holds.is_empty()).cloned().collect(),
        unsure: columns.iter().filter(|column| column.is_unsure).cloned().collect(),
        question: K::EITHER.map(|either| (either.question, either.why)).unwrap_or_default(),
        either: either::<K>(),
        columns,
        readings: retyped::readings(&import.decided()),
        fields: K::fields(),
        tabs: ORDER.into_iter().filter(|verdict| count(*verdict) > 0).map(tab).collect(),
        who: K::WORDS.who,
        total: verdicts.len(),
        next: if of.len() > from + PAGE { to(asked, from + PAGE) } else { String::new() },
        rows: lines::<K>(plan, opened, &on_page, asked),
        has_good: verdicts.iter().any(|(_, one)| one.is_good()),
        has_marks: asked.is_good() && !of.is_empty(),
        has_doubt: count(Verdict::Doubtful) > 0,
        has_cells: asked == Verdict::Wrong,
        is_deciding: asked == Verdict::Doubtful,
        left_out: left_out.iter().take(50).cloned().collect(),
        left_more: left_out.len().saturating_sub(50),
        hidden: hidden(book),
        unseen: unseen(plan, book),
        missing_words: K::WORDS.missing,
        is_part: missing.len() > FEW && missing.len() > verdicts.len(),
        missing,
        empty: K::WORDS.empty,
        url: url.clone(),
    };
    Page::titled("Что изменит список").at(&import.unit_path).under(K::WORDS.back.1).show(&page)
}

fn lines<K: Kind>(plan: &K::Plan, opened: &Opened, on_page: &[usize], verdict: Verdict) -> Vec<Line> {
    let (_, word, tone) = word::<K>(verdict);
    let mut rows: Vec<crate::Row> = on_page.iter().map(|at| plan.row(*at)).collect();
    let decided = plan.import().decided();
    for row in &mut rows {
        row.notes.extend(retyped::notes(row.number, &decided, opened));
    }
    let cells = retyped::fields::<K>(plan, opened, &rows);
    let all = rows.into_iter().zip(cells);
    let said = |row: &crate::Row| {
        if row.doubt.is_empty() || verdict != Verdict::Doubtful { word } else { row.doubt }
    };
    all.map(|(row, cells)| Line { verdict: said(&row), row, tone, is_good: verdict.is_good(), cells })
        .collect()
}

/// Worksheets that a person does not see in the file.
fn hidden(book: &Book) -> String {
    let names: Vec<&str> =
        book.grids.iter().filter(|grid| grid.is_hidden).map(|grid| grid.name.as_str()).collect();
    names.join(", ")
}

/// What of the list a person does not see in the file.
fn unseen(plan: &impl Plan, book: &Book) -> String {
    let grid = book.grid(&plan.layout().sheet);
    grid.map(|grid| crate::unseen(grid, plan.layout().begins())).unwrap_or_default()
}

/// The fields a title may mean, with their words.
fn either<K: Kind>() -> Vec<(&'static str, &'static str)> {
    let Some(either) = K::EITHER else { return Vec::new() };
    K::fields().into_iter().filter(|(code, _)| either.fields.contains(code)).collect()
}

fn columns(plan: &impl Plan, book: &Book) -> Vec<Column> {
    let layout = plan.layout();
    let mut holds: BTreeMap<u16, Vec<String>> = BTreeMap::new();
    if let Some(grid) = book.grid(&layout.sheet) {
        let of_list = grid.cells.range(sheets::Address::at(layout.begins(), 0)..);
        for (cell, found) in of_list.filter(|(cell, _)| !layout.columns.contains_key(&cell.column)) {
            let few = holds.entry(cell.column).or_default();
            let text = crate::short(found.text().trim());
            if few.len() < 4 && !text.is_empty() && !few.contains(&text) {
                few.push(text);
            }
        }
    }
    holds.retain(|_, few| !few.is_empty());
    let all: BTreeSet<u16> =
        layout.titles.keys().chain(layout.columns.keys()).chain(holds.keys()).copied().collect();
    let column = |at: u16| {
        let title = layout.titles.get(&at).map_or("без заголовка", String::as_str);
        let code = layout.columns.get(&at).cloned().unwrap_or_default();
        let label = format!("{}: {}", letter(at), title.chars().take(60).collect::<String>());
        let holds = holds.get(&at).map(|few| few.join(", ")).unwrap_or_default();
        Column { name: format!("column-{at}"), label, code, holds, is_unsure: layout.unsure.contains(&at) }
    };
    all.into_iter().map(column).collect()
}

#[derive(Template)]
#[template(path = "list_past.html")]
struct PastPage {
    csrf: String,
    one: &'static str,
    back: (&'static str, &'static str),
    url: String,
    file: String,
    state: &'static str,
    tone: &'static str,
    facts: Vec<(&'static str, String, String)>,
    may_reverse: bool,
    is_undone: bool,
    undo: &'static str,
    kept: Vec<(String, String)>,
    /// Rows that were not taken: the row, the cell, the reason.
    left: Vec<Fault>,
    upload: String,
}

impl PastPage {
    fn but(&self) -> &'static str {
        if self.kept.is_empty() {
            ""
        } else {
            ", кроме того, что потом меняли руками: оно названо ниже"
        }
    }
}

/// The page of a list that was accepted or taken back.
pub(super) fn past<K: Kind>(cx: &mut Cx<Read>, import: &Import) -> Result<Reply> {
    let told: serde_json::Value = serde_json::from_str(&import.told).unwrap_or_default();
    let fact = |(title, name): (&'static str, &str)| {
        let count = told.get(name).and_then(serde_json::Value::as_i64).unwrap_or(0);
        (title, count.to_string(), String::new())
    };
    let marks = store::marks_of(cx.conn(), import.id)?;
    let kept: Vec<i64> = marks.iter().filter(|mark| mark.outcome == "kept").map(|mark| mark.object).collect();
    let (state, tone) = super::state(import);
    let page = PastPage {
        csrf: cx.csrf().to_owned(),
        one: K::WORDS.one,
        back: K::WORDS.back,
        url: import.url(),
        file: import.file_name.clone(),
        state,
        tone,
        facts: K::WORDS
            .counts
            .into_iter()
            .zip(["new", "changed", "same", "doubtful", "wrong"])
            .map(fact)
            .collect(),
        may_reverse: import.is_applied(),
        is_undone: import.state == "undone",
        undo: K::WORDS.undo,
        kept: K::named(cx, &kept)?,
        left: told
            .get("left")
            .cloned()
            .and_then(|left| serde_json::from_value(left).ok())
            .unwrap_or_default(),
        upload: super::url::<K>(),
    };
    Page::titled(K::WORDS.one).at(&import.unit_path).under(K::WORDS.back.1).show(&page)
}
