//! Letters as lists have them: Latin ones among Cyrillic, ё and е, blanks and dots anywhere.

use db::fold;

/// A lower-case Latin letter that looks like a Cyrillic one, as that one.
pub fn cyrillic(letter: char) -> char {
    match letter {
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

/// Whether a Latin letter stands among Cyrillic ones: a slip of the keyboard that breaks every search.
pub fn is_mixed(text: &str) -> bool {
    let has = |test: fn(char) -> bool| text.chars().any(test);
    has(|c| c.is_ascii_alphabetic()) && has(|c| matches!(c, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё'))
}

/// The text with look-alike Latin letters as Cyrillic, when it is mixed. A word of Latin letters of which one has no look-alike
/// is no slip: it stays as it stands.
pub fn mended(text: &str) -> String {
    if !is_mixed(text) {
        return text.to_owned();
    }
    text.split_inclusive(char::is_whitespace).map(word).collect()
}

fn word(text: &str) -> String {
    let is_foreign = |c: char| {
        let small = c.to_ascii_lowercase();
        c.is_ascii_alphabetic() && cyrillic(small) == small
    };
    if !is_mixed(text) && text.chars().any(is_foreign) {
        return text.to_owned();
    }
    let mend = |c: char| {
        let small: String = c.to_lowercase().map(cyrillic).collect();
        if c.is_uppercase() { small.to_uppercase() } else { small }
    };
    text.chars().map(mend).collect()
}

/// Folded, with look-alike letters mended, only letters and digits between single blanks.
pub fn plain(text: &str) -> String {
    let folded = fold(&mended(text));
    let spaced: String = folded.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_keyboard_is_mended_and_a_foreign_word_stays() {
        for (text, said) in [
            ("Ceмёнова Мария", "Семёнова Мария"),
            ("COM Мария", "СОМ Мария"),
            ("<script>alert Мария", "<script>alert Мария"),
            ("Stepik", "Stepik"),
        ] {
            assert_eq!(mended(text), said);
        }
    }
}
