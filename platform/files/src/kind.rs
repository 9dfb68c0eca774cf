//! What a file is, by its content.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use thiserror::Error;

use crate::sound;

/// What a file chooser offers; the content decides.
pub const ACCEPT: &str = ".pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.odt,.ods,.odp,.rtf,.png,.jpg,.jpeg";

/// The same of a form that takes a scan or a picture alone: what [`MediaType::scan`] lets through.
pub const ACCEPT_SCAN: &str = ".pdf,.png,.jpg,.jpeg";

/// A kind of file that may be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MediaType {
    /// `application/pdf`
    pub mime: &'static str,
    /// `PDF`, for a chip on the screen.
    pub label: &'static str,
    /// Usual endings of such a file's name.
    pub endings: &'static [&'static str],
}

impl MediaType {
    /// Itself where it is a scan or a picture (PDF, JPG, PNG); else why a form that takes those alone does not take it.
    pub fn scan(self, name: &str) -> Result<Self, NotAccepted> {
        let is_scan = matches!(self.mime, "application/pdf" | "image/png" | "image/jpeg");
        if is_scan {
            return Ok(self);
        }
        Err(NotAccepted::NoScan { name: name.to_owned(), found: self.label })
    }
}

const KNOWN: &[MediaType] = &[
    MediaType { mime: "application/pdf", label: "PDF", endings: &["pdf"] },
    MediaType {
        mime: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        label: "DOCX",
        endings: &["docx"],
    },
    MediaType {
        mime: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        label: "XLSX",
        endings: &["xlsx"],
    },
    MediaType {
        mime: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        label: "PPTX",
        endings: &["pptx"],
    },
    MediaType { mime: "application/vnd.oasis.opendocument.text", label: "ODT", endings: &["odt"] },
    MediaType { mime: "application/vnd.oasis.opendocument.spreadsheet", label: "ODS", endings: &["ods"] },
    MediaType { mime: "application/vnd.oasis.opendocument.presentation", label: "ODP", endings: &["odp"] },
    MediaType { mime: "application/x-ole-storage", label: "DOC/XLS", endings: &["doc", "xls", "ppt"] },
    MediaType { mime: "application/rtf", label: "RTF", endings: &["rtf", "doc"] },
    MediaType { mime: "image/png", label: "PNG", endings: &["png"] },
    MediaType { mime: "image/jpeg", label: "JPG", endings: &["jpg", "jpeg"] },
];

/// `PDF` for `application/pdf`, for a chip on the screen; a type no longer accepted reads «файл».
pub fn label_of(mime: &str) -> &'static str {
    KNOWN.iter().find(|known| known.mime == mime).map_or("файл", |known| known.label)
}

/// Why a file cannot be kept: each a sentence for the person who chose it.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum NotAccepted {
    /// A program, whatever its name says.
    #[error(
        "Файл «{0}» на самом деле программа, а не документ, поэтому он не принят. Приложите PDF, DOCX, XLSX, ODT, RTF или изображение."
    )]
    Program(String),
    /// A document with macros.
    #[error(
        "В файле «{0}» есть макросы, поэтому он не принят. Сохраните его без макросов (DOCX, XLSX) или как PDF."
    )]
    Macros(String),
    /// The content is not what the name promises.
    #[error(
        "Файл «{name}» назван как документ другого вида: внутри {found}. Проверьте, тот ли это файл, и приложите его с верным именем."
    )]
    Renamed {
        /// The file's name.
        name: String,
        /// What the content is.
        found: &'static str,
    },
    /// A document, where a scan or a picture is asked for.
    #[error(
        "Файл «{name}» – {found}, а\u{a0}здесь нужен PDF, JPG или PNG. Сохраните его как PDF и\u{a0}приложите снова."
    )]
    NoScan {
        /// The file's name.
        name: String,
        /// What the content is.
        found: &'static str,
    },
    /// Neither a known document nor a picture.
    #[error(
        "Файл «{0}» не похож на документ: такие файлы не принимаются. Приложите PDF, DOCX, XLSX, ODT, RTF или изображение PNG, JPG."
    )]
    Unknown(String),
    /// Cut off, or without the parts such a document has.
    #[error(
        "Файл «{name}» повреждён: это {what}, но он обрывается или в нём нет нужных частей. Откройте его у себя, сохраните заново и приложите снова."
    )]
    Broken {
        /// The file's name.
        name: String,
        /// What it begins as.
        what: &'static str,
    },
    /// An archive that unpacks into more than anybody would read.
    #[error(
        "Файл «{name}» распаковывается больше чем в {limit_mb} МБ, поэтому он не принят. Сохраните его как PDF или разделите на части."
    )]
    Bomb {
        /// The file's name.
        name: String,
        /// The limit, in megabytes.
        limit_mb: u64,
    },
    /// Nothing inside.
    #[error("Файл «{0}» пустой. Проверьте, сохранён ли он, и приложите снова.")]
    Empty(String),
    /// Larger than the limit.
    #[error(
        "Файл «{name}» больше {limit_mb} МБ. Сожмите его или сохраните страницы с меньшим качеством и приложите снова."
    )]
    TooLarge {
        /// The file's name.
        name: String,
        /// The limit, in megabytes.
        limit_mb: u64,
    },
}

impl NotAccepted {
    /// The same where a scan or a picture alone is asked for: nothing else is offered instead.
    pub fn said_of_scan(&self) -> String {
        match self {
            Self::Program(name) => format!(
                "Файл «{name}» на\u{a0}самом деле программа, поэтому он не\u{a0}принят. Приложите PDF, JPG или PNG."
            ),
            Self::Unknown(name) => {
                format!(
                    "Файл «{name}» не\u{a0}похож на\u{a0}скан или фотографию. Приложите PDF, JPG или PNG."
                )
            }
            other => other.to_string(),
        }
    }
}

