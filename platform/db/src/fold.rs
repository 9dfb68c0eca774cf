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

/// So many more digits a number may still get while somebody types it.
const TYPED: usize = 3;

/// The key names are put in order by: folded, and each number behind the count of its digits, so that «№ 2» stands before
/// «№ 11». Old keys were brought to this by the migration `units_natural`.
pub fn natural(text: &str) -> String {
    keyed(&fold(text))
}

fn keyed(folded: &str) -> String {
    let mut key = String::with_capacity(folded.len() + 4);
    let mut rest = folded;
    while let Some(from) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, number) = rest.split_at(from);
        let (digits, after) =
            number.split_at(number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len()));
        key.push_str(before);
        key.push_str(&counted(digits));
        rest = after;
    }
    key.push_str(rest);
    key
}

/// «11» as «211»: nothing longer is counted on.
fn counted(digits: &str) -> String {
    let digits = match digits.trim_start_matches('0') {
        "" => "0",
        digits => digits,
    };
    format!("{}{digits}", digits.len().min(9))
}

/// Ranges of [`natural`] keys whose names begin with `prefix`: a number at its end may be whole or go on, «№ 1» is that of
/// «№ 1» and «№ 12». The whole number comes first in the order of the keys.
pub fn natural_ranges(prefix: &str) -> Beginnings {
    let folded = fold(prefix);
    let head = folded.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = folded.strip_prefix(head).unwrap_or_default().trim_start_matches('0');
    let head = keyed(head);
    let range = |key: String| {
        let end = prefix_end(&key);
        (key, end)
    };
    if digits.is_empty() {
        return Beginnings(vec![range(keyed(&folded))]);
    }
    let longest = (digits.len() + TYPED).min(9);
    let counts = digits.len().min(longest)..=longest;
    Beginnings(counts.map(|count| range(format!("{head}{count}{digits}"))).collect())
}

/// Ranges of keys, for [`within!`](crate::within).
#[derive(Debug, Clone)]
pub struct Beginnings(Vec<(String, String)>);

impl Beginnings {
    /// The first key of each and the one after its last.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }
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
    fn numbers_of_names_are_put_in_their_own_order() {
        let all = [
            "Детский сад № 3",
            "Школа Ёлок",
            "Школа № 1",
            "школа № 02",
            "Школа № 11",
            "Школа № 11 корпус 2",
            "Школа № 101",
        ];
        let mut sorted = all;
        sorted.sort_by_key(|name| natural(name));
        assert_eq!(sorted, all);
        assert_eq!(
            (natural("№ 007"), natural("00"), natural("")),
            ("№ 17".into(), "10".into(), String::new())
        );
        assert_eq!(natural("№ 12345678901"), "№ 912345678901");
    }

    #[test]
    fn a_beginning_of_a_name_ends_within_a_number() {
        let begins = |prefix: &str, name: &str| {
            let key = natural(name);
            natural_ranges(prefix).pairs().iter().any(|(from, to)| *from <= key && key < *to)
        };
        for (prefix, name, is_it) in [
            ("школа № 1", "Школа № 1", true),
            ("школа № 1", "Школа № 1, Белогорск", true),
            ("школа № 1", "Школа № 12", true),
            ("школа № 1", "Школа № 1234", true),
            ("школа № 1", "Школа № 2", false),
            ("школа № 1", "Школа № 21", false),
            ("школа № 12", "Школа № 1", false),
            ("школа № 01", "Школа № 1", true),
            ("школа № 1 ", "Школа № 1", true),
            ("школа №", "Школа № 1", true),
            ("школа", "Школа № 1", true),
            ("школа № 12 к", "Школа № 12 корпус 2", true),
            ("школа № 0", "Школа № 1", false),
        ] {
            assert_eq!(begins(prefix, name), is_it, "{prefix} {name}");
        }
    }

    #[test]
    fn a_prefix_covers_what_begins_with_it() {
        let end = prefix_end("зе");
        assert!("зея" < end.as_str() && "зе" < end.as_str());
        assert!("зи" > end.as_str());
    }
}
