//! When a record entered by mistake may go, and a closed structure may work again.

use chrono::NaiveDate;
use web::{FieldFault, russian};

use crate::model::{Reopening, Structure};

/// The longest reason, characters.
const LONGEST: usize = 300;

/// Why a reason is none.
pub fn mistake_fault(reason: &str) -> Option<String> {
    let length = reason.chars().count();
    match length {
        0 => Some("Напишите, почему запись ошибочна: это останется в\u{a0}истории карточки.".to_owned()),
        length if length > LONGEST => {
            Some(format!("Слишком длинно: {length} знаков, а\u{a0}помещается {LONGEST}. Сократите текст."))
        }
        _ => None,
    }
}

/// What is wrong with the way a closed structure is to be opened again.
pub fn reopening_faults(one: &Structure, new: &Reopening, today: NaiveDate) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    let mut fault = |field: &str, text: String| faults.push(FieldFault { field: field.to_owned(), text });
    let closed_on = one.closed_on.unwrap_or(one.started_on);
    if new.day < closed_on || new.day > today {
        let from = russian::date(closed_on);
        fault("reopened_on", format!("Открыть снова можно днём с\u{a0}{from} по\u{a0}сегодня."));
    }
    if new.reason.is_empty() {
        fault(
            "reopening",
            "Напишите, почему структура работает снова: закрыли по\u{a0}ошибке, вышел новый приказ."
                .to_owned(),
        );
    }
    match new.ends_on.or(one.ends_on).filter(|_| one.is_temporary) {
        Some(end) if end < today.max(new.day) => fault(
            "reopening_ends_on",
            if new.ends_on.is_some() {
                "Новый срок должен быть не\u{a0}раньше сегодняшнего дня.".to_owned()
            } else {
                format!("Срок структуры кончился {}: укажите новый.", russian::date(end))
            },
        ),
        _ => {}
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::structure;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn closed(ends_on: Option<&str>) -> Structure {
        Structure {
            state: crate::model::CLOSED.to_owned(),
            closed_on: Some(day("2026-03-31")),
            is_temporary: ends_on.is_some(),
            ends_on: ends_on.map(day),
            ..structure("municipal_union")
        }
    }

    fn fields(one: &Structure, on: &str, ends_on: Option<&str>, reason: &str) -> Vec<String> {
        let new = Reopening {
            day: day(on),
            reason: reason.to_owned(),
            ends_on: ends_on.map(day),
            with_people: false,
            version: 1,
        };
        reopening_faults(one, &new, day("2026-06-18")).into_iter().map(|fault| fault.field).collect()
    }

    #[test]
    fn a_structure_is_opened_again_between_its_closing_and_today() {
        let one = closed(None);
        for fine in ["2026-03-31", "2026-04-01", "2026-06-18"] {
            assert!(fields(&one, fine, None, "ошибка").is_empty(), "{fine}");
        }
        for bad in ["2026-03-30", "2026-06-19"] {
            assert_eq!(fields(&one, bad, None, "ошибка"), ["reopened_on"], "{bad}");
        }
        assert_eq!(fields(&one, "2026-04-01", None, ""), ["reopening"]);
    }

    #[test]
    fn a_term_that_passed_asks_for_a_new_one() {
        assert_eq!(fields(&closed(Some("2026-06-17")), "2026-04-01", None, "да"), ["reopening_ends_on"]);
        assert!(fields(&closed(Some("2026-06-18")), "2026-04-01", None, "да").is_empty());
        assert_eq!(
            fields(&closed(Some("2026-05-31")), "2026-04-01", Some("2026-06-17"), "да"),
            ["reopening_ends_on"]
        );
        assert!(fields(&closed(Some("2026-05-31")), "2026-04-01", Some("2026-06-18"), "да").is_empty());
    }

    #[test]
    fn a_mistake_is_named() {
        assert!(mistake_fault("").is_some() && mistake_fault("не та школа").is_none());
        assert!(mistake_fault(&"я".repeat(300)).is_none() && mistake_fault(&"я".repeat(301)).is_some());
    }
}
