//! A table of results on paper: the same lines as on the page, with the title and the source.

use chrono::NaiveDate;
use paper::{Align, Cell, Column, Paper, Requisites, Row, Table};

/// Columns that a wide page takes: a map of sixty indicators stays a picture or a spreadsheet.
const MOST: usize = 18;

/// A table as its page shows it.
pub(crate) struct Lines {
    /// What it shows.
    pub title: String,
    /// Of whom and of when.
    pub about: String,
    /// Where from.
    pub source: String,
    /// The day of the publication.
    pub day: NaiveDate,
    /// Titles and widths in characters.
    pub columns: Vec<(String, u16)>,
    /// Its lines.
    pub rows: Vec<Vec<Line>>,
}

/// What stands in a cell: words to the left, figures in the middle.
pub(crate) enum Line {
    /// Words.
    Words(String),
    /// A figure, as the page shows it.
    Figure(String),
}

impl Line {
    fn is_empty(&self) -> bool {
        let (Self::Words(text) | Self::Figure(text)) = self;
        text.is_empty()
    }
}

impl Lines {
    /// The paper; none when a page is too narrow for its columns.
    pub fn paper(self) -> Option<Paper> {
        if self.columns.len() > MOST {
            return None;
        }
        // A column where nothing stands is no column of a paper.
        let is_full =
            |at: usize| self.rows.iter().any(|row| row.get(at).is_some_and(|line| !line.is_empty()));
        let full: Vec<usize> = (0..self.columns.len()).filter(|at| is_full(*at)).collect();
        let column =
            |at: &usize| self.columns.get(*at).map(|(title, width)| Column::text(title, u32::from(*width)));
        let columns: Vec<Column> = full.iter().filter_map(column).collect();
        let cell = |line: &Line| match line {
            Line::Words(text) => Cell::of(text),
            Line::Figure(text) => Cell::of(text).set(Align::Center),
        };
        let row = |row: &Vec<Line>| Row::cells(full.iter().filter_map(|at| row.get(*at)).map(cell).collect());
        let rows: Vec<Row> = self.rows.iter().map(row).collect();
        let table = Table::of(columns).filled(rows).noted(self.about).noted(format!("{}.", self.source));
        let requisites = Requisites::titled("РЕЗУЛЬТАТЫ МОНИТОРИНГА").about(&self.title);
        Some(Paper::of(self.day, self.title).with(requisites).landscape([table]))
    }
}
