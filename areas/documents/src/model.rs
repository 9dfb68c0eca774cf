//! Documents: what a unit has issued or received, with the file or the link that proves it.

mod act_marks;
mod addressee;
mod circulations;
mod disposal;
mod files;
mod links;
mod visas;

use ::files::{FileId, FileRow, NotAccepted, Spool};
use chrono::NaiveDate;
use db::Moment;
use diesel::prelude::*;
use serde::Serialize;
use units::UnitId;
use web::{Cx, House, PaperForm, Upload, Write, russian};

pub(crate) use act_marks::ActMark;
pub use addressee::Addressee;
pub use circulations::Circle;
pub(crate) use circulations::{Acquaintance, Circulation};
pub(crate) use disposal::{ACT, Disposal, DisposalLine, DisposalLineId};
pub use files::{DocumentFile, DocumentFileId, Part};
pub(crate) use links::{Link, LinkId};
pub(crate) use visas::{Asked, Mailing, MailingId, Mark, NewMark, Publishable, Visa, VisaId, lowered};

use crate::schema::documents;
use crate::status::Status;

db::id! {
    /// A document.
    DocumentId
}

/// A document as stored.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = documents)]
pub struct Document {
    /// Its id.
    pub id: DocumentId,
    /// The unit it belongs to.
    pub unit_id: UnitId,
    /// The path of that unit.
    pub unit_path: String,
    /// Kind, of the pack's kinds of documents.
    pub kind: String,
    /// Genus of the kind: `programme`, `order`.
    pub genus: String,
    /// Its title.
    pub title: String,
    /// Its number as written on it; may be empty.
    pub number: String,
    /// The day it was signed.
    pub signed_on: NaiveDate,
    /// Who issued it; may be empty.
    pub issuer: String,
    /// Code of its [`Status`].
    pub status: String,
    /// Its last day in force; none: without term.
    pub valid_to: Option<NaiveDate>,
    /// What it is about, where the table asks for it; may be empty.
    pub topic: String,
    /// The attached file.
    pub file_id: Option<FileId>,
    /// Hash of that file.
    pub sha256: Option<String>,
    /// Where it is published.
    pub link: Option<String>,
    /// Why it was cancelled.
    pub cancel_reason: String,
    /// The account that registered it; none: a command.
    pub created_by: Option<i64>,
    /// When it was registered.
    pub created_at: Moment,
    /// The account that changed it last.
    pub updated_by: Option<i64>,
    /// When it was changed last.
    pub updated_at: Moment,
    /// Version for optimistic locking.
    pub version: i64,
    /// The day it was entered into the journal; none: not registered, or entered with its requisites ready.
    pub registered_on: Option<NaiveDate>,
    /// Code of its [`Addressee`]; none: nobody said.
    pub addressee: Option<String>,
    /// On whom the control of its execution is laid; none: nobody said.
    pub controller: Option<String>,
    /// Code of its [`Publishable`]; none: not decided.
    pub publishable: Option<String>,
}

impl Document {
    /// «Программа № 114 от 02.09.2025»
    pub fn title_line(&self) -> String {
        title_line(&self.genus, &self.number, self.signed_on, self.state())
    }

    /// Its page.
    pub fn url(&self) -> String {
        format!("/documents/{}", self.id)
    }

    /// Where it is in its life.
    pub fn state(&self) -> Status {
        Status::read(&self.status)
    }

    /// Whom it is addressed to.
    pub fn addressee(&self) -> Option<Addressee> {
        self.addressee.as_deref().and_then(Addressee::read)
    }

    /// Whether it is to be published on the site; none: not decided.
    pub(crate) fn publishable(&self) -> Option<Publishable> {
        self.publishable.as_deref().and_then(Publishable::read)
    }

    /// Whether it was cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.state() == Status::Cancelled
    }
}

/// A document nobody has signed bears no day yet.
fn title_line(genus: &str, number: &str, signed_on: NaiveDate, state: Status) -> String {
    if state.is_unsigned() {
        return format!("{} (проект)", genus_title(genus));
    }
    let number = if number.is_empty() { String::new() } else { format!(" №\u{a0}{number}") };
    format!("{}{number} от\u{a0}{}", genus_title(genus), russian::date(signed_on))
}

/// What a fact asks of a document, and no more: a sheet is shown from a hundred of them.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = documents)]
pub(crate) struct Proving {
    /// Its id.
    pub id: DocumentId,
    /// The unit it belongs to.
    pub unit_id: UnitId,
    /// Kind, of the pack's kinds of documents.
    pub kind: String,
    /// Genus of the kind.
    pub genus: String,
    /// Its number.
    pub number: String,
    /// The day it was signed.
    pub signed_on: NaiveDate,
    /// Code of its [`Status`].
    pub status: String,
    /// Its last day in force; none: without term.
    pub valid_to: Option<NaiveDate>,
    /// Its topic, folded.
    pub topic_key: String,
}

