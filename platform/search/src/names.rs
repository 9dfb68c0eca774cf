//! People are asked for by name: in any order of its words, by the beginnings of them, by initials, by the family name of
//! before, by a form of it – and, when nobody is called so, by a name that differs in one letter.

use std::collections::{BTreeMap, BTreeSet};

use crate::expression::Expression;
use crate::spelling;
use crate::words::{stem, words};

/// Before any word of a name.
pub(crate) const OF_NAME: char = '¶';
/// Before a word of a family name: not the mark of titles, so that whoever looks for a school by the same word is not kept
/// by everybody of that name.
const OF_FAMILY: char = '‡';
/// Before the stem of a word of a name.
const OF_FORM: char = '≈';
/// Before the first letter of the given name.
const OF_FIRST: char = '¹';
/// Before the first letter of the patronymic.
const OF_MIDDLE: char = '²';
/// So many words are looked at.
const MOST: usize = 8;

/// A name as the index keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Named<'a> {
    /// Фамилия.
    pub last: &'a str,
    /// Имя.
    pub first: &'a str,
    /// Отчество; may be empty.
    pub middle: &'a str,
    /// The family name before; may be empty.
    pub former: &'a str,
}

impl Named<'_> {
    /// The words of the name, and of the line under it as plain stems.
    pub(crate) fn kept(&self, line: &str) -> String {
        let mut kept: BTreeSet<String> = words(line).map(|word| stem(&word.folded)).collect();
        for family in [self.last, self.former].into_iter().flat_map(spelled) {
            kept.insert(format!("{OF_FAMILY}{family}"));
        }
        for word in self.words() {
            kept.insert(format!("{OF_NAME}{word}"));
            kept.insert(format!("{OF_FORM}{}", stem(&word)));
        }
        for (mark, name) in [(OF_FIRST, self.first), (OF_MIDDLE, self.middle)] {
            let letter = spelled(name).next().and_then(|word| word.chars().next());
            kept.extend(letter.map(|letter| format!("{mark}{letter}")));
        }
        kept.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The words of the name as they are compared.
    pub(crate) fn words(&self) -> Vec<String> {
        [self.last, self.first, self.middle, self.former].into_iter().flat_map(spelled).collect()
    }
}

/// The words of a text as names are compared: small letters, ё as е, Latin letters that look Cyrillic as those.
pub fn spelled(text: &str) -> impl Iterator<Item = String> + '_ {
    words(text).map(|word| as_cyrillic(&word.folded)).filter(|word| word.chars().count() <= 40)
}

/// A word with a Cyrillic letter in it, or one of letters that look Cyrillic, is Cyrillic.
fn as_cyrillic(folded: &str) -> String {
    let has_cyrillic = folded.chars().any(|c| ('а'..='я').contains(&c));
    let has_foreign = folded.chars().any(|c| c.is_ascii_alphabetic() && alike(c) == c);
    if !has_cyrillic && has_foreign {
        return folded.to_owned();
    }
    folded.chars().map(alike).collect()
}

/// The Cyrillic letter a small Latin one looks like, in either case.
fn alike(c: char) -> char {
    match c {
        'a' => 'а',
        'b' => 'в',
        'c' => 'с',
        'e' => 'е',
        'h' => 'н',
        'k' => 'к',
        'm' => 'м',
        'o' => 'о',
        'p' => 'р',
        't' => 'т',
        'x' => 'х',
        'y' => 'у',
        other => other,
    }
}

/// A part of what was asked of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A letter: of the given name or of the patronymic.
    Initial(char),
    /// A word, or its beginning.
    Word(String),
    /// A number: of a school in the line under the name.
    Number(String),
}

/// What was asked, as a name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names(Vec<Part>);

impl Names {
    /// What was typed.
    pub fn of(typed: &str) -> Self {
        let part = |word: String| match word.chars().next() {
            Some(first) if word.chars().count() == 1 && first.is_alphabetic() => Part::Initial(first),
            _ if word.chars().all(char::is_numeric) => Part::Number(word),
            _ => Part::Word(word),
        };
        Self(spelled(typed).filter(|word| !word.is_empty()).take(MOST).map(part).collect())
    }

    /// Its parts, in their order.
    pub fn parts(&self) -> &[Part] {
        &self.0
    }

