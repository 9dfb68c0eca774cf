//! What is typed over cells on the page: a field a cell, the offer to read every row with the same text so, what is read so.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sheets::{Address, Grid};
use web::Form;

use super::Opened;
use crate::decided::shown;
use crate::{Decided, Kind, Layout, Plan, Row};

/// So many texts that are read otherwise are told.
const READINGS: usize = 200;

/// A cell with something wrong, to be typed over.
pub(super) struct Field {
    pub cell: String,
    /// What stands there.
    pub text: String,
    /// So many rows have this text; 1: this one alone.
    pub rows: usize,
    /// Every row is to be read so.
    pub is_alike: bool,
    /// Lines of which each is to be a row of its own; empty: one line is typed.
    pub parts: String,
}

/// The fields of each row, in its order.
pub(super) fn fields<K: Kind>(plan: &K::Plan, opened: &Opened, rows: &[Row]) -> Vec<Vec<Field>> {
    let layout = plan.layout();
    let Some(grid) = opened.book.grid(&layout.sheet) else {
        return rows.iter().map(|_| Vec::new()).collect();
    };
    let wrong: Vec<BTreeMap<Address, &str>> = rows.iter().map(|row| wrong(row, layout)).collect();
    let columns: BTreeSet<u16> = wrong.iter().flat_map(BTreeMap::keys).map(|cell| cell.column).collect();
    let counted = counted(grid, layout, &columns);
    let field = |(cell, parts): (Address, &str)| {
        let text = shown(&grid.text(cell.row, cell.column));
        let code = layout.columns.get(&cell.column).map(String::as_str).unwrap_or_default();
        let rows = counted.get(&(cell.column, db::fold(&text))).copied().unwrap_or(1);
        Field {
            cell: cell.to_string(),
            text,
            rows,
            is_alike: K::ALIKE.contains(&code),
            parts: parts.to_owned(),
        }
    };
    wrong.into_iter().map(|cells| cells.into_iter().map(field).collect()).collect()
}

/// Cells of the list that something is said of or asked about, each with the lines offered for it.
fn wrong<'r>(row: &'r Row, layout: &Layout) -> BTreeMap<Address, &'r str> {
    let said = row.faults.iter().map(|fault| (fault.cell.as_str(), ""));
    let all = said.chain(row.asked.iter().map(|(cell, parts)| (cell.as_str(), parts.as_str())));
    let cells = all.filter_map(|(cell, parts)| Some((cell.parse::<Address>().ok()?, parts)));
    cells.filter(|(cell, _)| layout.columns.contains_key(&cell.column)).collect()
}

/// How many rows of the list have each text of these columns.
fn counted(grid: &Grid, layout: &Layout, columns: &BTreeSet<u16>) -> HashMap<(u16, String), usize> {
    let mut found = HashMap::new();
    let of_list = grid.cells.range(Address::at(layout.begins(), 0)..);
    for (cell, text) in of_list.filter(|(cell, _)| columns.contains(&cell.column)) {
        let text = db::fold(&shown(&text.text()));
        if !text.is_empty() {
            *found.entry((cell.column, text)).or_default() += 1;
        }
    }
    found
}

/// What was typed over cells of the row, and what is read there as in every other row.
pub(super) fn notes<'n>(
    row: u32,
    decided: &'n Decided,
    opened: &'n Opened,
) -> impl Iterator<Item = String> + 'n {
    let typed = decided.typed_in(row).map(|(cell, text)| match text.as_str() {
        "" => format!("{cell}: очищена на\u{a0}этой странице"),
        text => format!("{cell}: исправлена на\u{a0}этой странице на\u{a0}«{}»", crate::short(text)),
    });
    let at = row.saturating_sub(1);
    let read = opened.read.range(Address::at(at, 0)..=Address::at(at, u16::MAX));
    let of = decided
        .divided_of(row)
        .map(|of| format!("из\u{a0}строки {of}: там в\u{a0}одной ячейке было несколько"));
    of.into_iter().chain(typed).chain(read.map(|(cell, reading)| {
        match (crate::short(&reading.said), reading.to.as_str()) {
            (said, "") => format!("{cell}: «{said}» очищено, как вы исправили"),
            (said, to) => {
                format!("{cell}: «{said}» прочитано как\u{a0}«{}», как вы исправили", crate::short(to))
            }
        }
    }))
}

/// Texts that are read otherwise: the value that forgets each, the text, what is read.
pub(super) fn readings(decided: &Decided) -> Vec<(String, String, String)> {
    let all = decided.readings.iter().flat_map(|(field, all)| {
        all.iter().map(move |(folded, reading)| {
            (format!("{field}:{folded}"), crate::short(&reading.said), crate::short(&reading.to))
        })
    });
    all.take(READINGS).collect()
}

/// The decisions without the readings the form forgets.
pub(super) fn without(decided: &Decided, form: &Form) -> Decided {
    let mut left = decided.clone();
    for (field, folded) in form.all("forget").into_iter().filter_map(|value| value.split_once(':')) {
        if let Some(readings) = left.readings.get_mut(field) {
            readings.remove(folded);
        }
    }
    left
}
