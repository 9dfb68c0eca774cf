//! What the changes begin with: real files of every kind that a reader takes, made here or taken from the packs.

use std::io::{Cursor, Write};

use sheets::{Cell, Check, Column, Line, Table, Workbook};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn table() -> Table {
    Table {
        columns: vec![Column::new("Показатель", 30), Column::new("Значение", 12)],
        lines: vec![
            Line::Cells(vec![Cell::text("1.1"), Cell::number("0.25").checked(Check::AtLeast(0)).open()]),
            Line::Cells(vec![Cell::text("=1+1"), Cell::percent("45.5").noted("Заметка")]),
            Line::Foot { text: "Итого".to_owned(), cells: vec![Cell::number("7")] },
        ],
        ..Table::default()
    }
}

/// A table as the program writes it, and as others do.
pub fn tables(name: &str) -> Vec<Vec<u8>> {
    match name {
        "a.xlsx" => vec![sheets::xlsx(&Workbook { tables: vec![table()], ..Workbook::default() }).unwrap()],
        "a.ods" => vec![archive(&[
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", ODS.as_bytes()),
        ])],
        _ => vec![
            sheets::csv(&table()).unwrap(),
            b"a;b\r\n\"c;\"\"d\";1,5\r\n".to_vec(),
            b"\xff\xfea\0;\0b\0\r\0\n\0".to_vec(),
            b"\xcf\xee\xea\xe0\xe7;1\n".to_vec(),
        ],
    }
}

/// Staff lists as schools send them.
pub fn staff_lists() -> Vec<Vec<u8>> {
    vec![
        "Список;;\n;;\n№;ФИО;Должность;Предмет;Категория;Дата рождения;Стаж;Дата приёма;Курсы\n\
         1;Семёнова Мария Петровна;учитель;математика;высшая, 12.03.2024;14.03.1998;3 года;сентябрь 2015;«Грамотность», 72 ч., 2023 г.\n\
         2;Лебедева А. И.;воспитатель;;первая;1.2.85;15;42248;\nИтого;2\n"
            .as_bytes()
            .to_vec(),
        "Фамилия,Имя,Отчество,Должность\nЦой,Ирина,Юрьевна,учитель\n,,,директор\n#REF!,=A1,,\n".as_bytes().to_vec(),
    ]
}

/// Lists of organisations as municipalities send them.
pub fn unit_lists() -> Vec<Vec<u8>> {
    vec![
        "Реестр;;;\n№;Наименование ОО;Краткое название;Код;Муниципалитет;Город или район;Обучающихся;Малокомплектная\n\
         1;Городской округ Заречный;Заречный;07-Z;;город;;\n2;Средняя школа № 7;Школа № 7;07-Z-1;Заречный;;412;нет\nИтого;;;;;;412\n"
            .as_bytes()
            .to_vec(),
        "Название,Уровень,Вид,Педагогов\nШкола,организация,школа,#Н/Д\n".as_bytes().to_vec(),
    ]
}

/// Lists of structures as services send them.
pub fn structure_lists() -> Vec<Vec<u8>> {
    vec![
        "№;Структура;Вид;Территория;Предметы;Создана;Срок;Задача;Входит в;Руководитель\n\
         1;РМО учителей математики;РМО;Школа;математика, физика;сентябрь 2015;постоянная;;;Осокина Нина Павловна\n\
         2;Задачник;Творческая группа;;;01.09.2025;до 30.06.2027;Собрать;РМО учителей математики;\n"
            .as_bytes()
            .to_vec(),
    ]
}

/// Lists of members as services send them.
pub fn member_lists() -> Vec<Vec<u8>> {
    vec![
        "Составы;;;\n№;Объединение;Территория;ФИО;Должность;Роль;С;По;Приказ\n\
         1;РМО учителей математики;Школа;Осокина Нина Павловна;учитель;руководитель;сентябрь 2015;;№ 12\n\
         2;;;Берестова Анна;;кассир;01.09.2025;31.12.2025;\nИтого;;;2\n"
            .as_bytes()
            .to_vec(),
        "Структура,Фамилия,Имя,Отчество,Срок\nСовет,Осокина,Нина,,#Н/Д\n".as_bytes().to_vec(),
    ]
}

const ODS: &str = "<?xml version=\"1.0\"?><office:document-content \
    xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
    xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet><table:table table:name=\"Свод\">\
    <table:table-row table:number-rows-repeated=\"2\"><table:table-cell office:value-type=\"string\"><text:p>Показатель<text:s text:c=\"3\"/>1</text:p>\
    </table:table-cell><table:table-cell table:formula=\"of:=1+1\" office:value-type=\"float\" office:value=\"2\" table:number-columns-repeated=\"3\">\
    <text:p>2</text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table></office:spreadsheet></office:body>\
    </office:document-content>";

