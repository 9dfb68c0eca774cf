//! Whether a colleague may be the mentor of somebody, how well they fit, and why: refusals and warnings with their clauses
//! (п. 2.2, 3.3–3.5; warnings are the product's, each with the ground it rests on).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use packs::{MentorKind, MentoringRules};
use people::rules::seniority::{Break, years};
use web::russian;

/// Who is to be mentored.
#[derive(Debug, Clone, Default)]
pub struct Mentee {
    /// The card.
    pub person: i64,
    /// Subjects taught.
    pub subjects: BTreeSet<String>,
    /// Kinds of pairs the mentee has, with the mentors: (kind, person).
    pub pairs: Vec<(String, i64)>,
}

/// A colleague as the choice sees them.
#[derive(Debug, Clone, Default)]
pub struct Candidate {
    /// The card.
    pub person: i64,
    /// The day the pedagogical service counts from; none: nobody told.
    pub service_since: Option<NaiveDate>,
    /// The day the work in schools counts from; none: nobody told.
    pub school_since: Option<NaiveDate>,
    /// What does not count.
    pub breaks: Vec<Break>,
    /// Subjects taught.
    pub subjects: BTreeSet<String>,
    /// Weight of the best category, 0 without one, with its words.
    pub category: (u32, String),
    /// Everybody mentored now or by a pair being prepared.
    pub mentees: BTreeSet<i64>,
    /// Pairs carried to their end.
    pub finished: usize,
    /// Hundredths of a rate in all posts.
    pub rate: i64,
    /// The last day of a long leave that goes on.
    pub leave_to: Option<NaiveDate>,
    /// Heads the school or a deputy of its head.
    pub is_head: bool,
    /// Works in another organisation.
    pub is_of_another: bool,
    /// The agreement with that organisation is named.
    pub has_agreement: bool,
}

/// Something said about a candidate, with where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The sentence.
    pub text: String,
    /// Clause; empty: the product's own advice.
    pub clause: String,
}

impl Reason {
    fn of(text: impl Into<String>, clause: &str) -> Self {
        Self { text: text.into(), clause: clause.to_owned() }
    }
}

/// What is to be said of a candidate.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fit {
    /// Why not; empty: allowed.
    pub refusals: Vec<Reason>,
    /// What asks for a reason.
    pub warnings: Vec<Reason>,
    /// What speaks for them, in words.
    pub praises: Vec<String>,
    /// The larger, the better.
    pub rank: i64,
}

impl Fit {
    /// Whether nothing forbids it.
    pub fn is_allowed(&self) -> bool {
        self.refusals.is_empty()
    }
}

/// Judges a candidate on a day.
pub fn fit(
    one: &Candidate,
    mentee: &Mentee,
    kind: &MentorKind,
    rules: &MentoringRules,
    day: NaiveDate,
) -> Fit {
    let mut found = Fit::default();
    refuse(&mut found, one, mentee, kind, (rules, day));
    warn(&mut found, one, mentee, kind, day);
    praise(&mut found, one, mentee, day);
    found
}

fn refuse(
    found: &mut Fit,
    one: &Candidate,
    mentee: &Mentee,
    kind: &MentorKind,
    (rules, day): (&MentoringRules, NaiveDate),
) {
    if one.person == mentee.person {
        found.refusals.push(Reason::of("Сам себе наставником не\u{a0}бывает", &kind.clause));
    }
    let (limit, since, what) = if kind.collective {
        ("school_years", one.school_since, "стаж работы в\u{a0}школе")
    } else {
        ("service_years", one.service_since, "педагогический стаж")
    };
    if let Some(limit) = rules.limit(limit) {
        match since.map(|since| years(since, &one.breaks, day)) {
            None => found
                .refusals
                .push(Reason::of(format!("Неизвестен {what}: внесите его в\u{a0}карточку"), &limit.clause)),
            Some(full) if i64::from(full) < i64::from(limit.value) => {
                let full = russian::counted(i64::from(full), "год", "года", "лет");
                let least = russian::counted(i64::from(limit.value), "год", "года", "лет");
                found.refusals.push(Reason::of(
                    format!("{} {full}, а\u{a0}нужно не\u{a0}меньше {least}", capital(what)),
                    &limit.clause,
                ));
            }
            Some(_) => {}
        }
    }
    if let Some(limit) = rules.limit("mentees") {
        let others = one.mentees.iter().filter(|other| **other != mentee.person).count();
        if u32::try_from(others).unwrap_or(u32::MAX) >= limit.value {
            let now =
                russian::counted(i64::try_from(others).unwrap_or(i64::MAX), "человека", "человек", "человек");
            found.refusals.push(Reason::of(format!("Уже сопровождает {now}: больше нельзя"), &limit.clause));
        }
    }
    if one.is_of_another && !one.has_agreement {
        found.refusals.push(Reason::of(
            "Работает в\u{a0}другой организации: укажите договор с\u{a0}ней",
            "приложение 2, п. 2.2: педагоги образовательной организации",
        ));
    }
}

