//! The rows of a file that came back: each under the number of its indicator, each cell with its address.

use std::collections::BTreeMap;

use sheets::{Address, Found, Grid};

use super::refused::NotThis;
use super::slots::Kind;

/// Titles of the columns that are read again.
pub(crate) const NO: &str = "№";
pub(crate) const ANSWER: &str = "Ответ";
pub(crate) const SECOND: &str = "Второе значение";
pub(crate) const EVIDENCE: &str = "Подтверждение";
/// The header stands among the first rows: whoever wrote lines above it may have moved it down.
const HEADER_WITHIN: u32 = 60;

/// A cell and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct At {
    /// `D12`
    pub address: String,
    /// What it holds; none: nothing.
    pub found: Option<Found>,
}

/// A row of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    /// The answer.
    pub first: At,
    /// What it is compared with.
    pub second: At,
    /// Documents, one a line.
    pub evidence: At,
}

struct Columns {
    no: u16,
    answer: u16,
    second: Option<u16>,
    evidence: u16,
}

/// The rows by the number of their indicator or part.
pub(crate) fn rows(grid: &Grid) -> Result<BTreeMap<String, Row>, NotThis> {
    let (header, columns) = header(grid).ok_or(NotThis::Unknown)?;
    let mut rows = BTreeMap::new();
    for (row, _) in grid.rows().filter(|(row, _)| *row > header) {
        // A number typed there would not tell 3.1 from 3.10: only text names an indicator.
        let Some(Found::Text(no)) = grid.at(row, columns.no) else { continue };
        let at = |column: Option<u16>| At {
            address: column.map(|column| Address::at(row, column).to_string()).unwrap_or_default(),
            found: column.and_then(|column| grid.at(row, column)).cloned(),
        };
        let read = Row {
            first: at(Some(columns.answer)),
            second: at(columns.second),
            evidence: at(Some(columns.evidence)),
        };
        if rows.insert(no.clone(), read).is_some() {
            return Err(NotThis::Rows(no.clone()));
        }
    }
    Ok(rows)
}

/// The header's row and its columns, by their titles: whoever added a column of their own moved the others.
fn header(grid: &Grid) -> Option<(u32, Columns)> {
    grid.rows().take_while(|(row, _)| *row < HEADER_WITHIN).find_map(|(row, cells)| {
        let column =
            |title: &str| cells.iter().find(|(_, found)| found.text() == title).map(|(column, _)| *column);
        let columns = Columns {
            no: column(NO)?,
            answer: column(ANSWER)?,
            second: column(SECOND),
            evidence: column(EVIDENCE)?,
        };
        Some((row, columns))
    })
}

impl At {
    /// The cell's text; the error says why nothing can be taken from it.
    pub fn plain(&self, kind: &Kind) -> Result<String, String> {
        match &self.found {
            None => Ok(String::new()),
            Some(Found::Formula { .. }) => Err("формула; введите само значение".to_owned()),
            Some(Found::Failure(mark)) => Err(format!("ошибка {mark}; введите само значение")),
            Some(Found::Date(day)) if *kind != Kind::Text => Err(format!(
                "дата {}; если это число, задайте ячейке числовой формат и введите его снова",
                web::russian::date(*day)
            )),
            Some(found) => Ok(found.text()),
        }
    }
}
