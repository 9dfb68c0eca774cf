//! Tests of the pure rules: every status with every verb, deficits, terms, effects.

use chrono::NaiveDate;
use packs::{Calendar, Library};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

const VERBS: [Verb; 8] = [
    Verb::Send,
    Verb::Acknowledge,
    Verb::Answer,
    Verb::Refuse,
    Verb::Return,
    Verb::Fulfil,
    Verb::Withdraw,
    Verb::Redraft,
];

#[test]
fn every_step_of_every_status_is_as_reviewed() {
    let steps: Vec<String> = Status::ALL
        .into_iter()
        .map(|status| {
            let to = |verb| next(status, verb).map_or("-", Status::code);
            format!("{}: {}", status.code(), VERBS.map(to).join(" "))
        })
        .collect();
    assert_eq!(
        steps,
        [
            "draft: sent - - - - - withdrawn -",
            "sent: - acknowledged answered refused - - withdrawn -",
            "acknowledged: - - answered refused - - withdrawn -",
            "answered: - - - - acknowledged fulfilled withdrawn -",
            "refused: - - - - sent - withdrawn -",
            "fulfilled: - - - - - - - -",
            "withdrawn: - - - - - - - draft",
        ]
    );
    for status in Status::ALL {
        assert_eq!(Status::from_code(status.code()), Some(status));
        let is_still = |verb: &Verb| *verb == Verb::Redraft || next(status, *verb).is_none();
        assert_eq!(status.is_over(), VERBS.iter().all(is_still));
        assert_eq!(status.awaits_answer(), next(status, Verb::Answer).is_some());
    }
}

#[test]
fn a_deficit_is_an_indicator_that_could_give_points_and_gave_none() {
    let library = Library::embedded().unwrap();
    let table = library.template("amur-2020/mms").unwrap();
    let figures = [
        ("2.1", "0", "1", "rejected"),
        ("1.1", "1", "1", "scored"),
        ("1.3", "0", "1", "absent"),
        ("1.4", "0.0", "1", "no_answer"),
        ("1.5", "", "0", "not_scored"),
        ("1.6", "0", "0", "scored"),
        ("9.9", "0", "1", "absent"),
    ];
    let found = deficits(table, figures);
    let told: Vec<_> = found.iter().map(|one| (one.no.as_str(), one.finding.as_str())).collect();
    assert_eq!(
        told,
        [("1.3", "absent"), ("1.4", "no_answer"), ("2.1", "rejected")],
        "in the order of the table"
    );
    let rules = library.effective(&["amur-2020"]).unwrap();
    for one in &found {
        let (text, clause) = recommended(&rules, table, one);
        assert!(text.len() > 20 && clause.starts_with("приложение 6"), "{text} {clause}");
    }
    let other = Deficit { no: "9.9".into(), ..found[0].clone() };
    assert!(recommended(&rules, table, &other).0.contains("По показателю 9.9"), "a table without advice");
}

#[test]
fn the_day_of_the_answer_is_a_working_one() {
    let rules = Library::embedded().unwrap().effective(&["amur-2020"]).unwrap();
    // 4 May 2026 is Monday; 30 days on is Wednesday.
    assert_eq!(reply_by(day(2026, 5, 4), &rules.calendar), day(2026, 6, 3));
    // 13 May: 12 June is День России, a Friday, then the days off.
    assert_eq!(reply_by(day(2026, 5, 13), &rules.calendar), day(2026, 6, 15));
    assert_eq!(reply_by(day(2026, 5, 14), &Calendar::default()), day(2026, 6, 15), "a Saturday moves");
}

#[test]
fn off_control_only_when_everything_ended_and_something_was_done() {
    assert_eq!(may_fulfil(0, 1), Ok(()));
    assert_eq!(may_fulfil(0, 0), Err(Refusal::NothingDone));
    assert_eq!(may_fulfil(1, 5), Err(Refusal::MeasuresLeft(1)));
}

