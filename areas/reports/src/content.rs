//! What a report says: texts whose figures lead to their source, tables, pictures. Made anew at each reading of a draft, kept as
//! JSON once it is approved; the page and the paper are drawn from it, so that they cannot say different things.

use serde::{Deserialize, Serialize};

/// Everything a report says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Its sections.
    pub parts: Vec<Part>,
    /// Where the figures come from.
    pub source: String,
}

/// A section.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// What it is about.
    pub code: String,
    /// Its heading.
    pub title: String,
    /// What stands under it.
    pub blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// A paragraph.
    Text(Vec<Run>),
    /// A table.
    Table(Table),
    /// A picture.
    Picture(Picture),
}

/// A run of text or of a cell: words, or a figure with its source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// What is read.
    pub text: String,
    /// Where the figure comes from; empty: words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// What the figure is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// A name no figure is called by.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_unknown: bool,
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// What it shows.
    pub title: String,
    /// Titles, widths and whether figures stand there.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Lines under it.
    pub notes: Vec<String>,
    /// Printed on a wide page.
    pub is_wide: bool,
}

/// A column.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its title.
    pub title: String,
    /// Its share of the width.
    pub width: u32,
    /// Whether figures stand there.
    pub is_figures: bool,
}

/// A row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its cells.
    pub cells: Vec<Run>,
    /// A total.
    pub is_bold: bool,
}

/// A picture.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// The drawing.
    pub svg: String,
    /// What stands under it.
    pub caption: String,
    /// What it shows, in words.
    pub told: String,
    /// Printed on a wide page.
    pub is_wide: bool,
}

impl Picture {
    /// The drawing with its name inside, for a page: on paper the caption stands under it.
    pub fn named(&self) -> String {
        let title = format!("<title>{}</title>", pictures::escaped(&self.caption));
        self.svg.replacen("<title></title>", &title, 1)
    }
}

impl Run {
    /// Words.
    pub fn words(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// A figure with its source.
    pub fn figure(text: impl Into<String>, url: impl Into<String>) -> Self {
        Self { text: text.into(), url: url.into(), ..Self::default() }
    }
}

impl Table {
    /// A table of these columns: words first unless `figures` says otherwise.
    pub fn of(title: impl Into<String>, columns: impl IntoIterator<Item = Column>) -> Self {
        Self { title: title.into(), columns: columns.into_iter().collect(), ..Self::default() }
    }

    /// On a wide page.
    #[must_use]
    pub fn wide(mut self) -> Self {
        self.is_wide = true;
        self
    }

    /// With a row.
    pub fn row(&mut self, cells: Vec<Run>) {
        self.rows.push(Row { cells, is_bold: false });
    }

    /// With a row that sums up.
    pub fn total(&mut self, cells: Vec<Run>) {
        self.rows.push(Row { cells, is_bold: true });
    }
}

impl Column {
    /// A column of words.
    pub fn words(title: impl Into<String>, width: u32) -> Self {
        Self { title: title.into(), width, is_figures: false }
    }

    /// A column of figures.
    pub fn figures(title: impl Into<String>, width: u32) -> Self {
        Self { title: title.into(), width, is_figures: true }
    }
}

impl Content {
    /// As an approved report keeps it.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What [`Self::to_json`] wrote.
    pub fn from_json(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// Names in the texts that no figure is called by, with their section.
    pub fn unknown(&self) -> Vec<(&str, &str)> {
        let mut found = Vec::new();
        for part in &self.parts {
            for block in &part.blocks {
                if let Block::Text(runs) = block {
                    let names = runs.iter().filter(|run| run.is_unknown);
                    found.extend(names.map(|run| (part.title.as_str(), run.text.as_str())));
                }
            }
        }
        found
    }
}
