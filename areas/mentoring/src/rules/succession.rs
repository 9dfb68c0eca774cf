//! What a successor needs before the order of replacement.
//!
//! Only what the rules in force ask of a first mentor is asked of a successor. Reading of приложение 2: п. 3.6 names grounds and form of a replacement and frees the new mentor from nothing; their appointment
//! is «назначение наставника» of п. 3.1, so it takes the recommendation of the council (п. 3.1, 3.3), the agreement of the deputy and
//! the consent of both. Terms and the written consent are those of ТК РФ, ст. 351.8.

use chrono::NaiveDate;
use web::russian;

use super::{Step, Steps};

/// The days of everything the order asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SuccessionDays {
    /// The council recommended the successor.
    pub council: Option<NaiveDate>,
    /// The deputy agreed.
    pub deputy: Option<NaiveDate>,
    /// The mentee agreed.
    pub mentee: Option<NaiveDate>,
    /// The successor agreed in writing.
    pub consent: Option<NaiveDate>,
    /// Content, term, form and pay were settled.
    pub terms: Option<NaiveDate>,
}

impl SuccessionDays {
    /// What is not there yet, each with its clause.
    pub fn lacking(&self, steps: &Steps) -> Vec<String> {
        let all = [
            (Step::Council, self.council, "рекомендация методического совета"),
            (Step::Deputy, self.deputy, "согласие заместителя директора"),
            (Step::Mentee, self.mentee, "согласие наставляемого"),
            (Step::Mentor, self.consent, "письменное согласие преемника"),
            (
                Step::Agreement,
                self.terms,
                "соглашение с\u{a0}преемником или отметка «обязанность по\u{a0}должности»",
            ),
        ];
        let lacks = all.into_iter().filter(|(step, day, _)| day.is_none() && steps.has(*step));
        lacks.map(|(step, _, what)| format!("{what} ({})", steps.clause(step))).collect()
    }

    /// What is out of order: the deputy and both sides agree to somebody who was recommended (п. 3.1).
    pub fn clash(&self, steps: &Steps) -> Option<String> {
        let council = self.council.filter(|_| steps.has(Step::Council))?;
        let consents = [
            ("Согласие заместителя", self.deputy),
            ("Согласие наставляемого", self.mentee),
            ("Согласие преемника", self.consent),
        ];
        let (what, day) =
            consents.into_iter().find_map(|(what, day)| Some((what, day.filter(|day| *day < council)?)))?;
        let (day, council, clause) =
            (russian::date(day), russian::date(council), steps.clause(Step::Council));
        Some(format!(
            "{what} ({day}) – раньше рекомендации методического совета ({council}), а\u{a0}назначают по\u{a0}рекомендации совета ({clause}): исправьте день."
        ))
    }

    /// The day before which no order is issued.
    pub fn least(&self, steps: &Steps) -> Option<NaiveDate> {
        let all = [
            (Step::Council, self.council),
            (Step::Deputy, self.deputy),
            (Step::Mentee, self.mentee),
            (Step::Mentor, self.consent),
            (Step::Agreement, self.terms),
        ];
        all.into_iter().filter(|(step, _)| steps.has(*step)).filter_map(|(_, day)| day).max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::steps::tests::steps;

    fn day(text: &str) -> Option<NaiveDate> {
        Some(text.parse().unwrap())
    }

    #[test]
    fn clause_3_1_asks_of_a_successor_what_it_asks_of_a_first_mentor() {
        let (nothing, amur) = (SuccessionDays::default(), steps("amur-2020"));
        assert_eq!(nothing.lacking(&amur).len(), 5);
        assert_eq!(nothing.least(&amur), None);
        let own = SuccessionDays { consent: day("2026-06-17"), terms: day("2026-06-17"), ..nothing };
        let lacking = own.lacking(&amur);
        assert!(
            lacking.len() == 3 && lacking[0].contains("методического совета (приложение 2, пп. 3.1, 3.3)"),
            "{lacking:?}"
        );
        assert!(lacking[1].contains("заместителя директора (приложение 2, п. 3.1)"));
        assert!(lacking[2].contains("наставляемого (приложение 2, п. 3.1)"));
        let council = day("2026-06-16");
        let whole = SuccessionDays { council, deputy: council, mentee: day("2026-06-18"), ..own };
        assert!(whole.lacking(&amur).is_empty());
        assert_eq!(whole.least(&amur), day("2026-06-18"), "the latest of them");
    }

    #[test]
    fn clause_3_1_nobody_consents_before_the_recommendation() {
        let amur = steps("amur-2020");
        let days = SuccessionDays { council: day("2026-06-16"), ..SuccessionDays::default() };
        for (given, is_refused) in [("2026-06-15", true), ("2026-06-16", false)] {
            let mentee = SuccessionDays { mentee: day(given), ..days };
            let own = SuccessionDays { consent: day(given), ..days };
            let deputy = SuccessionDays { deputy: day(given), ..days };
            assert_eq!(deputy.clash(&amur).is_some(), is_refused, "{given}");
            assert_eq!(
                (mentee.clash(&amur).is_some(), own.clash(&amur).is_some()),
                (is_refused, is_refused),
                "{given}"
            );
            assert!(SuccessionDays { council: None, ..mentee }.clash(&amur).is_none());
        }
        let terms = SuccessionDays { terms: day("2026-06-15"), ..days };
        assert!(terms.clash(&amur).is_none(), "the regulation says nothing of the agreement");
    }

    #[test]
    fn where_the_law_alone_is_worked_by_the_consent_and_the_terms_are_enough() {
        let law = steps("izhmorsky-2021");
        let nothing = SuccessionDays::default();
        assert_eq!(
            nothing.lacking(&law)[0],
            "письменное согласие преемника (Трудовой кодекс РФ, ст. 351.8, ч. 1)"
        );
        assert_eq!(nothing.lacking(&law).len(), 2);
        let own = SuccessionDays { consent: day("2026-06-17"), terms: day("2026-06-16"), ..nothing };
        let late = SuccessionDays { council: day("2026-06-20"), ..own };
        assert!(late.lacking(&law).is_empty() && late.clash(&law).is_none());
        assert_eq!(late.least(&law), day("2026-06-17"), "nobody asked a council");
    }
}
