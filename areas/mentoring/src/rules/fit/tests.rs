//! Whether a colleague may be a mentor: a test a clause.

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
    assert_eq!(refused(&Candidate { service_since: None, ..candidate() }, "subject", "2026-09-01").len(), 1);
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
    let proved = Candidate { proofs: vec!["грамота".to_owned()], ..other.clone() };
    assert_eq!(
        (warned(&candidate(), "subject"), warned(&other, "subject"), warned(&proved, "consultant")),
        (0, 1, 0)
    );
    let away = Candidate { leave_to: Some(day("2026-09-01")), ..candidate() };
    assert_eq!(warned(&away, "subject"), 1, "the last day of the leave");
    assert_eq!(warned(&Candidate { leave_to: Some(day("2026-08-31")), ..candidate() }, "subject"), 0);
    assert_eq!(warned(&Candidate { is_head: true, ..candidate() }, "subject"), 1);
    let twin = Mentee { pairs: vec![("subject".to_owned(), 9)], ..mentee() };
    assert_eq!(judged(&candidate(), &twin, "subject", "2026-09-01").warnings.len(), 1);
    let proved = Candidate { proofs: vec!["грамота".to_owned()], ..candidate() };
    assert!(judged(&proved, &twin, "consultant", "2026-09-01").warnings.is_empty());
}

#[test]
fn clause_2_2_a_consultant_shows_success_and_public_activity() {
    let said = |one: &Candidate, kind: &str| judged(one, &mentee(), kind, "2026-09-01");
    let bare = said(&candidate(), "consultant");
    assert!(bare.is_allowed() && bare.warnings.len() == 1 && bare.warnings[0].clause.contains("2.2"));
    let proved = Candidate {
        proofs: vec!["победитель конкурса «Учитель года»".to_owned()], ..candidate()
    };
    let shown = said(&proved, "consultant");
    assert!(shown.warnings.is_empty() && shown.praises.contains(&proved.proofs[0]));
    assert!(shown.rank > bare.rank && said(&candidate(), "subject").warnings.is_empty());
}

#[test]
fn clause_3_3_the_sheet_of_the_council_counts() {
    let weighed = |is_recommended, sum| Candidate {
        sheet: Some(Weighed { is_recommended, sum, most: 10 }),
        ..candidate()
    };
    let said = |one: &Candidate| judged(one, &mentee(), "subject", "2026-09-01");
    assert!(said(&weighed(true, 9)).rank > said(&weighed(true, 6)).rank);
    assert!(said(&weighed(true, 6)).rank > said(&candidate()).rank);
    assert_eq!(said(&weighed(false, 3)).warnings.len(), 1);
}

#[test]
fn clause_1_6_the_load_is_shown_and_forbids_nothing() {
    let busy = Candidate {
        mentees: [7].into(),
        rate: 150,
        roles: vec!["руководитель ШМО".to_owned()],
        ..candidate()
    };
    let shown = judged(&busy, &mentee(), "subject", "2026-09-01");
    assert!(shown.is_allowed());
    assert_eq!(shown.load, "наставляемых 1; ставка 1,5; руководитель ШМО");
    assert_eq!(judged(&candidate(), &mentee(), "subject", "2026-09-01").load, "наставляемых нет; ставка 1");
    let taught = |teaching_hours| load(&Candidate { teaching_hours, ..busy.clone() }).replace('\u{a0}', " ");
    assert_eq!(taught(2_700), "наставляемых 1; ставка 1,5; 27 ч в неделю; руководитель ШМО");
    assert_eq!(taught(450), "наставляемых 1; ставка 1,5; 4,5 ч в неделю; руководитель ШМО");
    let twice = Candidate { posts: 2, ..busy };
    assert!(judged(&twice, &mentee(), "subject", "2026-09-01").is_allowed());
    assert_eq!(load(&twice), "наставляемых 1; ставка 1,5, должностей 2; руководитель ШМО");
    assert_eq!(
        besides(&twice),
        "ставка 1,5, должностей 2; руководитель ШМО",
        "of a mentee: no mentees of their own"
    );
    assert_eq!(besides(&Candidate::default()), "");
    let bodies = ["РМО учителей химии", "Методический совет"].map(str::to_owned).to_vec();
    assert_eq!(
        besides(&Candidate { bodies, ..Candidate::default() }),
        "состоит: РМО учителей химии, Методический совет"
    );
}

