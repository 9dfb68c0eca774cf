//! Терский район in full: 39 criteria and indicators and the 31 rows under them, each by the unit the register reads
//! for it (`terek.tsv`: number, level, unit, the Programme's own wording).

use crate::{Library, Scoring};

const ROWS: &str = include_str!("terek.tsv");

#[test]
fn the_table_is_the_register_row_by_row() {
    let library = Library::embedded().unwrap();
    let table = library.template("terek-2021/service").unwrap();
    let rows: Vec<Vec<&str>> = ROWS.lines().skip(1).map(|row| row.split('\t').collect()).collect();
    let is_under = |no: &str| no.rsplit('-').next().is_some_and(|tail| tail.contains('.'));
    let under = rows.iter().filter(|row| is_under(row[0])).count();
    assert_eq!((rows.len() - under, under), (39, 31));
    let numbers: Vec<&str> = table.indicators().map(|(_, one)| one.no.as_str()).collect();
    assert_eq!(numbers, rows.iter().map(|row| row[0]).collect::<Vec<_>>());
    for ((criterion, one), row) in table.indicators().zip(&rows) {
        let [no, level, unit, wording] = row[..] else { panic!("{row:?}") };
        assert_eq!((table.level_of(criterion), one.source.as_str()), (level, wording), "{no}");
        let has_rows = rows.iter().any(|other| other[0].starts_with(&format!("{no}.")));
        assert_eq!(one.scoring.name(), rule(unit, has_rows), "{no}: {unit}");
        assert!(!one.evidence.text.is_empty(), "{no}: what it is computed from");
        if let Scoring::Scale { max, rubric } = &one.scoring {
            assert_eq!((*max, rubric.len()), (3, 4), "{no}");
        }
    }
}

/// The rule a unit of the register is read as.
fn rule(unit: &str, has_rows: bool) -> &'static str {
    match unit {
        _ if has_rows => "heading",
        "yes/no" => "presence",
        "expert scale" => "scale",
        "%" => "share",
        "count" | "days" => "count",
        _ => "parts",
    }
}

#[test]
fn the_okrug_is_optional_and_two_rows_come_from_below() {
    let library = Library::embedded().unwrap();
    let table = library.template("terek-2021/service").unwrap();
    let optional: Vec<&str> =
        table.levels.iter().filter(|level| level.optional).map(|level| level.id.as_str()).collect();
    assert_eq!(optional, ["okrug"]);
    let below: Vec<(&str, &str)> = table
        .indicators()
        .filter_map(|(_, one)| Some((one.no.as_str(), one.rollup.as_ref()?.of.as_str())))
        .collect();
    assert_eq!(below, [("4.1-2.2", "4.3-2"), ("4.2-2", "4.4-3.1")]);
}
