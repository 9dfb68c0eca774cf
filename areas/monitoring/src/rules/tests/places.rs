//! Places and figures over all: 1, 2, 2, 4; without percent – last; exact, not rounded, percents decide.

use super::{object, small};
use crate::rules::{Answer, ObjectAnswers, score};
use serde_json::json;

fn marks(marks: &[u32]) -> Vec<ObjectAnswers> {
    let of = |(at, mark): (usize, &u32)| {
        object(&at.to_string(), &[("1.1", Answer { mark: Some(*mark), ..Answer::default() })])
    };
    marks.iter().enumerate().map(of).collect()
}

#[test]
fn equals_share_a_place() {
    let template = small(&[("1.1", "3", json!({"kind": "scale", "max": 3}))]);
    let places = |given: &[u32]| -> Vec<usize> {
        score(&template, "2026", &marks(given)).objects.iter().map(|one| one.rank).collect()
    };
    assert_eq!(places(&[3, 2, 2, 1]), [1, 2, 2, 4]);
    assert_eq!(places(&[1, 1, 1]), [1, 1, 1]);
    assert_eq!(places(&[]), Vec::<usize>::new());
}

#[test]
fn objects_without_percent_are_last() {
    let template = small(&[("1.1", "1", json!({"kind": "dynamics"}))]);
    let value = |text: &str| Answer::of_value(text.parse().unwrap(), None);
    let zero = Answer::of_value(1.into(), Some(2.into()));
    let results =
        score(&template, "2026", &[object("new", &[("1.1", value("5"))]), object("old", &[("1.1", zero)])]);
    assert_eq!(results.objects[0].percent, None);
    assert_eq!((results.objects[0].rank, results.objects[1].rank), (2, 1));
}

#[test]
fn mean_and_median_are_exact() {
    let template = small(&[("1.1", "3", json!({"kind": "scale", "max": 3}))]);
    let figures = |given: &[u32]| {
        let summary = score(&template, "2026", &marks(given)).summary;
        (summary.mean_percent.map(|one| one.shown()), summary.median_percent.map(|one| one.shown()))
    };
    assert_eq!(figures(&[1, 2, 3]), (Some("66.6667".into()), Some("66.6667".into())));
    assert_eq!(figures(&[1, 1, 1, 3]), (Some("50".into()), Some("33.3333".into())));
    assert_eq!(figures(&[0, 1]), (Some("16.6667".into()), Some("16.6667".into())));
    assert_eq!(figures(&[]), (None, None));
}

#[test]
fn bands_take_their_lower_end() {
    let mut template = small(&[("1.1", "2", json!({"kind": "scale", "max": 2}))]);
    let band = |title: &str, from: &str, to: &str| packs::Band {
        title: title.to_owned(),
        from: from.parse().unwrap(),
        to: to.parse().unwrap(),
    };
    template.bands = vec![band("низкий", "0", "50"), band("высокий", "50", "100")];
    let bands: Vec<String> =
        score(&template, "2026", &marks(&[0, 1, 2])).objects.into_iter().filter_map(|one| one.band).collect();
    assert_eq!(bands, ["низкий", "высокий", "высокий"]);
}
