//! The text of a file, for search: DOCX, ODT, XLSX, ODS, PPTX, ODP and PDF. A scan has none, and nothing is recognised in
//! pictures. What is read comes from outside: parts, pages and characters are counted, and a fault is a sentence.

mod office;
mod pdf;
mod torn;

use std::thread;

const PDF: &str = "application/pdf";

/// The most text taken of one file, characters: some two hundred pages.
pub const MOST: usize = 400_000;

/// Why a file gave no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoText {
    /// A picture, or a kind that is not read.
    NotRead,
    /// Closed by a password.
    Locked,
    /// Its inside is not what such a file has.
    Broken,
}

/// Room for the nested forms of a PDF, bytes.
const STACK: usize = 64 * 1024 * 1024;

/// The text of the bytes of a file of this type; a PDF of scans gives an empty one.
pub fn of(media_type: &str, bytes: Vec<u8>) -> Result<String, NoText> {
    let parts = office::parts(media_type);
    if parts.is_none() && media_type != PDF {
        return Err(NoText::NotRead);
    }
    let read = move || match parts {
        Some(parts) => office::text(parts, &bytes),
        None => pdf::text(bytes),
    };
    // On a stack of its own, and a panic over a hostile file is one more broken file.
    let reader = thread::Builder::new().stack_size(STACK).spawn(read).map_err(|_| NoText::Broken)?;
    reader.join().unwrap_or(Err(NoText::Broken)).map(cut)
}

/// Whether files of this type are read at all.
pub fn reads(media_type: &str) -> bool {
    media_type == PDF || office::parts(media_type).is_some()
}

fn cut(mut text: String) -> String {
    if let Some((at, _)) = text.char_indices().nth(MOST) {
        text.truncate(at);
    }
    text
}

#[cfg(test)]
mod tests;
