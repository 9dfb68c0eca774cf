//! The official paper as pure data: letterhead, requisites, text, tables, annexes – said once, printed as PDF and DOCX.
//!
//! An area builds a [`Paper`]; [`Paper::composed`] lays it out by ГОСТ Р 7.0.97 into lines, tables and pictures, and both
//! printers of `platform/press` draw that, so that two files of one paper cannot say different things.

mod annex;
mod block;
mod compose;
mod composed;
mod letterhead;
mod profile;
mod requisites;
mod table;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;

pub use annex::Annex;
pub use block::{Block, Picture, heading, list, numbered, paragraph, picture, signatures};
pub use composed::{
    Align, Composed, Drawing, DrawnCell, DrawnColumn, DrawnTable, Line, Part, Sheet, Style, WIDTH,
};
pub use letterhead::Letterhead;
pub use profile::{Missing, Profile};
pub use requisites::{Approval, Requisites, Signature};
pub use table::{Cell, Column, Row, Table};

/// One official paper.
#[derive(Debug, Clone)]
pub struct Paper {
    /// What the file calls itself.
    pub title: String,
    /// The edition of the standard it follows.
    pub profile: Profile,
    /// The day it is dated or made.
    pub day: NaiveDate,
    /// Who writes; none: a table or an appendix on plain paper.
    pub letterhead: Option<Letterhead>,
    /// What identifies it.
    pub requisites: Requisites,
    /// The text, section by section.
    pub sections: Vec<Section>,
    /// What is attached, each with a numbering of its own.
    pub annexes: Vec<Annex>,
    /// The address a reader checks it at: the QR requisite of the 2025 edition.
    pub check_address: String,
}

/// A run of pages of one orientation.
#[derive(Debug, Clone, Default)]
pub struct Section {
    /// Wide pages.
    pub is_landscape: bool,
    /// What stands on them.
    pub blocks: Vec<Block>,
}

impl Paper {
    /// A paper of this day, by the edition in force then.
    pub fn of(day: NaiveDate, title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            profile: Profile::on(day),
            day,
            letterhead: None,
            requisites: Requisites::default(),
            sections: Vec::new(),
            annexes: Vec::new(),
            check_address: String::new(),
        }
    }

    /// On the paper of this issuer.
    #[must_use]
    pub fn from(mut self, letterhead: Letterhead) -> Self {
        self.letterhead = Some(letterhead);
        self
    }

    /// With these requisites.
    #[must_use]
    pub fn with(mut self, requisites: Requisites) -> Self {
        self.requisites = requisites;
        self
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

    /// With an annex after the text; a single one has no number.
    #[must_use]
    pub fn annexed(mut self, annex: Annex) -> Self {
        self.annexes.push(annex);
        self
    }

    /// With the QR requisite that opens this address.
    #[must_use]
    pub fn checked_at(mut self, address: impl Into<String>) -> Self {
        self.check_address = address.into();
        self
    }

    /// Laid out: what the printers draw.
    pub fn composed(&self) -> Composed {
        compose::composed(self)
    }

    /// What the edition of the standard asks for and the paper has not.
    pub fn missing(&self) -> Vec<Missing> {
        profile::missing(self)
    }
}
