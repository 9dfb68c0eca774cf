//! Two published periods: the same table, and one that was renumbered, reworded and cut between them.

use std::collections::HashMap;

use packs::{Number, Scoring, Template};
use rust_decimal::Decimal;

use crate::rules::{Comparison, Measured, Period, Total};
use crate::rules::{Difference, Lineage};

fn table() -> Template {
    packs::Library::embedded().unwrap().template("amur-2020/mms").unwrap().as_ref().clone()
}

/// An object with a point for each of these lines, by the table's maxima.
fn object(template: &Template, unit: i64, present: &[&str]) -> Measured {
    let points: HashMap<_, _> = template
        .indicators()
        .map(|(_, one)| {
            let score = if present.contains(&one.no.as_str()) { one.max.0 } else { Decimal::ZERO };
            (one.no.clone(), (Some(score), one.max.0))
        })
        .collect();
    let sum = |of: fn(&(Option<Decimal>, Decimal)) -> Decimal| points.values().map(of).sum();
    let total = Total { score: sum(|one| one.0.unwrap_or_default()), max: sum(|one| one.1) };
    Measured { key: (unit, String::new()), name: format!("Территория {unit}"), total, points }
}

#[test]
fn the_same_table_compares_everything() {
    let table = table();
    let (then, now) =
        ([object(&table, 1, &["1.1", "5.1"])], [object(&table, 1, &["1.1", "5.1", "5.2", "2.1"])]);
    let found = Comparison::of(
        Period { template: &table, objects: &then },
        Period { template: &table, objects: &now },
    );
    assert!(found.lineage.is_same());
    let one = &found.objects[0];
    assert_eq!(one.published, one.comparable);
    assert_eq!(
        (one.comparable.points(), one.comparable.percent().unwrap().as_str()),
        (Decimal::from(3), "4.918")
    );
    assert_eq!(one.gained.iter().map(|step| step.no.as_str()).collect::<Vec<_>>(), ["2.1", "5.2"]);
    assert!(one.lost.is_empty());
    let (no, second) = &one.criteria[1];
    assert_eq!((no.as_str(), second.points()), ("2", Decimal::ONE));
}

/// The table of the next year: 1.1 renumbered to 1.9, 1.3 reworded, 1.4 worth two, 2.1 scored by a scale, 3.1 gone, 9.1 new.
fn next_year(before: &Template) -> Template {
    let mut now = before.clone();
    for one in now.criteria.iter_mut().flat_map(|criterion| criterion.indicators.iter_mut()) {
        match one.no.as_str() {
            "1.1" => one.no = "1.9".to_owned(),
            "1.2" => one.condition = Some("1.9".to_owned()),
            "1.3" => one.title = "План-график охватывает все категории специалистов".to_owned(),
            "1.4" => {
                one.scoring = Scoring::Presence { points: Number::from(2), growth: None };
                one.max = Number::from(2);
            }
            "2.1" => one.scoring = Scoring::Scale { max: 1, rubric: Vec::new() },
            _ => {}
        }
    }
    let third = &mut now.criteria[2];
    third.indicators.retain(|one| one.no != "3.1");
    let mut fresh = third.indicators[0].clone();
    (fresh.no, fresh.title, fresh.source, fresh.group) =
        ("9.1".to_owned(), "Новый показатель".to_owned(), "новое".to_owned(), "новое".to_owned());
    third.indicators.push(fresh);
    now
}

#[test]
fn a_changed_table_is_told_line_by_line() {
    let before = table();
    let now = next_year(&before);
    let lineage = Lineage::of(&before, &now);
    assert_eq!((lineage.added, lineage.removed), (vec!["9.1".to_owned()], vec!["3.1".to_owned()]));
    let of = |no: &str| lineage.pairs.iter().find(|pair| pair.now == no).unwrap();
    assert_eq!(
        (of("1.9").before.as_str(), &of("1.9").differences[..]),
        ("1.1", &[Difference::Renumbered][..])
    );
    assert!(of("1.2").differences.is_empty(), "the condition follows the renumbered line");
    assert!(matches!(&of("1.3").differences[..], [Difference::Reworded(then)] if then.contains("Наличие")));
    let (one, two) = (Decimal::ONE, Decimal::TWO);
    assert_eq!(
        of("1.4").differences,
        [Difference::Maximum(one, two), Difference::Rule("presence", "presence")]
    );
    assert_eq!(of("2.1").differences, [Difference::Rule("presence", "scale")]);
    assert!(of("1.9").is_comparable() && of("1.3").is_comparable());
    assert!(!of("1.4").is_comparable() && !of("2.1").is_comparable());
}

#[test]
fn only_what_means_the_same_is_compared_under_a_changed_table() {
    let before = table();
    let now = next_year(&before);
    let then = [object(&before, 1, &["1.1", "1.3", "3.1"]), object(&before, 2, &[])];
    let later = [object(&now, 1, &["1.9", "1.4", "2.1", "9.1", "1.2"]), object(&now, 3, &[])];
    let found = Comparison::of(
        Period { template: &before, objects: &then },
        Period { template: &now, objects: &later },
    );
    let one = &found.objects[0];
    assert_eq!(one.published.before, Total { score: Decimal::from(3), max: Decimal::from(61) });
    assert_eq!(one.published.now, Total { score: Decimal::from(6), max: Decimal::from(62) });
    // 61 lines' points without 1.4, 2.1 and 3.1: then 1.1 and 1.3, now 1.9 and 1.2.
    assert_eq!(one.comparable.before, Total { score: Decimal::from(2), max: Decimal::from(58) });
    assert_eq!(one.comparable.now, Total { score: Decimal::from(2), max: Decimal::from(58) });
    let numbers = |steps: &[crate::rules::comparison::Step]| {
        steps.iter().map(|step| step.no.clone()).collect::<Vec<_>>()
    };
    assert_eq!((numbers(&one.gained), numbers(&one.lost)), (vec!["1.2".to_owned()], vec!["1.3".to_owned()]));
    assert_eq!(
        (&found.only_before[..], &found.only_now[..]),
        (&["Территория 2".to_owned()][..], &["Территория 3".to_owned()][..])
    );
}

#[test]
fn a_line_not_scored_in_one_period_is_compared_in_none() {
    let table = table();
    let (mut then, now) = (object(&table, 1, &["1.1"]), object(&table, 1, &["1.1", "1.3"]));
    then.points.insert("1.3".to_owned(), (None, Decimal::ZERO));
    let found = Comparison::of(
        Period { template: &table, objects: &[then] },
        Period { template: &table, objects: &[now] },
    );
    assert!(found.objects[0].gained.is_empty());
    assert_eq!(found.objects[0].comparable.now.max, Decimal::from(60));
}
#[test]
fn a_number_given_to_another_line_is_another_line() {
    let before = table();
    let mut now = before.clone();
    let one = &mut now.criteria[1].indicators[0];
    (one.title, one.source, one.group) =
        ("Совсем другое".to_owned(), "наличие – 1 балл".to_owned(), "иное".to_owned());
    let no = one.no.clone();
    let lineage = Lineage::of(&before, &now);
    assert_eq!((lineage.added, lineage.removed), (vec![no.clone()], vec![no]));
}

#[test]
fn every_table_is_the_same_as_itself() {
    let library = packs::Library::embedded().unwrap();
    for name in ["amur-2020/mms", "vladimir-2020/system", "terek-2021/service"] {
        let table = library.template(name).unwrap();
        assert!(Lineage::of(table, table).is_same(), "{name}");
    }
}
