//! Receiving an upload: to a temporary file, counting and hashing on the way, before any transaction begins.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;

use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use crate::NotAccepted;

/// An upload being received.
pub struct Spool {
    name: String,
    file: NamedTempFile,
    hash: Sha256,
    size: u64,
    limit: u64,
}

impl Spool {
    /// Begins to receive a file called `name` of at most `limit` bytes.
    pub fn begin(folder: &Path, name: &str, limit: u64) -> io::Result<Self> {
        // Some browsers send a whole path; a person knows the file by its last part.
        let name = name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned();
        Ok(Self { name, file: NamedTempFile::new_in(folder)?, hash: Sha256::new(), size: 0, limit })
    }

    /// Takes the next bytes; past the limit they are only counted, so that the whole form can still be read.
    pub fn take(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.size += u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if self.size <= self.limit {
            self.hash.update(bytes);
            self.file.write_all(bytes)?;
        }
        Ok(())
    }

    /// Ends the file.
    pub fn finish(mut self) -> io::Result<Spooled> {
        self.file.flush()?;
        let sha256 = hex(self.hash);
        Ok(Spooled { name: self.name, file: self.file, sha256, size: self.size, limit: self.limit })
    }
}

/// An upload received; removed from the disk when dropped.
#[derive(Debug)]
pub struct Spooled {
    /// The name the person gave.
    pub name: String,
    /// Where the bytes are.
    pub file: NamedTempFile,
    /// SHA-256, hexadecimal.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
    /// The limit it was received under, bytes.
    pub limit: u64,
}

impl Spooled {
    /// Whether it may be kept, and as what.
    pub fn recognise(&self) -> Result<crate::MediaType, NotAccepted> {
        if self.size > self.limit {
            return Err(NotAccepted::TooLarge { name: self.name.clone(), limit_mb: self.limit / 1_000_000 });
        }
        crate::recognise(self.file.path(), &self.name)
    }
}

/// The hash in hexadecimal digits.
pub(crate) fn hex(hash: Sha256) -> String {
    hash.finalize().iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
