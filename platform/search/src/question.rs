//! A question: the words somebody typed, each to be found by its stem or as the beginning of a word.

use crate::expression::Expression;
use crate::words::{OF_TITLE, Vocabulary, stem, words};

/// A word shorter than this is no beginning: it would find half of everything.
const BEGINNING: usize = 3;
/// Words that stand in every text: left out unless nothing else was asked.
const EVERYWHERE: [&str; 24] = [
    "а", "без", "в", "во", "для", "до", "за", "и", "из", "или", "к", "ко", "на", "не", "о", "об", "от", "по",
    "под", "при", "с", "со", "у", "что",
];
/// So many words are looked for; further ones only narrow.
const MOST: usize = 12;

/// What was asked; all of its words must be found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Question(Vec<Term>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Term {
    stem: String,
    /// As typed, where it may be the beginning of a word.
    beginning: Option<String>,
    /// Words kept with things whose sort is called so.
    codes: Vec<String>,
}

impl Question {
    /// The question of a text as typed.
    pub fn of(typed: &str) -> Self {
        let mut all: Vec<String> = words(typed).map(|word| word.folded).collect();
        if all.iter().any(|word| !EVERYWHERE.contains(&word.as_str())) {
            all.retain(|word| !EVERYWHERE.contains(&word.as_str()));
        }
        let mut terms: Vec<Term> = Vec::new();
        for term in all.iter().map(|word| Term::of(word)) {
            if !terms.contains(&term) && terms.len() < MOST {
                terms.push(term);
            }
        }
        Self(terms)
    }

    /// The same where things of a sort are kept with its code, a word of letters and digits: what the sort is called answers
    /// for each of them.
    #[must_use]
    pub fn called(mut self, sorts: &[(String, Vocabulary)]) -> Self {
        for term in &mut self.0 {
            let is_called =
                |(_, names): &&(String, Vocabulary)| names.answers(&term.stem, term.beginning.as_deref());
            term.codes = sorts.iter().filter(is_called).map(|(code, _)| code.clone()).collect();
        }
        self
    }

    /// Whether nothing was asked.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the word of a text is one of those asked for.
    pub(crate) fn asks(&self, folded: &str) -> bool {
        // A stem is the beginning of its word: most words are told apart without making theirs.
        let is_near = |term: &Term| {
            folded.starts_with(&term.stem)
                || term.beginning.as_ref().is_some_and(|beginning| folded.starts_with(beginning))
        };
        if !self.0.iter().any(is_near) {
            return false;
        }
        let own = stem(folded);
        self.0.iter().any(|term| {
            term.stem == own || term.beginning.as_ref().is_some_and(|beginning| own.starts_with(beginning))
        })
    }

    /// What the index is asked: anywhere, or in titles alone.
    pub(crate) fn asked(&self, in_title: bool) -> Expression {
        let mark = if in_title { OF_TITLE.to_string() } else { String::new() };
        let term = |term: &Term| {
            let is = Expression::Is(format!("{mark}{}", term.stem));
            let begins =
                term.beginning.iter().map(|beginning| Expression::Begins(format!("{mark}{beginning}")));
            let more: Vec<Expression> =
                begins.chain(term.codes.iter().cloned().map(Expression::Is)).collect();
            if more.is_empty() { is } else { Expression::Any(std::iter::once(is).chain(more).collect()) }
        };
        Expression::All(self.0.iter().map(term).collect())
    }

    /// Which of the texts answers each word, the first that does: their places, each once, in their order.
    pub fn places(&self, texts: &[&str]) -> Vec<usize> {
        let mut places: Vec<usize> = Vec::new();
        for term in &self.0 {
            let one = Self(vec![term.clone()]);
            let answers = |text: &&&str| words(text).any(|word| one.asks(&word.folded));
            places.extend(texts.iter().position(|text| answers(&text)));
        }
        places.sort_unstable();
        places.dedup();
        places
    }
}

impl Term {
    fn of(folded: &str) -> Self {
        let is_number = folded.chars().all(char::is_numeric);
        let may_begin = !is_number && folded.chars().count() >= BEGINNING;
        Self { stem: stem(folded), beginning: may_begin.then(|| folded.to_owned()), codes: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_asks_both_databases_the_same() {
        let asked = Question::of("Приказ о «плане» № 114");
        assert_eq!(
            asked.asked(false).for_sqlite(),
            "((\"приказ\" OR \"приказ\" *) AND (\"план\" OR \"плане\" *) AND \"114\")"
        );
        assert_eq!(
            asked.asked(true).for_postgres(),
            "(('§приказ' | '§приказ':*) & ('§план' | '§плане':*) & '§114')"
        );
    }

    #[test]
    fn what_a_sort_is_called_answers_for_its_code() {
        let sorts = [("видunion".to_owned(), Vocabulary::of("Методическое объединение"))];
        let asked = Question::of("методические объед 5").called(&sorts);
        assert_eq!(
            asked.asked(false).for_sqlite(),
            "((\"методическ\" OR \"методические\" * OR \"видunion\") AND \
             (\"объед\" OR \"объед\" * OR \"видunion\") AND \"5\")"
        );
        assert_eq!(Question::of("план").called(&sorts), Question::of("план"));
    }

    #[test]
    fn what_could_end_a_quotation_never_reaches_the_database() {
        for typed in ["\" OR words : *", "' | 'а':*", "§план", "a\\b", "NEAR(план)", "\0"] {
            let asked = Question::of(typed);
            let plain = |text: &str| text.replace(['"', '\'', '(', ')', '*', '|', '&', ':', ' '], "");
            let letters = |text: String| plain(&text).replace("OR", "").replace("AND", "");
            assert!(letters(asked.asked(false).for_sqlite()).chars().all(char::is_alphanumeric), "{typed}");
            assert!(letters(asked.asked(false).for_postgres()).chars().all(char::is_alphanumeric), "{typed}");
        }
    }

    #[test]
    fn the_texts_that_answer_are_told() {
        let asked = Question::of("школы 12 методист");
        assert_eq!(asked.places(&["Школа № 12", "школа методистов", "ничего"]), [0, 1]);
        assert_eq!(asked.places(&["ничего"]), Vec::<usize>::new());
    }

    #[test]
    fn words_of_every_text_count_only_when_alone() {
        assert_eq!(Question::of("план и отчёт"), Question::of("план отчет"));
        assert!(!Question::of("и").is_empty() && Question::of(" – «» ").is_empty());
        assert_eq!(Question::of("план план"), Question::of("план"));
    }

    #[test]
    fn a_word_is_asked_for_by_its_form_or_its_beginning() {
        let asked = Question::of("наставн планом 11");
        for (word, is_asked) in
            [("наставничества", true), ("планы", true), ("планирование", false), ("11", true), ("114", false)]
        {
            assert_eq!(asked.asks(word), is_asked, "{word}");
        }
    }
}
