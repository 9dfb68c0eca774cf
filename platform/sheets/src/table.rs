//! What is written: a workbook of tables, each with its title, header, lines and how it is printed.

use chrono::NaiveDate;

/// A file of tables.
#[derive(Debug, Clone, Default)]
pub struct Workbook {
    /// The title among the file's properties.
    pub title: String,
    /// The day it was made: never the machine's clock.
    pub made_on: NaiveDate,
    /// Its worksheets, in order; at least one is shown.
    pub tables: Vec<Table>,
}

/// One worksheet.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// The name on its tab: cut to what a spreadsheet takes.
    pub name: String,
    /// Lines above the header: the first one is the title.
    pub title: Vec<String>,
    /// Its columns, left to right; without titles there is no header row.
    pub columns: Vec<Column>,
    /// Its lines.
    pub lines: Vec<Line>,
    /// Only open cells can be changed (without a password: a guard against slips, not against people).
    pub is_guarded: bool,
    /// Not shown, and not offered to be shown: what a program says to itself.
    pub is_very_hidden: bool,
}

/// A column.
#[derive(Debug, Clone, Default)]
pub struct Column {
    /// Its title in the header row.
    pub title: String,
    /// Its width in characters.
    pub width: u16,
}

impl Column {
    /// A column of this title and width in characters.
    pub fn new(title: &str, width: u16) -> Self {
        Self { title: title.to_owned(), width }
    }
}

/// A line of a table.
#[derive(Debug, Clone)]
pub enum Line {
    /// A row of cells.
    Cells(Vec<Cell>),
    /// A heading of the lines after it: its text spans the columns up to the first of `cells`, which stand to the right.
    Group {
        /// The text.
        text: String,
        /// The last cells of the row: sums.
        cells: Vec<Cell>,
    },
    /// A row that sums up: the same as a group, at the foot.
    Foot {
        /// The text.
        text: String,
        /// The last cells of the row.
        cells: Vec<Cell>,
    },
}

/// A cell.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    /// What it holds.
    pub value: Value,
    /// May be changed in a guarded table.
    pub is_open: bool,
    /// What may be typed into it.
    pub check: Option<Check>,
    /// A word on the margin.
    pub note: String,
}

/// What a cell holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    #[default]
    Empty,
    /// Text, whatever it begins with.
    Text(String),
    /// A decimal number as text: `0.5`. What is none, or is longer than a spreadsheet counts, stays text.
    Number(String),
    /// A percent as text: `72.13` is 72,13 %.
    Percent(String),
    /// A day.
    Date(NaiveDate),
}

/// What may be typed into a cell; the spreadsheet asks, the reader must not trust it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Check {
    /// One of these.
    List(Vec<String>),
    /// A number of at least this.
    AtLeast(i32),
    /// A number that is not negative, or this word.
    NumberOr(String),
}

impl Cell {
    /// Text.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        let value = if text.is_empty() { Value::Empty } else { Value::Text(text) };
        Self { value, ..Self::default() }
    }

    /// A number, exactly as written.
    pub fn number(text: impl Into<String>) -> Self {
        Self { value: Value::Number(text.into()), ..Self::default() }
    }

    /// A percent: `72.13`.
    pub fn percent(text: impl Into<String>) -> Self {
        Self { value: Value::Percent(text.into()), ..Self::default() }
    }

    /// A day.
    pub fn date(day: NaiveDate) -> Self {
        Self { value: Value::Date(day), ..Self::default() }
    }

    /// The same, open to be changed in a guarded table.
    #[must_use]
    pub fn open(self) -> Self {
        Self { is_open: true, ..self }
    }

    /// The same with what may be typed.
    #[must_use]
    pub fn checked(self, check: Check) -> Self {
        Self { check: Some(check), ..self }
    }

    /// The same with a word on the margin.
    #[must_use]
    pub fn noted(self, note: impl Into<String>) -> Self {
        Self { note: note.into(), ..self }
    }
}
