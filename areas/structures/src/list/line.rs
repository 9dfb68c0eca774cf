//! The rows of a list of structures as read: what each says, and what is wrong with it.

use chrono::NaiveDate;
use lists::{Cells, Fault, Layout, days, short};
use sheets::{Book, Grid};
use units::{ListPlaces, UnitId};

use super::paper::{self, Paper};

/// What one row says; what it does not say stays as it is.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    pub number: u32,
    pub name: String,
    pub kind: String,
    pub unit: Option<UnitId>,
    pub directions: String,
    pub started_on: Option<NaiveDate>,
    /// For good, or the last day of its term; none: not said.
    pub term: Option<Term>,
    pub task: String,
    pub parent: String,
    pub head: String,
    pub head_post: String,
    pub resource_url: String,
    pub section_url: String,
    /// As typed; codes are the pack's.
    pub service: String,
    pub paper: Paper,
    pub faults: Vec<Fault>,
    pub notes: Vec<String>,
}

/// How long a structure works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Term {
    Permanent,
    Until(NaiveDate),
}

/// Rows of the list, and rows left out with the reason.
pub(crate) fn lines(
    book: &Book,
    layout: &Layout,
    (places, today): (&ListPlaces, NaiveDate),
) -> (Vec<Line>, Vec<(u32, String)>) {
    let (mut all, mut left_out) = (Vec::new(), Vec::new());
    let mut above = (String::new(), String::new());
    let Some(grid) = book.grid(&layout.sheet) else { return (all, left_out) };
    for (row, cells) in grid.rows().filter(|(row, _)| *row >= layout.begins()) {
        match layout.left_out(&cells) {
            Some(reason) => left_out.push((row + 1, reason)),
            None => all.push(line(grid, layout, row, (places, today), &mut above)),
        }
    }
    (all, left_out)
}

fn line(
    grid: &Grid,
    layout: &Layout,
    row: u32,
    (places, today): (&ListPlaces, NaiveDate),
    above: &mut (String, String),
) -> Line {
    let mut at = Cells::of(grid, layout, row, today);
    let mut line = Line {
        number: row + 1,
        name: at.text("name"),
        kind: at.text("kind"),
        directions: at.text("directions").replace(", ", "; "),
        started_on: at.first_day("started_on"),
        term: term(&mut at),
        task: at.text("task"),
        parent: at.text("parent"),
        head: at.text("head"),
        head_post: at.text("head_post"),
        resource_url: at.text("resource_url"),
        section_url: at.text("section_url"),
        service: at.text("service_directions"),
        paper: paper::read(&mut at),
        ..Line::default()
    };
    if line.name.is_empty() {
        at.say("name", "нет названия: напишите его или удалите строку");
    }
    let texts = [
        ("name", &line.name, 200),
        ("directions", &line.directions, 300),
        ("task", &line.task, 1_000),
        ("head", &line.head, 150),
        ("head_post", &line.head_post, 200),
        ("resource_url", &line.resource_url, 300),
        ("section_url", &line.section_url, 300),
    ];
    for (field, text, most) in texts {
        at.bounded(field, text, most);
    }
    line.unit = places.of_row(&mut at, ("unit_code", "unit"), above);
    (line.faults, line.notes) = (at.faults, at.notes);
    line
}

/// «Постоянная», «до 30.06.2027».
fn term(at: &mut Cells<'_>) -> Option<Term> {
    let text = at.text("ends_on");
    let folded = db::fold(&text);
    if folded.is_empty() {
        return None;
    }
    if ["постоян", "бессроч", "нет", "–", "-"].iter().any(|word| folded.starts_with(word))
    {
        return Some(Term::Permanent);
    }
    let bare = folded.trim_start_matches("временная").trim_start_matches([',', ' ']);
    let until = days::day(bare.trim_start_matches("до").trim(), at.today);
    if until.is_none() {
        at.say(
            "ends_on",
            format!("срок «{}» непонятен: напишите «постоянная» или «до 30.06.2027»", short(&text)),
        );
    }
    until.map(|told| Term::Until(told.last))
}
