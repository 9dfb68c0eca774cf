//! Whether a file is whole: a PDF that ends, an office document whose parts are there and unpack into something bounded.
//! Nothing is unpacked here: what an archive says of itself is enough to refuse it.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use zip::ZipArchive;

use crate::NotAccepted;

/// The most an office document may unpack into, bytes.
pub const MOST_UNPACKED: u64 = 400_000_000;
/// The most parts an office document may have.
const MOST_PARTS: usize = 20_000;
/// Where the end of a PDF is looked for, bytes: some programs write something of their own behind it.
const TAIL: u64 = 64 * 1024;
/// Endings of programs and scripts no office program puts into a document.
const PROGRAMS: [&str; 10] = [".exe", ".dll", ".scr", ".bat", ".cmd", ".com", ".js", ".vbs", ".ps1", ".jar"];

/// Why an archive cannot be kept, by its list of parts.
pub(crate) fn archive(archive: &mut ZipArchive<File>, name: &str) -> Result<(), NotAccepted> {
    let bomb = || NotAccepted::Bomb { name: name.to_owned(), limit_mb: MOST_UNPACKED / 1_000_000 };
    if archive.len() > MOST_PARTS {
        return Err(bomb());
    }
    let mut unpacked = 0_u64;
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(|_| broken(name, "документ"))?;
        unpacked = unpacked.saturating_add(part.size());
        let inner = String::from_utf8_lossy(part.name_raw()).to_lowercase();
        if PROGRAMS.iter().any(|ending| inner.ends_with(ending)) {
            return Err(NotAccepted::Program(name.to_owned()));
        }
    }
    if unpacked > MOST_UNPACKED { Err(bomb()) } else { Ok(()) }
}

/// Whether the part that holds the text is there and can be unpacked from its first byte.
pub(crate) fn has_part(archive: &mut ZipArchive<File>, part: &str) -> bool {
    let Ok(mut entry) = archive.by_name(part) else { return false };
    let mut first = [0; 1];
    matches!(entry.read(&mut first), Ok(1))
}

/// A PDF that was not cut off says at its end where its parts are.
pub(crate) fn pdf(path: &Path, name: &str) -> Result<(), NotAccepted> {
    let tail = tail_of(path).unwrap_or_default();
    let has = |mark: &[u8]| tail.windows(mark.len()).any(|part| part == mark);
    if has(b"startxref") && has(b"%%EOF") { Ok(()) } else { Err(broken(name, "PDF")) }
}

pub(crate) fn broken(name: &str, what: &'static str) -> NotAccepted {
    NotAccepted::Broken { name: name.to_owned(), what }
}

fn tail_of(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL)))?;
    let mut tail = Vec::new();
    file.take(TAIL).read_to_end(&mut tail)?;
    Ok(tail)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::write::SimpleFileOptions;

    use super::*;
    use crate::recognise;

    /// An archive of these parts, each of its name and bytes.
    fn zipped(parts: &[(&str, Vec<u8>)]) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        let mut archive = zip::ZipWriter::new(file.reopen().unwrap());
        for (name, bytes) in parts {
            archive.start_file(*name, SimpleFileOptions::default()).unwrap();
            archive.write_all(bytes).unwrap();
        }
        archive.finish().unwrap();
        file
    }

    fn part(name: &str) -> (&str, Vec<u8>) {
        (name, b"<w/>".to_vec())
    }

    #[test]
    fn an_office_document_has_its_parts() {
        let whole = [part("[Content_Types].xml"), part("word/document.xml")];
        assert_eq!(recognise(zipped(&whole).path(), "a.docx").unwrap().label, "DOCX");
        let odt = [("mimetype", b"application/vnd.oasis.opendocument.text".to_vec()), part("content.xml")];
        assert_eq!(recognise(zipped(&odt).path(), "a.odt").unwrap().label, "ODT");
        for parts in [&whole[..1], &whole[1..], &odt[..1]] {
            let refusal = recognise(zipped(parts).path(), "a.docx").unwrap_err();
            assert!(matches!(refusal, NotAccepted::Broken { .. } | NotAccepted::Unknown(_)), "{refusal}");
        }
    }

    #[test]
    fn a_program_inside_is_a_program() {
        let parts = [part("[Content_Types].xml"), part("word/document.xml"), part("word/Справка.EXE")];
        let refusal = recognise(zipped(&parts).path(), "a.docx").unwrap_err();
        assert_eq!(refusal, NotAccepted::Program("a.docx".into()));
    }

    #[test]
    fn what_unpacks_without_bounds_is_refused_by_what_it_says_of_itself() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let mut archive = zip::ZipWriter::new(file.reopen().unwrap());
        archive.start_file("[Content_Types].xml", SimpleFileOptions::default()).unwrap();
        archive.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
        let zeros = vec![0; 10_000_000];
        for _ in 0..=MOST_UNPACKED / 10_000_000 {
            archive.write_all(&zeros).unwrap();
        }
        archive.finish().unwrap();
        assert!(file.as_file().metadata().unwrap().len() < 1_000_000);
        let refusal = recognise(file.path(), "a.docx").unwrap_err();
        assert_eq!(refusal, NotAccepted::Bomb { name: "a.docx".into(), limit_mb: 400 });
        assert!(refusal.to_string().contains("распаковывается"));
    }

    #[test]
    fn a_pdf_cut_off_is_broken_and_one_with_a_tail_of_its_own_is_not() {
        let written = |bytes: &[u8]| {
            let mut file = tempfile::NamedTempFile::new().unwrap();
            file.write_all(bytes).unwrap();
            file
        };
        let whole = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n<!-- made by a portal -->";
        assert!(recognise(written(whole).path(), "a.pdf").is_ok());
        let refusal = recognise(written(&whole[..30]).path(), "a.pdf").unwrap_err();
        assert_eq!(refusal, NotAccepted::Broken { name: "a.pdf".into(), what: "PDF" });
        assert!(refusal.to_string().contains("повреждён"));
    }
}
