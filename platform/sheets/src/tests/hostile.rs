//! Files made to hurt: bombs, lies about sizes, broken archives. Each ends in a sentence, quickly and in little memory.

use super::{archive, ods, xlsx};
use crate::{Caps, NotRead, read};

fn told(name: &str, bytes: &[u8]) -> NotRead {
    read(name, bytes, &Caps::default()).unwrap_err()
}

#[test]
fn a_bomb_is_not_unpacked() {
    let zeros = vec![b' '; 60_000_000];
    let bomb = archive(&[("xl/worksheets/sheet1.xml", &zeros)]);
    assert!(bomb.len() < 100_000, "60 MB in {} bytes", bomb.len());
    assert_eq!(told("a.xlsx", &bomb), NotRead::Bomb);
    let many: Vec<(String, Vec<u8>)> = (0..2_100).map(|n| (format!("xl/{n}"), Vec::new())).collect();
    let many: Vec<(&str, &[u8])> =
        many.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    assert_eq!(told("a.xlsx", &archive(&many)), NotRead::Bomb, "a crowd of entries");
    let caps = Caps { unpacked: 1_000, ..Caps::default() };
    assert_eq!(read("a.xlsx", &xlsx(&" ".repeat(2_000), "<sst/>"), &caps), Err(NotRead::Bomb));
}

#[test]
fn repeated_cells_of_libreoffice_stop_at_the_caps() {
    let cell = "<table:table-cell office:value-type=\"float\" office:value=\"1\"";
    let wide = format!("<table:table-row>{cell} table:number-columns-repeated=\"16384\"/></table:table-row>");
    assert_eq!(told("a.ods", &ods(&wide)), NotRead::TooManyColumns("Свод".into(), 400));
    let long =
        format!("<table:table-row table:number-rows-repeated=\"4000000000\">{cell}/></table:table-row>");
    assert_eq!(told("a.ods", &ods(&long)), NotRead::TooManyRows("Свод".into(), 20_000));
    let both = format!(
        "<table:table-row table:number-rows-repeated=\"19000\">{cell} table:number-columns-repeated=\"390\"/></table:table-row>"
    );
    assert_eq!(told("a.ods", &ods(&both)), NotRead::TooManyCells(400_000));
}

#[test]
fn a_cell_far_away_or_too_long_is_refused_by_its_place() {
    let far = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    assert_eq!(told("a.xlsx", &xlsx(far, "<sst/>")), NotRead::TooManyRows("Лист1".into(), 20_000));
    let right = "<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>";
    assert_eq!(told("a.xlsx", &xlsx(right, "<sst/>")), NotRead::TooManyColumns("Лист1".into(), 400));
    let strings = format!("<sst><si><t>{}</t></si></sst>", "я".repeat(10_001));
    let long = "<row r=\"3\"><c r=\"C3\" t=\"s\"><v>0</v></c></row>";
    let refusal = told("a.xlsx", &xlsx(long, &strings));
    assert!(refusal.to_string().contains("в ячейке C3 больше 10000 знаков"), "{refusal}");
}

#[test]
fn blanks_of_libreoffice_are_not_grown_into_memory() {
    let blanks = "<text:s text:c=\"1000\"/>".repeat(500_000);
    let row = format!(
        "<table:table-row><table:table-cell><text:p>{blanks}</text:p></table:table-cell></table:table-row>"
    );
    let caps = Caps { ratio: 10_000, ..Caps::default() };
    let refusal = read("a.ods", &ods(&row), &caps).unwrap_err();
    assert!(refusal.to_string().contains("в ячейке A1 больше 10000 знаков"), "{refusal}");
    assert!(peak_megabytes() < 300, "{} MB for half a gigabyte of blanks", peak_megabytes());
}

/// The most memory this process ever held; every test has a process of its own.
fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.split_whitespace().next().unwrap().parse::<u64>().unwrap() / 1_000
}

#[test]
fn an_absurd_promise_is_not_believed() {
    assert_eq!(told("a.xlsx", &xlsx("", "<sst uniqueCount=\"99999999999\"></sst>")), NotRead::Bomb);
    let hidden = "<a><sst uniqueCount=\"20000000000000\"/></a>";
    assert_eq!(told("a.xlsx", &xlsx("", hidden)), NotRead::Bomb, "at any depth");
}

#[test]
fn a_broken_or_a_locked_file_is_told_so() {
    let whole = xlsx("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>", "<sst/>");
    assert!(read("a.xlsx", &whole, &Caps::default()).is_ok());
    for length in [4, 30, whole.len() / 2, whole.len() - 10] {
        assert_eq!(told("a.xlsx", &whole[..length]), NotRead::Broken, "cut at {length}");
    }
    assert_eq!(told("a.xlsx", &xlsx("<row><c r=\"A1\"><v>", "<sst/>")), NotRead::Broken);
    assert_eq!(told("a.docx", &archive(&[("word/document.xml", b"<w/>")])), NotRead::NotTable);
    assert_eq!(told("a.xls", b"\xD0\xCF\x11\xE0\xA1\xB1 Workbook"), NotRead::Old);
    let mut locked = b"\xD0\xCF\x11\xE0\xA1\xB1".to_vec();
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(told("a.xlsx", &locked), NotRead::Locked);
    let caps = Caps { file: 10, ..Caps::default() };
    assert!(matches!(read("a.xlsx", &whole, &caps), Err(NotRead::TooLarge(_))));
    let caps = Caps { worksheets: 1, ..Caps::default() };
    assert_eq!(read("a.ods", &ods(""), &caps), Err(NotRead::TooManyWorksheets(1)));
}

#[test]
fn every_refusal_is_a_russian_sentence() {
    let all = [
        NotRead::Empty,
        NotRead::TooLarge(10),
        NotRead::Locked,
        NotRead::Old,
        NotRead::Broken,
        NotRead::Bomb,
        NotRead::NotTable,
        NotRead::TooManyWorksheets(40),
        NotRead::TooManyRows("Лист1".into(), 20_000),
        NotRead::TooManyColumns("Лист1".into(), 400),
        NotRead::TooManyCells(400_000),
    ];
    for refusal in all {
        let text = refusal.to_string();
        assert!(text.ends_with('.') && text.chars().any(|c| ('а'..='я').contains(&c)), "{text}");
    }
}