fn points(score: i64, max: i64) -> Option<Points> {
    Points::read(&score.to_string(), &max.to_string())
}

#[test]
fn an_effect_is_told_only_of_what_can_be_compared() {
    assert_eq!(effect(points(0, 1), points(1, 1), true), Effect::Improved);
    assert_eq!(effect(points(2, 2), points(1, 2), true), Effect::Worse);
    assert_eq!(effect(points(0, 1), points(0, 1), true), Effect::Unchanged);
    assert_eq!(effect(points(0, 1), None, true), Effect::NotYet);
    assert_eq!(effect(points(0, 1), points(2, 2), false), Effect::NotComparable);
    assert_eq!(Points::read("1", "0"), None, "an indicator that gives no points");
    assert_eq!(Points::read("", "1"), None, "one that was not scored");
    let beside =
        aside([Effect::Improved, Effect::Unchanged, Effect::NotYet, Effect::Worse, Effect::NotComparable]);
    assert_eq!(beside, Aside { measured: 3, improved: 1 });
}

proptest! {
    #[test]
    fn more_points_are_never_worse(then in 0_i64..5, now in 0_i64..5) {
        let found = effect(points(then, 5), points(now, 5), true);
        let expected = match now.cmp(&then) {
            std::cmp::Ordering::Greater => Effect::Improved,
            std::cmp::Ordering::Equal => Effect::Unchanged,
            std::cmp::Ordering::Less => Effect::Worse,
        };
        prop_assert_eq!(found, expected);
        prop_assert_eq!(points(then, 5).unwrap().score, Decimal::from(then));
    }
}

#[test]
fn names_and_posts_stand_in_their_case_unless_mended_by_hand() {
    for (text, dative, accusative) in [
        (
            "Руководитель методической службы",
            "Руководителю методической службы",
            "Руководителя методической службы",
        ),
        (
            "заместитель начальника управления",
            "заместителю начальника управления",
            "заместителя начальника управления",
        ),
        ("Кедрова Анна Петровна", "Кедровой Анне Петровне", "Кедрову Анну Петровну"),
    ] {
        assert_eq!(inflected(text, Declension::Dative), dative);
        assert_eq!(inflected(text, Declension::Accusative), accusative);
    }
    let mended = ("кедрова анна петровна".to_owned(), "dative".to_owned(), "Кедровой А. П.".to_owned());
    let forms = Forms::of([mended]);
    assert_eq!(forms.form("Кедрова  Анна Петровна", Declension::Dative), "Кедровой А. П.");
    assert_eq!(forms.form("Кедрова Анна Петровна", Declension::Accusative), "Кедрову Анну Петровну");
}

#[test]
fn numbers_of_indicators_are_read_from_one_line() {
    assert_eq!(numbers(" 1.3, 2.1;2.4\n1.3 "), ["1.3", "2.1", "2.4"]);
    assert!(numbers(" , ;").is_empty());
}

#[test]
fn the_share_taken_below_is_of_what_was_taken() {
    assert_eq!(share_below(0, 0), None);
    assert_eq!((share_below(1, 3), share_below(2, 3), share_below(4, 4)), (Some(33), Some(67), Some(100)));
    assert!(!TakenAt::Head.is_below() && TakenAt::ALL.iter().filter(|one| one.is_below()).count() == 6);
}

#[test]
fn codes_of_decisions_read_back_and_a_recommendation_never_binds() {
    for kind in DecisionKind::ALL {
        assert_eq!(DecisionKind::from_code(kind.code()), Some(*kind));
        assert_eq!(may_bind(*kind), *kind != DecisionKind::Recommendation);
    }
    assert!(Topic::ALL.iter().all(|one| Topic::from_code(one.code()) == Some(*one)));
    assert!(Stage::ALL.iter().all(|one| Stage::from_code(one.code()) == Some(*one)));
    assert_eq!(TakenAt::from_code("nobody"), None);
}
