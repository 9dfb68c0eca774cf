//! The font of the demo's papers: a subset of Tinos (SIL Open Font Licence, `tinos-OFL.txt`), Times metrics, Cyrillic.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The TrueType file.
pub(super) const FILE: &[u8] = include_bytes!("tinos-subset.ttf");
/// The subset was cut so that glyph n draws the nth sign of this list, counted from 1.
const SIGNS: &str = " !\"#%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz«»№–—…“„\
                     АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюяЁё";

/// Glyphs with their widths by sign: a paper asks for thousands, a demo prints thousands of papers.
static GLYPHS: LazyLock<HashMap<char, (u16, u32)>> =
    LazyLock::new(|| glyphs().map(|(glyph, sign)| (sign, (glyph, width(glyph)))).collect());

/// The glyph of a sign with its width in thousandths of the size; a sign that the subset lacks is drawn as a question mark.
pub(super) fn glyph(sign: char) -> (u16, u32) {
    let sign = if sign == '\u{a0}' { ' ' } else { sign };
    GLYPHS.get(&sign).or_else(|| GLYPHS.get(&'?')).copied().unwrap_or_default()
}

/// Every glyph with its sign, for copying text out of the paper.
pub(super) fn glyphs() -> impl Iterator<Item = (u16, char)> {
    (1..).zip(SIGNS.chars())
}

/// The width of a glyph in thousandths of the size.
pub(super) fn width(glyph: u16) -> u32 {
    let (widths, count) = (table(*b"hmtx"), u16_at(table(*b"hhea"), 34));
    let index = usize::from(glyph.min(count.saturating_sub(1)));
    u32::from(u16_at(widths, index * 4)) * 1000 / u32::from(u16_at(table(*b"head"), 18)).max(1)
}

/// A table of the file by its tag.
fn table(tag: [u8; 4]) -> &'static [u8] {
    let records = FILE[12..].chunks_exact(16).take(usize::from(u16_at(FILE, 4)));
    let place = |record: &[u8], at: usize| {
        usize::from(u16_at(record, at)) << 16 | usize::from(u16_at(record, at + 2))
    };
    records
        .filter(|record| record.starts_with(&tag))
        .find_map(|record| FILE.get(place(record, 8)..place(record, 8) + place(record, 12)))
        .unwrap_or(&[])
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).map_or(0, |pair| u16::from_be_bytes([pair[0], pair[1]]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_times() {
        let of = |sign| glyph(sign).1;
        assert_eq!((of(' '), of('0'), of('M'), of('i')), (250, 500, 889, 277));
        assert!(of('Щ') > of('я') && of('ё') > 0);
        assert_eq!(glyph('☃'), glyph('?'));
    }
}
