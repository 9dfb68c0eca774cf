//! The rows of a list of units as read: what each says, and what is wrong with it.

use chrono::NaiveDate;
use lists::{Cells, Fault, Layout, plain, short};
use sheets::{Book, Grid};

/// What one row says; what it does not say stays as it is.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    pub number: u32,
    pub name: String,
    pub short_name: String,
    pub code: String,
    pub level: String,
    pub kind: String,
    /// Code and name of what it belongs to.
    pub parent: (String, String),
    pub size_group: Option<String>,
    pub service_form: String,
    pub service_staff: Option<i64>,
    pub resource_url: String,
    pub authority: String,
    pub is_small: Option<bool>,
    pub is_remote: Option<bool>,
    pub is_hard_to_reach: Option<bool>,
    pub distance_km: Option<i64>,
    pub pupils: Option<i64>,
    pub teachers: Option<i64>,
    pub zone: String,
    pub faults: Vec<Fault>,
    pub notes: Vec<String>,
}

/// Rows of the list, and rows left out with the reason.
pub(crate) fn lines(book: &Book, layout: &Layout, today: NaiveDate) -> (Vec<Line>, Vec<(u32, String)>) {
    let (mut all, mut left_out) = (Vec::new(), Vec::new());
    let Some(grid) = book.grid(&layout.sheet) else { return (all, left_out) };
    for (row, cells) in grid.rows().filter(|(row, _)| *row >= layout.begins()) {
        match layout.left_out(&cells) {
            Some(reason) => left_out.push((row + 1, reason)),
            None => all.push(line(grid, layout, row, today)),
        }
    }
    (all, left_out)
}

fn line(grid: &Grid, layout: &Layout, row: u32, today: NaiveDate) -> Line {
    let mut at = Cells::of(grid, layout, row, today);
    let mut line = Line {
        number: row + 1,
        name: at.text("name"),
        short_name: at.text("short_name"),
        code: at.text("code"),
        level: at.text("level"),
        kind: at.text("kind"),
        parent: (at.text("parent_code"), at.text("parent")),
        size_group: group(&mut at),
        service_form: at.text("service_form"),
        service_staff: at.number("service_staff"),
        resource_url: at.text("resource_url"),
        authority: at.text("authority"),
        is_small: at.truth("is_small"),
        is_remote: at.truth("is_remote"),
        is_hard_to_reach: at.truth("is_hard_to_reach"),
        distance_km: at.number("distance_km"),
        pupils: at.number("pupils"),
        teachers: at.number("teachers"),
        zone: at.text("zone"),
        ..Line::default()
    };
    if line.name.is_empty() && line.short_name.is_empty() {
        at.say("name", "нет названия: напишите его или удалите строку");
    }
    (line.faults, line.notes) = (at.faults, at.notes);
    line
}

/// «Город» or «район».
fn group(at: &mut Cells<'_>) -> Option<String> {
    let text = at.text("size_group");
    let code = match plain(&text).as_str() {
        "" => return None,
        text if text.starts_with("город") => "city",
        text if text.starts_with("район") || text.contains("район") => "district",
        _ => {
            at.say("size_group", format!("«{}»: напишите «город» или «район»", short(&text)));
            return None;
        }
    };
    Some(code.to_owned())
}
