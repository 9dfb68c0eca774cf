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
/// Whether the row with this in its name is nobody: a sum, a vacancy, the signature at the foot.
pub fn is_nobody(text: &str) -> bool {
    let folded = db::fold(text);
    // «Итогина Анна Петровна» is somebody.
    let is_word = |rest: &str| !rest.starts_with(char::is_alphabetic) || !is_name(text);
    NOBODY.iter().any(|word| folded.strip_prefix(word).is_some_and(is_word))
}

/// The text without what stands in brackets, and each bracket with the number of words before it.
pub fn bare(text: &str) -> (String, Vec<(usize, String)>) {
    let (mut kept, mut brackets) = (String::new(), Vec::new());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('(') {
        kept.push_str(before);
        kept.push(' ');
        let (inner, next) = after.split_once(')').unwrap_or((after, ""));
        if !inner.trim().is_empty() {
            brackets.push((kept.split_whitespace().count(), inner.trim().to_owned()));
        }
        rest = next;
    }
    kept.push_str(rest);
    (kept.split_whitespace().collect::<Vec<_>>().join(" "), brackets)
}

/// Whether the text of a bracket is a family name: one word with a capital.
pub fn is_family(text: &str) -> bool {
    text.starts_with(char::is_uppercase)
        && text.chars().count() > 1
        && text.chars().all(|c| c.is_alphabetic() || c == '-')
}

/// Whether the text looks like the whole name of a person: two to four words, a patronymic or initials; brackets aside.
pub fn is_name(text: &str) -> bool {
    let Some(name) = names::split(&bare(text).0) else { return false };
    let is_word = |word: &str| {
        word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '.' | ' ' | '’'))
    };
    let middle = db::fold(&name.middle);
    let is_patronymic = names::is_patronymic(&middle);
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

/// The people a cell names, each apart.
pub fn people(text: &str) -> Vec<String> {
    let parts = text.split(['\n', ';', ',', '/']).flat_map(|part| part.split(" и "));
    parts
        .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|part| !part.is_empty())
        .collect()
}

/// Whether the cell names two people.
pub fn is_two(text: &str) -> bool {
    let parts: Vec<&str> =
        text.split(['\n', ';', ',', '/']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let is_whole = |part: &&&str| part.split_whitespace().count() > 1;
    (parts.len() > 1 && parts.iter().filter(is_whole).count() > 1)
        || text.split(" и ").filter(|part| is_name(part)).count() > 1
}

/// The people three cells name, each with the parts of its own line: «Иванова, Петрова», «Мария, Анна», «Петровна, Ильинична».
pub fn of_columns(last: &str, first: &str, middle: &str) -> Vec<String> {
    let (lasts, firsts, middles) = (people(last), people(first), people(middle));
    let is_several = lasts.len() > 1 && firsts.len() == lasts.len();
    if !is_several || !(middles.is_empty() || middles.len() == lasts.len()) {
        return Vec::new();
    }
    let middles = middles.into_iter().chain(std::iter::repeat(String::new()));
    let whole = lasts.into_iter().zip(firsts).zip(middles);
    whole.map(|((last, first), middle)| format!("{last} {first} {middle}").trim().to_owned()).collect()
}

/// Says that work is a second job: «внешний совместитель», «внутр. совм.».
pub(super) fn is_second(text: &str) -> bool {
    let folded = db::fold(text);
    folded.contains("совм") || folded.contains("внешн")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_are_taken_out_of_a_name() {
        for (text, kept, brackets) in [
            ("Смирнова (Козлова) Елена Петровна", "Смирнова Елена Петровна", vec![(1, "Козлова")]),
            ("Смирнова(Козлова)Елена", "Смирнова Елена", vec![(1, "Козлова")]),
            ("Смирнова Елена Петровна (декрет", "Смирнова Елена Петровна", vec![(3, "декрет")]),
            ("Смирнова () Е. П.", "Смирнова Е. П.", vec![]),
            ("(а)(б)", "", vec![(0, "а"), (0, "б")]),
        ] {
            let expected = brackets.into_iter().map(|(at, inner)| (at, inner.to_owned())).collect::<Vec<_>>();
            assert_eq!(bare(text), (kept.to_owned(), expected), "{text}");
        }
        assert!(
            is_family("Козлова")
                && is_family("Козлова-Белых")
                && is_name("Смирнова (Козлова) Елена Петровна")
        );
        assert!(!is_family("декрет") && !is_family("Козлова до 2015") && !is_family("К") && !is_family(""));
    }

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
            assert!(is_two(text) && people(text).len() == 2, "{text}");
        }
        let three = of_columns("Иванова\nЦой", "Мария, Ирина", "Петровна; Юрьевна");
        assert_eq!(three, ["Иванова Мария Петровна", "Цой Ирина Юрьевна"]);
        assert_eq!(of_columns("Иванова / Цой", "Мария / Ирина", ""), ["Иванова Мария", "Цой Ирина"]);
        for (last, first, middle) in
            [("Иванова / Петрова", "Мария", "Петровна"), ("Иванова", "Мария", ""), ("А, Б", "В, Г", "Д")]
        {
            assert!(of_columns(last, first, middle).is_empty(), "{last} {first} {middle}");
        }
        assert!(is_nobody("ИТОГО: 45") && is_nobody("Всего педагогов") && is_nobody("Вакансия"));
        assert!(is_nobody("вакантная ставка") && !is_nobody("Итогина Анна Петровна"));
    }
}
