//! Words torn at the end of a line: «обра-зование» is one word again, «наставником-консультантом» keeps its hyphen.

use std::collections::HashSet;

/// Where a word is torn; no font draws it.
pub(crate) const MARK: char = '\u{e000}';
/// How the second of two nouns with a hyphen begins: «педагог-психолог», «школа-интернат».
const NOUNS: [&str; 18] = [
    "библиотекар",
    "воспитател",
    "дефектолог",
    "интернат",
    "исследовател",
    "консультант",
    "логопед",
    "методист",
    "наставник",
    "организатор",
    "предметник",
    "психолог",
    "руководител",
    "специалист",
    "стажер",
    "стажёр",
    "тьютор",
    "эксперт",
];
/// What is written in one word with these: «нейропсихолог», «соорганизатор».
const IN_ONE: [&str; 5] = ["нейро", "этно", "пато", "само", "сверх"];
/// Beginnings of one word that look like the first of two: «законо-дательство», «разно-образный».
const BEGUN: [&str; 7] = ["законо", "равно", "разно", "едино", "полно", "право", "перво"];
/// The shortest of two nouns, and of two adjectives, letters.
const SHORTEST: usize = 4;
const ADJECTIVE: usize = 6;

/// The text with each torn word in one piece.
pub(crate) fn joined(text: &str) -> String {
    if !text.contains(MARK) {
        return text.to_owned();
    }
    let known: HashSet<String> =
        text.split(|c: char| !(c.is_alphabetic() || is_hyphen(c))).map(str::to_lowercase).collect();
    let mut parts = text.split(MARK);
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let before = whole.rfind(|c: char| !(c.is_alphabetic() || is_hyphen(c)));
        let first = whole.get(before.map_or(0, |at| at + letter(&whole, at))..).unwrap_or_default();
        let second = part.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        if is_compound(&first.to_lowercase(), &second.to_lowercase(), &known) {
            whole.push('-');
        }
        whole.push_str(part);
    }
    whole
}

fn letter(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐')
}

/// Whether the hyphen is the word's own: so it stands elsewhere in the text, or the halves are two nouns or two adjectives.
fn is_compound(first: &str, second: &str, known: &HashSet<String>) -> bool {
    if known.contains(&format!("{first}{second}")) {
        return false;
    }
    if known.contains(&format!("{first}-{second}")) {
        return true;
    }
    let last = first.rsplit(is_hyphen).next().unwrap_or_default();
    let length = |text: &str| text.chars().count();
    let is_noun = length(last) >= SHORTEST
        && !IN_ONE.contains(&last)
        && NOUNS.iter().any(|noun| second.starts_with(noun));
    let is_adjective = length(last) > SHORTEST
        && length(second) >= ADJECTIVE
        && !BEGUN.contains(&last)
        && ["но", "ко"].iter().any(|end| last.ends_with(end))
        && [
            "ый", "ий", "ой", "ого", "его", "ому", "ему", "ая", "ую", "ое", "ые", "ых", "ым", "ыми", "их",
            "им", "ими",
        ]
        .iter()
        .any(|end| second.ends_with(end));
    is_noun || is_adjective
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_torn_at_its_own_hyphen_keeps_it() {
        for (first, second, whole) in [
            ("с наставником", "консультантом по", "с наставником-консультантом по"),
            ("педагога", "психолога.", "педагога-психолога."),
            ("учебно", "методический отдел", "учебно-методический отдел"),
            ("программно", "методического", "программно-методического"),
            ("обра", "зование", "образование"),
            ("мето", "дический", "методический"),
            ("законо", "дательство", "законодательство"),
            ("разно", "образный", "разнообразный"),
            ("возможно", "стями", "возможностями"),
            ("настав", "ника", "наставника"),
            ("нейро", "психолог", "нейропсихолог"),
            ("консуль", "тантом", "консультантом"),
            ("", "психолог", "психолог"),
        ] {
            assert_eq!(joined(&format!("{first}{MARK}{second}")), whole);
        }
    }

    #[test]
    fn what_stands_whole_elsewhere_decides() {
        assert_eq!(joined(&format!("пресс-центр; пресс{MARK}центр")), "пресс-центр; пресс-центр");
        assert_eq!(
            joined(&format!("педагогпсихолог, педагог{MARK}психолог")),
            "педагогпсихолог, педагогпсихолог"
        );
        assert_eq!(joined("без разрывов"), "без разрывов");
    }
}
