//! Golden cases of the packs: `packs/*/expected/*.json`, computed apart from this code.

use crate::rules::{Input, score, to_json};
use packs::Library;
use serde_json::Value;
use std::path::{Path, PathBuf};

fn cases() -> Vec<PathBuf> {
    let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    let mut files: Vec<PathBuf> = std::fs::read_dir(packs)
        .unwrap()
        .filter_map(|pack| std::fs::read_dir(pack.unwrap().path().join("expected")).ok())
        .flat_map(|files| files.map(|file| file.unwrap().path()))
        .collect();
    files.sort();
    files
}

#[test]
fn results_are_those_of_the_golden_cases() {
    let library = Library::embedded().unwrap();
    let files = cases();
    assert!(files.len() >= 4, "{files:?}");
    for file in files {
        let case: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        let name = case["template"].as_str().unwrap();
        let template = library.template(name).unwrap();
        let mut input = Input::from_json(&case["input"].to_string(), template).unwrap();
        if let Some(previous) = case.get("previous") {
            input.fill_previous(&Input::from_json(&previous.to_string(), template).unwrap());
        }
        let results = score(template, &input.period, &input.objects);
        let got: Value = serde_json::from_str(&to_json(name, &input.period, &results)).unwrap();
        for (at, expected) in case["expected"]["objects"].as_array().unwrap().iter().enumerate() {
            assert_eq!(&got["objects"][at], expected, "{}: {}", file.display(), expected["id"]);
        }
        assert_eq!(got, case["expected"], "{}", file.display());
    }
}

#[test]
fn keys_stand_in_the_promised_order() {
    let template = super::template("amur-2020/mms");
    let input =
        Input::from_json(r#"{"period":"2026","objects":[{"id":"a","answers":{}}]}"#, &template).unwrap();
    let text = to_json("amur-2020/mms", "2026", &score(&template, "2026", &input.objects));
    let order = [
        "\"template\"",
        "\"period\"",
        "\"objects\"",
        "\"id\"",
        "\"score\"",
        "\"max\"",
        "\"percent\"",
        "\"band\"",
        "\"rank\"",
        "\"group_rank\"",
        "\"criteria\"",
        "\"no\"",
        "\"indicators\"",
        "\"1.1\"",
        "\"state\"",
        "\"rule\"",
        "\"3.9\"",
        "\"3.10\"",
        "\"7.5\"",
        "\"summary\"",
        "\"mean_percent\"",
        "\"median_percent\"",
        "\"share_present\"",
    ];
    let places: Vec<usize> =
        order.iter().map(|key| text.find(key).unwrap_or_else(|| panic!("{key}"))).collect();
    assert!(places.is_sorted(), "{places:?}");
}
