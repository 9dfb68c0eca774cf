//! A post in a case: «главному специалисту управления», «педагогу-психологу», «исполняющей обязанности директора».
//!
//! Adjectives at the head and the first noun are inflected, what depends on it stays: «заместителю директора по …».

use crate::Case;
use crate::rules::changed;

/// The post in a case; a word with an unknown ending ends the work and stays as it is.
pub fn post(text: &str, case: Case) -> String {
    let Some(column) = case.column() else {
        return text.to_owned();
    };
    let mut is_over = false;
    let word = |word: &str| {
        if is_over {
            return word.to_owned();
        }
        let kind = Kind::of(word);
        is_over = kind != Kind::Adjective;
        match kind {
            Kind::Other => word.to_owned(),
            _ => word.split('-').map(|half| half_of(half, column)).collect::<Vec<_>>().join("-"),
        }
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Adjective,
    Noun,
    Other,
}

/// Endings of adjectives and participles; those whose own form is a post («заведующий») end the head as nouns do.
const ADJECTIVES: [(&str, [&str; 5]); 7] = [
    ("щий", ["--его", "--ему", "--его", "--им", "--ем"]),
    ("ший", ["--его", "--ему", "--его", "--им", "--ем"]),
    ("ный", ["--ого", "--ому", "--ого", "--ым", "--ом"]),
    ("ый", ["--ого", "--ому", "--ого", "--ым", "--ом"]),
    ("ий", ["--ого", "--ому", "--ого", "--им", "--ом"]),
    ("щая", ["--ей", "--ей", "--ую", "--ей", "--ей"]),
    ("шая", ["--ей", "--ей", "--ую", "--ей", "--ей"]),
];
const FEMININE: [(&str, [&str; 5]); 2] =
    [("яя", ["--ей", "--ей", "--юю", "--ей", "--ей"]), ("ая", ["--ой", "--ой", "--ую", "--ой", "--ой"])];
/// Posts that are participles by themselves.
const PARTICIPLES: [&str; 4] = ["заведующий", "заведующая", "управляющий", "управляющая"];
/// Nouns by their ending.
const NOUNS: [(&str, [&str; 5]); 8] = [
    ("ка", ["-и", "-е", "-у", "-ой", "-е"]),
    ("ца", ["-ы", "-е", "-у", "-ей", "-е"]),
    ("ша", ["-и", "-е", "-у", "-ей", "-е"]),
    ("ия", ["-и", "-и", "-ю", "-ей", "-и"]),
    ("а", ["-ы", "-е", "-у", "-ой", "-е"]),
    ("я", ["-и", "-е", "-ю", "-ей", "-е"]),
    ("ь", ["-я", "-ю", "-я", "-ем", "-е"]),
    ("й", ["-я", "-ю", "-я", "-ем", "-е"]),
];
const CONSONANT: [&str; 5] = ["а", "у", "а", "ом", "е"];

impl Kind {
    fn of(word: &str) -> Self {
        let folded = word.to_lowercase();
        if PARTICIPLES.contains(&folded.as_str()) {
            return Self::Noun;
        }
        if adjective(&folded).is_some() {
            return Self::Adjective;
        }
        if noun(&folded).is_some() { Self::Noun } else { Self::Other }
    }
}

fn half_of(word: &str, column: usize) -> String {
    let folded = word.to_lowercase();
    match adjective(&folded).or_else(|| noun(&folded)) {
        Some(changes) => changed(word, changes[column]),
        None => word.to_owned(),
    }
}

fn adjective(word: &str) -> Option<[&'static str; 5]> {
    let found = ADJECTIVES.iter().chain(&FEMININE).find(|(ending, _)| word.ends_with(ending));
    found.filter(|_| word.chars().count() > 3).map(|(_, changes)| *changes)
}

fn noun(word: &str) -> Option<[&'static str; 5]> {
    if let Some((_, changes)) = NOUNS.iter().find(|(ending, _)| word.ends_with(ending)) {
        return Some(*changes);
    }
    let last = word.chars().last()?;
    "бвгдзклмнпрстфхжчшщ".contains(last).then_some(CONSONANT)
}
