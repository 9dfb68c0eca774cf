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

#[cfg(test)]
mod tests {
    use super::*;

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
