//! What a region takes away equals what it reads: JSON, XLSX and pages of the small demo, object by object, on both
//! databases; every picture comes out in dots with every sign drawn.

use std::collections::BTreeMap;

use metodset::press::Built;
use serde_json::Value;
use testing::Engine;

use crate::demo::Demo;
use crate::wire::{Sent, Wire};

const PICTURES: [&str; 4] = ["heat", "heat&by=indicators", "heat&sort=-total&group=city", "distribution"];

#[test]
fn results_are_the_same_in_every_form_on_sqlite() {
    same_everywhere(&Demo::on(Engine::Sqlite));
}

#[test]
fn results_are_the_same_in_every_form_on_postgres() {
    same_everywhere(&Demo::on(Engine::Postgres));
}

fn same_everywhere(demo: &Demo) {
    let mut wire = Wire::signed_in(demo, "institute_methodist");
    let url = published(demo);
    let whole = json(&wire.get(&format!("{url}/download?what=results&as=json")));
    let objects = whole["objects"].as_array().unwrap();
    assert!(objects.len() > 1, "the small demo has several objects");
    let totals = totals(&mut wire, &format!("{url}/download?what=heat&as=xlsx"));
    let map = plain(&wire.get(&format!("{url}/results")).text());
    for object in objects {
        let (name, score, max) = (text(object, "name"), text(object, "score"), text(object, "max"));
        assert_eq!(totals[&name], (score.clone(), max.clone()), "{name} in XLSX");
        assert_eq!(sum(object, "criteria"), score, "{name}: criteria add up");
        let lines = object["indicators"].as_object().unwrap().values();
        let lines: f64 = lines.filter_map(|line| line["score"].as_str()).map(number).sum();
        assert_eq!(lines.to_string(), score, "{name}: indicators add up");
        let row = map.split("<tr>").find(|row| row.contains(&format!(">{name}</a></th>"))).unwrap();
        assert!(row.contains(&format!("trend-total\">{}<", score.replace('.', ","))), "{name} on the map");
        let unit = text(object, "unit");
        let page = plain(&wire.get(&format!("{url}/results/{unit}")).text());
        assert!(
            page.contains(&format!("{} из {}", score.replace('.', ","), max.replace('.', ","))),
            "{name}"
        );
    }
    comes_out_anew(demo, &mut wire);
    let ask = |column: &str| demo.ask(&format!("SELECT {column} AS line FROM publications ORDER BY id"));
    assert_eq!(whole["summary"]["mean_percent"], ask("mean_percent").as_str());
    assert_eq!(whole["summary"]["median_percent"], ask("median_percent").as_str());
}

/// Every published revision of the demo, computed anew, gives its figures to the last digit.
fn comes_out_anew(demo: &Demo, wire: &mut Wire<'_>) {
    let lines = demo.all("SELECT CAST(campaign_id AS TEXT) || '/recomputation?revision=' || CAST(revision AS TEXT) AS line FROM publications ORDER BY id");
    assert!(!lines.is_empty());
    for line in lines {
        let page = wire.get(&format!("/monitoring/{line}")).text();
        assert!(page.contains("Все показатели сошлись") && page.contains("сошлась"), "{line}: {page}");
    }
}

#[test]
fn every_picture_comes_out_in_dots_with_every_sign() {
    let demo = Demo::on(Engine::Sqlite);
    let mut wire = Wire::signed_in(&demo, "institute_methodist");
    let (url, press) = (published(&demo), Built::open().unwrap());
    let unit = demo.ask("SELECT CAST(min(unit_id) AS TEXT) AS line FROM published_objects");
    let trend = format!("trend&unit={unit}");
    for what in PICTURES.into_iter().chain([trend.as_str()]) {
        let svg = wire.get(&format!("{url}/download?what={what}&as=svg"));
        assert_eq!(svg.header("content-type"), "image/svg+xml", "{what}");
        let missing = press.missing(&svg.text()).unwrap();
        assert!(missing.is_empty(), "{what}: no glyph for {missing:?}");
        let png = wire.get(&format!("{url}/download?what={what}&as=png"));
        assert!(png.body.starts_with(b"\x89PNG"), "{what}");
        assert!(png.body.len() > 10_000, "{what}: {} bytes", png.body.len());
    }
}

fn published(demo: &Demo) -> String {
    let id = demo.ask("SELECT CAST(min(campaign_id) AS TEXT) AS line FROM publications");
    format!("/monitoring/{id}")
}

fn json(sent: &Sent) -> Value {
    assert_eq!(sent.status, 200, "{}", sent.text());
    serde_json::from_slice(&sent.body).unwrap()
}

fn text(object: &Value, key: &str) -> String {
    object[key].as_str().unwrap_or_else(|| panic!("no {key} in {object}")).to_owned()
}

/// Scores of the demo are whole: a float holds and prints them exactly.
fn number(text: &str) -> f64 {
    text.parse().unwrap()
}

fn sum(object: &Value, key: &str) -> String {
    let all = object[key].as_array().unwrap();
    all.iter().map(|one| number(&text(one, "score"))).sum::<f64>().to_string()
}

fn plain(html: &str) -> String {
    html.replace('\u{a0}', " ")
}

/// Points and maximum by name, from the spreadsheet.
fn totals(wire: &mut Wire<'_>, address: &str) -> BTreeMap<String, (String, String)> {
    totals_of(&wire.get(address).body)
}

/// The same from the file's bytes.
pub fn totals_of(bytes: &[u8]) -> BTreeMap<String, (String, String)> {
    let book = sheets::read("карта.xlsx", bytes, &sheets::Caps::default()).unwrap();
    let grid = book.shown().unwrap();
    let rows: Vec<BTreeMap<u16, String>> = grid
        .rows()
        .map(|(_, cells)| cells.into_iter().map(|(column, found)| (column, found.text())).collect())
        .collect();
    let head = rows.iter().find(|row| row.values().any(|text| text == "Итого")).unwrap();
    let column = |titles: &[&str]| *head.iter().find(|(_, text)| titles.contains(&text.as_str())).unwrap().0;
    let objects = ["Территория", "Округ", "Организация", "Объединение", "Педагог", "Объект"];
    let (name, score, max) = (column(&objects), column(&["Итого"]), column(&["Максимум"]));
    let line = |row: &BTreeMap<u16, String>| {
        Some((row.get(&name)?.clone(), (row.get(&score)?.clone(), row.get(&max)?.clone())))
    };
    rows.iter().filter_map(line).collect()
}
