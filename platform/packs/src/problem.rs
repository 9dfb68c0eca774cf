//! What the checker finds in a pack: where, and a sentence a methodist understands.

use serde::Serialize;
use std::fmt;

/// One mistake in a pack. Sorted by file, then line, then sentence.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Problem {
    /// Path of the file relative to the pack's folder, or the folder itself.
    pub file: String,
    /// Line from 1; 0 when the file as a whole is meant.
    pub line: usize,
    /// Full Russian sentence: what is wrong and what to do.
    pub sentence: String,
}

impl Problem {
    /// A problem of a whole file.
    pub fn of_file(file: &str, sentence: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line: 0, sentence: sentence.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line == 0 {
            return write!(out, "{}: {}", self.file, self.sentence);
        }
        write!(out, "{}:{}: {}", self.file, self.line, self.sentence)
    }
}