    /// Its words.
    pub(crate) fn words(&self) -> Vec<&str> {
        let word = |part: &'_ Part| match part {
            Part::Word(_) => true,
            Part::Initial(_) | Part::Number(_) => false,
        };
        self.0.iter().filter(|part| word(part)).map(Part::text).collect()
    }

    /// How the full name begins, when the words stand as in it and initials after them: «иванова и» of «Иванова И. П.», with the
    /// initial of the patronymic that is left to be looked at.
    pub(crate) fn beginning(&self) -> Option<(String, Option<char>)> {
        let count = self.0.iter().take_while(|part| matches!(part, Part::Word(_))).count();
        let (words, rest) = self.0.split_at(count);
        let mut typed: Vec<String> = words.iter().map(|part| part.text().to_owned()).collect();
        let (first, middle) = match rest {
            [] => (None, None),
            [Part::Initial(first)] => (Some(*first), None),
            [Part::Initial(first), Part::Initial(middle)] if count == 1 => (Some(*first), Some(*middle)),
            _ => return None,
        };
        typed.extend(first.map(String::from));
        // Two letters may be both initials.
        let is_plain = !words.is_empty() && !words.iter().skip(1).any(|part| pair(part.text()).is_some());
        is_plain.then(|| (typed.join(" "), middle))
    }

    /// As it was typed; none without a word.
    pub(crate) fn exact(&self) -> Option<[Expression; 2]> {
        self.asked(|word| vec![word.to_owned()], false)
    }

    /// In another form, or with one letter otherwise; `close` are the words near each one typed.
    pub(crate) fn near(&self, close: &BTreeMap<String, Vec<String>>) -> Option<[Expression; 2]> {
        self.asked(|word| close.get(word).cloned().unwrap_or_default(), true)
    }

    /// Anywhere, and in the family name. `spellings` of each word; with `by_form` also the words of its stem.
    fn asked(&self, spellings: impl Fn(&str) -> Vec<String>, by_form: bool) -> Option<[Expression; 2]> {
        let words = self.words();
        if words.is_empty() {
            return None;
        }
        let of_name = |mark: char, word: &str| {
            let mut any = vec![Expression::Begins(format!("{mark}{word}"))];
            let others = spellings(word).into_iter().filter(|other| other != word);
            any.extend(others.map(|other| Expression::Is(format!("{mark}{other}"))));
            any
        };
        // Whoever types initials types the family name beside them: «Иванова И. И.» asks for no patronymic.
        let has_initials = self.0.iter().any(|part| matches!(part, Part::Initial(_)));
        let mark = if has_initials && words.len() == 1 { OF_FAMILY } else { OF_NAME };
        let in_name = |word: &str| {
            let mut any = of_name(mark, word);
            any.extend(by_form.then(|| Expression::Is(format!("{OF_FORM}{}", stem(word)))));
            any
        };
        let mut all = vec![Expression::Any(words.iter().flat_map(|word| in_name(word)).collect())];
        let mut letters = 0;
        for part in &self.0 {
            all.push(match part {
                Part::Number(number) => Expression::Is(number.clone()),
                Part::Word(word) => Expression::Any(alternatives(word, in_name(word), words.len())),
                Part::Initial(letter) => {
                    letters += 1;
                    Expression::Any(initial(*letter, letters, words.len()))
                }
            });
        }
        let family = Expression::Any(words.iter().flat_map(|word| of_name(OF_FAMILY, word)).collect());
        Some([Expression::All(all), family])
    }
}

impl Part {
    /// Its letters.
    pub fn text(&self) -> &str {
        match self {
            Self::Word(text) | Self::Number(text) => text,
            Self::Initial(_) => "",
        }
    }
}

/// A word of two letters may be both initials written together; among several words one may be of the post or the place.
fn alternatives(word: &str, mut any: Vec<Expression>, words: usize) -> Vec<Expression> {
    if let Some((first, middle)) = pair(word) {
        any.push(Expression::All(vec![
            Expression::Is(format!("{OF_FIRST}{first}")),
            Expression::Is(format!("{OF_MIDDLE}{middle}")),
        ]));
    }
    if words > 1 {
        any.push(Expression::Is(stem(word)));
        any.extend((word.chars().count() > 2).then(|| Expression::Begins(word.to_owned())));
    }
    any
}

/// The two letters of a word that has two.
pub fn pair(word: &str) -> Option<(char, char)> {
    let mut letters = word.chars();
    let both = (letters.next()?, letters.next()?);
    letters.next().is_none().then_some(both)
}

