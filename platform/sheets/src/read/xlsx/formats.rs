//! What a number is by the style of its cell: a number, a day or a span of time.

use std::collections::HashMap;

use super::tags::{Piece, Tags};
use crate::NotRead;

/// What a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// A number.
    Number,
    /// A day, or a time of a day.
    Day,
    /// A span of time: a number of days.
    Span,
}

/// By style, in the order of the part.
pub(super) fn read(part: &str) -> Result<Vec<Format>, NotRead> {
    let (mut tags, mut own) = (Tags::of(part), HashMap::new());
    let (mut styles, mut is_cells) = (Vec::new(), false);
    loop {
        match tags.next()? {
            Piece::Start(tag) | Piece::Empty(tag) => match tag.name {
                "numFmt" => {
                    let code = tag.attribute("formatCode").unwrap_or_default();
                    own.insert(tag.attribute("numFmtId").unwrap_or_default(), of(&code));
                }
                "cellXfs" => is_cells = true,
                "xf" if is_cells => {
                    let id = tag.raw("numFmtId").unwrap_or_default();
                    styles.push(own.get(id).copied().unwrap_or_else(|| built_in(id)));
                }
                _ => {}
            },
            Piece::End("cellXfs") | Piece::Over => return Ok(styles),
            _ => {}
        }
    }
}

/// Formats every program knows by their number (ECMA-376, 18.8.30).
fn built_in(id: &str) -> Format {
    match id.parse::<u32>() {
        Ok(14..=22 | 27..=36 | 45 | 47 | 50..=58) => Format::Day,
        Ok(46) => Format::Span,
        _ => Format::Number,
    }
}

/// What a code of a format shows: the first of its parts tells.
fn of(code: &str) -> Format {
    let (mut letters, mut is_in_brackets) = (code.chars(), false);
    let mut bracketed = String::new();
    while let Some(letter) = letters.next() {
        match letter {
            // The next is itself.
            '\\' | '_' | '*' => {
                letters.next();
            }
            '"' => {
                letters.by_ref().find(|one| *one == '"');
            }
            '[' => {
                is_in_brackets = true;
                bracketed.clear();
            }
            ']' if is_in_brackets => {
                is_in_brackets = false;
                if is_span(&bracketed) {
                    return Format::Span;
                }
            }
            _ if is_in_brackets => bracketed.push(letter.to_ascii_lowercase()),
            ';' => return Format::Number,
            'd' | 'm' | 'h' | 'y' | 's' | 'D' | 'M' | 'H' | 'Y' | 'S' => return Format::Day,
            _ => {}
        }
    }
    Format::Number
}

/// `[h]`, `[mm]`, `[ss]`: hours that do not end with the day.
fn is_span(bracketed: &str) -> bool {
    let first = bracketed.chars().next().filter(|first| matches!(first, 'h' | 'm' | 's'));
    first.is_some_and(|first| bracketed.chars().all(|one| one == first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_tells_a_day_from_a_number_and_a_span() {
        for code in
            ["DD/MM/YY", "H:MM:SS;@", "m\"M\"d\"D\";@", "[$-404]e\"\u{fc}\"m\"\u{fc}\"d", "[$-419]d mmm yy"]
        {
            assert_eq!(of(code), Format::Day, "{code}");
        }
        for code in ["[h]:mm:ss", "[ss]", "[mm]", "[Blue]\\+[h]:mm;[Red]\\-[h]:mm", "[>=100][Magenta][s].00"]
        {
            assert_eq!(of(code), Format::Span, "{code}");
        }
        let numbers = [
            "#,##0\\ [$\u{20bd}-46D]",
            "\"$\"#,##0_);[Red](\"$\"#,##0)",
            "0_ ;[Red]\\-0\\ ",
            "\\Y000000",
            "#,##0.0####\" YMD\"",
            "[>=100][Magenta].00",
            "General",
            "@",
        ];
        // `General` has no letter of a day; `Основной` neither.
        for code in numbers {
            assert_eq!(of(code), Format::Number, "{code}");
        }
    }
}