/// The packs of the repository: one in an archive, the tables of all as they stand.
pub fn packs(name: &str) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    let sources = crate::tidy::sources();
    let of = |folder: &str| {
        sources
            .iter()
            .filter(move |source| source.path.starts_with(folder) && source.is_any(&["toml"]))
            .collect::<Vec<_>>()
    };
    if name == "a.zip" {
        for folder in ["packs/federal/", "packs/terek-2021/", "packs/amur-2020/"] {
            let parts: Vec<(&str, &[u8])> = of(folder)
                .iter()
                .map(|source| (source.path.trim_start_matches("packs/"), source.text.as_bytes()))
                .collect();
            found.push(archive(&parts));
        }
    } else {
        found.extend(
            of("packs/")
                .iter()
                .filter(|source| source.path.contains("/monitoring/"))
                .map(|source| source.text.clone().into_bytes()),
        );
    }
    found
}

/// The beginnings of documents, and archives that say what they are.
pub fn documents() -> Vec<Vec<u8>> {
    let docx: [(&str, &[u8]); 3] = [
        ("[Content_Types].xml", b"<Types><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"),
        ("word/document.xml", b"<w:document/>"),
        ("word/vbaProject.bin", b"macro"),
    ];
    vec![
        b"%PDF-1.7\n1 0 obj <</JavaScript (x)>> endobj\nstartxref\n9\n%%EOF".to_vec(),
        archive(&docx[..2]),
        archive(&docx),
        archive(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("Basic/script-lc.xml", b"x")]),
        archive(&[("a.exe", b"MZ"), ("b.zip", b"PK\x03\x04")]),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(),
        b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec(),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(),
        b"MZ\x90\0".to_vec(),
        b"#!/bin/sh\n".to_vec(),
    ]
}

pub fn json() -> Vec<Vec<u8>> {
    [
        "{}",
        r#"{"value": "12.5", "num": null, "den": null, "text": "да", "present": true, "mark": 3, "previous": "1"}"#,
        r#"{"num": "3", "den": "4", "parts": {"a": {"value": "1", "parts": {"b": {"present": false}}}}}"#,
        r#"{"mark": 3.0}"#,
    ]
    .map(|text| text.as_bytes().to_vec())
    .to_vec()
}

pub fn forms(csrf: &str, unit: i64) -> Vec<Vec<u8>> {
    let part = |name: &str, value: &str| {
        format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let fields = [
        ("_csrf", csrf),
        ("unit", &unit.to_string()),
        ("kind", "mms_regulation"),
        ("title", "Приказ"),
        ("number", "7"),
        ("signed_on", "2026-06-01"),
    ];
    let whole: String = fields.iter().map(|(name, value)| part(name, value)).collect();
    let file = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7\r\n--x--\r\n";
    let plain = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    vec![format!("{whole}{file}").into_bytes(), plain.into_bytes(), b"_csrf=%zz&a=%D0%B&&=".to_vec()]
}

/// An address, then the values of some headers.
pub fn heads() -> Vec<Vec<u8>> {
    [
        "/sign-in?back=%2Funits%3Fa%3D1\nmetodset_visitor=AOU79pr-3m9vP5zvFrwZtO-Jd236Zyo_USkj4JTVNI0; metodset_notice=a.b\n\ntext/html\n1.2.3.4, ::1",
        "/monitoring/1/results?by=place&year=2025&after=1~x\nmetodset_session=x\nBearer mst_x\napplication/json\n1.2.3.4",
        "/units/1/../2?name=%D0%A8&level=region&page=2\n\n\n*/*",
        "/api/v1/units?limit=5&after=1~a\n\nBearer mst_BlW83P2EjSZB2Zny6PFFgZWiRyJAolWjLpb4QkpGuLY\n\n\n\n\"1\"\nexample",
        "/invitations/abc\n\n\n",
        "/assets/app.css\n\n\n",
    ]
    .map(|text| text.as_bytes().to_vec())
    .to_vec()
}

pub fn seals(signer: &web::Signer) -> Vec<Vec<u8>> {
    ["Сохранено", "", "{\"back\":\"/\",\"path\":\"/units\",\"fields\":[]}"]
        .map(|text| signer.sign("notice", text).into_bytes())
        .to_vec()
}
