//! The archive behind XLSX and ODS: nothing is unpacked but what is read, once, and it is counted while it is read.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::{Caps, NotRead};

/// The most entries of an archive: a workbook has some dozens.
const ENTRIES: usize = 2_000;

/// What the archive is.
pub(super) enum Kind {
    /// A workbook of Excel.
    Xlsx,
    /// A workbook of LibreOffice: its content.
    Ods(String),
}

/// The entries of an archive, and how much of them may still be unpacked.
pub(super) struct Parts<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Places by name in small letters.
    places: HashMap<String, usize>,
    left: u64,
}

impl<'a> Parts<'a> {
    /// Opens it. What it says of its sizes is held against it; what it hides shows when it is read.
    pub(super) fn open(bytes: &'a [u8], caps: &Caps) -> Result<Self, NotRead> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| fault(&e))?;
        if archive.len() > ENTRIES {
            return Err(NotRead::Bomb);
        }
        let packed = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let limit = caps.unpacked.min(packed.saturating_mul(caps.ratio).max(caps.unpacked / 10));
        let (mut places, mut said) = (HashMap::new(), 0_u64);
        for index in 0..archive.len() {
            let entry = archive.by_index(index).map_err(|e| fault(&e))?;
            said = said.saturating_add(entry.size());
            places.insert(entry.name().map_err(|_| NotRead::Broken)?.to_lowercase(), index);
        }
        if said > limit { Err(NotRead::Bomb) } else { Ok(Self { archive, places, left: limit }) }
    }

    /// What it is by its content.
    pub(super) fn kind(&mut self) -> Result<Kind, NotRead> {
        if self.places.keys().any(|name| name.starts_with("xl/")) {
            return Ok(Kind::Xlsx);
        }
        // A manifest that speaks of encryption: the content cannot be read.
        let manifest = self.bytes("meta-inf/manifest.xml")?.unwrap_or_default();
        if manifest.windows(15).any(|window| window == b"encryption-data") {
            return Err(NotRead::Locked);
        }
        let told = self.bytes("mimetype")?.unwrap_or_default();
        let is_ods = told.starts_with(b"application/vnd.oasis.opendocument.spreadsheet");
        match self.text("content.xml")? {
            Some(content) if is_ods => Ok(Kind::Ods(content)),
            _ => Err(NotRead::NotTable),
        }
    }

    /// The text of an entry; none where there is no such entry.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, NotRead> {
        let Some(bytes) = self.bytes(name)? else {
            return Ok(None);
        };
        let mut text = String::from_utf8(bytes).map_err(|_| NotRead::Broken)?;
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        Ok(Some(text))
    }

    /// An entry, unpacked; an archive may lie about sizes, so it is stopped where too much comes out.
    fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, NotRead> {
        let Some(&place) = self.places.get(&name.to_lowercase()) else {
            return Ok(None);
        };
        let entry = self.archive.by_index(place).map_err(|e| fault(&e))?;
        let said = usize::try_from(entry.size().min(self.left)).unwrap_or_default();
        let mut bytes = Vec::with_capacity(said);
        entry.take(self.left + 1).read_to_end(&mut bytes).map_err(|_| NotRead::Broken)?;
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.left = self.left.checked_sub(size).ok_or(NotRead::Bomb)?;
        Ok(Some(bytes))
    }
}

fn fault(error: &ZipError) -> NotRead {
    match error {
        ZipError::UnsupportedArchive(text) if *text == ZipError::PASSWORD_REQUIRED => NotRead::Locked,
        ZipError::InvalidPassword => NotRead::Locked,
        _ => NotRead::Broken,
    }
}
