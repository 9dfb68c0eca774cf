//! Names: split, compared, folded. Lists come with swapped parts, look-alike Latin letters, ё and е, initials.

use std::collections::BTreeSet;

use db::fold;
use lists::letters::cyrillic;
pub use lists::letters::{is_mixed, mended};

use crate::Name;

/// The key of a list: folded family name, given name, patronymic.
pub fn key(name: &Name) -> String {
    fold(&name.full())
}

/// The same of every spelling of one name: look-alike Latin letters read as Cyrillic, ё as е, no hyphens, words in order of
/// the alphabet. Two cards with one likeness may be one person.
pub fn likeness(name: &Name) -> String {
    let plain = plain(name);
    let words: BTreeSet<&str> =
        plain.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    words.into_iter().collect::<Vec<_>>().join(" ")
}

/// The name folded, in its own order, look-alike letters as Cyrillic: where two names differ by a letter, so do these.
pub fn plain(name: &Name) -> String {
    folded(&name.full())
}

/// A part of a name folded, look-alike Latin letters as Cyrillic.
pub fn folded(word: &str) -> String {
    fold(word).chars().map(cyrillic).collect()
}

/// «Иванова Мария Петровна», «ИВАНОВА М. П.», «Мамедов Али Вагиф оглы» in three parts. The family name comes first, as in
/// every staff list. `None`: there are not two words.
pub fn split(text: &str) -> Option<Name> {
    let spaced = mended(text).replace('.', ". ");
    let words: Vec<String> = spaced.split_whitespace().map(cased).collect();
    let (last, rest) = words.split_first()?;
    let (first, middle) = rest.split_first()?;
    Some(Name { last: last.clone(), first: first.clone(), middle: middle.join(" ") })
}

/// Endings of patronymics.
const PATRONYMICS: [&str; 8] = ["вич", "вна", "ична", "инична", "ич", "оглы", "кызы", "овна"];

/// Whether a folded word may be a patronymic by its ending.
pub fn is_patronymic(folded: &str) -> bool {
    PATRONYMICS.iter().any(|ending| folded.ends_with(ending))
}

/// «Пётр Ильич Тестовский» with the family name first, where the second word alone is a patronymic; `None`: it stands first already,
/// or nobody can tell.
pub fn turned(name: &Name) -> Option<Name> {
    let is_turned = !name.middle.contains(' ')
        && !name.middle.contains('.')
        && !name.middle.is_empty()
        && is_patronymic(&fold(&name.first))
        && !is_patronymic(&fold(&name.middle));
    is_turned.then(|| Name {
        last: name.middle.clone(),
        first: name.last.clone(),
        middle: name.first.clone(),
    })
}

/// A word as names are written: «ИВАНОВА-ПЕТРОВА» → «Иванова-Петрова»; what is not all of one case stays.
pub fn cased(word: &str) -> String {
    let is_plain = word.chars().all(|c| !c.is_lowercase()) || word.chars().all(|c| !c.is_uppercase());
    if !is_plain || matches!(word, "оглы" | "кызы") {
        return word.to_owned();
    }
    let part = |part: &str| {
        let mut letters = part.chars();
        let first = letters.next().map(|c| c.to_uppercase().collect::<String>()).unwrap_or_default();
        first + &letters.as_str().to_lowercase()
    };
    word.split('-').map(part).collect::<Vec<_>>().join("-")
}

/// Whether the given name is only a letter: «М.»
pub fn is_initials(name: &Name) -> bool {
    name.first.trim_end_matches('.').chars().count() <= 1
}

/// Whether `short` may be `full` with initials: the same family name, each initial the first letter.
pub fn fits_initials(short: &Name, full: &Name) -> bool {
    let same = |a: &str, b: &str| folded(a) == folded(b);
    let initial = |a: &str, b: &str| {
        let (a, b) = (folded(a.trim_end_matches('.')), folded(b));
        a.is_empty() || b.starts_with(&a)
    };
    same(&short.last, &full.last)
        && initial(&short.first, &full.first)
        && initial(&short.middle, &full.middle)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn name(last: &str, first: &str, middle: &str) -> Name {
        Name { last: last.to_owned(), first: first.to_owned(), middle: middle.to_owned() }
    }

    #[test]
    fn a_name_is_split_as_staff_lists_write_it() {
        for (text, expected) in [
            ("Иванова Мария Петровна", name("Иванова", "Мария", "Петровна")),
            ("ИВАНОВА-ПЕТРОВА мария  петровна ", name("Иванова-Петрова", "Мария", "Петровна")),
            ("Иванова М.П.", name("Иванова", "М.", "П.")),
            ("Мамедов Али Вагиф оглы", name("Мамедов", "Али", "Вагиф оглы")),
            ("Цой Ирина", name("Цой", "Ирина", "")),
            ("Cидоров Пётр Ильич", name("Сидоров", "Пётр", "Ильич")),
        ] {
            assert_eq!(split(text), Some(expected), "{text}");
        }
        assert_eq!(split("Вакансия"), None);
        assert_eq!(split(""), None);
    }

    #[test]
    fn one_likeness_for_every_spelling_of_a_name() {
        let plain = likeness(&name("Семёнова", "Мария", "Петровна"));
        for other in [
            name("Семенова", "Мария", "Петровна"),
            name("Мария", "Петровна", "Семёнова"),
            name("CЕМЕНОВА", "МАРИЯ", "ПЕТРОВНА"),
        ] {
            assert_eq!(likeness(&other), plain, "{other:?}");
        }
        assert_ne!(likeness(&name("Семёнова", "Марина", "Петровна")), plain);
    }

    #[test]
    fn initials_fit_a_full_name() {
        let full = name("Иванова", "Мария", "Петровна");
        for (first, middle, fits) in
            [("М.", "П.", true), ("М.", "", true), ("М.", "С.", false), ("Н", "П", false)]
        {
            assert_eq!(fits_initials(&name("Иванова", first, middle), &full), fits, "{first} {middle}");
        }
        assert!(!fits_initials(&name("Иванов", "М.", "П."), &full));
        assert!(is_initials(&name("Иванова", "М.", "П.")) && !is_initials(&full));
    }

    proptest! {
        #[test]
        fn splitting_what_was_joined_gives_the_name_back(
            last in "[А-Я][а-я]{1,12}(-[А-Я][а-я]{1,8})?", first in "[А-Я][а-я]{1,10}", middle in "([А-Я][а-я]{2,12})?",
        ) {
            let name = name(&last, &first, &middle);
            prop_assert_eq!(split(&name.full()), Some(name.clone()));
            prop_assert_eq!(likeness(&name), likeness(&Name { last: first, first: last, middle }));
        }
    }
}
