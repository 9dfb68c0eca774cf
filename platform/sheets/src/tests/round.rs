//! What goes out comes back the same; what others write is read as they meant it.

use std::io::Read;

use chrono::NaiveDate;

use super::{ods, xlsx as by_hand};
use crate::{
    Address, Book, Caps, Cell, Check, Column, Found, Line, NotRead, Table, Workbook, csv, read, xlsx,
};

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 6, 30).unwrap()
}

fn table() -> Table {
    Table {
        name: "Белогорск".into(),
        title: vec!["Мониторинговая таблица за 2025/26 год".into(), "Белогорск".into()],
        columns: vec![Column::new("№", 6), Column::new("Показатель", 40), Column::new("Балл", 8)],
        lines: vec![
            Line::Group { text: "1. Управление".into(), cells: vec![Cell::number("1.5")] },
            Line::Cells(vec![
                Cell::text("1.1"),
                Cell::text("=HYPERLINK(\"http://example.org\")")
                    .open()
                    .checked(Check::List(vec!["есть".into()])),
                Cell::number("0.5").noted("Считает программа"),
            ]),
            Line::Cells(vec![
                Cell::date(day()),
                Cell::text("+7 «а» Ёж").open().checked(Check::NumberOr("нет".into())),
                Cell::number("12345678901234567890"),
            ]),
            Line::Foot { text: "Итого".into(), cells: vec![Cell::percent("72.13")] },
        ],
        is_guarded: true,
        ..Table::default()
    }
}

fn workbook() -> Workbook {
    let hidden = Table {
        name: "_metodset".into(),
        columns: vec![Column::default()],
        lines: vec![Line::Cells(vec![Cell::text("campaign"), Cell::text("7215")])],
        is_very_hidden: true,
        ..Table::default()
    };
    Workbook { title: "Таблица".into(), made_on: day(), tables: vec![table(), hidden] }
}

fn back(name: &str, bytes: &[u8]) -> Book {
    read(name, bytes, &Caps::default()).unwrap()
}

fn found(book: &Book, address: &str) -> Found {
    book.shown().unwrap().cells[&address.parse::<Address>().unwrap()].clone()
}

fn text(text: &str) -> Found {
    Found::Text(text.into())
}

#[test]
fn a_workbook_comes_back_as_it_went_out() {
    let book = back("a.xlsx", &xlsx(&workbook()).unwrap());
    assert_eq!(found(&book, "A1"), text("Мониторинговая таблица за 2025/26 год"));
    assert_eq!(found(&book, "B4"), text("Показатель"));
    assert_eq!(
        (found(&book, "A5"), found(&book, "C5")),
        (text("1. Управление"), Found::Number("1.5".into()))
    );
    assert_eq!(
        found(&book, "B6"),
        text("=HYPERLINK(\"http://example.org\")"),
        "text, whatever it begins with"
    );
    assert_eq!(found(&book, "C6"), Found::Number("0.5".into()));
    assert_eq!((found(&book, "A7"), found(&book, "B7")), (Found::Date(day()), text("+7 «а» Ёж")));
    assert_eq!(found(&book, "C7"), text("12345678901234567890"), "a number too long to be exact stays text");
    assert_eq!(found(&book, "C8"), Found::Number("0.7213".into()));
    assert_eq!(
        book.grid("_metodset").map(|grid| (grid.is_hidden, grid.text(0, 1))),
        Some((true, "7215".into()))
    );
    assert_eq!(book.shown().map(crate::Grid::height), Some(8));
}

#[test]
fn the_same_table_gives_the_same_bytes() {
    assert_eq!(xlsx(&workbook()).unwrap(), xlsx(&workbook()).unwrap());
}

#[test]
fn the_file_guards_hides_and_prints() {
    let bytes = xlsx(&workbook()).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let sheet = part("xl/worksheets/sheet1.xml");
    for wanted in [
        "<sheetProtection sheet=\"1\"",
        "orientation=\"landscape\"",
        "paperSize=\"9\"",
        "fitToHeight=\"0\"",
        "type=\"list\"",
        "OR(AND(ISNUMBER(B7),B7&gt;=0),B7=\"нет\")",
        "state=\"frozen\"",
        "<mergeCell ref=\"A5:B5\"/>",
    ] {
        assert!(sheet.contains(wanted), "{wanted} in {sheet}");
    }
    assert!(!sheet.contains("<f>"), "no formula");
    let workbook = part("xl/workbook.xml");
    assert!(
        workbook.contains("state=\"veryHidden\"") && workbook.contains("_xlnm.Print_Titles"),
        "{workbook}"
    );
    assert!(part("xl/styles.xml").contains("<protection locked=\"0\"/>"));
}

#[test]
fn csv_comes_back_and_gives_nobody_a_formula() {
    let bytes = csv(&table()).unwrap();
    let shown = String::from_utf8(bytes.clone()).unwrap();
    assert!(shown.starts_with("\u{feff}№;Показатель;Балл\r\n"), "{shown}");
    assert!(shown.contains("\"'=HYPERLINK(\"\"http://example.org\"\")\";0,5"), "{shown}");
    let book = back("свод.csv", &bytes);
    assert_eq!(found(&book, "B3"), text("=HYPERLINK(\"http://example.org\")"));
    assert_eq!(found(&book, "B4"), text("+7 «а» Ёж"));
}