fn warn(found: &mut Fit, one: &Candidate, mentee: &Mentee, kind: &MentorKind, day: NaiveDate) {
    let shared = one.subjects.intersection(&mentee.subjects).next().is_some();
    if kind.same_subject && !shared {
        let text = if one.subjects.is_empty() || mentee.subjects.is_empty() {
            "Предметы известны не\u{a0}у\u{a0}обоих: проверьте, что предметное направление одно"
        } else {
            "Ведёт другие предметы"
        };
        found.warnings.push(Reason::of(text, &kind.clause));
    }
    if let Some(last) = one.leave_to.filter(|last| day <= *last) {
        found.warnings.push(Reason::of(
            format!("В\u{a0}длительном отпуске по\u{a0}{}", russian::date(last)),
            "приложение 2, п. 3.6: длительное отсутствие – основание замены",
        ));
    }
    if one.is_head {
        found.warnings.push(Reason::of("Руководитель или заместитель: оценивает работу наставляемого", ""));
    }
    let is_twin = |(of, who): &&(String, i64)| *of == kind.id && *who != one.person;
    if mentee.pairs.iter().any(|pair| is_twin(&pair)) {
        found.warnings.push(Reason::of("Наставник этого вида у\u{a0}него уже есть", &kind.clause));
    }
}

