//! CSV: in the coding and with the separator it came in.

use encoding_rs::{Encoding, WINDOWS_1251};

use super::filling::{Filling, text};
use crate::csv::{LEADS, SHIELD};
use crate::{Book, Caps, Found, NotRead};

/// Separators, the surest first: a comma may stand inside a number or a sentence.
const SEPARATORS: [char; 3] = [';', '\t', ','];

pub(super) fn book(name: &str, bytes: &[u8], caps: &Caps) -> Result<Book, NotRead> {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    if !matches!(ending.as_str(), "csv" | "tsv" | "txt") {
        return Err(NotRead::NotTable);
    }
    let decoded = decoded(bytes);
    if decoded.contains('\0') {
        return Err(NotRead::NotTable);
    }
    let (separator, rows) = separated(&decoded);
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(rows.as_bytes());
    let mut filling = Filling::under(caps);
    filling.worksheet(name, false)?;
    for (row, record) in (0_u32..).zip(reader.records()) {
        let record = record.map_err(|_| NotRead::Broken)?;
        for (column, field) in (0_u32..).zip(&record) {
            if let Some(found) = found(field) {
                filling.put(row, column, found)?;
            }
        }
    }
    filling.done()
}

/// A byte order mark says the coding; without one it is UTF-8, or what Russian Excel has always written.
fn decoded(bytes: &[u8]) -> String {
    let utf8 = || std::str::from_utf8(bytes).ok().map(str::to_owned);
    match Encoding::for_bom(bytes) {
        Some((encoding, length)) => {
            let (text, _) = encoding.decode_without_bom_handling(bytes.get(length..).unwrap_or_default());
            text.into_owned()
        }
        None => utf8().unwrap_or_else(|| WINDOWS_1251.decode_without_bom_handling(bytes).0.into_owned()),
    }
}

/// The separator, by Excel's own line `sep=;` or by the first row, and the rows.
fn separated(text: &str) -> (u8, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let said = first.trim().strip_prefix("sep=").and_then(|mark| mark.chars().next());
    let seen = SEPARATORS.iter().copied().find(|mark| first.contains(*mark));
    let anywhere = || SEPARATORS.iter().copied().find(|mark| text.contains(*mark));
    let mark = said.or(seen).or_else(anywhere).unwrap_or(';');
    (u8::try_from(mark).unwrap_or(b';'), if said.is_some() { rest } else { text })
}

/// What begins like a formula is one for the program the file came from, unless it was shielded.
fn found(field: &str) -> Option<Found> {
    let field = field.trim();
    if let Some(bare) = field.strip_prefix(SHIELD).filter(|bare| bare.starts_with(LEADS)) {
        return text(bare);
    }
    if field.len() > 1 && field.starts_with('=') {
        return Some(Found::Formula { text: field.to_owned(), shown: String::new() });
    }
    text(field)
}
