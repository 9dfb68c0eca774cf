//! An answer to a request for support that more than one person wrote.

use chrono::NaiveDate;
use web::russian;

/// The answer with what somebody added on a day.
pub fn added(answer: &str, (who, day): (&str, NaiveDate), text: &str) -> String {
    format!("{answer}\nДополнение ({who}, {}): {text}", russian::date(day))
}

/// Whether the answer says this already: as its first words or as an addition.
pub fn has_answer(answer: &str, text: &str) -> bool {
    if text.is_empty() {
        return false;
    }
    let mut parts = answer.split("\nДополнение (");
    parts.next() == Some(text)
        || parts.any(|part| part.split_once("): ").is_some_and(|(_, said)| said == text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_said_twice_is_said_once() {
        let day = "2026-06-18".parse().unwrap();
        let first = "Встреча с психологом";
        let second = added(first, ("Орлова Н. П.", day), "И урок у наставника");
        assert_eq!(
            second,
            "Встреча с психологом\nДополнение (Орлова Н. П., 18.06.2026): И урок у наставника"
        );
        assert!(has_answer(&second, first) && has_answer(&second, "И урок у наставника"));
        for other in ["", "Встреча", "урок", "Орлова Н. П."] {
            assert!(!has_answer(&second, other), "{other}");
        }
        let third = added(&second, ("Лесная А. А.", day), "Ещё");
        assert!(has_answer(&third, "Ещё") && has_answer(&third, "И урок у наставника"));
    }
}
