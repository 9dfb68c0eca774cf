//! Names and posts in the cases papers need; a form mended by hand goes before the computed one.

use std::collections::HashMap;

use cases::{Case, Name};
use db::fold;

/// A case that papers of decisions and letters need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Declension {
    /// Кому?
    Dative,
    /// На кого?
    Accusative,
}

impl Declension {
    /// All.
    pub const ALL: [Self; 2] = [Self::Dative, Self::Accusative];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Dative => "dative",
            Self::Accusative => "accusative",
        }
    }

    /// The one of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// The question it answers, for the form.
    pub fn question(self) -> &'static str {
        match self {
            Self::Dative => "кому",
            Self::Accusative => "на\u{a0}кого",
        }
    }

    fn case(self) -> Case {
        match self {
            Self::Dative => Case::Dative,
            Self::Accusative => Case::Accusative,
        }
    }
}

/// The form by rule: a name where every word begins with a capital letter, else a post.
pub fn inflected(text: &str, declension: Declension) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    let has_initials = words.iter().skip(1).any(|word| word.contains('.'));
    if words.len() >= 2 && words.iter().all(is_capital) && !has_initials {
        return Name::read(text).inflected(declension.case()).whole();
    }
    cases::post(text, declension.case())
}

/// The forms of a unit's papers: those mended by hand, and the rest by rule.
#[derive(Debug, Clone, Default)]
pub struct Forms(HashMap<(String, Declension), String>);

impl Forms {
    /// Forms mended by hand: folded text, code of the case, form.
    pub fn of(mended: impl IntoIterator<Item = (String, String, String)>) -> Self {
        let known = mended
            .into_iter()
            .filter_map(|(text, code, form)| Some(((text, Declension::from_code(&code)?), form)));
        Self(known.collect())
    }

    /// A text in a case.
    pub fn form(&self, text: &str, declension: Declension) -> String {
        let mended = self.0.get(&(fold(text), declension));
        mended.cloned().unwrap_or_else(|| inflected(text, declension))
    }
}
