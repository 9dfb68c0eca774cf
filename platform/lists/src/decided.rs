//! What a person decided about a list before accepting it: who a doubtful row is, and what stands in a cell instead of what the
//! file holds. The file itself stays as it came.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sheets::{Address, Book, Found, Grid};

use crate::{Choice, Choices, Layout};

/// The longest text that is typed over a cell.
const LONGEST: usize = 1_000;

/// What was decided.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decided {
    /// Who doubtful rows are.
    pub rows: Choices,
    /// What was typed over cells; empty: the cell is cleared.
    pub cells: BTreeMap<Address, String>,
}

impl Decided {
    /// As it was written: choices stand under numbers of rows, typed texts under addresses of cells.
    pub fn of(text: &str) -> Self {
        let all: BTreeMap<String, Value> = serde_json::from_str(text).unwrap_or_default();
        let mut decided = Self::default();
        for (key, value) in all {
            match (key.parse::<u32>(), key.parse::<Address>(), value) {
                (Ok(row), _, value) => {
                    decided.rows.extend(serde_json::from_value::<Choice>(value).ok().map(|one| (row, one)));
                }
                (_, Ok(cell), Value::String(text)) => {
                    decided.cells.insert(cell, text);
                }
                _ => {}
            }
        }
        decided
    }

    /// As it is kept.
    pub fn written(&self) -> String {
        let rows = self.rows.iter().map(|(row, choice)| (row.to_string(), json!(choice)));
        let cells = self.cells.iter().map(|(cell, text)| (cell.to_string(), json!(text)));
        Value::Object(rows.chain(cells).collect()).to_string()
    }

    /// Adds what a form says: `row-7` who it is, `cell-C7` what is to stand there.
    pub fn take(&mut self, fields: &[(String, String)], book: &Book, layout: &Layout) {
        let Some(grid) = book.grid(&layout.sheet) else { return };
        for (name, value) in fields {
            if let Some(row) = name.strip_prefix("row-").and_then(|row| row.parse().ok()) {
                self.choose(row, value);
            } else if let Some(cell) = name.strip_prefix("cell-").and_then(|cell| cell.parse().ok()) {
                self.retype(cell, value, grid, layout);
            }
        }
    }

    fn choose(&mut self, row: u32, value: &str) {
        let choice = match value {
            "other" => Some(Choice::Other),
            "skip" => Some(Choice::Skip),
            id => id.parse().ok().map(Choice::Is),
        };
        match choice {
            Some(choice) => self.rows.insert(row, choice),
            None => self.rows.remove(&row),
        };
    }

    /// A cell is typed over where the list has a row and a column, and only when it is to hold something else.
    fn retype(&mut self, cell: Address, typed: &str, grid: &Grid, layout: &Layout) {
        let typed: String = typed.trim().chars().take(LONGEST).collect();
        if is_of(cell, grid, layout) && shown(&grid.text(cell.row, cell.column)) != typed {
            self.cells.insert(cell, typed);
        }
    }

    /// Puts the typed texts over the cells of the list.
    pub fn put(&self, book: &mut Book, layout: &Layout) {
        let Some(grid) = book.grids.iter_mut().find(|grid| grid.name == layout.sheet) else { return };
        let cells: Vec<_> = self.cells.iter().filter(|(cell, _)| is_of(**cell, grid, layout)).collect();
        for (cell, text) in cells {
            if text.is_empty() {
                grid.cells.remove(cell);
            } else {
                grid.cells.insert(*cell, Found::Text(text.clone()));
            }
        }
    }

    /// What was typed in the row, as a spreadsheet numbers it.
    pub fn typed_in(&self, row: u32) -> impl Iterator<Item = (&Address, &String)> {
        self.cells.iter().filter(move |(cell, _)| cell.row.checked_add(1) == Some(row))
    }
}

/// A text as a field of one line shows it and sends it back.
pub(crate) fn shown(text: &str) -> String {
    text.split(['\n', '\r']).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn is_of(cell: Address, grid: &Grid, layout: &Layout) -> bool {
    let row = Address::at(cell.row, 0)..=Address::at(cell.row, u16::MAX);
    layout.begins() <= cell.row
        && layout.columns.contains_key(&cell.column)
        && grid.cells.range(row).next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book() -> (Book, Layout) {
        let text = "Список\nФИО;Должность\nСемёнова Мария Петровна;дворник\n";
        let book = sheets::read("a.csv", text.as_bytes(), &sheets::Caps::default()).unwrap();
        let columns = [(0, "full_name".to_owned()), (1, "post".to_owned())].into();
        (
            book.clone(),
            Layout { sheet: book.grids[0].name.clone(), header: Some(1), columns, ..Layout::default() },
        )
    }

    fn fields(all: &[(&str, &str)]) -> Vec<(String, String)> {
        all.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn what_is_typed_over_a_cell_is_kept_and_read() {
        let (mut book, layout) = book();
        let mut decided = Decided::default();
        let typed =
            fields(&[("row-3", "skip"), ("cell-B3", " учитель "), ("cell-A3", "Семёнова Мария Петровна")]);
        decided.take(&typed, &book, &layout);
        assert_eq!(decided.cells.len(), 1, "what stands there already is not typed");
        let again = Decided::of(&decided.written());
        assert_eq!((&again, again.rows.get(&3)), (&decided, Some(&Choice::Skip)));
        again.put(&mut book, &layout);
        assert_eq!(
            (book.grids[0].text(2, 1), book.grids[0].text(2, 0)),
            ("учитель".into(), "Семёнова Мария Петровна".into())
        );
        assert_eq!(again.typed_in(3).count(), 1);
    }

    #[test]
    fn cells_outside_the_list_are_not_made() {
        let (mut book, layout) = book();
        let (before, mut decided) = (book.clone(), Decided::default());
        let all =
            ["cell-A4294967295", "cell-B1", "cell-B2", "cell-C3", "cell-XFD3", "cell-A4", "cell-", "cell-ё"];
        decided.take(&fields(&all.map(|name| (name, "x"))), &book, &layout);
        assert_eq!(decided, Decided::default());
        decided.cells.insert(Address::at(u32::MAX, 0), "x".to_owned());
        decided.put(&mut book, &layout);
        assert_eq!(book, before);
    }

    #[test]
    fn choices_written_before_cells_were_typed_are_read() {
        let kept: Choices = [(4, Choice::Other), (7, Choice::Is(12))].into();
        assert_eq!(Decided::of(&serde_json::to_string(&kept).unwrap()).rows, kept);
    }
}
