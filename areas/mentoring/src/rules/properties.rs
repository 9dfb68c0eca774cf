//! Properties of the rules: what must hold whatever the days and the people.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use packs::MentoringStart;
use proptest::prelude::*;

use super::term::tests::{amur, day};
use super::*;

/// A day of the years 2024–2035.
fn days() -> impl Strategy<Value = NaiveDate> {
    (0_u64..4_383).prop_map(|offset| day("2024-01-01") + Days::new(offset))
}

fn candidates() -> impl Strategy<Value = Candidate> {
    let service =
        proptest::option::of((0_u64..9_000).prop_map(|offset| day("2004-01-01") + Days::new(offset)));
    let own = (service, proptest::collection::btree_set(10_i64..15, 0..5), 0_u32..4, 25_i64..200);
    let more = (any::<bool>(), any::<bool>(), any::<bool>(), 0_usize..6);
    (own, more).prop_map(|((since, mentees, category, rate), (same, another, agreed, finished))| Candidate {
        person: 2,
        service_since: since,
        school_since: since,
        subjects: BTreeSet::from([if same { "mathematics" } else { "music" }.to_owned()]),
        category: (category, String::new()),
        mentees,
        finished,
        rate,
        is_of_another: another,
        has_agreement: agreed,
        ..Candidate::default()
    })
}

fn judged(one: &Candidate, kind: &str, on: NaiveDate) -> Fit {
    let (rules, _) = amur();
    let mentee =
        Mentee { person: 1, subjects: BTreeSet::from(["mathematics".to_owned()]), pairs: Vec::new() };
    fit(one, &mentee, rules.kind(kind).unwrap(), &rules, on)
}

proptest! {
    #[test]
    fn a_term_is_never_under_a_year_unless_studies_end_before(
        hired in days(),
        wait in 0_u64..1_300,
        studies in 0_u64..2_000,
    ) {
        let (rules, _) = amur();
        for category in &rules.categories {
            let category = &category.rule;
            let grounds = Grounds {
                hired_on: hired,
                ordered_on: hired + Days::new(wait),
                graduates_on: Some(hired + Days::new(studies)),
                last_day: Some(hired + Days::new(studies)),
            };
            match term(category, &rules, grounds) {
                Ok((found, warned)) => {
                    prop_assert!(found.from <= found.to);
                    let is_short = matches!(warned, Some(TermFault::TooShort(..)));
                    prop_assert!(found.lasts(12) != is_short);
                    prop_assert!(grounds.ordered_on <= found.from, "nobody is appointed for days before the order");
                    // Only where the end of studies sets the last day may less than a year be left (A12).
                    prop_assert!(found.lasts(12) || category.until_graduation);
                    let from_order = matches!(category.start, MentoringStart::Order);
                    prop_assert!(!from_order || found.from == grounds.ordered_on);
                }
                // Only where the end of studies, the last day or the order itself leaves nothing of the term.
                Err(TermFault::Backwards) => {}
                Err(fault) => {
                    prop_assert!(matches!(fault, TermFault::TooShort(12, _)), "{:?}", fault);
                    prop_assert!(category.months.is_none() && !category.until_graduation);
                }
            }
        }
    }

    #[test]
    fn working_days_go_forward_with_the_day_they_count_from(one in days(), more in 0_u64..60) {
        let (rules, calendar) = amur();
        let other = one + Days::new(more);
        let last = |given| last_day(given, &rules, &calendar);
        prop_assert!(last(one) <= last(other));
        prop_assert!((last(one) - one).num_days() >= 3, "three days lie between at least");
        prop_assert_eq!(calendar.next_working(last(one)), last(one), "the last day is a working one");
        let due = |hired| order_due(hired, &rules, &calendar).unwrap();
        prop_assert!(due(one) <= due(other));
        prop_assert!((due(one) - one).num_days() >= 14);
        prop_assert_eq!(calendar.next_working(due(one)), due(one));
    }

    #[test]
    fn lateness_grows_by_a_day_a_day(hired in days(), on in 0_u64..200) {
        let (rules, calendar) = amur();
        let due = order_due(hired, &rules, &calendar).unwrap();
        let ordered = hired + Days::new(on);
        let told = order_late((hired, Some(ordered)), (&rules, &calendar), ordered).map_or(0, |late| late.days);
        prop_assert_eq!(told, (ordered - due).num_days().max(0));
    }

    #[test]
    fn the_ranking_is_a_total_order_and_refusals_know_nothing_of_it(
        all in proptest::collection::vec(candidates(), 2..8),
        on in days(),
        turn in 0_usize..8,
    ) {
        let told: Vec<(bool, i64, Vec<String>)> = all.iter().map(|one| place(&judged(one, "subject", on))).collect();
        let mut turned: Vec<Candidate> = all.clone();
        turned.rotate_left(turn % all.len());
        turned.reverse();
        let mut again: Vec<(bool, i64, Vec<String>)> =
            turned.iter().map(|one| place(&judged(one, "subject", on))).collect();
        let mut first = told;
        first.sort();
        again.sort();
        prop_assert_eq!(first, again, "whoever is beside changes nobody's place");
    }

    #[test]
    fn more_mentees_never_lift_and_more_service_never_refuses(
        one in candidates(),
        on in days(),
        earlier in 0_u64..4_000,
    ) {
        let now = judged(&one, "subject", on);
        let mut loaded = one.clone();
        loaded.mentees.insert(99);
        prop_assert!(judged(&loaded, "subject", on).rank <= now.rank);
        let longer = Candidate {
            service_since: one.service_since.map(|since| since - Days::new(earlier)),
            ..one.clone()
        };
        let then = judged(&longer, "subject", on);
        prop_assert!(then.refusals.len() <= now.refusals.len());
        prop_assert!(then.rank >= now.rank);
    }
}

/// The place of somebody in the list: the same key the choice sorts by, with the reasons of the refusals.
fn place(fit: &Fit) -> (bool, i64, Vec<String>) {
    (!fit.is_allowed(), -fit.rank, fit.refusals.iter().map(|reason| reason.clause.clone()).collect())
}
