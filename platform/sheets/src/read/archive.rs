//! The archive behind XLSX and ODS: unpacked once and counted, before anything believes it.

use std::io::{self, Cursor, Read, Write};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::{Caps, NotRead};

/// The most entries of an archive: a workbook has some dozens.
const ENTRIES: usize = 2_000;
/// The most shared texts a workbook may announce: room for them is made at once.
const ANNOUNCED: u64 = 1_000_000;

/// A workbook that unpacks to more than this is unpacked a second time by its reader rather than held in memory.
const HELD: u64 = 4_000_000;

/// The most room made for a part before it is unpacked, bytes.
const ROOM: u64 = 256_000;

/// What the archive is.
pub(super) enum Kind {
    /// A workbook of Excel: its parts unpacked, unless they are large.
    Xlsx(Option<Vec<u8>>),
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
    let mut held = Held::new();
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|e| fault(&e))?;
        let name = entry.name().map_err(|_| NotRead::Broken)?.to_string();
        // What the archive says of a size is only room made ahead, and little of it.
        let room = usize::try_from(entry.size().min(ROOM)).unwrap_or(0);
        let (part, further) = held.read(&name, entry.take(left + 1), room)?;
        match name.to_lowercase().as_str() {
            "mimetype" => is_ods = part.starts_with(b"application/vnd.oasis.opendocument.spreadsheet"),
            "meta-inf/manifest.xml" => unlocked(&part)?,
            name if name.ends_with("sharedstrings.xml") => believable(&part)?,
            _ => {}
        }
        is_xlsx = is_xlsx || name.to_lowercase().starts_with("xl/");
        let unpacked = u64::try_from(part.len()).unwrap_or(u64::MAX).saturating_add(further);
        left = left.checked_sub(unpacked).ok_or(NotRead::Bomb)?;
        if name.eq_ignore_ascii_case("content.xml") {
            content = Some(part);
        }
    }
    match content {
        _ if is_xlsx => Ok(Kind::Xlsx(held.done())),
        Some(content) if is_ods => Ok(Kind::Ods(content)),
        _ => Err(NotRead::NotTable),
    }
}

/// The parts of a workbook of Excel as an archive that is not packed: its reader need not unpack them again.
struct Held {
    parts: Option<ZipWriter<Cursor<Vec<u8>>>>,
    room: u64,
}

impl Held {
    fn new() -> Self {
        Self { parts: Some(ZipWriter::new(Cursor::new(Vec::new()))), room: HELD }
    }

    /// What is read of an entry, and how much further is only counted: what nobody looks at is not kept.
    fn read(&mut self, name: &str, mut entry: impl Read, room: usize) -> Result<(Vec<u8>, u64), NotRead> {
        let lower = name.to_lowercase();
        let is_told = ["mimetype", "content.xml", "meta-inf/manifest.xml"].contains(&lower.as_str())
            || lower.ends_with("sharedstrings.xml");
        let is_held = self.parts.is_some() && is_part(&lower);
        let most = if is_told {
            u64::MAX
        } else if is_held {
            self.room
        } else {
            0
        };
        let mut part = Vec::with_capacity(if most == 0 { 0 } else { room });
        entry.by_ref().take(most).read_to_end(&mut part).map_err(|_| NotRead::Broken)?;
        let further = io::copy(&mut entry, &mut io::sink()).map_err(|_| NotRead::Broken)?;
        if is_held {
            self.hold(name, &part, further == 0);
        }
        Ok((part, further))
    }

    fn hold(&mut self, name: &str, part: &[u8], is_whole: bool) {
        let left = self.room.checked_sub(u64::try_from(part.len()).unwrap_or(u64::MAX));
        let plain = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        let is_written = self
            .parts
            .as_mut()
            .is_some_and(|parts| parts.start_file(name, plain).is_ok() && parts.write_all(part).is_ok());
        match left {
            Some(left) if is_whole && is_written => self.room = left,
            _ => self.parts = None,
        }
    }

    fn done(self) -> Option<Vec<u8>> {
        self.parts.and_then(|parts| parts.finish().ok()).map(Cursor::into_inner)
    }
}

/// Whether the reader of workbooks looks at it: not at themes, pictures and who wrote it.
fn is_part(lower: &str) -> bool {
    let passed_over = ["xl/theme/", "xl/media/", "xl/drawings/"];
    lower == "[content_types].xml"
        || lower.starts_with("_rels/")
        || lower.starts_with("xl/") && !passed_over.iter().any(|folder| lower.starts_with(folder))
}

fn fault(error: &ZipError) -> NotRead {
    match error {
        ZipError::UnsupportedArchive(text) if *text == ZipError::PASSWORD_REQUIRED => NotRead::Locked,
        ZipError::InvalidPassword => NotRead::Locked,
        _ => NotRead::Broken,
    }
}

/// A manifest that speaks of encryption: the content cannot be read.
fn unlocked(manifest: &[u8]) -> Result<(), NotRead> {
    let is_locked = manifest.windows(15).any(|window| window == b"encryption-data");
    if is_locked { Err(NotRead::Locked) } else { Ok(()) }
}

/// The reader makes room for as many texts as the workbook announces: an absurd number is refused before.
fn believable(strings: &[u8]) -> Result<(), NotRead> {
    // Where letters are bytes, every announcement stands in the text as it is: after the last one nothing can come.
    let is_of_bytes = memchr::memchr(0, strings).is_none();
    let mut announced =
        if is_of_bytes { memchr::memmem::find_iter(strings, "uniqueCount").count() } else { usize::MAX };
    let mut reader = Reader::from_reader(strings);
    let mut buffer = Vec::new();
    // A text takes seven bytes at least: `<si/>` and its place.
    let most = ANNOUNCED.min(u64::try_from(strings.len()).unwrap_or(u64::MAX) / 4 + 16);
    while announced > 0 {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            // At any depth and under any prefix: the reader behind looks for the announcement everywhere.
            Ok(Event::Start(start) | Event::Empty(start)) => {
                for one in start.attributes().flatten() {
                    let name = one.key.as_ref();
                    if name == "uniqueCount" || name.ends_with(":uniqueCount") {
                        let count = one.value.trim().parse::<u64>();
                        count.ok().filter(|count| *count <= most).ok_or(NotRead::Bomb)?;
                        announced = announced.saturating_sub(1);
                    }
                }
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    Ok(())
}
