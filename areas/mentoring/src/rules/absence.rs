//! What a long absence of a mentor rests on as a ground (п. 3.6): its days, and its cause where the ground names none.

use chrono::NaiveDate;
use packs::ReplacementGround;
use people::rules::spans::last_day;
use web::russian;

/// The days of an absence as a form tells them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Absence {
    /// Its first day.
    pub from: Option<NaiveDate>,
    /// Its last day, if it is known.
    pub to: Option<NaiveDate>,
}

impl Absence {
    /// Reads what `told` has written at the head of a note; none: no such days stand there.
    pub fn read(note: &str) -> Option<Self> {
        let day = |text: &str| NaiveDate::parse_from_str(text.get(..10)?, "%d.%m.%Y").ok();
        let after = note.strip_prefix("с\u{a0}")?;
        let from = day(after)?;
        let to = after.get(10..).and_then(|rest| rest.strip_prefix(" по\u{a0}")).and_then(day);
        Some(Self { from: Some(from), to })
    }

    /// Whether it goes on on a day or is still to come; without a last day nobody has said it is over.
    pub fn is_ahead(self, day: NaiveDate) -> bool {
        self.to.is_none_or(|to| day <= to)
    }

    /// «с 01.06.2026 по 30.11.2026», «с 01.06.2026»; empty: nothing told.
    pub fn told(self) -> String {
        let from = self.from.map(|day| format!("с\u{a0}{}", russian::date(day)));
        let to = self.to.map(|day| format!("по\u{a0}{}", russian::date(day)));
        from.into_iter().chain(to).collect::<Vec<_>>().join(" ")
    }

    /// What is missing or wrong, as faults of fields. An absence is long by its own days, so they are asked; a ground «до одного
    /// года» asks the last one too, and «иные причины» are named.
    pub fn faults(self, ground: &ReplacementGround, note: &str) -> Vec<(&'static str, String)> {
        let mut faults = Vec::new();
        if ground.worded && note.trim().is_empty() {
            faults.push((
                "note",
                format!("Назовите причину словами: в\u{a0}основании её нет ({}).", ground.clause),
            ));
        }
        if !ground.absence {
            return faults;
        }
        let Some(from) = self.from else {
            let text = format!("Укажите первый день отсутствия ({}).", ground.clause);
            faults.push(("absent_from", text));
            return faults;
        };
        match (self.to, ground.most_months) {
            (Some(to), _) if to < from => {
                faults.push(("absent_to", "Последний день отсутствия раньше первого.".to_owned()));
            }
            (Some(to), Some(most)) if last_day(from, most).is_some_and(|last| last < to) => {
                let most = russian::counted(i64::from(most), "месяца", "месяцев", "месяцев");
                let text =
                    format!("По этому основанию отсутствуют не\u{a0}дольше {most} ({}).", ground.clause);
                faults.push(("absent_to", text));
            }
            (None, Some(_)) => {
                let text =
                    format!("Укажите последний день: срок такого отсутствия ограничен ({}).", ground.clause);
                faults.push(("absent_to", text));
            }
            _ => {}
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::term::tests::{amur, day};

    fn faults(ground: &str, note: &str, from: &str, to: &str) -> Vec<&'static str> {
        let (rules, _) = amur();
        let told = |text: &str| (!text.is_empty()).then(|| day(text));
        let absence = Absence { from: told(from), to: told(to) };
        let found = absence.faults(rules.ground(ground).unwrap(), note);
        assert!(found.iter().all(|(_, text)| text.contains("п. 3.6") || text.contains("раньше первого")));
        found.into_iter().map(|(field, _)| field).collect()
    }

    #[test]
    fn clause_3_6_other_causes_are_named_in_words() {
        assert_eq!(faults("absence", " ", "2026-06-01", ""), ["note"]);
        assert!(faults("absence", "повестка в суд присяжных", "2026-06-01", "").is_empty());
        assert!(faults("absence_trip", "", "2026-06-01", "").is_empty(), "the ground names the cause itself");
    }

    #[test]
    fn clause_3_6_every_absence_tells_its_first_day() {
        let (rules, _) = amur();
        let all = rules.grounds.iter().map(|one| &one.rule).filter(|one| one.id.starts_with("absence"));
        let all: Vec<&str> = all.map(|one| one.id.as_str()).collect();
        assert_eq!(all.len(), 7);
        for ground in all {
            assert_eq!(faults(ground, "причина", "", ""), ["absent_from"], "{ground}");
            assert_eq!(faults(ground, "причина", "2026-06-02", "2026-06-01"), ["absent_to"], "{ground}");
            assert!(faults(ground, "причина", "2026-06-02", "2026-06-02").is_empty(), "{ground}");
        }
        assert!(faults("dismissal", "приказ", "", "").is_empty(), "no absence, no days");
    }

    #[test]
    fn clause_3_6_a_long_leave_is_of_a_year_at_most() {
        let leave = |from: &str, to: &str| faults("absence_leave", "", from, to);
        assert!(leave("2026-09-01", "2027-08-31").is_empty(), "a year to the day");
        assert_eq!(leave("2026-09-01", "2027-09-01"), ["absent_to"]);
        assert_eq!(
            leave("2026-09-01", ""),
            ["absent_to"],
            "without the last day nobody knows it is within a year"
        );
        assert!(leave("2024-02-29", "2025-02-28").is_empty());
        assert!(faults("absence_illness", "", "2026-09-01", "").is_empty(), "an illness tells no last day");
        assert!(faults("absence_child", "", "2026-09-01", "2029-09-01").is_empty());
    }

    #[test]
    fn what_an_order_told_of_an_absence_is_read_again() {
        for (from, to) in [("2026-03-30", Some("2026-09-30")), ("2026-03-30", None)] {
            let absence = Absence { from: Some(day(from)), to: to.map(day) };
            assert_eq!(Absence::read(&format!("{}; приказ № 3", absence.told())), Some(absence));
        }
        assert_eq!(Absence::read("приказ № 3 от 30.03.2026"), None);
        assert_eq!(Absence::read("с\u{a0}весны"), None);
        let long = Absence { from: Some(day("2026-03-30")), to: Some(day("2026-09-30")) };
        assert!(
            long.is_ahead(day("2026-03-29")) && long.is_ahead(day("2026-09-30")),
            "one to come counts as well"
        );
        assert!(!long.is_ahead(day("2026-10-01")));
    }

    #[test]
    fn days_of_an_absence_are_told_in_words() {
        let of =
            |from: Option<&str>, to: Option<&str>| Absence { from: from.map(day), to: to.map(day) }.told();
        assert_eq!(of(None, None), "");
        assert_eq!(of(Some("2026-06-01"), None), "с\u{a0}01.06.2026");
        assert_eq!(of(Some("2026-06-01"), Some("2026-11-30")), "с\u{a0}01.06.2026 по\u{a0}30.11.2026");
    }
}