fn praise(found: &mut Fit, one: &Candidate, mentee: &Mentee, day: NaiveDate) {
    let shared = one.subjects.intersection(&mentee.subjects).count();
    if shared > 0 {
        found.praises.push("тот же предмет".to_owned());
        found.rank += 400;
    }
    let full = one.service_since.map_or(0, |since| years(since, &one.breaks, day));
    if full > 0 {
        found.praises.push(format!("стаж {}", russian::counted(i64::from(full), "год", "года", "лет")));
        found.rank += i64::from(full.min(20)) * 5;
    }
    if one.category.0 > 0 {
        found.praises.push(one.category.1.clone());
        found.rank += i64::from(one.category.0) * 50;
    }
    if one.finished > 0 {
        let count = i64::try_from(one.finished).unwrap_or(i64::MAX);
        found.praises.push(format!("довёл до\u{a0}конца {}", russian::counted(count, "пару", "пары", "пар")));
        found.rank += count.min(4) * 30;
    }
    found.rank -= i64::try_from(one.mentees.len()).unwrap_or(0) * 80;
    found.rank -= (one.rate - 100).max(0) / 2;
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::term::tests::{amur, day, federal};

    fn candidate() -> Candidate {
        Candidate {
            person: 2,
            service_since: Some(day("2010-09-01")),
            school_since: Some(day("2010-09-01")),
            subjects: ["mathematics".to_owned()].into(),
            category: (3, "высшая категория".to_owned()),
            rate: 100,
            ..Candidate::default()
        }
    }

    fn mentee() -> Mentee {
        Mentee { person: 1, subjects: ["mathematics".to_owned()].into(), pairs: Vec::new() }
    }

    fn judged(one: &Candidate, mentee: &Mentee, kind: &str, today: &str) -> Fit {
        let (rules, _) = amur();
        fit(one, mentee, rules.kind(kind).unwrap(), &rules, day(today))
    }

    fn refused(one: &Candidate, kind: &str, today: &str) -> Vec<String> {
        judged(one, &mentee(), kind, today).refusals.into_iter().map(|reason| reason.clause).collect()
    }

    #[test]
    fn clause_3_3_five_years_of_pedagogical_service_to_the_day() {
        let since = |text: &str| Candidate { service_since: Some(day(text)), ..candidate() };
        assert!(refused(&since("2021-09-02"), "subject", "2026-09-01").is_empty(), "the day itself counts");
        let short = refused(&since("2021-09-03"), "subject", "2026-09-01");
        assert_eq!(short.len(), 1);
        assert!(short[0].contains("п. 3.3"));
        assert!(refused(&since("2020-02-29"), "subject", "2025-02-28").is_empty());
        assert_eq!(refused(&since("2020-02-29"), "subject", "2025-02-27").len(), 1);
        let broken = Candidate {
            breaks: vec![Break { from: day("2022-01-01"), to: day("2022-01-31") }],
            ..since("2021-09-01")
        };
        assert_eq!(refused(&broken, "subject", "2026-09-01").len(), 1, "a break does not count");
        assert_eq!(
            refused(&Candidate { service_since: None, ..candidate() }, "subject", "2026-09-01").len(),
            1
        );
    }

    #[test]
    fn clause_3_4_a_collective_mentor_asks_five_years_in_school() {
        let elsewhere = Candidate { school_since: Some(day("2023-09-01")), ..candidate() };
        assert!(refused(&elsewhere, "subject", "2026-09-01").is_empty());
        let clauses = refused(&elsewhere, "collective", "2026-09-01");
        assert!(clauses.len() == 1 && clauses[0].contains("п. 3.4"));
        let full = Candidate { school_since: Some(day("2021-09-02")), service_since: None, ..candidate() };
        assert!(refused(&full, "collective", "2026-09-01").is_empty());
    }

    #[test]
    fn clause_3_5_a_third_mentee_is_one_too_many() {
        let with = |mentees: &[i64]| Candidate { mentees: mentees.iter().copied().collect(), ..candidate() };
        assert!(refused(&with(&[7]), "subject", "2026-09-01").is_empty(), "the second");
        let third = refused(&with(&[7, 8]), "subject", "2026-09-01");
        assert!(third.len() == 1 && third[0].contains("п. 3.5"));
        assert!(
            refused(&with(&[7, 1]), "consultant", "2026-09-01").is_empty(),
            "the same mentee by another kind"
        );
    }

    #[test]
    fn nobody_is_the_own_mentor_and_another_school_needs_an_agreement() {
        assert_eq!(refused(&Candidate { person: 1, ..candidate() }, "subject", "2026-09-01").len(), 1);
        let other = Candidate { is_of_another: true, ..candidate() };
        assert_eq!(refused(&other, "subject", "2026-09-01").len(), 1);
        assert!(refused(&Candidate { has_agreement: true, ..other }, "subject", "2026-09-01").is_empty());
    }

    #[test]
    fn what_is_unwise_is_warned_of() {
        let warned = |one: &Candidate, kind: &str| judged(one, &mentee(), kind, "2026-09-01").warnings.len();
        let other = Candidate { subjects: ["physics".to_owned()].into(), ..candidate() };
        assert_eq!(
            (warned(&candidate(), "subject"), warned(&other, "subject"), warned(&other, "consultant")),
            (0, 1, 0)
        );
        let away = Candidate { leave_to: Some(day("2026-09-01")), ..candidate() };
        assert_eq!(warned(&away, "subject"), 1, "the last day of the leave");
        assert_eq!(warned(&Candidate { leave_to: Some(day("2026-08-31")), ..candidate() }, "subject"), 0);
        assert_eq!(warned(&Candidate { is_head: true, ..candidate() }, "subject"), 1);
        let twin = Mentee { pairs: vec![("subject".to_owned(), 9)], ..mentee() };
        assert_eq!(judged(&candidate(), &twin, "subject", "2026-09-01").warnings.len(), 1);
        assert!(judged(&candidate(), &twin, "consultant", "2026-09-01").warnings.is_empty());
    }

    #[test]
    fn the_same_subject_stands_first_and_a_loaded_mentor_last() {
        let rank = |one: &Candidate| judged(one, &mentee(), "subject", "2026-09-01").rank;
        let other = Candidate { subjects: ["physics".to_owned()].into(), ..candidate() };
        let busy = Candidate { mentees: [7].into(), ..candidate() };
        assert!(rank(&candidate()) > rank(&busy) && rank(&busy) > rank(&other));
    }

    #[test]
    fn where_no_pack_limits_only_sense_does() {
        let (rules, _) = federal();
        let young = Candidate { service_since: None, mentees: [7, 8, 9].into(), ..candidate() };
        assert!(
            fit(&young, &mentee(), rules.kind("mentor").unwrap(), &rules, day("2026-09-01")).is_allowed()
        );
    }
}
