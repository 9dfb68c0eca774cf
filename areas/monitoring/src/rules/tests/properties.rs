//! Properties for any answers to the table of Амурская обл. (and Владимир for exactness).

use super::template;
use crate::rules::{Answer, Entry, ObjectAnswers, score, score_object};
use packs::Template;
use proptest::prelude::*;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

static AMUR: LazyLock<Arc<Template>> = LazyLock::new(|| template("amur-2020/mms"));
static VLADIMIR: LazyLock<Arc<Template>> = LazyLock::new(|| template("vladimir-2020/system"));

fn entry() -> impl Strategy<Value = Option<Entry>> {
    let answer = prop_oneof![Just(Answer::present()), Just(Answer::absent())];
    let accepted = prop::option::of(answer.clone());
    prop::option::of((answer, accepted, any::<bool>()).prop_map(|(declared, accepted, reject)| Entry {
        declared: Some(declared),
        accepted,
        rejected: reject.then(|| "нет подписи".to_owned()),
    }))
}

fn amur_object() -> impl Strategy<Value = ObjectAnswers> {
    prop::collection::vec(entry(), 60).prop_map(|entries| {
        let numbers = AMUR.indicators().map(|(_, one)| one.no.clone());
        let answers = numbers.zip(entries).filter_map(|(no, entry)| Some((no, entry?))).collect();
        ObjectAnswers { id: "o".to_owned(), answers, ..ObjectAnswers::default() }
    })
}

fn vladimir_object() -> impl Strategy<Value = ObjectAnswers> {
    let number = (0_u32..2000).prop_map(|hundredths| Decimal::new(i64::from(hundredths), 2));
    let one = prop::option::of((any::<bool>(), number.clone(), prop::option::of(number)));
    prop::collection::vec(one, 40).prop_map(|given| {
        let rows = VLADIMIR.indicators().zip(given);
        let answers: BTreeMap<String, Entry> = rows
            .filter_map(|((_, indicator), given)| {
                let (present, value, previous) = given?;
                let mut answer = Answer::of_value(value, previous);
                if indicator.scoring.name() != "dynamics" {
                    answer.present = Some(present);
                }
                Some((indicator.no.clone(), Entry::declared(answer)))
            })
            .collect();
        ObjectAnswers { id: "o".to_owned(), answers, ..ObjectAnswers::default() }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn score_is_between_zero_and_maximum(amur in amur_object(), vladimir in vladimir_object()) {
        for (table, object) in [(&AMUR, &amur), (&VLADIMIR, &vladimir)] {
            let result = score_object(table, "2026", object);
            prop_assert!(Decimal::ZERO <= result.score && result.score <= result.max);
            prop_assert!(result.max <= table.max.unwrap().0);
            for one in &result.indicators {
                prop_assert!(one.score.unwrap_or_default() <= one.max, "{}", one.no);
            }
        }
    }

    #[test]
    fn an_accepted_evidence_never_lowers_the_score(object in amur_object(), at in 0_usize..60) {
        let no = AMUR.indicators().nth(at).unwrap().1.no.clone();
        let before = score_object(&AMUR, "2026", &object).score;
        let mut more = object;
        more.answers.insert(no, Entry::declared(Answer::present()));
        prop_assert!(score_object(&AMUR, "2026", &more).score >= before);
    }

    #[test]
    fn order_of_objects_changes_nothing(objects in prop::collection::vec(amur_object(), 1..8)) {
        let named: Vec<ObjectAnswers> = objects.into_iter().enumerate()
            .map(|(at, object)| ObjectAnswers { id: at.to_string(), group: Some((at % 2).to_string()), ..object }).collect();
        let turned: Vec<ObjectAnswers> = named.iter().rev().cloned().collect();
        let (one, mut other) = (score(&AMUR, "2026", &named), score(&AMUR, "2026", &turned));
        other.objects.reverse();
        prop_assert_eq!(one, other);
    }

    #[test]
    fn places_count_those_who_are_better(objects in prop::collection::vec(vladimir_object(), 1..8)) {
        let results = score(&VLADIMIR, "2026", &objects).objects;
        for one in &results {
            let better = results.iter()
                .filter(|other| (&other.percent, other.score) > (&one.percent, one.score)).count();
            prop_assert_eq!(one.rank, better + 1);
        }
    }

    #[test]
    fn a_sheet_alone_has_the_points_it_has_in_the_campaign(objects in prop::collection::vec(vladimir_object(), 1..4)) {
        for (object, whole) in objects.iter().zip(score(&VLADIMIR, "2026", &objects).objects) {
            let alone = score_object(&VLADIMIR, "2026", object);
            prop_assert_eq!((alone.score, alone.max, alone.percent), (whole.score, whole.max, whole.percent));
        }
    }

    #[test]
    fn sums_are_exact(object in vladimir_object()) {
        let result = score_object(&VLADIMIR, "2026", &object);
        let halves: Decimal = result.indicators.iter().filter_map(|one| one.score).sum();
        prop_assert_eq!(result.score, halves);
        prop_assert!((result.score * Decimal::TWO).fract().is_zero());
        prop_assert_eq!(result.criteria.iter().map(|one| one.score).sum::<Decimal>(), result.score);
    }
}
