//! Which files a document takes and gives up, and what must be said with it.

use web::{Refusal, Way};

use super::{LONGEST_REASON, may_change, too_long};
use crate::model::{DocumentFile, Part};
use crate::status::Status;
use crate::{Document, NotNow};

/// So many files at a time are a mistake of the hand.
pub(crate) const MOST_FILES: usize = 60;

/// A rule's no about a file of a document.
#[derive(Debug, PartialEq, Eq)]
pub enum NoFile {
    /// The text is there: it is replaced, not added to.
    TextTwice(String),
    /// Another one would be too many.
    TooMany(String),
    /// The same bytes hang there already.
    Same(String),
    /// Replaced or taken off meanwhile.
    Gone(String),
    /// What was signed keeps its files.
    Signed(String),
}

impl std::fmt::Display for NoFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TextTwice(_) => f.write_str(
                "Текст документа уже приложен, он бывает один. Замените его новым файлом или приложите этот как скан либо \
                 приложение.",
            ),
            Self::TooMany(_) => {
                write!(f, "К документу уже приложено файлов: {MOST_FILES}. Соедините страницы в один PDF и замените их.")
            }
            Self::Same(_) => f.write_str("Точно такой же файл к этому документу уже приложен: проверьте, тот ли файл выбран."),
            Self::Gone(_) => {
                f.write_str("Этот файл уже заменили или убрали. Откройте список файлов заново: там видно, кто и когда.")
            }
            Self::Signed(_) => f.write_str(
                "Файлы подписанного документа не убирают: замените файл новым и напишите причину, прежний останется в списке.",
            ),
        }
    }
}

impl Refusal for NoFile {
    fn ways(&self) -> Vec<Way> {
        let (Self::TextTwice(url)
        | Self::TooMany(url)
        | Self::Same(url)
        | Self::Gone(url)
        | Self::Signed(url)) = self;
        let way = |label: &str, url: String| Way { label: label.to_owned(), url };
        vec![way("Открыть список файлов", format!("{url}/files")), way("Открыть карточку", url.clone())]
    }
}

/// Whether the document takes another file, beside those it has.
pub(crate) fn may_add(
    document: &Document,
    part: Part,
    sha256: &str,
    known: &[DocumentFile],
) -> web::Result<()> {
    may_change(document)?;
    let url = document.url();
    let current: Vec<_> = known.iter().filter(|file| file.is_current()).collect();
    if part == Part::Text && current.iter().any(|file| file.part() == Part::Text) {
        return Err(NoFile::TextTwice(url).into());
    }
    if current.iter().any(|file| file.sha256 == sha256) {
        return Err(NoFile::Same(url).into());
    }
    if current.len() >= MOST_FILES { Err(NoFile::TooMany(url).into()) } else { Ok(()) }
}

/// Whether this file may be replaced or taken off now.
pub(crate) fn is_here(document: &Document, file: &DocumentFile) -> Result<(), NoFile> {
    if file.is_current() { Ok(()) } else { Err(NoFile::Gone(document.url())) }
}

/// A draft gives files up; what was signed keeps them.
pub(crate) fn may_take_off(document: &Document) -> web::Result<()> {
    may_change(document)?;
    if document.state() == Status::Draft { Ok(()) } else { Err(NoFile::Signed(document.url()).into()) }
}

/// Whether a new file needs a reason: nobody has signed a draft yet.
pub(crate) fn needs_reason(document: &Document) -> bool {
    !document.state().is_unsigned()
}

/// Why a reason of replacing is none.
pub(crate) fn replace_reason(document: &Document, text: &str) -> Option<String> {
    let missing = "Документ уже подписан: напишите, почему меняется файл. Например, «приложен скан с подписью» или «исправлена \
                   опечатка по письму от 12.03.2026».";
    if text.is_empty() && needs_reason(document) {
        Some(missing.to_owned())
    } else {
        too_long(text, LONGEST_REASON)
    }
}

/// Whether files of the document change now: for buttons.
pub(crate) fn change_now(document: &Document) -> Result<(), NotNow> {
    may_change(document)
}
