//! What an archive says of itself: read before anything of it is taken.

use serde::{Deserialize, Serialize};

use crate::catalog::Column;

/// The part that holds it.
pub(crate) const MANIFEST: &str = "manifest.json";
/// The format of this program's archives; a reader refuses another.
pub const FORMAT: u32 = 1;

/// `manifest.json` of an archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The archive's format.
    pub format: u32,
    /// Version of the program that made it.
    pub program: String,
    /// `sqlite` or `postgres`: where the rows come from; it restores onto either.
    pub database: String,
    /// When the snapshot was taken, UTC.
    pub made_at: String,
    /// Versions of the migrations applied then, oldest first.
    pub migrations: Vec<String>,
    /// The tables, by name.
    pub tables: Vec<TablePart>,
    /// The files, by hash: the name of each part is the hash of its bytes.
    pub files: Vec<FilePart>,
    /// Files that rows name and the store did not have: with any, the archive is incomplete.
    pub missing: Vec<Missing>,
}

/// The lines of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TablePart {
    /// The table.
    pub name: String,
    /// The columns of a line, in their order.
    pub columns: Vec<Column>,
    /// Lines.
    pub rows: u64,
    /// Bytes of all lines.
    pub bytes: u64,
    /// SHA-256 of all lines.
    pub sha256: String,
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilePart {
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
}

/// A file that was not there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// The id of its row.
    pub id: String,
    /// The hash it should have had.
    pub sha256: String,
    /// What is wrong with it.
    pub why: String,
}

impl Manifest {
    /// Whether every file of the snapshot is in it.
    pub fn is_complete(&self) -> bool {
        self.missing.is_empty()
    }

    /// Rows of all tables.
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }

    /// Bytes of all lines and files.
    pub fn bytes(&self) -> u64 {
        let files: u64 = self.files.iter().map(|file| file.size).sum();
        self.tables.iter().map(|table| table.bytes).sum::<u64>() + files
    }
}

/// The part that holds a table's lines.
pub(crate) fn table_part(name: &str) -> String {
    format!("tables/{name}.tsv")
}

/// The part that holds a file's bytes.
pub(crate) fn file_part(sha256: &str) -> String {
    format!("files/{sha256}")
}
