//! Pure decisions: the order of a section, the terms of a private link, what is wrong with an item.

use chrono::{Days, NaiveDate};
use web::FieldFault;

use crate::model::{Link, NewItem};

/// A link opens a portfolio for a year at most: whoever needs it longer makes a new one.
const LONGEST_DAYS: u64 = 366;
/// So many links may be open at once.
const MOST_LINKS: usize = 10;

/// What a person does with an item of a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// One place towards the beginning.
    Up,
    /// One place towards the end.
    Down,
}

/// The keys of a section after a move.
pub(crate) fn moved(keys: &[String], key: &str, to: Move) -> Vec<String> {
    let mut keys = keys.to_vec();
    let place = keys.iter().position(|one| one == key);
    let other = match to {
        Move::Up => place.and_then(|place| place.checked_sub(1)),
        Move::Down => place.map(|place| place + 1).filter(|next| *next < keys.len()),
    };
    if let Some((place, other)) = place.zip(other) {
        keys.swap(place, other);
    }
    keys
}

/// What is wrong with an item.
pub(crate) fn item_faults(new: &NewItem, has_file: bool, today: NaiveDate) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    let mut fault = |field: &str, text: &str| {
        faults.push(FieldFault { field: field.to_owned(), text: text.to_owned() });
    };
    if new.happened_on.is_some_and(|day| day > today) {
        fault("happened_on", "Этот день ещё не наступил: проверьте дату.");
    }
    let is_address = new.link.starts_with("https://") || new.link.starts_with("http://");
    if !new.link.is_empty() && (!is_address || new.link.contains(char::is_whitespace)) {
        fault("link", "Адрес страницы начинается с https:// и не содержит пробелов.");
    }
    if new.link.is_empty() && !has_file {
        fault(
            "file",
            "Приложите документ или укажите ссылку, где это опубликовано: запись без подтверждения ничего не доказывает.",
        );
    }
    faults
}

/// What is wrong with the term of a link, among those that are there.
pub(crate) fn link_faults(last_day: NaiveDate, known: &[Link], today: NaiveDate) -> Vec<FieldFault> {
    let fault = |field: &str, text: String| FieldFault { field: field.to_owned(), text };
    let mut faults = Vec::new();
    if last_day < today {
        faults.push(fault("last_day", "Этот день уже прошёл: ссылка не открылась бы ни разу.".to_owned()));
    } else if last_day > today + Days::new(LONGEST_DAYS) {
        faults.push(fault("last_day", "Ссылка действует не дольше года: потом создайте новую.".to_owned()));
    }
    if known.iter().filter(|one| one.is_live(today)).count() >= MOST_LINKS {
        let text = format!("Открытых ссылок уже {MOST_LINKS}: отзовите те, что больше не нужны.");
        faults.push(fault("purpose", text));
    }
    faults
}

#[cfg(test)]
mod tests {
    use registry::Section;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn an_item_moves_by_one_place_and_not_beyond_the_ends() {
        let keys: Vec<String> = ["a", "b", "c"].map(str::to_owned).to_vec();
        let after = |key: &str, to| moved(&keys, key, to).concat();
        assert_eq!([after("b", Move::Up), after("b", Move::Down)], ["bac", "acb"]);
        assert_eq!(
            [after("a", Move::Up), after("c", Move::Down), after("x", Move::Up)],
            ["abc", "abc", "abc"]
        );
    }

    #[test]
    fn an_item_has_a_document_or_a_link_and_no_day_to_come() {
        let new = |link: &str, on: &str| NewItem {
            section: Section::Awards,
            title: "Грамота".to_owned(),
            about: String::new(),
            happened_on: Some(day(on)),
            link: link.to_owned(),
        };
        let fields = |new: NewItem, has_file| {
            let faults = item_faults(&new, has_file, day("2026-06-18"));
            faults.into_iter().map(|fault| fault.field).collect::<Vec<_>>()
        };
        assert!(fields(new("https://edu.example/1", "2026-06-18"), false).is_empty());
        assert!(fields(new("", "2026-06-18"), true).is_empty());
        assert_eq!(fields(new("", "2026-06-18"), false), ["file"]);
        assert_eq!(fields(new("javascript:alert(1)", "2026-06-19"), true), ["happened_on", "link"]);
    }

    #[test]
    fn a_link_lives_from_today_for_a_year_at_most() {
        let today = day("2026-06-18");
        let is_wrong = |last: &str| !link_faults(day(last), &[], today).is_empty();
        assert!(!is_wrong("2026-06-18") && !is_wrong("2027-06-18"));
        assert!(is_wrong("2026-06-17") && is_wrong("2027-06-20"));
    }
}
