//! What a text of a list is: a name, two names, a row that is nobody.

use crate::rules::names;

/// Words of rows that are no people.
const NOBODY: [&str; 9] = [
    "итого",
    "всего",
    "вакансия",
    "вакантно",
    "вакант",
    "исполнитель",
    "директор школы",
    "руководитель оо",
    "итог",
];
/// Endings of patronymics.
const PATRONYMICS: [&str; 8] = ["вич", "вна", "ична", "инична", "ич", "оглы", "кызы", "овна"];

/// Whether the row with this in its name is nobody: a sum, a vacancy, the signature at the foot.
pub fn is_nobody(text: &str) -> bool {
    let folded = db::fold(text);
    NOBODY.iter().any(|word| folded.starts_with(word))
}

/// Whether the text looks like the whole name of a person: two to four words, a patronymic or initials.
pub fn is_name(text: &str) -> bool {
    let Some(name) = names::split(text) else { return false };
    let is_word = |word: &str| {
        word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '.' | ' ' | '’'))
    };
    let middle = db::fold(&name.middle);
    let is_patronymic = PATRONYMICS.iter().any(|ending| middle.ends_with(ending));
    // «Ф.И.О.» is a title, not three initials.
    let is_family = name.last.chars().filter(|c| c.is_alphabetic()).count() > 1;
    is_family
        && is_word(&name.last)
        && is_word(&name.first)
        && (is_patronymic || (names::is_initials(&name) && name.first.ends_with('.')))
}

/// Whether a row holds a person, so that it is no row of titles.
pub(super) fn is_name_row<'a>(texts: impl Iterator<Item = &'a String>) -> bool {
    texts.into_iter().any(|text| is_name(text))
}

/// Whether the cell names two people.
pub fn is_two(text: &str) -> bool {
    let parts: Vec<&str> =
        text.split(['\n', ';', ',', '/']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let is_whole = |part: &&&str| part.split_whitespace().count() > 1;
    (parts.len() > 1 && parts.iter().filter(is_whole).count() > 1)
        || text.split(" и ").filter(|part| is_name(part)).count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sums_and_pairs_are_told_apart() {
        for text in ["Иванова Мария Петровна", "ИВАНОВА М.П.", "Мамедов Али Вагиф оглы"]
        {
            assert!(is_name(text) && !is_two(text) && !is_nobody(text), "{text}");
        }
        for text in ["Математика", "учитель математики", "Школа № 1", "Цой Ирина", ""]
        {
            assert!(!is_name(text), "{text}");
        }
        for text in [
            "Иванова Мария Петровна, Петрова Анна Ильинична",
            "Иванова М.П.\nПетрова А.И.",
            "Иванова М.П. и Петрова А.И.",
        ] {
            assert!(is_two(text), "{text}");
        }
        assert!(is_nobody("ИТОГО: 45") && is_nobody("Всего педагогов") && is_nobody("Вакансия"));
    }
}
