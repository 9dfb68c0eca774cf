//! The rows of a list of members as read: what each says, and what is wrong with it.

use chrono::NaiveDate;
use lists::{Cells, Fault, Layout, letters, short};
use sheets::{Book, Found, Grid};
use units::{ListPlaces, UnitId};

use crate::rules::NameParts;

/// What one row says; what it does not say stays as it is.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    pub number: u32,
    pub structure: String,
    pub kind: String,
    /// None: the list names no territory.
    pub unit: Option<UnitId>,
    pub name: String,
    pub post: String,
    pub role: String,
    pub from_on: Option<NaiveDate>,
    pub term_on: Option<NaiveDate>,
    pub to_on: Option<NaiveDate>,
    pub basis: String,
    pub end_reason: String,
    /// The organisation that is the member.
    pub organisation: Option<UnitId>,
    pub faults: Vec<Fault>,
    pub notes: Vec<String>,
}

/// Where structures may be, and which organisations may be members.
pub(crate) struct Places<'a> {
    /// Units of structures.
    pub of_structures: &'a ListPlaces,
    /// Any unit of the list.
    pub of_members: &'a ListPlaces,
}

/// What stands in an empty cell of these columns is what stands above, as merged cells read.
#[derive(Default)]
struct Above {
    structure: String,
    kind: String,
    place: (String, String),
}

/// Rows of the list, and rows left out with the reason.
pub(crate) fn lines(
    book: &Book,
    layout: &Layout,
    (places, today): (&Places<'_>, NaiveDate),
) -> (Vec<Line>, Vec<(u32, String)>) {
    let (mut all, mut left_out, mut above) = (Vec::new(), Vec::new(), Above::default());
    let Some(grid) = book.grid(&layout.sheet) else { return (all, left_out) };
    for (row, cells) in grid.rows().filter(|(row, _)| *row >= layout.begins()) {
        match outside(layout, &cells) {
            Some(reason) => left_out.push((row + 1, reason)),
            None => all.push(line(grid, layout, row, (places, today), &mut above)),
        }
    }
    (all, left_out)
}

/// Why the row is no member: a sum, numbers of columns, titles again, a heading.
fn outside(layout: &Layout, cells: &[(u16, &Found)]) -> Option<String> {
    let texts = || cells.iter().map(|(_, found)| found.text());
    let Some(first) = texts().find(|text| text.chars().any(char::is_alphabetic)) else {
        return texts().all(|text| text.len() < 4).then(|| "номера столбцов".to_owned());
    };
    let folded = db::fold(&first);
    if ["итого", "всего", "исполнитель"].iter().any(|word| folded.starts_with(word)) {
        return Some(format!("«{}»", short(&first)));
    }
    if layout.is_repeated(cells) {
        return Some("повтор заголовков".to_owned());
    }
    let known = |column: &u16| layout.columns.get(column).is_some_and(|code| code != "number");
    let filled = cells.iter().filter(|(column, _)| known(column)).count();
    (filled == 0).then(|| format!("подзаголовок «{}»", short(&first)))
}

fn line(
    grid: &Grid,
    layout: &Layout,
    row: u32,
    (places, today): (&Places<'_>, NaiveDate),
    above: &mut Above,
) -> Line {
    let mut at = Cells::of(grid, layout, row, today);
    let mut line = Line {
        number: row + 1,
        name: name(&mut at),
        post: joined(at.text("post"), &at.text("workplace")),
        role: at.text("role"),
        from_on: at.first_day("from_on"),
        term_on: at.last_day("term_on"),
        to_on: at.last_day("to_on"),
        basis: at.text("basis"),
        end_reason: at.text("end_reason"),
        ..Line::default()
    };
    // Post and place of work stand in one text.
    at.bounded("post", &line.post, 400);
    at.bounded("basis", &line.basis, 200);
    at.bounded("end_reason", &line.end_reason, 200);
    line.organisation = organisation(&mut at, places);
    structure(&mut at, &mut line, above);
    line.unit = place(&mut at, places.of_structures, above);
    (line.faults, line.notes) = (at.faults, at.notes);
    line
}

/// One column or three; a Latin letter among Cyrillic ones is a slip of the keyboard.
fn name(at: &mut Cells<'_>) -> String {
    let parts = ["last_name", "first_name", "middle_name"].map(|field| at.text(field));
    let typed = match at.text("full_name") {
        whole if whole.is_empty() => parts.join(" "),
        whole => whole,
    };
    let name = letters::mended(&typed.split_whitespace().collect::<Vec<_>>().join(" "));
    let field = if at.has("full_name") { "full_name" } else { "last_name" };
    at.bounded(field, &name, 150);
    if let Some(text) = NameParts::fault(&name) {
        at.say(field, text);
    }
    name
}

fn joined(post: String, workplace: &str) -> String {
    match (post.is_empty(), workplace.is_empty()) {
        (false, false) => format!("{post}, {workplace}"),
        (true, _) => workplace.to_owned(),
        (_, true) => post,
    }
}

fn structure(at: &mut Cells<'_>, line: &mut Line, above: &mut Above) {
    let (said, kind) = (at.text("structure"), at.text("kind"));
    if !said.is_empty() {
        (above.structure, above.kind) = (said, kind);
    }
    (line.structure, line.kind) = (above.structure.clone(), above.kind.clone());
    if line.structure.is_empty() {
        at.say("structure", "не\u{a0}названа структура: напишите её или удалите строку");
    }
}

/// The unit of the structure; where no row above names one, none.
fn place(at: &mut Cells<'_>, places: &ListPlaces, above: &mut Above) -> Option<UnitId> {
    let fields = ("unit_code", "unit");
    let told = (at.text(fields.0), at.text(fields.1));
    if places.given().is_some() {
        return places.told(at, fields, (&told.0, &told.1));
    }
    if !told.0.is_empty() || !told.1.is_empty() {
        above.place = told;
    }
    let (code, name) = &above.place;
    let is_told = !code.is_empty() || !name.is_empty();
    is_told.then(|| places.told(at, fields, (code, name))).flatten()
}

/// The organisation that is the member, by its code or its name.
fn organisation(at: &mut Cells<'_>, places: &Places<'_>) -> Option<UnitId> {
    let fields = ("organisation_code", "organisation");
    let (code, name) = (at.text(fields.0), at.text(fields.1));
    let is_told = !code.is_empty() || !name.is_empty();
    is_told.then(|| places.of_members.told(at, fields, (&code, &name))).flatten()
}
