//! What a successor needs before the order of replacement.
//!
//! Reading of приложение 2: п. 3.6 names grounds and form of a replacement and frees the new mentor from nothing; their appointment
//! is «назначение наставника» of п. 3.1, so it takes the recommendation of the council (п. 3.1, 3.3) and the consent of both. The
//! deputy agrees by choosing. Terms and the written consent are those of ТК РФ, ст. 351.8.

use chrono::NaiveDate;
use web::russian;

/// The days of everything the order asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SuccessionDays {
    /// The council recommended the successor.
    pub council: Option<NaiveDate>,
    /// The mentee agreed.
    pub mentee: Option<NaiveDate>,
    /// The successor agreed in writing.
    pub consent: Option<NaiveDate>,
    /// Content, term, form and pay were settled.
    pub terms: Option<NaiveDate>,
}

impl SuccessionDays {
    /// What is not there yet, each with its clause.
    pub fn lacking(&self) -> Vec<&'static str> {
        let all = [
            (self.council, "рекомендация методического совета (п. 3.1, 3.3)"),
            (self.mentee, "согласие наставляемого (п. 3.1)"),
            (self.consent, "письменное согласие преемника (ТК РФ, ст. 351.8)"),
            (self.terms, "соглашение с\u{a0}преемником или отметка «обязанность по\u{a0}должности»"),
        ];
        all.into_iter().filter(|(day, _)| day.is_none()).map(|(_, what)| what).collect()
    }

    /// What is out of order: both consent to somebody who was recommended (п. 3.1).
    pub fn clash(&self) -> Option<String> {
        let council = self.council?;
        let consents = [("Согласие наставляемого", self.mentee), ("Согласие преемника", self.consent)];
        let (what, day) =
            consents.into_iter().find_map(|(what, day)| Some((what, day.filter(|day| *day < council)?)))?;
        let (day, council) = (russian::date(day), russian::date(council));
        Some(format!(
            "{what} ({day}) – раньше рекомендации методического совета ({council}). По\u{a0}п.\u{a0}3.1 приложения\u{a0}2 назначают по\u{a0}рекомендации совета: исправьте день."
        ))
    }

    /// The day before which no order is issued.
    pub fn least(&self) -> Option<NaiveDate> {
        [self.council, self.mentee, self.consent, self.terms].into_iter().flatten().max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<NaiveDate> {
        Some(text.parse().unwrap())
    }

    #[test]
    fn clause_3_1_asks_of_a_successor_what_it_asks_of_a_first_mentor() {
        let nothing = SuccessionDays::default();
        assert_eq!(nothing.lacking().len(), 4);
        assert_eq!(nothing.least(), None);
        let own = SuccessionDays { consent: day("2026-06-17"), terms: day("2026-06-17"), ..nothing };
        let lacking = own.lacking();
        assert!(
            lacking.len() == 2 && lacking[0].contains("методического совета (п. 3.1, 3.3)"),
            "{lacking:?}"
        );
        assert!(lacking[1].contains("наставляемого (п. 3.1)"));
        let whole = SuccessionDays { council: day("2026-06-16"), mentee: day("2026-06-18"), ..own };
        assert!(whole.lacking().is_empty());
        assert_eq!(whole.least(), day("2026-06-18"), "the latest of them");
    }

    #[test]
    fn clause_3_1_nobody_consents_before_the_recommendation() {
        let days = SuccessionDays { council: day("2026-06-16"), ..SuccessionDays::default() };
        for (given, is_refused) in [("2026-06-15", true), ("2026-06-16", false)] {
            let mentee = SuccessionDays { mentee: day(given), ..days };
            let own = SuccessionDays { consent: day(given), ..days };
            assert_eq!(
                (mentee.clash().is_some(), own.clash().is_some()),
                (is_refused, is_refused),
                "{given}"
            );
            assert!(SuccessionDays { council: None, ..mentee }.clash().is_none());
        }
        let terms = SuccessionDays { terms: day("2026-06-15"), ..days };
        assert!(terms.clash().is_none(), "the regulation says nothing of the agreement");
    }
}