#[test]
fn an_exception_overrules_service_and_load_alone() {
    let young = Candidate { service_since: Some(day("2024-09-01")), ..candidate() };
    assert!(judged(&young, &mentee(), "subject", "2026-09-01").may_be_excepted());
    let own = Candidate { person: 1, ..young.clone() };
    assert!(!judged(&own, &mentee(), "subject", "2026-09-01").may_be_excepted());
    let far = Candidate { is_of_another: true, ..young };
    assert!(!judged(&far, &mentee(), "subject", "2026-09-01").may_be_excepted());
    assert!(!judged(&candidate(), &mentee(), "subject", "2026-09-01").may_be_excepted());
}

#[test]
fn the_same_subject_stands_first_and_a_loaded_mentor_last() {
    let rank = |one: &Candidate| judged(one, &mentee(), "subject", "2026-09-01").rank;
    let other = Candidate { subjects: ["physics".to_owned()].into(), ..candidate() };
    let busy = Candidate { mentees: [7].into(), ..candidate() };
    assert!(rank(&candidate()) > rank(&busy) && rank(&busy) > rank(&other));
}

#[test]
fn clause_1_3_who_begins_is_warned_of_and_stands_last_whatever_else_is_said() {
    let (rules, _) = federal();
    let judged =
        |one: &Candidate| fit(one, &mentee(), rules.kind("mentor").unwrap(), &rules, day("2026-09-01"));
    let master = Candidate { subjects: ["physics".to_owned()].into(), mentees: [7, 8].into(), ..candidate() };
    let beginner = Candidate {
        service_since: Some(day("2026-08-25")),
        category: (5, "высшая категория".to_owned()),
        finished: 4,
        is_novice: true,
        ..candidate()
    };
    let unknown = Candidate { service_since: None, is_novice: false, ..beginner.clone() };
    assert!(judged(&beginner).is_allowed(), "no clause of the law counts years");
    assert!(judged(&beginner).rank < judged(&master).rank && judged(&unknown).rank < judged(&master).rank);
    let warned = |one: &Candidate| {
        judged(one).warnings.iter().any(|reason| reason.text.contains("молодой специалист"))
    };
    assert!(warned(&beginner) && !warned(&unknown) && !warned(&master));
    // A year of service is a beginning of experience; the mark stays a warning.
    let year = Candidate { service_since: Some(day("2025-09-02")), is_novice: false, ..beginner };
    assert!(judged(&year).rank > judged(&unknown).rank);
    let amur = fit(
        &Candidate { is_novice: true, ..candidate() },
        &mentee(),
        amur().0.kind("subject").unwrap(),
        &amur().0,
        day("2026-09-01"),
    );
    assert!(amur.warnings.iter().any(|reason| reason.clause.contains("п. 1.3")));
    let mentored = Candidate { is_mentored: true, ..candidate() };
    assert!(judged(&mentored).is_allowed() && judged(&mentored).rank < judged(&master).rank);
    assert!(judged(&mentored).warnings.iter().any(|reason| reason.text.contains("есть наставник")));
}

#[test]
fn clause_3_4_five_years_in_school_to_the_day() {
    let since = |text: &str| Candidate { school_since: Some(day(text)), ..candidate() };
    assert!(refused(&since("2021-09-02"), "collective", "2026-09-01").is_empty(), "the day itself counts");
    let short = refused(&since("2021-09-03"), "collective", "2026-09-01");
    assert!(short.len() == 1 && short[0].contains("п. 3.4"));
    let unknown = refused(&Candidate { school_since: None, ..candidate() }, "collective", "2026-09-01");
    assert!(unknown.len() == 1 && unknown[0].contains("п. 3.4"));
}

#[test]
fn where_no_pack_limits_only_sense_does() {
    let (rules, _) = federal();
    let young = Candidate { service_since: None, mentees: [7, 8, 9].into(), ..candidate() };
    assert!(fit(&young, &mentee(), rules.kind("mentor").unwrap(), &rules, day("2026-09-01")).is_allowed());
}

#[test]
fn clause_2_2_whose_subjects_are_unknown_stands_below_who_teaches_another() {
    let unknown =
        Candidate { subjects: BTreeSet::default(), category: (5, "высшая".to_owned()), ..candidate() };
    let other = Candidate {
        subjects: ["physics".to_owned()].into(),
        category: (0, String::new()),
        service_since: Some(day("2020-09-01")),
        ..candidate()
    };
    let rank = |one: &Candidate, kind: &str| judged(one, &mentee(), kind, "2026-09-01").rank;
    assert!(rank(&unknown, "subject") < rank(&other, "subject"));
    assert!(rank(&unknown, "consultant") > rank(&other, "consultant"), "a consultant teaches anything");
}
