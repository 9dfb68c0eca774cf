//! The seal of an archive: its last 64 bytes are the SHA-256 of all bytes before them, so that a changed byte is found
//! wherever it lies – also in the parts of a ZIP that its own check sums do not cover.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

use sha2::{Digest, Sha256};

use crate::Fault;
use crate::fault::Result;

/// Length of the seal, bytes.
pub(crate) const LENGTH: u64 = 64;
/// What stands before the seal in the comment of the archive.
pub(crate) const MARK: &str = "metodset backup, sha256 of all before: ";

/// The seal's place before it is known.
pub(crate) fn blank() -> String {
    format!("{MARK}{}", "0".repeat(64))
}

/// Seals a file that ends in a blank seal.
pub(crate) fn close(file: &mut File, fault: &dyn Fn(std::io::Error) -> Fault) -> Result<()> {
    let length = file.seek(SeekFrom::End(0)).map_err(fault)?;
    let seal = sum(file, length.saturating_sub(LENGTH), fault)?;
    file.seek(SeekFrom::End(-64)).map_err(fault)?;
    file.write_all(seal.as_bytes()).map_err(fault)
}

/// Whether the file is as it was sealed.
pub(crate) fn is_whole(file: &mut File, fault: &dyn Fn(std::io::Error) -> Fault) -> Result<bool> {
    let length = file.seek(SeekFrom::End(0)).map_err(fault)?;
    let Some(body) = length.checked_sub(LENGTH) else { return Ok(false) };
    let seal = sum(file, body, fault)?;
    let mut written = String::new();
    file.seek(SeekFrom::Start(body)).map_err(fault)?;
    Ok(file.read_to_string(&mut written).is_ok() && written == seal)
}

fn sum(file: &mut File, length: u64, fault: &dyn Fn(std::io::Error) -> Fault) -> Result<String> {
    file.seek(SeekFrom::Start(0)).map_err(fault)?;
    let (mut hash, mut left) = (Sha256::new(), file.take(length));
    let mut buffer = vec![0; 256 * 1024];
    loop {
        match left.read(&mut buffer).map_err(fault)? {
            0 => return Ok(hex(hash)),
            count => hash.update(&buffer[..count]),
        }
    }
}

/// The hash in hexadecimal digits.
pub(crate) fn hex(hash: Sha256) -> String {
    hash.finalize().iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Passes bytes on and keeps their hash.
pub(crate) struct Hashing<'w, W> {
    pub(crate) hash: Sha256,
    out: &'w mut W,
}

impl<'w, W> Hashing<'w, W> {
    pub(crate) fn onto(out: &'w mut W) -> Self {
        Self { hash: Sha256::new(), out }
    }
}

impl<W: Write> Write for Hashing<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.out.write(bytes)?;
        self.hash.update(&bytes[..count]);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