/// Finds what the file at `path`, called `name`, is; or why it cannot be kept.
pub fn recognise(path: &Path, name: &str) -> Result<MediaType, NotAccepted> {
    let head = head_of(path);
    if head.is_empty() {
        return Err(NotAccepted::Empty(name.to_owned()));
    }
    if is_program(&head) {
        return Err(NotAccepted::Program(name.to_owned()));
    }
    let unknown = || NotAccepted::Unknown(name.to_owned());
    let mime = if head.starts_with(b"PK\x03\x04") {
        inside_zip(path, name)?
    } else {
        plain(&head).ok_or_else(unknown)?
    };
    if mime == KNOWN[0].mime {
        sound::pdf(path, name)?;
    }
    let found = KNOWN.iter().find(|known| known.mime == mime).copied().ok_or_else(unknown)?;
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    if !ending.is_empty() && !found.endings.contains(&ending.as_str()) {
        return Err(NotAccepted::Renamed { name: name.to_owned(), found: found.label });
    }
    Ok(found)
}

fn head_of(path: &Path) -> Vec<u8> {
    let mut head = Vec::new();
    if let Ok(file) = File::open(path) {
        // A file that cannot be read is treated as empty: the sentence is the same for the person.
        let _ = file.take(8192).read_to_end(&mut head);
    }
    head
}

fn is_program(head: &[u8]) -> bool {
    head.starts_with(b"MZ") || head.starts_with(b"\x7fELF") || head.starts_with(b"#!") || infer::is_app(head)
}

fn plain(head: &[u8]) -> Option<&'static str> {
    if head.starts_with(b"\xD0\xCF\x11\xE0") {
        return Some("application/x-ole-storage");
    }
    infer::get(head).map(|kind| match kind.mime_type() {
        "text/rtf" => "application/rtf",
        mime => mime,
    })
}

/// Office documents are archives: what lies inside tells which, and whether it carries macros.
fn inside_zip(path: &Path, name: &str) -> Result<&'static str, NotAccepted> {
    let unknown = || NotAccepted::Unknown(name.to_owned());
    let file = File::open(path).map_err(|_| unknown())?;
    let mut archive = zip::ZipArchive::new(file).map_err(|_| unknown())?;
    sound::archive(&mut archive, name)?;
    let names: Vec<String> = archive.file_names().filter_map(|inner| inner.ok().map(Into::into)).collect();
    if names.iter().any(|inner| inner.ends_with("vbaProject.bin")) {
        return Err(NotAccepted::Macros(name.to_owned()));
    }
    let has = |prefix: &str| names.iter().any(|inner| inner.starts_with(prefix));
    let office = [("word/", &KNOWN[1]), ("xl/", &KNOWN[2]), ("ppt/", &KNOWN[3])];
    if let Some((_, kind)) = office.into_iter().find(|(folder, _)| has(folder)) {
        let is_whole = sound::has_part(&mut archive, "[Content_Types].xml");
        return if is_whole { Ok(kind.mime) } else { Err(sound::broken(name, kind.label)) };
    }
    let mut mime = String::new();
    let entry = archive.by_name("mimetype").map_err(|_| unknown())?;
    entry.take(200).read_to_string(&mut mime).map_err(|_| unknown())?;
    let kind = KNOWN.iter().find(|known| known.mime == mime.trim()).ok_or_else(unknown)?;
    let is_whole = sound::has_part(&mut archive, "content.xml");
    if is_whole { Ok(kind.mime) } else { Err(sound::broken(name, kind.label)) }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn written(bytes: &[u8]) -> tempfile::NamedTempFile {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        file
    }

    #[test]
    fn a_program_renamed_to_pdf_is_refused_by_name() {
        let file = written(b"MZ\x90\x00\x03\x00\x00\x00");
        let refusal = recognise(file.path(), "справка.pdf").unwrap_err();
        assert_eq!(refusal, NotAccepted::Program("справка.pdf".into()));
        assert!(refusal.to_string().contains("«справка.pdf» на самом деле программа"));
    }

    #[test]
    fn a_pdf_is_a_pdf_and_not_a_docx() {
        let file = written(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\nstartxref\n0\n%%EOF\n");
        assert_eq!(recognise(file.path(), "Приказ.PDF").unwrap().label, "PDF");
        assert!(matches!(
            recognise(file.path(), "приказ.docx"),
            Err(NotAccepted::Renamed { found: "PDF", .. })
        ));
    }

    #[test]
    fn a_scan_is_a_pdf_or_a_picture_by_its_content() {
        let taken = |label: &str| KNOWN.iter().find(|one| one.label == label).unwrap().scan("а").is_ok();
        assert_eq!(
            ["PDF", "JPG", "PNG", "XLSX", "DOCX", "RTF"].map(taken),
            [true, true, true, false, false, false]
        );
    }

    #[test]
    fn empty_and_unknown_files_are_refused() {
        assert!(matches!(recognise(written(b"").path(), "a.pdf"), Err(NotAccepted::Empty(_))));
        assert!(matches!(recognise(written(b"hello").path(), "a.pdf"), Err(NotAccepted::Unknown(_))));
        assert!(matches!(
            recognise(written(b"PK\x03\x04zzzz").path(), "a.docx"),
            Err(NotAccepted::Unknown(_))
        ));
    }

    #[test]
    fn a_document_with_macros_is_refused() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let mut archive = zip::ZipWriter::new(file.reopen().unwrap());
        archive.start_file("word/vbaProject.bin", zip::write::SimpleFileOptions::default()).unwrap();
        archive.finish().unwrap();
        assert!(matches!(recognise(file.path(), "a.docx"), Err(NotAccepted::Macros(_))));
    }
}
