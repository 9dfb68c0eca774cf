//! The rows of a plan as read: what each says, and what is wrong with it.

use chrono::NaiveDate;
use lists::{Cells, Fault, Layout, letters, plain, short};
use people::rules::names;
use sheets::{Book, Grid};
use units::{ListPlaces, UnitId};

use crate::model::Sort;

/// What one row says; what it does not say stays as it is.
#[derive(Debug, Clone, Default)]
pub(crate) struct Row {
    pub number: u32,
    pub unit: Option<UnitId>,
    pub name: String,
    pub birth_date: Option<NaiveDate>,
    pub year: i64,
    pub quarter: Option<i64>,
    pub sort: Option<Sort>,
    pub theme: String,
    pub hours: Option<i64>,
    pub provider: String,
    pub faults: Vec<Fault>,
    pub notes: Vec<String>,
}

/// Rows of the list, and rows left out with the reason.
pub(crate) fn rows(
    book: &Book,
    layout: &Layout,
    (places, today): (&ListPlaces, NaiveDate),
) -> (Vec<Row>, Vec<(u32, String)>) {
    let (mut all, mut left_out, mut above) = (Vec::new(), Vec::new(), Default::default());
    let Some(grid) = book.grid(&layout.sheet) else { return (all, left_out) };
    for (at, cells) in grid.rows().filter(|(at, _)| *at >= layout.begins()) {
        match layout.left_out(&cells) {
            Some(reason) => left_out.push((at + 1, reason)),
            None => all.push(row(grid, layout, at, (places, today), &mut above)),
        }
    }
    (all, left_out)
}

fn row(
    grid: &Grid,
    layout: &Layout,
    at: u32,
    (places, today): (&ListPlaces, NaiveDate),
    above: &mut (String, String),
) -> Row {
    let mut cells = Cells::of(grid, layout, at, today);
    let mut row = Row {
        number: at + 1,
        unit: places.of_row(&mut cells, ("unit_code", "unit"), above),
        name: name(&mut cells),
        birth_date: cells.whole_day("birth_date"),
        year: cells.number("year").unwrap_or_default(),
        quarter: quarter(&mut cells),
        sort: sort(&mut cells),
        theme: cells.text("theme"),
        hours: cells.number("hours"),
        provider: cells.text("provider"),
        ..Row::default()
    };
    if row.year == 0 {
        cells.say("year", "не\u{a0}указан год: напишите его, например 2027");
    }
    (row.faults, row.notes) = (cells.faults, cells.notes);
    row
}

/// One column or three; a Latin letter among Cyrillic ones is a slip of the keyboard.
fn name(cells: &mut Cells<'_>) -> String {
    let parts = ["last_name", "first_name", "middle_name"].map(|field| cells.text(field));
    let typed = match cells.text("full_name") {
        whole if whole.is_empty() => parts.join(" "),
        whole => whole,
    };
    let name = letters::mended(&typed.split_whitespace().collect::<Vec<_>>().join(" "));
    let field = if cells.has("full_name") { "full_name" } else { "last_name" };
    cells.bounded(field, &name, 150);
    if names::split(&name).is_none() {
        cells.say(field, "нужны хотя\u{a0}бы фамилия и\u{a0}имя");
    }
    name
}

/// «2», «II», «2 квартал».
fn quarter(cells: &mut Cells<'_>) -> Option<i64> {
    let text = cells.text("quarter");
    let found = match plain(&text).split(' ').next().unwrap_or_default() {
        "" => return None,
        "1" | "i" => 1,
        "2" | "ii" => 2,
        "3" | "iii" => 3,
        "4" | "iv" => 4,
        _ => {
            cells.say("quarter", format!("«{}»: напишите номер квартала от\u{a0}1 до\u{a0}4", short(&text)));
            return None;
        }
    };
    Some(found)
}

fn sort(cells: &mut Cells<'_>) -> Option<Sort> {
    let text = cells.text("kind");
    let said = plain(&text);
    if said.is_empty() {
        return None;
    }
    let is = |parts: &[&str]| lists::has(&said, parts);
    if is(&["переподготов"]) {
        return Some(Sort::Retraining);
    }
    if is(&["повышен", "курс", "квалификац"]) || said == "пк" {
        return Some(Sort::Course);
    }
    let asked = "напишите «повышение квалификации» или «профессиональная переподготовка»";
    cells.say("kind", format!("«{}»: {asked}", short(&text)));
    None
}
