//! Folding: search and sort keys made in the program, because the databases fold Cyrillic differently or not at all.

/// Lower case, ё as е, runs of white space as one blank, ends trimmed.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().flat_map(char::to_lowercase).map(|c| if c == 'ё' { 'е' } else { c }));
    }
    folded
}

/// The first key after every key that begins with `prefix`, for a search by range: `key >= prefix AND key < end`.
pub fn prefix_end(prefix: &str) -> String {
    format!("{prefix}\u{10FFFF}")
}

/// A text of signs a reader sees: a tab is a blank, line ends stay, other control signs and those without width that hide in
/// what is pasted – zero width blanks, soft hyphens, marks of direction – are left out. Two names that look the same are the same.
pub fn visible(text: &str) -> String {
    let seen = |sign: char| match sign {
        '\t' => Some(' '),
        '\n' | '\r' => Some(sign),
        '\u{ad}'
        | '\u{61c}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2060}'
        | '\u{feff}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' => None,
        sign => Some(sign).filter(|sign| !sign.is_control()),
    };
    text.chars().filter_map(seen).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_left_out() {
        assert_eq!(
            visible("Осокина\t\u{200b}Нина\u{0}\u{1f}\u{7f}\u{85} \u{202e}П\u{ad}.\u{feff}"),
            "Осокина Нина П."
        );
        assert_eq!(visible("цель\r\nзадачи\n\u{2067}и\u{2069}"), "цель\r\nзадачи\nи");
        // No-break blanks and joined pictures are seen.
        for kept in ["в\u{a0}школе", "👩\u{200d}🏫", "№ 1 – «Школа»"] {
            assert_eq!(visible(kept), kept);
        }
    }

    #[test]
    fn folds_case_yo_and_blanks() {
        assert_eq!(fold("  Семёнова\u{a0} ЁЛКА "), "семенова елка");
    }

    #[test]
    fn a_prefix_covers_what_begins_with_it() {
        let end = prefix_end("зе");
        assert!("зея" < end.as_str() && "зе" < end.as_str());
        assert!("зи" > end.as_str());
    }
}
