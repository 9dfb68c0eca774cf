//! Reading an archive with the eyes of somebody who does not trust it.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use zip::ZipArchive;

use crate::fault::Result;
use crate::manifest::{FORMAT, MANIFEST, Manifest, file_part, table_part};
use crate::{Fault, seal};

/// The largest manifest, bytes: some two million files.
const MANIFEST_LIMIT: u64 = 256 * 1024 * 1024;
/// The most one packed byte of lines may become (rows of the house pack some fifteen times); below [`SMALL`] nobody asks.
const RATIO: u64 = 500;
const SMALL: u64 = 16 * 1024 * 1024;

/// An archive found whole.
#[derive(Debug)]
pub struct Archive {
    /// What it says of itself.
    pub manifest: Manifest,
    zip: ZipArchive<BufReader<File>>,
}

impl Archive {
    /// Opens an archive: its seal, its manifest and the list of its parts are right, or it is refused.
    pub fn open(path: &Path) -> Result<Self> {
        let fault = Fault::disk(path.display());
        let mut file = File::open(path).map_err(&fault)?;
        if !seal::is_whole(&mut file, &fault)? {
            return Err(Fault::Damaged(format!("{}: {}", path.display(), what_is_wrong(file))));
        }
        let mut zip = ZipArchive::new(BufReader::new(file)).map_err(|e| unreadable(path, e))?;
        let manifest = manifest_of(&mut zip, path)?;
        let mut archive = Self { manifest, zip };
        archive.refuse_other_parts()?;
        Ok(archive)
    }

    /// Each part the manifest names is there with its size, once, and nothing else is. Parts are asked for by these names
    /// alone and never written under them, so a name that climbs out of a folder climbs nowhere.
    fn refuse_other_parts(&mut self) -> Result<()> {
        let tables = self.manifest.tables.iter().map(|part| (table_part(&part.name), part.bytes, RATIO));
        let files = self.manifest.files.iter().map(|part| (file_part(&part.sha256), part.size, u64::MAX));
        let parts: Vec<(String, u64, u64)> = tables.chain(files).collect();
        let names: BTreeSet<&str> = parts.iter().map(|(name, ..)| name.as_str()).collect();
        if names.len() != parts.len() || self.zip.has_duplicate_names() || self.zip.len() != parts.len() + 1 {
            return Err(Fault::damaged("its parts are not those its manifest names"));
        }
        for (name, bytes, ratio) in &parts {
            let entry = self.zip.by_name(name).map_err(|e| Fault::damaged(format_args!("{name}: {e}")))?;
            if entry.size() != *bytes {
                return Err(Fault::damaged(format_args!(
                    "{name}: {} bytes instead of {bytes}",
                    entry.size()
                )));
            }
            if *bytes > SMALL && bytes / ratio > entry.compressed_size() {
                return Err(Fault::damaged(format_args!(
                    "{name}: unpacks to {ratio} times its size and more"
                )));
            }
        }
        Ok(())
    }

    /// The lines of a table.
    pub(crate) fn table(&mut self, name: &str, bytes: u64) -> Result<impl Read + '_> {
        self.part(table_part(name), bytes)
    }

    /// The bytes of a file.
    pub(crate) fn file(&mut self, sha256: &str, size: u64) -> Result<impl Read + '_> {
        self.part(file_part(sha256), size)
    }

    fn part(&mut self, name: String, bytes: u64) -> Result<impl Read + '_> {
        let entry = self.zip.by_name(&name).map_err(|e| Fault::damaged(format_args!("{name}: {e}")))?;
        Ok(entry.take(bytes))
    }
}

fn manifest_of(zip: &mut ZipArchive<BufReader<File>>, path: &Path) -> Result<Manifest> {
    let entry = zip.by_name(MANIFEST).map_err(|e| unreadable(path, e))?;
    let value: serde_json::Value =
        serde_json::from_reader(entry.take(MANIFEST_LIMIT)).map_err(|e| unreadable(path, e))?;
    if value["format"].as_u64().is_some_and(|format| format > u64::from(FORMAT)) {
        let program = value["program"].as_str().unwrap_or("unknown");
        return Err(Fault::Newer(format!(
            "the backup was made by version {program} in a format this program does not know: restore it with that version or a later one"
        )));
    }
    serde_json::from_value(value).map_err(|e| unreadable(path, e))
}

fn unreadable(path: &Path, error: impl std::fmt::Display) -> Fault {
    Fault::Damaged(format!("{}: it is no backup of this program ({error})", path.display()))
}

/// The part in which the damage lies, where it can be told.
fn what_is_wrong(file: File) -> String {
    let Ok(mut zip) = ZipArchive::new(BufReader::new(file)) else {
        return "its directory cannot be read: it is cut off, or no backup of this program".to_owned();
    };
    for index in 0..zip.len() {
        let name = zip.name_for_index(index).and_then(|name| Some(name.ok()?.into_owned()));
        let name = name.unwrap_or_else(|| format!("part {index}"));
        let read = zip.by_index(index).map_err(io::Error::from);
        if let Err(error) = read.and_then(|mut entry| io::copy(&mut entry, &mut io::sink())) {
            return format!("{name}: {error}");
        }
    }
    "bytes between its parts are not those it was sealed with".to_owned()
}