#[test]
fn csv_of_any_coding_and_separator_is_read() {
    let (old, _, _) = encoding_rs::WINDOWS_1251.encode("Школа;Ёлки, №\r\n\"Лицей; № 1\";1,5\r\n");
    let book = back("школы.CSV", &old);
    assert_eq!((found(&book, "B1"), found(&book, "A2")), (text("Ёлки, №"), text("Лицей; № 1")));
    assert_eq!(found(&book, "B2"), text("1,5"));
    for bytes in ["Школа,Балл\nЛицей,2\n", "\u{feff}Школа;Балл\nЛицей;2\n", "sep=|\nШкола|Балл\nЛицей|2\n"]
    {
        assert_eq!(found(&back("a.csv", bytes.as_bytes()), "B2"), text("2"), "{bytes}");
    }
    let wide: Vec<u8> = "\u{feff}Школа\tБалл\nЛицей\t2".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(found(&back("a.txt", &wide), "B2"), text("2"));
    assert!(found(&back("a.csv", b"a;=1+1"), "B1").is_formula());
}

#[test]
fn a_workbook_of_libreoffice_is_read() {
    let cell =
        |attributes: &str, shown: &str| format!("<table:table-cell {attributes}>{shown}</table:table-cell>");
    let rows = [
        "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell/></table:table-row><table:table-row>".into(),
        cell("office:value-type=\"string\"", "<text:p>Ёж <text:span>и</text:span> &amp;&#xA0;<text:s text:c=\"2\"/>лес</text:p><text:p>два</text:p><office:annotation><text:p>нет</text:p></office:annotation>"),
        cell("table:number-columns-repeated=\"2\"", ""),
        cell("office:value-type=\"float\" office:value=\"0.30000000000000004\"", "<text:p>0,3</text:p>"),
        cell("office:value-type=\"date\" office:date-value=\"2026-06-30\"", "<text:p>30.06.26</text:p>"),
        cell("table:formula=\"of:=1+1\" office:value-type=\"float\" office:value=\"2\"", "<text:p>2</text:p>"),
        cell("office:value-type=\"boolean\" office:boolean-value=\"true\"", "<text:p>ИСТИНА</text:p>"),
        "</table:table-row><table:table-row table:number-rows-repeated=\"1048573\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>".into(),
    ]
    .concat();
    let book = back("a.ods", &ods(&rows));
    assert_eq!(found(&book, "A3"), text("Ёж и &\u{a0}  лес\nдва"));
    assert_eq!((found(&book, "D3"), found(&book, "E3")), (Found::Number("0.3".into()), Found::Date(day())));
    assert_eq!(found(&book, "F3"), Found::Formula { text: "of:=1+1".into(), shown: "2".into() });
    assert_eq!(found(&book, "G3"), Found::Truth(true));
    assert!(book.grid("_скрытый").is_some_and(|grid| grid.is_hidden));
}

#[test]
fn hidden_rows_and_columns_of_libreoffice_are_told() {
    let cells = |text: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"4\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let row = |marks: &str, text: &str| format!("<table:table-row {marks}>{}</table:table-row>", cells(text));
    let rows = [
        "<table:table-column/><table:table-columns><table:table-column table:visibility=\"collapse\" table:number-columns-repeated=\"2\"/></table:table-columns>\
         <table:table-column/><table:table-column table:visibility=\"collapse\" table:number-columns-repeated=\"16380\"/>".into(),
        row("", "а"),
        row("table:visibility=\"collapse\" table:number-rows-repeated=\"2\"", "б"),
        row("table:visibility=\"visible\"", "в"),
        format!("<table:table-row-group table:display=\"false\">{}</table:table-row-group>", row("table:visibility=\"filter\"", "г")),
        "<table:table-row table:visibility=\"collapse\" table:number-rows-repeated=\"1048570\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>".into(),
    ]
    .concat();
    let book = back("a.ods", &ods(&rows));
    let grid = &book.grids[0];
    assert_eq!(grid.hidden_rows, [1, 2, 4].into(), "what is empty is not told");
    assert_eq!(grid.hidden_columns, [1, 2].into());
    assert_eq!(
        (grid.text(1, 1), grid.text(4, 3)),
        ("б".to_owned(), "г".to_owned()),
        "they are read all the same"
    );
}

#[test]
fn a_formula_is_told_from_a_value_at_its_address() {
    let rows = "<row r=\"12\"><c r=\"C12\"><v>0.30000000000000004</v></c><c r=\"D12\"><f>SUM(C1:C12)</f><v>7</v></c>\
                <c r=\"E12\"><f t=\"shared\" si=\"999999999999\"/><v>7</v></c><c r=\"F12\" t=\"e\"><v>#DIV/0!</v></c></row>";
    let book = back("a.xlsx", &by_hand(rows, "<sst/>"));
    assert_eq!(found(&book, "C12"), Found::Number("0.3".into()));
    assert_eq!(found(&book, "D12"), Found::Formula { text: "SUM(C1:C12)".into(), shown: "7".into() });
    assert!(found(&book, "E12").is_formula(), "one that follows another");
    assert_eq!(found(&book, "F12"), Found::Failure("#DIV/0!".into()));
}

#[test]
fn what_is_no_table_is_told_so() {
    let told = |name: &str, bytes: &[u8]| read(name, bytes, &Caps::default()).unwrap_err();
    assert_eq!(told("a.pdf", b"%PDF-1.7"), NotRead::NotTable);
    assert_eq!(told("a.csv", b"a\0b"), NotRead::NotTable);
    assert_eq!(told("a.xlsx", b""), NotRead::Empty);
}
