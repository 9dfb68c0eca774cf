//! What becomes of a row, what it changes, what is wrong with it, what a person decided about it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Something nobody knows yet.
    New,
    /// Known, with something else.
    Changed,
    /// Nothing to do.
    Same,
    /// May be one of several: a person decides.
    Doubtful,
    /// Cannot be taken.
    Wrong,
    /// Left out by choice.
    Skipped,
}

impl Verdict {
    /// Whether accepting the row does something.
    pub fn is_good(self) -> bool {
        matches!(self, Self::New | Self::Changed)
    }
}

/// A list held against nothing that is stored, or told by a command: what becomes of its rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preview {
    /// The worksheet.
    pub sheet: String,
    /// Rows with their verdicts.
    pub verdicts: Vec<(u32, Verdict)>,
    /// What is wrong.
    pub faults: Vec<Fault>,
    /// Rows left out, with the reason.
    pub left_out: Vec<(u32, String)>,
    /// What is to be told of the columns.
    pub questions: Vec<String>,
}

/// A field that changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its name on the page.
    pub field: &'static str,
    /// What is kept now.
    pub was: String,
    /// What will be.
    pub will: String,
}

/// Of these fields with what is kept and what will be, those that differ.
pub fn different(all: &[(&'static str, String, String)]) -> Vec<Change> {
    let changed = all.iter().filter(|(_, was, will)| was != will);
    changed.map(|(field, was, will)| Change { field, was: was.clone(), will: will.clone() }).collect()
}

/// What a person decided about a doubtful row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Choice {
    /// «Это он(а)».
    Is(i64),
    /// «Другой».
    Other,
    /// «Тот же, что в строке выше».
    Above,
    /// «Оставить, как на карточке».
    Kept,
    /// «Исправить, как в файле».
    Told,
    /// «Пропустить».
    Skip,
}

/// Choices by row.
pub type Choices = BTreeMap<u32, Choice>;

/// What is wrong with a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The row as a spreadsheet numbers it.
    pub row: u32,
    /// `D17`; the row's first cell when the column is not there.
    pub cell: String,
    /// The sentence.
    pub message: String,
}

/// The beginning of a text, for a sentence.
pub fn short(text: &str) -> String {
    text.chars().take(40).collect()
}
