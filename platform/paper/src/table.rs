//! A table: columns by shares of the width, heads repeated on every page, rows of cells that may span.

use crate::Align;

/// A table.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// What stands above it; empty: nothing.
    pub title: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Rows of the head; empty: the titles of the columns.
    pub heads: Vec<Vec<Cell>>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Lines under it: the source, a note.
    pub notes: Vec<String>,
}

/// A column.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its title.
    pub title: String,
    /// Its share of the width.
    pub width: u32,
    /// How its cells are set.
    pub align: Align,
}

impl Column {
    /// A column of words.
    pub fn text(title: impl Into<String>, width: u32) -> Self {
        Self { title: title.into(), width, align: Align::Left }
    }

    /// A column of figures or marks, in the middle.
    pub fn figures(title: impl Into<String>, width: u32) -> Self {
        Self { title: title.into(), width, align: Align::Center }
    }
}

/// A cell; it may span columns and rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What it says.
    pub text: String,
    /// How many columns it spans.
    pub columns: usize,
    /// How many rows it spans.
    pub rows: usize,
    /// Set otherwise than its column.
    pub align: Option<Align>,
}

impl Cell {
    /// A plain cell.
    pub fn of(text: impl Into<String>) -> Self {
        Self { text: text.into(), columns: 1, rows: 1, align: None }
    }

    /// Over so many columns.
    #[must_use]
    pub fn over(mut self, columns: usize) -> Self {
        self.columns = columns.max(1);
        self
    }

    /// Down so many rows.
    #[must_use]
    pub fn down(mut self, rows: usize) -> Self {
        self.rows = rows.max(1);
        self
    }

    /// Set so.
    #[must_use]
    pub fn set(mut self, align: Align) -> Self {
        self.align = Some(align);
        self
    }
}

/// A row; a row of a group or of totals is set in bold.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Its cells, without those that a cell above spans.
    pub cells: Vec<Cell>,
    /// Set in bold.
    pub is_bold: bool,
}

impl Row {
    /// A row of texts.
    pub fn of(cells: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { cells: cells.into_iter().map(Cell::of).collect(), is_bold: false }
    }

    /// A row of cells.
    pub fn cells(cells: Vec<Cell>) -> Self {
        Self { cells, is_bold: false }
    }

    /// In bold: a group, a total.
    #[must_use]
    pub fn bold(mut self) -> Self {
        self.is_bold = true;
        self
    }
}

impl Table {
    /// A table of these columns.
    pub fn of(columns: Vec<Column>) -> Self {
        Self { columns, ..Self::default() }
    }

    /// Titled.
    #[must_use]
    pub fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// With a head of several rows instead of the titles of the columns.
    #[must_use]
    pub fn headed(mut self, heads: Vec<Vec<Cell>>) -> Self {
        self.heads = heads;
        self
    }

    /// With these rows.
    #[must_use]
    pub fn filled(mut self, rows: impl IntoIterator<Item = Row>) -> Self {
        self.rows.extend(rows);
        self
    }

    /// With a line under it.
    #[must_use]
    pub fn noted(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }
}
