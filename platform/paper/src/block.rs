//! Blocks of the text, each with a small constructor: headings, paragraphs, lists, tables, pictures, signatures.

use crate::{Align, Signature, Table};

/// A piece of the text.
#[derive(Debug, Clone)]
pub enum Block {
    /// A heading of a level from 1 to 3.
    Heading(u8, String),
    /// A paragraph.
    Paragraph(String, Align),
    /// A list; numbered ones begin with 1.
    List(bool, Vec<String>),
    /// A table.
    Table(Table),
    /// A picture.
    Picture(Picture),
    /// Who signs.
    Signatures(Vec<Signature>),
}

/// A picture as SVG.
#[derive(Debug, Clone)]
pub struct Picture {
    /// The drawing.
    pub svg: String,
    /// What stands under it.
    pub caption: String,
    /// What it shows, for those who do not see it.
    pub told: String,
}

/// A heading.
pub fn heading(level: u8, text: impl Into<String>) -> Block {
    Block::Heading(level.clamp(1, 3), text.into())
}

/// A paragraph of the text.
pub fn paragraph(text: impl Into<String>) -> Block {
    Block::Paragraph(text.into(), Align::Justify)
}

/// A list with dashes.
pub fn list(items: impl IntoIterator<Item = impl Into<String>>) -> Block {
    Block::List(false, items.into_iter().map(Into::into).collect())
}

/// A list with numbers.
pub fn numbered(items: impl IntoIterator<Item = impl Into<String>>) -> Block {
    Block::List(true, items.into_iter().map(Into::into).collect())
}

/// A picture with its caption and its words.
pub fn picture(svg: impl Into<String>, caption: impl Into<String>, told: impl Into<String>) -> Block {
    Block::Picture(Picture { svg: svg.into(), caption: caption.into(), told: told.into() })
}

/// Who signs, one under the other.
pub fn signatures(all: impl IntoIterator<Item = Signature>) -> Block {
    Block::Signatures(all.into_iter().collect())
}

impl From<Table> for Block {
    fn from(table: Table) -> Self {
        Self::Table(table)
    }
}
