//! An excerpt: the place of a text where most of what was asked stands together, its words marked.

use crate::Question;
use crate::words::words;

/// About so many bytes are shown: two or three lines of a list.
const LENGTH: usize = 420;

/// A piece of an excerpt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Whether it was asked for.
    pub is_asked: bool,
}

/// The place of the text that answers best; nothing where no word of the question stands in it.
pub fn excerpt(text: &str, question: &Question) -> Vec<Piece> {
    let asked: Vec<_> = words(text).filter(|word| question.asks(&word.folded)).map(|word| word.at).collect();
    let Some(from) = best(&asked.iter().map(|at| at.start).collect::<Vec<_>>()) else {
        return Vec::new();
    };
    let (from, to) = bounds(text, from);
    let mut pieces = Vec::new();
    let mut at = from;
    for word in asked.into_iter().filter(|word| word.start >= from && word.end <= to) {
        push(&mut pieces, text.get(at..word.start), false);
        push(&mut pieces, text.get(word.clone()), true);
        at = word.end;
    }
    push(&mut pieces, text.get(at..to), false);
    let ends = [(from > 0).then_some("… "), (to < text.len()).then_some(" …")];
    let end = |text: &str| Piece { text: text.to_owned(), is_asked: false };
    let [head, tail] = ends.map(|text| text.map(end));
    head.into_iter().chain(pieces).chain(tail).collect()
}

/// The beginning of the stretch that holds most of the places.
fn best(starts: &[usize]) -> Option<usize> {
    let count = |from: usize| {
        starts.iter().skip_while(|at| **at < from).take_while(|at| **at < from + LENGTH).count()
    };
    let most = starts.iter().copied().take(200).max_by_key(|from| (count(*from), usize::MAX - from));
    most.map(|from| from.saturating_sub(LENGTH / 6))
}

/// Whole words around the stretch.
fn bounds(text: &str, from: usize) -> (usize, usize) {
    let from = text.ceil_char_boundary(from);
    let to = text.floor_char_boundary(from + LENGTH);
    let blank_before = |at: usize| text.get(..at).and_then(|head| head.rfind(char::is_whitespace));
    let from = blank_before(from).filter(|_| from > 0).map_or(0, |at| text.ceil_char_boundary(at + 1));
    let to = if to < text.len() { blank_before(to).filter(|at| *at > from).unwrap_or(to) } else { to };
    (from, to)
}

fn push(pieces: &mut Vec<Piece>, text: Option<&str>, is_asked: bool) {
    let text = text.unwrap_or_default();
    if text.is_empty() {
        return;
    }
    let mut clean = String::with_capacity(text.len());
    for c in text.chars() {
        let c = if c.is_whitespace() && c != '\u{a0}' { ' ' } else { c };
        if !(c == ' ' && clean.ends_with(' ')) {
            clean.push(c);
        }
    }
    pieces.push(Piece { text: clean, is_asked });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, asked: &str) -> String {
        let pieces = excerpt(text, &Question::of(asked));
        pieces.iter().map(|p| if p.is_asked { format!("[{}]", p.text) } else { p.text.clone() }).collect()
    }

    #[test]
    fn what_was_asked_is_marked_in_any_form() {
        assert_eq!(
            marked("Утвердить программу\n  наставничества на год.", "программы наставничество"),
            "Утвердить [программу] [наставничества] на год."
        );
        assert_eq!(marked("Утвердить план", "приказ"), "");
        assert_eq!(marked("", "приказ"), "");
    }

    #[test]
    fn of_a_long_text_the_richest_place_is_shown_in_whole_words() {
        let filler = "слово другое третье ".repeat(100);
        let text = format!("План. {filler}Годовой план работы методиста. {filler}");
        let shown = marked(&text, "план методист");
        assert!(shown.contains("Годовой [план] работы [методиста]."), "{shown}");
        assert!(shown.starts_with("… ") && shown.ends_with(" …"), "{shown}");
        let pieces = shown.trim_start_matches("… ").trim_end_matches(" …");
        let first = pieces.split(' ').next().unwrap();
        assert!(["слово", "другое", "третье"].contains(&first), "{shown}");
        assert!(shown.chars().count() < LENGTH, "{shown}");
    }
}
