//! Values from the level below: shares of shares, shares of presences, means; who is silent and who was turned down.

use super::small;
use crate::rules::{Answer, Entry, RolledUp, check_answer, rolled_up};
use packs::RollupKind::{self, Mean, Share};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};

fn entry(value: Value) -> Entry {
    Entry::declared(serde_json::from_value(value).unwrap())
}

fn rejected(value: Value) -> Entry {
    Entry { rejected: Some("не то".into()), ..entry(value) }
}

fn up(kind: RollupKind, scoring: Value, below: &[Option<Entry>]) -> Option<RolledUp> {
    let table = small(&[("1", "0", scoring)]);
    let below: Vec<Option<&Entry>> = below.iter().map(Option::as_ref).collect();
    rolled_up(kind, table.indicator("1").unwrap(), &below)
}

fn shown(up: Option<RolledUp>) -> String {
    let Some(RolledUp { answer, given, of }) = up else { return "–".to_owned() };
    let value = match (answer.num, answer.den, answer.value) {
        (Some(num), Some(den), None) => format!("{num}/{den}"),
        (None, None, Some(value)) => value.to_string(),
        other => panic!("{other:?}"),
    };
    format!("{value} по {given} из {of}")
}

#[test]
fn a_share_of_shares_sums_both_numbers() {
    let share = json!({"kind": "share"});
    let a = Some(entry(json!({"num": "3", "den": "10"})));
    let b = Some(entry(json!({"num": "12", "den": "14"})));
    let absent = Some(entry(json!({"present": false})));
    let out = Some(rejected(json!({"num": "5", "den": "5"})));
    assert_eq!(shown(up(Share, share.clone(), &[a.clone(), b.clone(), None])), "15/24 по 2 из 3");
    assert_eq!(shown(up(Share, share.clone(), &[a, absent.clone(), out.clone()])), "3/10 по 3 из 3");
    assert_eq!(shown(up(Share, share.clone(), &[absent, out, None])), "–");
    assert_eq!(shown(up(Share, share, &[Some(entry(json!({"num": "0", "den": "0"})))])), "–");
}

#[test]
fn a_share_of_the_rest_counts_who_has_it_among_all_below() {
    let has = || Some(entry(json!({"present": true})));
    let not = || Some(entry(json!({"present": false})));
    let presence = json!({"kind": "presence"});
    assert_eq!(shown(up(Share, presence.clone(), &[has(), not(), has(), None])), "2/4 по 3 из 4");
    let out = Some(rejected(json!({"present": true})));
    assert_eq!(shown(up(Share, presence.clone(), &[has(), out])), "1/2 по 2 из 2");
    assert_eq!(shown(up(Share, presence, &[None, None])), "–");
    let count = json!({"kind": "count"});
    let values = ["0", "2", "7"].map(|value| Some(entry(json!({ "value": value }))));
    assert_eq!(shown(up(Share, count, &values)), "2/3 по 3 из 3");
    let accepted: Answer = serde_json::from_value(json!({"mark": 0})).unwrap();
    let ruled = Entry { accepted: Some(accepted), ..entry(json!({"mark": 3})) };
    assert_eq!(shown(up(Share, json!({"kind": "scale", "max": 3}), &[Some(ruled)])), "0/1 по 1 из 1");
}

#[test]
fn a_mean_is_of_those_who_answered_and_rounds_half_up() {
    let marks =
        |marks: &[u32]| marks.iter().map(|mark| Some(entry(json!({ "mark": mark })))).collect::<Vec<_>>();
    let scale = json!({"kind": "scale", "max": 3});
    assert_eq!(shown(up(Mean, scale.clone(), &marks(&[3, 2, 2]))), "2.3333 по 3 из 3");
    let mut some = marks(&[3, 2]);
    some.push(None);
    assert_eq!(shown(up(Mean, scale.clone(), &some)), "2.5 по 2 из 3");
    some.push(Some(entry(json!({"present": false}))));
    some.push(Some(rejected(json!({"mark": 3}))));
    assert_eq!(shown(up(Mean, scale.clone(), &some)), "1.25 по 4 из 5");
    assert_eq!(shown(up(Mean, scale, &[None])), "–");
    let half = ["0.0001", "0"].map(|value| Some(entry(json!({ "value": value }))));
    assert_eq!(shown(up(Mean, json!({"kind": "count"}), &half)), "0.0001 по 2 из 2");
}

#[test]
fn what_comes_up_fits_the_rule_above() {
    let above = small(&[("s", "0", json!({"kind": "share"})), ("c", "0", json!({"kind": "count"}))]);
    let has = up(Share, json!({"kind": "presence"}), &[Some(Entry::declared(Answer::present())), None]);
    assert_eq!(check_answer(above.indicator("s").unwrap(), &has.unwrap().answer), Ok(()));
    let mean = up(Mean, json!({"kind": "count"}), &[Some(entry(json!({"value": "2"})))]);
    assert_eq!(check_answer(above.indicator("c").unwrap(), &mean.unwrap().answer), Ok(()));
}

proptest! {
    #[test]
    fn a_mean_lies_between_the_least_and_the_most_and_knows_no_order(mut values in prop::collection::vec(0_u32..1000, 1..20)) {
        let mean = |values: &[u32]| {
            let below: Vec<_> = values.iter().map(|v| Some(entry(json!({"value": v.to_string()})))).collect();
            up(Mean, json!({"kind": "count"}), &below).unwrap().answer.value.unwrap()
        };
        let before = mean(&values);
        let (least, most) = (*values.iter().min().unwrap(), *values.iter().max().unwrap());
        prop_assert!(Decimal::from(least) <= before && before <= Decimal::from(most));
        values.reverse();
        prop_assert_eq!(mean(&values), before);
    }
}
