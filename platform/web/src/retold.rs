//! What was typed into a form that was refused, as its person would copy it: the page of a fault knows no labels, so no name of a
//! field is shown, and nothing that the person did not type – the form itself says which of its fields nobody types.

use chrono::NaiveDate;

use crate::{Form, russian};

/// What is never shown, whatever a form says of it.
const SECRET: [&str; 2] = ["_csrf", "one_time_code"];

/// The words first, each by itself; then the numbers and days in the order of the form, in one line.
pub(crate) fn retold(form: &Form) -> (Vec<String>, String) {
    let (mut words, mut figures) = (Vec::new(), Vec::new());
    let is_secret = |name: &str| SECRET.contains(&name) || name.contains("password");
    for (name, value) in form.fields() {
        let value = value.trim();
        let is_typed = !is_secret(name) && !form.unseen().any(|unseen| unseen == name);
        if value.is_empty() || !is_typed || is_code(value) {
            continue;
        }
        if let Ok(day) = NaiveDate::parse_from_str(value, "%Y-%m-%d") {
            figures.push(russian::date(day));
        } else if value.chars().any(char::is_alphabetic) {
            words.push(value.to_owned());
        } else if value.len() <= 15 || !value.bytes().all(|byte| byte.is_ascii_digit()) {
            // A telephone is long as well; what is long and of digits alone is an id.
            figures.push(value.to_owned());
        }
    }
    (words, figures.join(", "))
}

/// Codes of choices tell a person nothing: `first_category`, `application:1`.
fn is_code(value: &str) -> bool {
    value.is_ascii()
        && value.chars().any(char::is_alphabetic)
        && value.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | ':' | '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_figures_and_days_come_back_and_nothing_else() {
        let fields = [
            ("into", "1221"),
            ("seal", "12.06.2026|№ 4|приказ"),
            ("_unseen", "into"),
            ("_unseen", "seal"),
            ("_csrf", "1abc"),
            ("ground", "dismissal"),
            ("choice", "application:1"),
            ("reason", "  Приказ № 12-к  "),
            ("mail", "m.p@school.example"),
            ("day", "2026-09-01"),
            ("teachers", "49"),
            ("phone", "+7 (416) 200-00-01"),
            ("person_key", "325833850972274688"),
            ("password", "тайна"),
            ("empty", " "),
        ];
        let (words, figures) = retold(&Form::of(&fields));
        assert_eq!(words, ["Приказ № 12-к", "m.p@school.example"]);
        assert_eq!(figures, "01.09.2026, 49, +7 (416) 200-00-01");
    }
}
