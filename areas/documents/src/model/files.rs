//! A file of a document as stored: the text, a scan or an annex, current or one that was replaced.

use db::Moment;
use diesel::prelude::*;
use files::FileId;

use super::DocumentId;
use crate::schema::document_files;

db::id! {
    /// A file of a document, one version of it.
    DocumentFileId
}

/// What a file is to its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The text itself; a document has at most one.
    Text,
    /// A picture of the signed paper; one for each page at worst.
    Scan,
    /// An annex.
    Annex,
}

impl Part {
    /// Every part, in the order of the card.
    pub const ALL: [Self; 3] = [Self::Text, Self::Scan, Self::Annex];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Scan => "scan",
            Self::Annex => "annex",
        }
    }

    /// The part of a code.
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.code() == code)
    }

    /// The word before the file.
    pub fn title(self) -> &'static str {
        match self {
            Self::Text => "Текст документа",
            Self::Scan => "Скан подписанного",
            Self::Annex => "Приложение",
        }
    }
}

/// A file of a document as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = document_files)]
pub struct DocumentFile {
    /// Its id.
    pub id: DocumentFileId,
    /// The document.
    pub document_id: DocumentId,
    /// Code of its [`Part`].
    pub part: String,
    /// What an annex is called; may be empty.
    pub title: String,
    /// The id of the first version in this place.
    pub slot: DocumentFileId,
    /// 1, 2 …
    pub version: i64,
    /// The file; none: erased by an act of disposal.
    pub file_id: Option<FileId>,
    /// As the person called it.
    pub name: String,
    /// Bytes.
    pub size: i64,
    /// Found in the content.
    pub media_type: String,
    /// The key of its object.
    pub sha256: String,
    /// Why it took the place of the one before.
    pub reason: String,
    /// Who added it.
    pub added_by: Option<i64>,
    /// When.
    pub added_at: Moment,
    /// When it was replaced or taken off; none: current.
    pub ended_at: Option<Moment>,
}

impl DocumentFile {
    /// What it is to the document; an unknown code reads as an annex.
    pub fn part(&self) -> Part {
        Part::read(&self.part).unwrap_or(Part::Annex)
    }

    /// Whether it is the one that counts.
    pub fn is_current(&self) -> bool {
        self.ended_at.is_none()
    }

    /// Where it opens.
    pub fn url(&self) -> String {
        format!("/documents/{}/files/{}", self.document_id, self.id)
    }
}
