//! Reading a file of tables: what it is by its content, under caps, without believing anything it says of itself.

mod archive;
mod filling;
mod hidden;
mod ods;
mod refused;
mod text;
mod xlsx;

use std::panic::{AssertUnwindSafe, catch_unwind};

use archive::Kind;
pub use refused::NotRead;

use crate::Book;

/// What is read at most.
#[derive(Debug, Clone, Copy)]
pub struct Caps {
    /// Bytes of the file.
    pub file: usize,
    /// Bytes of everything inside, unpacked.
    pub unpacked: u64,
    /// How many times larger than the file its content may be, once it passes a tenth of `unpacked`.
    pub ratio: u64,
    /// Worksheets.
    pub worksheets: usize,
    /// The lowest row that may hold something.
    pub rows: u32,
    /// The last column that may hold something.
    pub columns: u16,
    /// Cells that hold something.
    pub cells: usize,
    /// Characters in a cell.
    pub letters: usize,
}

impl Default for Caps {
    fn default() -> Self {
        Self {
            file: 10_000_000,
            unpacked: 100_000_000,
            ratio: 200,
            worksheets: 40,
            rows: 20_000,
            columns: 400,
            cells: 400_000,
            letters: 10_000,
        }
    }
}

/// Reads the file `name` of these bytes: XLSX and ODS by their content, CSV by its name.
pub fn read(name: &str, bytes: &[u8], caps: &Caps) -> Result<Book, NotRead> {
    if bytes.is_empty() {
        return Err(NotRead::Empty);
    }
    if bytes.len() > caps.file {
        return Err(NotRead::TooLarge(caps.file / 1_000_000));
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(if is_locked(bytes) { NotRead::Locked } else { NotRead::Old });
    }
    if !bytes.starts_with(b"PK\x03\x04") {
        return text::book(name, bytes, caps);
    }
    // A file made to break its reader must not take the request with it.
    let read = AssertUnwindSafe(|| match archive::checked(bytes, caps)? {
        Kind::Xlsx(parts) => xlsx::book(parts.as_deref().unwrap_or(bytes), caps),
        Kind::Ods(content) => ods::book(&content, caps),
    });
    catch_unwind(read).unwrap_or(Err(NotRead::Broken))
}

/// The same, with the rows and columns marked that a person does not see in a workbook of Excel; of LibreOffice they always are.
pub fn read_marked(name: &str, bytes: &[u8], caps: &Caps) -> Result<Book, NotRead> {
    let mut book = read(name, bytes, caps)?;
    let mark = AssertUnwindSafe(|| hidden::mark(bytes, &mut book, caps));
    // What is hidden is a word beside the list: without it the list is read all the same.
    let _ = catch_unwind(mark);
    Ok(book)
}

/// A workbook behind a password is an old container with a stream of this name in it.
fn is_locked(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}
