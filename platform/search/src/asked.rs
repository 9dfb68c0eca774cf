//! What somebody typed into the search, read once for every kind of thing; or why it cannot be asked.

use crate::{Names, Part, Question};

/// The longest text that is taken, characters.
const LONGEST: usize = 200;

/// What was asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asked {
    /// As words.
    pub words: Question,
    /// As the name of a person.
    pub names: Names,
}

/// Why nothing is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Nothing was typed.
    Empty,
    /// Signs without a letter or a digit.
    NoWords,
    /// Single letters alone.
    Letters,
    /// More than anybody types.
    TooLong,
}

impl Asked {
    /// What was typed.
    pub fn of(typed: &str) -> Result<Self, Refused> {
        if typed.trim().is_empty() {
            return Err(Refused::Empty);
        }
        if typed.chars().nth(LONGEST).is_some() {
            return Err(Refused::TooLong);
        }
        let asked = Self { words: Question::of(typed), names: Names::of(typed) };
        let parts = asked.names.parts();
        if parts.is_empty() {
            return Err(if asked.words.is_empty() { Refused::NoWords } else { Refused::TooLong });
        }
        if parts.iter().all(|part| matches!(part, Part::Initial(_))) {
            return Err(Refused::Letters);
        }
        Ok(asked)
    }
}

/// What the keys of the other layout would have typed: «bdfyjdf» for «иванова»; none where Cyrillic was typed.
pub fn in_other_layout(typed: &str) -> Option<String> {
    let has_cyrillic = typed.chars().any(|c| matches!(c, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё'));
    let has_latin = typed.chars().any(|c| c.is_ascii_alphabetic());
    (has_latin && !has_cyrillic).then(|| typed.chars().flat_map(char::to_lowercase).map(key).collect())
}

fn key(latin: char) -> char {
    const LATIN: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
    const CYRILLIC: &str = "йцукенгшщзхъфывапролджэячсмитьбюё";
    LATIN.chars().zip(CYRILLIC.chars()).find(|(one, _)| *one == latin).map_or(latin, |(_, other)| other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_asked_is_told() {
        for (typed, why) in [
            ("", Refused::Empty),
            ("  \u{a0} ", Refused::Empty),
            ("%", Refused::NoWords),
            ("\"*' – «»", Refused::NoWords),
            ("и", Refused::Letters),
            ("и. и.", Refused::Letters),
            (&"я".repeat(10_000), Refused::TooLong),
            (&"я".repeat(60), Refused::TooLong),
        ] {
            assert_eq!(Asked::of(typed), Err(why), "{typed}");
        }
        for typed in ["5", "ли", "школа 12", "OR", "NEAR(план)", "100%"] {
            assert!(Asked::of(typed).is_ok(), "{typed}");
        }
    }

    #[test]
    fn the_other_layout_is_read() {
        assert_eq!(in_other_layout("Bdfyjdf").as_deref(), Some("иванова"));
        assert_eq!(in_other_layout("Иванова"), None);
        assert_eq!(in_other_layout("12"), None);
    }
}
