//! What was read: worksheets of typed cells, each found by its address.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::Address;

/// A file read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Book {
    /// Its worksheets, in order; hidden ones too.
    pub grids: Vec<Grid>,
}

impl Book {
    /// The worksheet of this name.
    pub fn grid(&self, name: &str) -> Option<&Grid> {
        self.grids.iter().find(|grid| grid.name == name)
    }

    /// The first worksheet a person sees.
    pub fn shown(&self) -> Option<&Grid> {
        self.grids.iter().find(|grid| !grid.is_hidden)
    }
}

/// A worksheet read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grid {
    /// The name on its tab.
    pub name: String,
    /// Not shown to a person.
    pub is_hidden: bool,
    /// Rows a person does not see.
    pub hidden_rows: BTreeSet<u32>,
    /// Columns a person does not see.
    pub hidden_columns: BTreeSet<u16>,
    /// Its cells that hold something.
    pub cells: BTreeMap<Address, Found>,
}

/// What a cell held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Text, without blanks at its ends.
    Text(String),
    /// A number as a decimal text with a point, to the 15 digits a spreadsheet keeps.
    Number(String),
    /// A day; a time of day is dropped.
    Date(NaiveDate),
    /// Yes or no.
    Truth(bool),
    /// A formula, and what the file says it gave: never a value to be taken unseen.
    Formula {
        /// Its text, as stored; empty when it only follows another cell's.
        text: String,
        /// What it gave.
        shown: String,
    },
    /// The mark of a failed computation: `#DIV/0!`.
    Failure(String),
}

impl Found {
    /// As a person would read it.
    pub fn text(&self) -> String {
        match self {
            Self::Text(text)
            | Self::Number(text)
            | Self::Failure(text)
            | Self::Formula { shown: text, .. } => text.clone(),
            Self::Date(day) => day.format("%d.%m.%Y").to_string(),
            Self::Truth(is_true) => if *is_true { "да" } else { "нет" }.to_owned(),
        }
    }

    /// Whether a formula stands there instead of a value.
    pub fn is_formula(&self) -> bool {
        matches!(self, Self::Formula { .. })
    }
}

impl Grid {
    /// What the cell holds, if anything.
    pub fn at(&self, row: u32, column: u16) -> Option<&Found> {
        self.cells.get(&Address::at(row, column))
    }

    /// The cell's text; empty when it holds nothing.
    pub fn text(&self, row: u32, column: u16) -> String {
        self.at(row, column).map(Found::text).unwrap_or_default()
    }

    /// The number of rows down to the last cell that holds something.
    pub fn height(&self) -> u32 {
        self.cells.keys().next_back().map_or(0, |address| address.row + 1)
    }

    /// The rows that hold something, with their cells, top to bottom.
    pub fn rows(&self) -> impl Iterator<Item = (u32, Vec<(u16, &Found)>)> {
        let mut cells = self.cells.iter().peekable();
        std::iter::from_fn(move || {
            let row = cells.peek()?.0.row;
            let next = || cells.next_if(|(address, _)| address.row == row);
            Some((row, std::iter::from_fn(next).map(|(address, found)| (address.column, found)).collect()))
        })
    }
}
