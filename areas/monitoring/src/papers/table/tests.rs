//! Every table of the embedded packs on paper: each row is covered once, the words are the regulation's.

use chrono::NaiveDate;
use packs::{Library, Template};
use paper::{DrawnTable, Part};
use rust_decimal::Decimal;

use super::{Mark, Standing};

fn embedded(pack: &str) -> Template {
    let library = Library::embedded().unwrap();
    (*library.pack(pack).unwrap().templates[0]).clone()
}

fn standing(table: &Template) -> Standing<'_> {
    let mark = |no: &str| Mark { points: Some(Decimal::ONE), max: Decimal::ONE, answer: no.to_owned() };
    let marks = table.indicators().map(|(_, one)| (one.no.clone(), mark(&one.no))).collect();
    Standing {
        table,
        object: "Белогорск, 2025/26".to_owned(),
        campaign: "Мониторинг",
        marks,
        score: Decimal::new(405, 1),
        max: Decimal::from(61),
        percent: "66,4\u{a0}%".to_owned(),
        band: "выше среднего".to_owned(),
        note: "Источник.".to_owned(),
        is_signed: true,
        day: NaiveDate::from_ymd_opt(2026, 6, 18).unwrap(),
    }
}

fn drawn(standing: &Standing<'_>) -> DrawnTable {
    let parts = standing.paper().composed().sheets.into_iter().flat_map(|sheet| sheet.parts);
    let mut tables = parts.filter_map(|part| match part {
        Part::Table(table) => Some(table),
        _ => None,
    });
    tables.next().unwrap()
}

/// How many columns each row covers, those that cells above span among them.
fn covered(table: &DrawnTable) -> Vec<usize> {
    let mut above: Vec<(usize, usize)> = Vec::new();
    let row = |row: &Vec<paper::DrawnCell>| {
        let spanned: usize = above.iter().map(|(columns, _)| columns).sum();
        for (_, rows) in &mut above {
            *rows -= 1;
        }
        above.extend(row.iter().filter(|cell| cell.rows > 1).map(|cell| (cell.columns, cell.rows - 1)));
        above.retain(|(_, rows)| *rows > 0);
        spanned + row.iter().map(|cell| cell.columns).sum::<usize>()
    };
    table.heads.iter().chain(&table.rows).map(row).collect()
}

#[test]
fn every_row_of_every_embedded_table_is_covered_once() {
    for pack in ["amur-2020", "vladimir-2020", "terek-2021"] {
        let template = embedded(pack);
        let table = drawn(&standing(&template));
        assert!(
            covered(&table).iter().all(|columns| *columns == table.widths.len()),
            "{pack}: {:?}",
            covered(&table)
        );
        assert!(table.rows.len() > 10, "{pack}");
    }
}

/// Приложение 6: ВПР, ОГЭ, ЕГЭ and the municipal works stand in one line and are worth four points together.
#[test]
fn what_the_regulation_has_in_one_line_is_one_line() {
    let template = embedded("amur-2020");
    let table = drawn(&standing(&template));
    let line = table
        .rows
        .iter()
        .find(|row| row.iter().any(|cell| cell.text.contains("о результатах ВПр– 1 балл")))
        .unwrap();
    assert_eq!(
        line.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>()[3..],
        [line[3].text.as_str(), "4", ""]
    );
    let heads: Vec<Vec<&str>> =
        table.heads.iter().map(|row| row.iter().map(|cell| cell.text.as_str()).collect()).collect();
    assert_eq!(heads, [vec!["№ п/п", "Критерий", "Показатели", "Оценка", "Итоги"], vec!["1 б", "0 б"]]);
}

#[test]
fn columns_are_numbered_where_the_regulation_numbers_them() {
    let template = embedded("vladimir-2020");
    let table = drawn(&standing(&template));
    let numbers: Vec<&str> = table.heads[1].iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(numbers, ["1", "2", "3", "4", "5", "6"]);
    let words: Vec<&str> = table.rows[1].iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(words[0], "Соответствие планируемых результатов заявленным целям");
    assert!(words[1].starts_with("Соответствие – 1 балл"), "{words:?}");
}

#[test]
fn sums_stand_under_the_columns_of_points() {
    let template = embedded("terek-2021");
    let table = drawn(&standing(&template));
    let last: Vec<&str> = table.rows.iter().rev().take(2).flatten().map(|cell| cell.text.as_str()).collect();
    assert_eq!(last[0], "Максимум – 61\u{a0}балл, выполнено 66,4\u{a0}%, уровень – выше среднего");
    assert_eq!(last[1..], ["Итого баллов", "40,5", "61"]);
}

#[test]
fn an_answer_not_given_yet_has_neither_a_point_nor_a_nought() {
    let template = embedded("amur-2020");
    let mut standing = standing(&template);
    standing.marks.get_mut("1.1").unwrap().points = None;
    standing.marks.get_mut("1.2").unwrap().points = Some(Decimal::ZERO);
    let table = drawn(&standing);
    let marks =
        |row: usize| table.rows[row].iter().rev().take(2).map(|cell| cell.text.as_str()).collect::<Vec<_>>();
    assert_eq!([marks(0), marks(1), marks(2)], [["", ""], ["0", ""], ["", "1"]]);
}
