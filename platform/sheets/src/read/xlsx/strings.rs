//! The texts cells share: kept one behind the other, found by their number.

use std::ops::Range;

use super::tags::{Piece, Tag, Tags};
use crate::NotRead;

/// The most texts a workbook may announce.
const ANNOUNCED: u64 = 1_000_000;

/// Shared texts.
#[derive(Default)]
pub(super) struct Strings {
    all: String,
    places: Vec<Range<usize>>,
}

impl Strings {
    /// The text of a number.
    pub(super) fn at(&self, number: usize) -> Option<&str> {
        self.all.get(self.places.get(number)?.clone())
    }
}

pub(super) fn read(part: &str) -> Result<Strings, NotRead> {
    // A text takes seven bytes at least: `<si/>` and its place.
    let most = ANNOUNCED.min(u64::try_from(part.len()).unwrap_or(u64::MAX) / 4 + 16);
    let (mut tags, mut strings) = (Tags::of(part), Strings::default());
    loop {
        let begun = strings.all.len();
        match tags.next()? {
            Piece::Start(tag) if tag.name == "si" => {
                push_item(&mut tags, &mut strings.all)?;
                strings.places.push(begun..strings.all.len());
            }
            Piece::Empty(tag) if tag.name == "si" => strings.places.push(begun..begun),
            Piece::Start(tag) | Piece::Empty(tag) => believable(tag, most)?,
            Piece::Over => return Ok(strings),
            _ => {}
        }
    }
}

/// An absurd number of texts is refused, at any depth: nobody who means well writes it.
fn believable(tag: Tag, most: u64) -> Result<(), NotRead> {
    let is_absurd = |(name, value): (&str, &str)| {
        let is_count = name == "uniqueCount" || name.ends_with(":uniqueCount");
        is_count && value.trim().parse::<u64>().map_or(true, |count| count > most)
    };
    if tag.attributes().any(is_absurd) { Err(NotRead::Bomb) } else { Ok(()) }
}

/// Adds a text up to the end of its element: of its runs, without what is read aloud.
pub(super) fn push_item(tags: &mut Tags, text: &mut String) -> Result<(), NotRead> {
    let (mut depth, mut aloud) = (0_u32, 0_u32);
    loop {
        match tags.next()? {
            Piece::Start(tag) if tag.name == "t" && aloud == 0 => {
                let is_kept = tag.raw("xml:space") == Some("preserve");
                let begun = text.len();
                tags.push_text(text)?;
                settle(text, begun, is_kept);
            }
            Piece::Start(tag) => {
                depth += 1;
                if aloud > 0 || tag.name == "rPh" {
                    aloud += 1;
                }
            }
            Piece::End(_) if depth == 0 => return Ok(()),
            Piece::End(_) => {
                depth -= 1;
                aloud = aloud.saturating_sub(1);
            }
            Piece::Over => return Err(NotRead::Broken),
            _ => {}
        }
    }
}

/// A run as it is meant: without blanks at its ends unless they are kept, and with `_x000A_` as the letter it is.
fn settle(text: &mut String, begun: usize, is_kept: bool) {
    const BLANKS: [char; 4] = [' ', '\t', '\r', '\n'];
    let run = text.get(begun..).unwrap_or_default();
    let is_plain = is_kept || (!run.starts_with(BLANKS) && !run.ends_with(BLANKS));
    if is_plain && !run.contains("_x") {
        return;
    }
    let run = if is_kept { run } else { run.trim_matches(BLANKS) };
    let run = unescaped(run);
    text.truncate(begun);
    text.push_str(&run);
}

/// `_x000A_` is how Excel writes what XML cannot hold.
pub(super) fn unescaped(text: &str) -> String {
    let (mut told, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, after)) = rest.split_once("_x") {
        told.push_str(before);
        let digits = after.get(..5).filter(|five| five.ends_with('_')).and_then(|five| five.get(..4));
        let letter = digits
            .filter(|four| four.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(|four| u32::from_str_radix(four, 16).ok())
            .and_then(char::from_u32);
        if let Some(letter) = letter {
            told.push(letter);
            rest = after.get(5..).unwrap_or_default();
        } else {
            told.push_str("_x");
            rest = after;
        }
    }
    told.push_str(rest);
    told
}
