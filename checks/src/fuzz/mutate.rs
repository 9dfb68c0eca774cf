//! Changes that break readers: bytes of any file, words and numbers of a text, the parts inside an archive.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// Nothing grows past this: the limits of size are tested elsewhere.
const LONGEST: usize = 200_000;
/// Numbers at which arithmetic turns over.
const NUMBERS: [&str; 12] = [
    "0",
    "-1",
    "1e308",
    "NaN",
    "4294967296",
    "9223372036854775807",
    "9223372036854775808",
    "18446744073709551616",
    "1048577",
    "16385",
    "0.0000000000000000000000001",
    "99999999999999999999999999999999",
];
/// Pieces that mean something to one of the readers.
const WORDS: [&str; 34] = [
    "\0",
    "\u{feff}",
    "\u{202e}",
    "\r\n",
    "\"",
    "';",
    "%00",
    "../",
    "<!DOCTYPE a [<!ENTITY b \"b\">]>",
    "&b;",
    "<![CDATA[",
    "]]>",
    "<c r=\"",
    "<row r=\"",
    "<v>",
    "</v>",
    "<f>1+1</f>",
    " t=\"s\"",
    "<is><t>",
    "<table:table-row>",
    "<table:table-cell>",
    "repeated=\"",
    "uniqueCount=\"",
    "[[",
    "]]",
    "'''",
    "= {",
    "= [",
    "Content-Disposition: form-data; name=\"",
    "filename=\"",
    "--",
    "{\"parts\":",
    "PK\u{3}\u{4}",
    "\u{0}\u{1}",
];

/// Numbers that look random and come again: a failure is found again by its seed.
pub struct Dice(u64);

impl Dice {
    pub fn of(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn roll(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// Below `end`; 0 where there is nothing.
    pub fn below(&mut self, end: usize) -> usize {
        let rolled = usize::try_from(self.roll() >> 16).expect("48 bits fit");
        if end == 0 { 0 } else { rolled % end }
    }

    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// A changed copy; an archive is mostly changed inside.
pub fn mutated(dice: &mut Dice, seed: &[u8], other: &[u8]) -> Vec<u8> {
    if seed.starts_with(b"PK")
        && dice.below(6) != 0
        && let Some(bytes) = inside(dice, seed, other)
    {
        return bytes;
    }
    changed(dice, seed.to_vec(), other)
}

/// One to eight changes.
fn changed(dice: &mut Dice, mut bytes: Vec<u8>, other: &[u8]) -> Vec<u8> {
    for _ in 0..=dice.below(8) {
        change(dice, &mut bytes, other);
        bytes.truncate(LONGEST);
    }
    bytes
}

fn change(dice: &mut Dice, bytes: &mut Vec<u8>, other: &[u8]) {
    let at = dice.below(bytes.len() + 1).min(bytes.len());
    let end = (at + 1 + dice.below(64)).min(bytes.len());
    match dice.below(12) {
        0 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
        1 if at < bytes.len() => bytes[at] = dice.roll().to_le_bytes()[4],
        2 => drop(bytes.drain(at..end)),
        3 => insert(bytes, at, dice.pick(&WORDS).as_bytes()),
        4 => insert(bytes, at, dice.pick(&NUMBERS).as_bytes()),
        5 => {
            let piece = bytes[at..end].to_vec();
            insert(bytes, at, &piece.repeat(1 + dice.below(200)));
        }
        6 => bytes.truncate(at),
        7 => {
            let from = dice.below(other.len() + 1).min(other.len());
            let until = (from + 1 + dice.below(400)).min(other.len());
            insert(bytes, at, &other[from..until]);
        }
        8 | 9 => number(dice, bytes),
        10 => swap(dice, bytes),
        _ => nest(dice, bytes, at),
    }
}

fn insert(bytes: &mut Vec<u8>, at: usize, piece: &[u8]) {
    bytes.splice(at..at, piece.iter().copied());
}

/// Some number written in the text becomes one that hurts.
fn number(dice: &mut Dice, bytes: &mut Vec<u8>) {
    let begin = dice.below(bytes.len());
    let Some(at) = bytes.iter().skip(begin).position(u8::is_ascii_digit).map(|found| found + begin) else {
        return;
    };
    let end =
        bytes[at..].iter().position(|byte| !byte.is_ascii_digit()).map_or(bytes.len(), |found| found + at);
    bytes.splice(at..end, dice.pick(&NUMBERS).bytes());
}

/// Two lines or elements change places.
fn swap(dice: &mut Dice, bytes: &mut [u8]) {
    let (one, other) = (dice.below(bytes.len()), dice.below(bytes.len()));
    let length = dice.below(40).min(bytes.len().saturating_sub(one.max(other)));
    for step in 0..length {
        bytes.swap(one + step, other + step);
    }
}

/// Deep nesting: what is read by recursion runs out of stack.
fn nest(dice: &mut Dice, bytes: &mut Vec<u8>, at: usize) {
    let (open, close) =
        *dice.pick(&[("{\"parts\":{\"a\":", "}}"), ("<a>", "</a>"), ("[", "]"), ("{a=", "}"), ("(", ")")]);
    let depth = 1 + dice.below(4_000);
    insert(bytes, at, close.repeat(depth).as_bytes());
    insert(bytes, at, open.repeat(depth).as_bytes());
}

/// A part of the archive is changed and all is packed again, so that the reader gets past the checksums.
fn inside(dice: &mut Dice, seed: &[u8], other: &[u8]) -> Option<Vec<u8>> {
    let mut parts = unpacked(seed)?;
    if parts.is_empty() {
        return None;
    }
    let chosen = dice.below(parts.len());
    let foreign = unpacked(other).unwrap_or_default();
    let donor = foreign.get(dice.below(foreign.len())).map_or(other, |(_, bytes)| bytes.as_slice()).to_vec();
    match dice.below(10) {
        0 => drop(parts.remove(chosen)),
        1 => parts[chosen].0 = format!("{}{}", dice.pick(&["../", "/", "xl/", "a/b/"]), parts[chosen].0),
        _ => parts[chosen].1 = changed(dice, std::mem::take(&mut parts[chosen].1), &donor),
    }
    packed(&parts)
}

fn unpacked(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts = Vec::new();
    for index in 0..archive.len().min(60) {
        let mut entry = archive.by_index(index).ok()?;
        let (name, mut text) = (entry.name().ok()?.into_owned(), Vec::new());
        entry.by_ref().take(200_000).read_to_end(&mut text).ok()?;
        parts.push((name, text));
    }
    Some(parts)
}

fn packed(parts: &[(String, Vec<u8>)]) -> Option<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        archive.start_file(name.as_str(), options).ok()?;
        archive.write_all(bytes).ok()?;
    }
    Some(archive.finish().ok()?.into_inner())
}
