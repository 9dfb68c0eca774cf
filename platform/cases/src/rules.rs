//! The rules of petrovich: exceptions by the whole word, then endings; each cuts some letters off and adds others.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::{Case, Gender};

/// Rules of the three parts of a name.
#[derive(Deserialize)]
pub(crate) struct Rules {
    pub lastname: Part,
    pub firstname: Part,
    pub middlename: Part,
}

/// Rules of one part.
#[derive(Deserialize)]
pub(crate) struct Part {
    exceptions: Vec<Rule>,
    suffixes: Vec<Rule>,
}

#[derive(Deserialize)]
struct Rule {
    gender: Of,
    test: Vec<String>,
    /// Genitive, dative, accusative, instrumental, prepositional: `.` as it is, `-` a letter less, then what is added.
    mods: [String; 5],
    #[serde(default)]
    tags: Vec<String>,
}

#[derive(Deserialize, PartialEq, Eq, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum Of {
    Male,
    Female,
    Androgynous,
}

/// The rules of the file: read once.
pub(crate) static RULES: LazyLock<Rules> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../rules.json")).expect("the file is read by a test")
});

impl Part {
    /// The word in a case; each half of a double one by itself.
    pub fn inflected(&self, word: &str, gender: Gender, case: Case) -> String {
        let Some(column) = case.column() else {
            return word.to_owned();
        };
        let count = word.split('-').count();
        let half = |(index, half): (usize, &str)| {
            let rule = self.rule(half, gender, index + 1 < count);
            rule.map_or_else(|| half.to_owned(), |rule| changed(half, &rule.mods[column]))
        };
        word.split('-').enumerate().map(half).collect::<Vec<_>>().join("-")
    }

    fn rule(&self, word: &str, gender: Gender, is_first: bool) -> Option<&Rule> {
        let folded = word.to_lowercase();
        let fits = |rule: &&Rule| rule.gender.is(gender) && (rule.tags.is_empty() || is_first);
        let whole = self.exceptions.iter().filter(fits).find(|rule| rule.test.contains(&folded));
        let ending = |rule: &&Rule| rule.test.iter().any(|ending| folded.ends_with(ending.as_str()));
        whole.or_else(|| self.suffixes.iter().filter(fits).find(ending))
    }
}

impl Of {
    /// A rule for men serves whoever is not known to be a woman.
    fn is(self, gender: Gender) -> bool {
        match self {
            Self::Male => gender != Gender::Female,
            Self::Female => gender == Gender::Female,
            Self::Androgynous => true,
        }
    }
}

/// Letters off, letters on; capital ones where the word is in capitals.
pub(crate) fn changed(word: &str, change: &str) -> String {
    if change == "." {
        return word.to_owned();
    }
    let added = change.trim_start_matches('-');
    let off = change.len() - added.len();
    let kept = word.chars().count().saturating_sub(off);
    let is_capital = word.chars().count() > 1 && !word.chars().any(char::is_lowercase);
    let added = if is_capital { added.to_uppercase() } else { added.to_owned() };
    word.chars().take(kept).chain(added.chars()).collect()
}
