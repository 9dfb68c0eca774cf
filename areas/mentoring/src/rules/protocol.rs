//! The day of a recommendation, of a hearing is the day of the meeting its protocol tells (Амурская область, приложение 2, пп. 3.1,
//! 8.3).

use chrono::NaiveDate;
use web::russian;

/// The days a text names as «11.06.2026», each once.
fn days_in(text: &str) -> Vec<NaiveDate> {
    let is_of_day = |c: char| c.is_ascii_digit() || c == '.';
    let mut days: Vec<NaiveDate> = text
        .split(|c: char| !is_of_day(c))
        .filter_map(|word| NaiveDate::parse_from_str(word.trim_matches('.'), "%d.%m.%Y").ok())
        .collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// What is wrong with a protocol named in words for a recommendation, a meeting – `what` – of a day; none: it names no day, several,
/// or this one.
pub fn protocol_fault(named: &str, (what, day): (&str, NaiveDate)) -> Option<String> {
    match days_in(named).as_slice() {
        [only] if *only != day => Some(format!(
            "Протокол назван от\u{a0}{}, а\u{a0}{what} – {}: исправьте день или протокол.",
            russian::date(*only),
            russian::date(day)
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::term::tests::day;

    #[test]
    fn clause_3_1_a_recommendation_is_of_the_day_of_its_protocol() {
        let on = day("2026-06-11");
        for (named, is_wrong) in [
            ("протокол № 9 от 11.06.2026", false),
            ("протокол № 9 от 10.06.2026.", true),
            ("протокол № 9 от 12.06.2026 г.", true),
            ("протокол № 9", false),
            ("протоколы от 10.06.2026 и от 11.06.2026", false),
            ("протокол № 31.02.2026", false),
            ("", false),
        ] {
            let fault = protocol_fault(named, ("рекомендация", on));
            assert_eq!(fault.is_some(), is_wrong, "{named}: {fault:?}");
        }
        let said = protocol_fault("от 10.06.2026", ("рекомендация", on)).unwrap();
        assert!(said.contains("10.06.2026") && said.contains("рекомендация – 11.06.2026"), "{said}");
    }
}
