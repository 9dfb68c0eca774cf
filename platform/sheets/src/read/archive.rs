//! The archive behind XLSX and ODS: unpacked once to nowhere and counted, before anything believes it.

use std::io::{self, Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::{Caps, NotRead};

/// The most entries of an archive: a workbook has some dozens.
const ENTRIES: usize = 2_000;
/// The most shared texts a workbook may announce: room for them is made at once.
const ANNOUNCED: u64 = 1_000_000;

/// What the archive is.
pub(super) enum Kind {
    /// A workbook of Excel.
    Xlsx,
    /// A workbook of LibreOffice: its content.
    Ods(Vec<u8>),
}

/// Counts what is really inside (an archive may lie about sizes) and finds what it is.
pub(super) fn checked(bytes: &[u8], caps: &Caps) -> Result<Kind, NotRead> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| fault(&e))?;
    if archive.len() > ENTRIES {
        return Err(NotRead::Bomb);
    }
    let packed = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let limit = caps.unpacked.min(packed.saturating_mul(caps.ratio).max(caps.unpacked / 10));
    let mut left = limit;
    let (mut is_xlsx, mut is_ods, mut content) = (false, false, None);
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|e| fault(&e))?;
        let name = entry.name().map_err(|_| NotRead::Broken)?.to_lowercase();
        let mut entry = entry.take(left + 1);
        let unpacked = match name.as_str() {
            "mimetype" => {
                let text = kept(&mut entry)?;
                is_ods = text.starts_with(b"application/vnd.oasis.opendocument.spreadsheet");
                text.len()
            }
            "content.xml" => content.insert(kept(&mut entry)?).len(),
            "meta-inf/manifest.xml" => unlocked(&kept(&mut entry)?)?,
            _ if name.ends_with("sharedstrings.xml") => believable(&kept(&mut entry)?)?,
            _ => counted(&mut entry)?,
        };
        is_xlsx = is_xlsx || name.starts_with("xl/");
        left = left.checked_sub(u64::try_from(unpacked).unwrap_or(u64::MAX)).ok_or(NotRead::Bomb)?;
    }
    match content {
        _ if is_xlsx => Ok(Kind::Xlsx),
        Some(content) if is_ods => Ok(Kind::Ods(content)),
        _ => Err(NotRead::NotTable),
    }
}

fn fault(error: &ZipError) -> NotRead {
    match error {
        ZipError::UnsupportedArchive(text) if *text == ZipError::PASSWORD_REQUIRED => NotRead::Locked,
        ZipError::InvalidPassword => NotRead::Locked,
        _ => NotRead::Broken,
    }
}

fn kept(entry: &mut impl Read) -> Result<Vec<u8>, NotRead> {
    let mut bytes = Vec::new();
    entry.read_to_end(&mut bytes).map_err(|_| NotRead::Broken)?;
    Ok(bytes)
}

fn counted(entry: &mut impl Read) -> Result<usize, NotRead> {
    let bytes = io::copy(entry, &mut io::sink()).map_err(|_| NotRead::Broken)?;
    Ok(usize::try_from(bytes).unwrap_or(usize::MAX))
}

/// A manifest that speaks of encryption: the content cannot be read.
fn unlocked(manifest: &[u8]) -> Result<usize, NotRead> {
    let is_locked = manifest.windows(15).any(|window| window == b"encryption-data");
    if is_locked { Err(NotRead::Locked) } else { Ok(manifest.len()) }
}

/// The reader makes room for as many texts as the workbook announces: an absurd number is refused before.
fn believable(strings: &[u8]) -> Result<usize, NotRead> {
    let mut reader = Reader::from_reader(strings);
    let mut buffer = Vec::new();
    // A text takes seven bytes at least: `<si/>` and its place.
    let most = ANNOUNCED.min(u64::try_from(strings.len()).unwrap_or(u64::MAX) / 4 + 16);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            // At any depth and under any prefix: the reader behind looks for the announcement everywhere.
            Ok(Event::Start(start) | Event::Empty(start)) => {
                let counts = start.attributes().flatten().filter(|one| {
                    let name = one.key.as_ref();
                    name == "uniqueCount" || name.ends_with(":uniqueCount")
                });
                let absurd = |value: &str| value.trim().parse::<u64>().map_or(true, |count| count > most);
                if counts.into_iter().any(|one| absurd(&one.value)) {
                    return Err(NotRead::Bomb);
                }
            }
            Ok(Event::Eof) | Err(_) => return Ok(strings.len()),
            Ok(_) => {}
        }
    }
}
