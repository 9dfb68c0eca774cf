//! An annex: «Приложение 1 к приказу … от … № …», begun on a new page, with headings and tables of its own.

use crate::{Block, Section};

/// What is attached to a paper.
#[derive(Debug, Clone, Default)]
pub struct Annex {
    /// To what, line by line: «к приказу управления образования», «от 01.09.2026 № 114».
    pub to: Vec<String>,
    /// Its title, in the middle.
    pub title: String,
    /// Its text.
    pub sections: Vec<Section>,
}

impl Annex {
    /// An annex to a paper.
    pub fn to(lines: impl IntoIterator<Item = impl Into<String>>, title: impl Into<String>) -> Self {
        let to = lines.into_iter().map(Into::into).collect();
        Self { to, title: title.into(), sections: Vec::new() }
    }

    /// Upright pages.
    #[must_use]
    pub fn portrait(self, blocks: impl IntoIterator<Item = impl Into<Block>>) -> Self {
        self.section(false, blocks)
    }

    /// Wide pages.
    #[must_use]
    pub fn landscape(self, blocks: impl IntoIterator<Item = impl Into<Block>>) -> Self {
        self.section(true, blocks)
    }

    fn section(mut self, is_landscape: bool, blocks: impl IntoIterator<Item = impl Into<Block>>) -> Self {
        let blocks = blocks.into_iter().map(Into::into).collect();
        self.sections.push(Section { is_landscape, blocks });
        self
    }
}
