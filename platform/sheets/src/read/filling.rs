//! Putting cells into grids under the caps; the same for every kind of file.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::{Address, Book, Caps, Found, Grid, NotRead};

/// A book being filled.
pub(super) struct Filling<'c> {
    caps: &'c Caps,
    book: Book,
    cells: usize,
    bytes: u64,
}

impl<'c> Filling<'c> {
    pub(super) fn under(caps: &'c Caps) -> Self {
        Self { caps, book: Book::default(), cells: 0, bytes: 0 }
    }

    /// Begins the next worksheet.
    pub(super) fn worksheet(&mut self, name: &str, is_hidden: bool) -> Result<(), NotRead> {
        if self.book.grids.len() >= self.caps.worksheets {
            return Err(NotRead::TooManyWorksheets(self.caps.worksheets));
        }
        self.book.grids.push(Grid { name: name.to_owned(), is_hidden, ..Grid::default() });
        Ok(())
    }

    /// Puts a cell into the worksheet begun last.
    pub(super) fn put(&mut self, row: u32, column: u32, found: Found) -> Result<(), NotRead> {
        let caps = self.caps;
        let Some(grid) = self.book.grids.last_mut() else {
            return Ok(());
        };
        if row >= caps.rows {
            return Err(NotRead::TooManyRows(grid.name.clone(), caps.rows));
        }
        let Some(column) = u16::try_from(column).ok().filter(|column| *column < caps.columns) else {
            return Err(NotRead::TooManyColumns(grid.name.clone(), caps.columns));
        };
        let address = Address::at(row, column);
        let length = length(&found);
        if length > caps.letters && found.text().chars().count() > caps.letters {
            return Err(NotRead::TooLong(grid.name.clone(), address, caps.letters));
        }
        self.cells += 1;
        // One long text may be named by very many cells: what is kept has a bound as well.
        self.bytes += u64::try_from(length).unwrap_or(u64::MAX);
        if self.cells > caps.cells || self.bytes > caps.unpacked {
            return Err(NotRead::TooManyCells(caps.cells));
        }
        grid.cells.insert(address, found);
        Ok(())
    }

    /// Rows of the worksheet begun last that a person does not see.
    pub(super) fn hide_rows(&mut self, rows: Range<u32>) {
        let rows = rows.start..rows.end.min(self.caps.rows);
        self.book.grids.last_mut().into_iter().for_each(|grid| grid.hidden_rows.extend(rows.clone()));
    }

    /// Columns of it: of those that hold nothing nobody is told.
    pub(super) fn hide_columns(&mut self, columns: Range<u32>) {
        let bound = |at: u32| u16::try_from(at).unwrap_or(u16::MAX).min(self.caps.columns);
        let columns = bound(columns.start)..bound(columns.end);
        self.book.grids.last_mut().into_iter().for_each(|grid| grid.hidden_columns.extend(columns.clone()));
    }

    /// Longer than any text of that many letters.
    pub(super) fn is_surely_too_long(&self, text: &str) -> bool {
        text.len() > self.caps.letters.saturating_mul(4)
    }

    /// The refusal of a cell of the worksheet begun last.
    pub(super) fn too_long(&self, row: u32, column: u32) -> NotRead {
        let name = self.book.grids.last().map(|grid| grid.name.clone()).unwrap_or_default();
        let address = Address::at(row, u16::try_from(column).unwrap_or(u16::MAX));
        NotRead::TooLong(name, address, self.caps.letters)
    }

    pub(super) fn done(mut self) -> Result<Book, NotRead> {
        for grid in self.book.grids.iter_mut().filter(|grid| !grid.hidden_columns.is_empty()) {
            let filled: BTreeSet<u16> = grid.cells.keys().map(|at| at.column).collect();
            grid.hidden_columns.retain(|column| filled.contains(column));
        }
        if self.book.grids.is_empty() { Err(NotRead::NotTable) } else { Ok(self.book) }
    }
}

fn length(found: &Found) -> usize {
    match found {
        Found::Text(text) | Found::Number(text) | Found::Failure(text) => text.len(),
        Found::Formula { text, shown } => text.len() + shown.len(),
        Found::Date(_) | Found::Truth(_) => 0,
    }
}

/// A text as a cell holds it: without blanks at its ends; none when nothing is left.
pub(super) fn text(text: &str) -> Option<Found> {
    let text = text.trim();
    (!text.is_empty()).then(|| Found::Text(text.to_owned()))
}

/// A number as a spreadsheet shows it: 15 digits, so that 0.1 + 0.2 is 0.3.
pub(super) fn number(value: f64) -> Found {
    // A whole number of so many digits is exact: most cells hold one.
    if value.fract() == 0.0 && value.abs() < 1e15 {
        return Found::Number(if value == 0.0 { "0".to_owned() } else { format!("{value:.0}") });
    }
    let shown = format!("{value:.14e}").parse::<f64>().unwrap_or(value);
    if !shown.is_finite() {
        return Found::Failure("#NUM!".to_owned());
    }
    let text = if shown == 0.0 { "0".to_owned() } else { shown.to_string() };
    Found::Number(text)
}
