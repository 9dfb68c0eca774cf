//! Words of a text and their stems: one stemmer for what is kept and for what is asked.

use std::collections::BTreeSet;
use std::ops::Range;

use frostem::{Algorithm, Stemmer};

/// Before a stem of the title: a question for titles alone asks for these. No word holds it, and both indexes keep it.
pub(crate) const OF_TITLE: char = '§';
/// The longest word kept, characters: what is longer is no word.
const LONGEST: usize = 40;
/// The most that is kept of one thing, bytes: PostgreSQL takes a megabyte of lexemes.
const MOST: usize = 500_000;

/// A word of a text: where it stands, and its letters in lower case with ё as е.
pub(crate) struct Word {
    pub at: Range<usize>,
    pub folded: String,
}

/// The words of a text, in its order; hyphens and points part them.
pub(crate) fn words(text: &str) -> impl Iterator<Item = Word> + '_ {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (from, first) = rest.find(|(_, c)| is_part(*c))?;
        let mut to = from + first.len_utf8();
        while let Some((at, c)) = rest.next_if(|(_, c)| is_part(*c)) {
            to = at + c.len_utf8();
        }
        Some(Word { at: from..to, folded: db::fold(text.get(from..to)?) })
    })
}

/// Letters, digits, and the marks that follow a letter («й» may come as two characters).
fn is_part(c: char) -> bool {
    c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c)
}

/// What the word is kept by: the stem of a Russian word, any other as it is.
pub fn stem(folded: &str) -> String {
    let folded = folded.replace("и\u{306}", "й").replace("е\u{308}", "е");
    let is_russian = folded.chars().all(|c| ('а'..='я').contains(&c));
    if !is_russian {
        return folded;
    }
    Stemmer::new(Algorithm::Russian).stem(&folded).into_owned()
}

/// The words a text has, whatever their forms.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary(BTreeSet<String>);

impl Vocabulary {
    /// Of a text.
    pub fn of(text: &str) -> Self {
        Self(words(text).map(|word| stem(&word.folded)).collect())
    }

    /// Whether a word of this stem is among them, or one that begins so.
    pub(crate) fn answers(&self, stem: &str, beginning: Option<&str>) -> bool {
        let begins = |beginning: &str| {
            self.0.range(beginning.to_owned()..).next().is_some_and(|word| word.starts_with(beginning))
        };
        self.0.contains(stem) || beginning.is_some_and(begins)
    }

    /// Whether every word of the phrase is among them in some form.
    pub fn has(&self, phrase: &str) -> bool {
        words(phrase).all(|word| self.0.contains(&stem(&word.folded)))
    }
}

/// The words of a thing as the index keeps them: stems of title and line twice, marked and plain, and of its text.
pub(crate) fn kept(title: &str, line: &str, text: &str) -> String {
    let mut kept = BTreeSet::new();
    let mut size = 0;
    let named = [title, line].map(|part| (part, true)).into_iter();
    for (part, is_title) in named.chain([(text, false)]) {
        for word in words(part).filter(|word| word.folded.chars().count() <= LONGEST) {
            let stem = stem(&word.folded);
            if is_title {
                add(&mut kept, &mut size, format!("{OF_TITLE}{stem}"));
            }
            add(&mut kept, &mut size, stem);
        }
    }
    kept.into_iter().collect::<Vec<_>>().join(" ")
}

fn add(kept: &mut BTreeSet<String>, size: &mut usize, stem: String) {
    if *size + stem.len() < MOST && !stem.is_empty() {
        let length = stem.len() + 1;
        *size += if kept.insert(stem) { length } else { 0 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(text: &str) -> Vec<String> {
        words(text).map(|word| stem(&word.folded)).collect()
    }

    #[test]
    fn forms_of_a_word_have_one_stem_and_yo_is_ye() {
        for forms in [
            "программа программы программе программой программ программам",
            "наставничество наставничества наставничеству НАСТАВНИЧЕСТВОМ",
            "методический методического методических методическую",
            "учёт учета учёте",
            "приказ приказа приказов приказами",
        ] {
            let found: BTreeSet<String> = stems(forms).into_iter().collect();
            assert_eq!(found.len(), 1, "{forms}: {found:?}");
        }
    }

    #[test]
    fn a_vocabulary_has_a_phrase_in_any_form() {
        let text = Vocabulary::of("1. Целями службы являются … 2. Оценку качества проводит методист.");
        assert!(
            text.has("цель")
                && text.has("оценка качества")
                && !text.has("задача")
                && !text.has("оценка задач")
        );
    }

    #[test]
    fn words_are_parted_by_whatever_is_no_letter() {
        assert_eq!(
            stems("учебно-методический; №\u{a0}12/1-од, «5а»"),
            ["учебн", "методическ", "12", "1", "од", "5а"]
        );
        assert_eq!(stems("LMS «Moodle»"), ["lms", "moodle"]);
        assert_eq!(stems(" – … "), Vec::<String>::new());
        // A letter written as two characters.
        assert_eq!(stems("районныи\u{306}"), stems("районный"));
    }

    #[test]
    fn a_thing_keeps_each_word_once_and_its_title_marked() {
        assert_eq!(kept("План", "", "планы и план"), "§план и план");
        let long = "я".repeat(LONGEST + 1);
        assert_eq!(kept("", "", &long), "");
        let many: Vec<String> = (0..200_000).map(|n| format!("слово{n}")).collect();
        let many = many.join(" ");
        let size = kept("Заглавие", "", &many).len();
        assert!(size < MOST && size > MOST - 100, "{size}");
        assert!(kept("Заглавие", "", &many).contains("§заглав"));
    }
}
