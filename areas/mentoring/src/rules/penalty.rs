//! A disciplinary measure of a candidate (п. 3.6 makes it a ground of replacement): counts for a year (ТК РФ, ст. 194).

use chrono::{Months, NaiveDate};
use packs::MentoringRules;
use web::russian;

/// How long a measure counts, months.
const MONTHS: u32 = 12;

/// Whether a measure of a day counts still on another.
pub fn counts_still(on: NaiveDate, day: NaiveDate) -> bool {
    on.checked_add_months(Months::new(MONTHS)).is_some_and(|free| day < free)
}

/// What speaks against somebody with a measure of a day; the fault where it does not count.
pub fn penalty(on: NaiveDate, today: NaiveDate, rules: &MentoringRules) -> Result<String, String> {
    if on > today {
        return Err("Этот день ещё не\u{a0}наступил.".to_owned());
    }
    let free = on.checked_add_months(Months::new(MONTHS));
    match free.filter(|free| *free <= today) {
        Some(free) => Err(format!(
            "Взыскание действует год: с\u{a0}{} работник считается не\u{a0}имеющим его (ТК РФ, ст. 194). Уберите отметку.",
            russian::date(free)
        )),
        None => Ok(format!(
            "Неснятое дисциплинарное взыскание от\u{a0}{}{}",
            russian::date(on),
            match rules.clause("replacement") {
                "" => String::new(),
                clause => format!(" – основание замены ({clause})"),
            }
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(on: &str, today: &str) -> Result<String, String> {
        penalty(on.parse().unwrap(), today.parse().unwrap(), &MentoringRules::default())
    }

    #[test]
    fn a_measure_counts_to_the_eve_of_its_year() {
        assert!(told("2025-06-19", "2026-06-18").unwrap().contains("19.06.2025"));
        assert!(told("2025-06-18", "2026-06-18").unwrap_err().contains("с\u{a0}18.06.2026"));
        assert!(told("2024-02-29", "2025-02-27").is_ok() && told("2024-02-29", "2025-02-28").is_err());
    }

    #[test]
    fn a_measure_of_tomorrow_is_none() {
        assert!(told("2026-06-18", "2026-06-18").is_ok());
        assert!(told("2026-06-19", "2026-06-18").unwrap_err().contains("не\u{a0}наступил"));
    }
}