impl Proving {
    /// «Программа № 114 от 02.09.2025»
    pub fn title_line(&self) -> String {
        title_line(&self.genus, &self.number, self.signed_on, self.state())
    }

    /// Where it is in its life.
    pub fn state(&self) -> Status {
        Status::read(&self.status)
    }
}

/// The word a document of this genus is called by.
pub fn genus_title(genus: &str) -> &'static str {
    match genus {
        "regulation" => "Положение",
        "programme" => "Программа",
        "plan" => "План",
        "order" => "Приказ",
        "analysis" => "Аналитическая справка",
        "protocol" => "Протокол",
        "materials" => "Материалы",
        "act" => "Акт",
        "letter" => "Письмо",
        _ => "Документ",
    }
}

/// A document to be registered, or the requisites it shall have from now on.
#[derive(Debug, Clone)]
pub struct NewDocument {
    /// Kind, of the kinds in force for the unit.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// Its number; may be empty.
    pub number: String,
    /// The day it was signed.
    pub signed_on: NaiveDate,
    /// Who issued it; may be empty.
    pub issuer: String,
    /// Its last day in force; none: without term.
    pub valid_to: Option<NaiveDate>,
    /// What it is about; may be empty.
    pub topic: String,
    /// The attached file; when requisites are changed, none leaves the file as it is.
    pub file: Option<NewFile>,
    /// Where it is published.
    pub link: Option<String>,
}

/// Whose number a document bears (decision 13).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Numbering {
    /// The next one of the issuer's journal kept here.
    Own,
    /// Typed: the unit's own journal or another system gave it.
    External(String),
}

/// A file whose object is already in the vault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// The key of its object.
    pub sha256: String,
    /// Bytes.
    pub size: i64,
    /// Found in the content.
    pub media_type: String,
    /// As the person called it.
    pub name: String,
}

impl NewFile {
    /// The file of an upload, or the sentence why it cannot be kept.
    pub fn of(upload: &Upload) -> Result<Self, String> {
        let media = upload.media.as_ref().map_err(NotAccepted::to_string)?;
        Ok(Self {
            sha256: upload.spooled.sha256.clone(),
            size: i64::try_from(upload.spooled.size).unwrap_or(i64::MAX),
            media_type: media.mime.to_owned(),
            name: upload.spooled.name.clone(),
        })
    }

    /// The same of a form that takes a scan or a picture alone.
    pub fn scan_of(upload: &Upload) -> Result<Self, String> {
        upload.scan()?;
        Self::of(upload)
    }

    /// Its row among the files, added.
    pub fn put(&self, cx: &mut Cx<Write>) -> web::Result<FileId> {
        let row = FileRow {
            id: FileId(cx.id()),
            sha256: self.sha256.clone(),
            size: self.size,
            media_type: self.media_type.clone(),
            name: self.name.clone(),
            created_at: cx.now(),
        };
        ::files::store::add(cx.tx(), &row)?;
        Ok(row.id)
    }

    /// A PDF printed by the program, kept in the vault: before the transaction that registers it begins.
    pub fn printed(house: &House, name: &str, bytes: &[u8]) -> web::Result<Self> {
        let unavailable = |e: std::io::Error| web::Error::Unavailable(format!("spool: {e}"));
        let mut spool = Spool::begin(house.vault.spool(), name, LARGEST_PRINTED).map_err(unavailable)?;
        spool.take(bytes).map_err(unavailable)?;
        let spooled = spool.finish().map_err(unavailable)?;
        house.vault.keep(&spooled)?;
        Ok(Self {
            sha256: spooled.sha256.clone(),
            size: i64::try_from(spooled.size).unwrap_or(i64::MAX),
            media_type: PaperForm::Pdf.media_type().to_owned(),
            name: name.to_owned(),
        })
    }
}

/// The largest paper printed, bytes.
const LARGEST_PRINTED: u64 = 50_000_000;

/// A document as an answer keeps it at submission (decision 8): what it was then, whatever becomes of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Frozen {
    /// The document.
    pub id: DocumentId,
    /// «Программа № 114 от 02.09.2025»
    pub title_line: String,
    /// Its title.
    pub title: String,
    /// Its kind.
    pub kind: String,
    /// Its number.
    pub number: String,
    /// The day it was signed.
    pub signed_on: NaiveDate,
    /// Its last day in force.
    pub valid_to: Option<NaiveDate>,
    /// Code of its [`Status`].
    pub status: String,
    /// Hash of its file.
    pub sha256: Option<String>,
    /// Where it is published.
    pub link: Option<String>,
    /// Its version: another one later means it changed.
    pub version: i64,
}