/// The first letter is of the given name, the second of the patronymic; a single one beside two words may be of either.
fn initial(letter: char, place: usize, words: usize) -> Vec<Expression> {
    let first = Expression::Is(format!("{OF_FIRST}{letter}"));
    let middle = Expression::Is(format!("{OF_MIDDLE}{letter}"));
    match (place, words) {
        (1, 0 | 1) => vec![first],
        (1, _) => vec![first, middle],
        _ => vec![middle],
    }
}

/// How a word of a name answers a word typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// It begins so.
    Begins,
    /// It is another form of it.
    Form,
    /// It differs in one letter.
    Typo,
}

/// How a word of a name answers a word typed, if it does; both as [`spelled`] gives them.
pub fn likeness(typed: &str, word: &str) -> Option<Likeness> {
    if word.starts_with(typed) {
        Some(Likeness::Begins)
    } else if stem(typed) == stem(word) {
        Some(Likeness::Form)
    } else if spelling::are_near(typed, word) {
        Some(Likeness::Typo)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(typed: &str) -> String {
        Names::of(typed).exact().map(|[all, _]| all.for_postgres()).unwrap_or_default()
    }

    #[test]
    fn a_name_is_kept_by_its_words_its_forms_and_its_initials() {
        let named = Named {
            last: "Иванова-Пак", first: "Алёна", middle: "Ильинична", former: "Серова"
        };
        let kept = named.kept("учитель · Школа № 12");
        for word in ["¶иванова", "‡пак", "‡серова", "¶алена", "¹а", "²и", "учител", "12", "≈иванов"]
        {
            assert!(kept.split(' ').any(|one| one == word), "{word}: {kept}");
        }
        assert!(!kept.contains("‡алена"));
    }

    #[test]
    fn initials_stand_before_and_after_the_family_name_and_together() {
        for typed in ["Иванова И. П.", "И. П. Иванова", "иванова и п", "Иванова И.П."]
        {
            let asked = asked(typed);
            assert!(
                asked.contains("'¹и'") && asked.contains("'²п'") && asked.contains("'‡иванова':*"),
                "{asked}"
            );
        }
        assert!(asked("иванова ип").contains("('¹и' & '²п')"));
        assert!(asked("иванова и").contains("'¹и'") && !asked("иванова и").contains("'²и'"));
    }

    #[test]
    fn a_word_beside_initials_is_the_family_name() {
        let close = BTreeMap::from([("иванова".to_owned(), vec!["ивановна".to_owned()])]);
        let near = |typed: &str| Names::of(typed).near(&close).map(|[all, _]| all.for_postgres()).unwrap();
        let with = near("Иванова И. И.");
        assert!(with.contains("'‡ивановна'") && !with.contains("'¶ивановна'"), "{with}");
        assert!(with.contains("'≈иванов'"), "another form of the family name is found: {with}");
        assert!(near("Иванова").contains("'¶ивановна'"));
        assert!(near("Иванова Мария").contains("'¶ивановна'"), "a word alone may be of either");
    }

    #[test]
    fn a_full_name_begins_with_what_is_typed_in_its_order() {
        let begins = |typed: &str| Names::of(typed).beginning();
        let plain = |text: &str| Some((text.to_owned(), None));
        assert_eq!(begins("Иванова"), plain("иванова"));
        assert_eq!(begins("иванова мар"), plain("иванова мар"));
        assert_eq!(begins("иванова и."), plain("иванова и"));
        assert_eq!(begins("Иванова И. П."), Some(("иванова и".to_owned(), Some('п'))));
        for typed in ["И. П. Иванова", "иванова ип", "12", "иванова 12", "и"] {
            assert_eq!(begins(typed), None, "{typed}");
        }
    }

    #[test]
    fn latin_letters_that_look_cyrillic_are_those() {
        assert_eq!(spelled("Cepoва BEPA Pavlov").collect::<Vec<_>>(), ["серова", "вера", "pavlov"]);
    }

    #[test]
    fn letters_alone_ask_for_nobody() {
        assert_eq!(Names::of("и и").exact(), None);
        assert_eq!(Names::of("12").exact(), None);
        assert_eq!(Names::of("\" * ( §").exact(), None);
    }

    #[test]
    fn a_word_answers_by_its_beginning_its_form_or_one_letter() {
        assert_eq!(likeness("иван", "иванова"), Some(Likeness::Begins));
        assert_eq!(likeness("ивановой", "иванова"), Some(Likeness::Form));
        assert_eq!(likeness("ивонова", "иванова"), Some(Likeness::Typo));
        assert_eq!(likeness("петрова", "иванова"), None);
    }
}
