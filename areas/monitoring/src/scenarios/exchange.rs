//! A sheet filled without a line: out to XLSX, changed, back, compared, accepted. On both databases.

use std::io::{Cursor, Read, Write};

use access::{Level, Role};
use serde_json::json;
use sheets::{Address, Book, Caps, Cell, Column, Found, Line, Table, Workbook};
use testing::{Browser, Shown, both_databases};

use super::stage::{Stage, open, plan};
use crate::store::campaigns;

/// A file taken from the server, changed cell by cell and written again.
struct File {
    book: Book,
}

impl File {
    fn of(shown: &Shown) -> Self {
        Self { book: sheets::read("a.xlsx", &shown.bytes, &Caps::default()).unwrap() }
    }

    /// The cell of this column in the row of this number.
    fn place(&self, no: &str, column: &str) -> Address {
        let grid = self.book.shown().unwrap();
        let column = grid.cells.iter().find(|(_, found)| found.text() == column).unwrap().0.column;
        Address::at(
            grid.cells.iter().find(|(at, found)| at.column == 0 && found.text() == no).unwrap().0.row,
            column,
        )
    }

    fn text(&self, no: &str, column: &str) -> String {
        let at = self.place(no, column);
        self.book.shown().unwrap().text(at.row, at.column)
    }

    fn set(&mut self, no: &str, column: &str, text: &str) -> &mut Self {
        let at = self.place(no, column);
        let grid = self.book.grids.iter_mut().find(|grid| !grid.is_hidden).unwrap();
        grid.cells.insert(at, Found::Text(text.into()));
        self
    }

    fn number(&mut self, no: &str, column: &str, number: &str) -> &mut Self {
        let at = self.place(no, column);
        let grid = self.book.grids.iter_mut().find(|grid| !grid.is_hidden).unwrap();
        grid.cells.insert(at, Found::Number(number.into()));
        self
    }

    fn bytes(&self) -> Vec<u8> {
        let table = |grid: &sheets::Grid| {
            let cell = |row, column| match grid.at(row, column) {
                Some(Found::Number(number)) => Cell::number(number),
                Some(found) => Cell::text(found.text()),
                None => Cell::default(),
            };
            let line = |row| Line::Cells((0..12).map(|column| cell(row, column)).collect());
            Table {
                name: grid.name.clone(),
                columns: vec![Column::default(); 12],
                lines: (0..grid.height()).map(line).collect(),
                is_very_hidden: grid.is_hidden,
                ..Table::default()
            }
        };
        let tables = self.book.grids.iter().map(table).collect();
        sheets::xlsx(&Workbook { tables, ..Workbook::default() }).unwrap()
    }
}

/// The workbook with a formula in a cell, as Excel writes one.
fn with_formula(bytes: &[u8], at: Address) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let mut entry = from.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            let start = text.find(&format!("<c r=\"{at}\"")).unwrap();
            let end = start + text[start..].find("</c>").unwrap();
            text.replace_range(start..end, &format!("<c r=\"{at}\"><f>1+1</f><v>2</v>"));
        }
        to.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        to.write_all(text.as_bytes()).unwrap();
    }
    to.finish().unwrap().into_inner()
}

/// The campaign's table with an indicator of every kind that people type.
fn every_kind() -> String {
    let kinds = [
        ("1", json!({ "kind": "dynamics" })),
        ("2", json!({ "kind": "share" })),
        ("3", json!({ "kind": "scale", "max": 3 })),
        ("4", json!({ "kind": "presence", "growth": "1" })),
        ("5", json!({ "kind": "text" })),
        ("6", json!({ "kind": "count" })),
        (
            "7",
            json!({ "kind": "parts", "parts": [
                { "no": "а", "title": "План", "scoring": { "kind": "presence", "points": "1" } },
                { "no": "б", "title": "Отметка", "scoring": { "kind": "scale", "max": 2 } }
            ]}),
        ),
    ];
    let indicators: Vec<_> = kinds
        .into_iter()
        .map(|(no, scoring)| {
            json!({
                "no": no, "title": format!("Показатель {no}"), "source": "Как в положении", "clause": "п. 1",
                "max": "3", "scoring": scoring, "assessment": "semi"
            })
        })
        .collect();
    json!({
        "id": "t", "title": "Таблица", "clause": "п. 1", "period": "school_year",
        "level": [{ "id": "municipality", "title": "Служба" }],
        "criterion": [{ "no": "1", "title": "Критерий", "short": "К", "clause": "п. 1", "max": "21", "indicator": indicators }]
    })
    .to_string()
}

fn take(stage: &Stage, browser: &Browser, unit: &units::Unit) -> (String, File) {
    let url = format!("/monitoring/sheets/{}", stage.sheet(unit));
    browser.page(&format!("{url}/import"));
    let file = File::of(&browser.page(&format!("{url}/xlsx")));
    (url, file)
}

fn compare(browser: &Browser, url: &str, bytes: &[u8]) -> Shown {
    browser.upload(&format!("{url}/import"), &[], ("file", "таблица.xlsx", bytes))
}

fn accept(browser: &Browser, url: &str, shown: &Shown, more: &[(&str, &str)]) -> Shown {
    let carried = shown.input("carried").unwrap();
    let fields: Vec<(&str, &str)> = more.iter().copied().chain([("carried", carried.as_str())]).collect();
    browser.post(&format!("{url}/import/acceptance"), &fields)
}

both_databases! {
    fn the_table_of_a_campaign_counts_its_sheets_against_the_limit_of_the_day(engine) {
        let stage = open(engine);
        stage.taken(2998);
        let address = format!("/monitoring/{}/xlsx", stage.campaign);
        assert_eq!(stage.institute.get(&address).status, 200, "two sheets are exactly what remains");
        let refused = stage.institute.get(&address);
        assert!(refused.status == 422 && refused.says("ещё 0 объектов"), "{}", refused.body);
    }

    fn a_municipality_fills_its_june_without_a_line_and_nothing_is_stored_before_it_is_accepted(engine) {
        let stage = open(engine);
        let north = &stage.tree.north;
        let programme = stage.document(north, "young_support_programme", "114");
        let (url, mut file) = take(&stage, &stage.methodist, north);
        assert_eq!(file.text("1.1", "Ответ"), "нет ответа");
        assert!(file.text("1.2", "Ответ").contains("эксперт"));
        file.set("2.1", "Ответ", "есть").set("2.1", "Подтверждение", "Программа № 114 от 02.09.2025");
        file.set("1.1", "Ответ", "нет").set("1.3", "Ответ", "возможно");
        file.set("3.10", "Подтверждение", "Приказ № 999 от 01.01.2026");
        let shown = compare(&stage.methodist, &url, &file.bytes());
        assert_eq!(shown.status, 200, "{}", shown.body);
        assert!(shown.says("новое: 2") && shown.says("документ: 1") && shown.says("не принято: 2"));
        let wrong = file.place("1.3", "Ответ");
        assert!(shown.says(&format!("{wrong}: «возможно» – не ответ")));
        assert!(shown.says("документа «Приказ № 999 от 01.01.2026» в реестре территории нет"));
        let before = File::of(&stage.methodist.page(&format!("{url}/xlsx")));
        assert_eq!(before.text("1.1", "Ответ"), "нет ответа", "nothing is stored before acceptance");
        assert_eq!(before.text("2.1", "Ответ"), "вычислено: есть", "the program's own answer");
        let nothing = accept(&stage.methodist, &url, &shown, &[("choice", "marked")]);
        assert_eq!(nothing.status, 422);
        assert!(nothing.says("Ничего не отмечено"));
        assert_eq!(accept(&stage.methodist, &url, &nothing, &[("choice", "all")]).status, 303);
        let after = File::of(&stage.methodist.page(&format!("{url}/xlsx")));
        assert_eq!((after.text("2.1", "Ответ").as_str(), after.text("1.1", "Ответ").as_str()), ("есть", "нет"));
        assert_eq!(after.text("2.1", "Подтверждение"), format!("Программа № 114 от 02.09.2025 [{programme}]").replace("№ ", "№\u{a0}").replace("от ", "от\u{a0}"));
        assert_eq!(after.text("2.1", "Балл"), "1");
        // A second click finds everything kept.
        assert_eq!(accept(&stage.methodist, &url, &shown, &[("choice", "all")]).status, 303);
        assert!(stage.methodist.page(&url).says("Всё отмеченное уже есть в таблице"));
    }

    fn files_that_came_by_mail_give_the_points_of_the_page_and_name_the_cells_to_ask_about(engine) {
        let stage = open(engine);
        let north = &stage.tree.north;
        stage.fill(&stage.methodist, north, &["1.1", "1.3", "2.1", "5.1", "5.2"]);
        let (_, mut file) = take(&stage, &stage.methodist, north);
        let template = stage.app.house.packs.template("amur-2020/mms").unwrap();
        let gather = |bytes: &[u8]| {
            let book = sheets::read("a.xlsx", bytes, &Caps::default()).unwrap();
            crate::gather(template, &template.hash(), "a.xlsx", &book)
        };
        let whole = gather(&file.bytes()).unwrap();
        assert_eq!((whole.object.as_str(), whole.period.as_str(), whole.not_taken.len()), (north.name.as_str(), "2026", 0));
        let results = crate::rules::score(template, "2026", &[whole.answers]);
        assert_eq!(results.objects[0].score.to_string(), "6");
        file.set("1.3", "Ответ", "возможно");
        let doubtful = gather(&file.bytes()).unwrap();
        let place = file.place("1.3", "Ответ").to_string();
        assert_eq!((doubtful.not_taken[0].cell.as_str(), doubtful.not_taken[0].indicator.as_str()), (place.as_str(), "1.3"));
        let book = sheets::read("a.xlsx", &file.bytes(), &Caps::default()).unwrap();
        assert!(crate::gather(template, "another", "a.xlsx", &book).unwrap_err().contains("по другой таблице показателей"));
    }

    fn the_total_of_the_page_is_the_total_of_the_file(engine) {
        let stage = open(engine);
        let north = &stage.tree.north;
        stage.fill(&stage.methodist, north, &["1.1", "1.3", "2.1", "5.1", "5.2"]);
        let (url, file) = take(&stage, &stage.methodist, north);
        let total = file.place("Итого баллов", "Балл");
        let grid = file.book.shown().unwrap();
        assert_eq!(grid.text(total.row, total.column), "6");
        assert_eq!(grid.text(total.row, total.column + 1), "61");
        let page = stage.methodist.page(&url);
        assert!(page.says("<strong>6</strong> из 61") && page.says("9,8 %"));
        assert_eq!(grid.at(total.row + 1, total.column), Some(&Found::Number("0.098".into())));
        assert_eq!(stage.methodist.page(&format!("{url}/xlsx")).header("content-disposition").matches("2025-26.xlsx").count(), 1);
        let campaign = stage.institute.page(&format!("/monitoring/{}/xlsx", stage.campaign));
        let book = sheets::read("a.xlsx", &campaign.bytes, &Caps::default()).unwrap();
        let names: Vec<&str> = book.grids.iter().map(|grid| grid.name.as_str()).collect();
        assert_eq!(names, ["Свод", "Принято", "Заявлено", "Показатели"]);
        let row = |name: &str| {
            let grid = book.grid(name).unwrap();
            let row = grid.cells.iter().find(|(_, found)| found.text() == north.short_name).unwrap().0.row;
            grid.rows().find(|(at, _)| *at == row).unwrap().1.iter().map(|(_, found)| found.text()).collect::<Vec<_>>()
        };
        assert!(row("Свод").ends_with(&["6".into(), "6".into(), "61".into(), "0.098".into()]), "{:?}", row("Свод"));
        let own = stage.methodist.page(&format!("/monitoring/{}/xlsx", stage.campaign));
        let own = sheets::read("a.xlsx", &own.bytes, &Caps::default()).unwrap();
        assert!(!own.grids[0].cells.values().any(|found| found.text() == stage.tree.south.short_name));
    }

    fn a_colleagues_answer_is_never_overwritten_silently_by_a_file(engine) {
        let stage = open(engine);
        let north = &stage.tree.north;
        let colleague = stage.app.browser_as(Role::ServiceHead, Level::Municipality, &north.path);
        let (url, mut file) = take(&stage, &stage.methodist, north);
        for no in ["1.1", "1.3", "2.1"] {
            file.set(no, "Ответ", "есть");
        }
        // Changed since the file was taken; 3.1 was not touched in the file and is nobody's conflict.
        for no in ["1.1", "3.1"] {
            colleague.page(&stage.answer(north, no));
            colleague.done(&stage.answer(north, no), &[("value", "no"), ("version", "0")]);
        }
        let shown = compare(&stage.methodist, &url, &file.bytes());
        assert!(shown.says("расхождение: 1") && shown.says("новое: 2") && shown.says("Проверкин П. И."));
        colleague.page(&url);
        let stolen = accept(&colleague, &url, &shown, &[("choice", "all")]);
        assert!(stolen.status == 422 && stolen.says("Сравнение устарело"), "another person's comparison");
        // And once more between the comparison and the acceptance.
        colleague.done(&stage.answer(north, "1.3"), &[("value", "no"), ("version", "0")]);
        let again = accept(&stage.methodist, &url, &shown, &[("choice", "all")]);
        assert_eq!(again.status, 409);
        assert!(again.says("Принято из файла: 1 ответ") && again.says("изменили, пока вы смотрели"));
        let now = File::of(&stage.methodist.page(&format!("{url}/xlsx")));
        assert_eq!([now.text("1.1", "Ответ"), now.text("1.3", "Ответ"), now.text("2.1", "Ответ")], ["нет", "нет", "есть"]);
        // Mine, knowingly.
        assert_eq!(accept(&stage.methodist, &url, &again, &[("choice", "marked"), ("side-0", "file")]).status, 303);
        let now = File::of(&stage.methodist.page(&format!("{url}/xlsx")));
        assert_eq!([now.text("1.1", "Ответ"), now.text("1.3", "Ответ")], ["нет", "есть"]);
        let shown = compare(&stage.methodist, &url, &file.bytes());
        assert!(shown.says("расхождение: 1"), "1.1 stands until the person decides");
        assert_eq!(accept(&stage.methodist, &url, &shown, &[("choice", "marked"), ("side-0", "file")]).status, 303);
        let now = File::of(&stage.methodist.page(&format!("{url}/xlsx")));
        assert_eq!(now.text("1.1", "Ответ"), "есть");
    }

    fn a_file_of_another_year_or_object_or_of_nobody_is_refused_by_name(engine) {
        let stage = open(engine);
        let (north, south) = (&stage.tree.north, &stage.tree.south);
        let url = format!("/monitoring/sheets/{}", stage.sheet(north));
        let neighbour = stage.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &south.path);
        let (foreign, file) = take(&stage, &neighbour, south);
        stage.methodist.page(&format!("{url}/import"));
        let refused = compare(&stage.methodist, &url, &file.bytes());
        assert_eq!(refused.status, 422);
        assert!(refused.says("Файл – таблица «Южный округ» за 2025/26, а открыта таблица «Северный округ» за 2025/26"));
        assert_eq!(compare(&stage.methodist, &foreign, &file.bytes()).status, 404, "another's sheet does not exist");
        let owner = stage.tree.region.id.to_string();
        stage.institute.page("/monitoring/new");
        let earlier = stage.institute.done("/monitoring", &plan(&owner, "2025")).location;
        stage.institute.done(&format!("{earlier}/collection"), &[]);
        let stage = Stage { campaign: earlier.rsplit('/').next().unwrap().parse().unwrap(), ..stage };
        let (_, file) = take(&stage, &stage.methodist, &stage.tree.north);
        let refused = compare(&stage.methodist, &url, &file.bytes());
        assert!(refused.says("«Северный округ» за 2024/25, а открыта таблица «Северный округ» за 2025/26"));
        let nobodys = Workbook { tables: vec![Table { name: "Лист1".into(), ..Table::default() }], ..Workbook::default() };
        let refused = compare(&stage.methodist, &url, &sheets::xlsx(&nobodys).unwrap());
        assert!(refused.says("Это не таблица, выгруженная отсюда"));
    }

    fn a_broken_a_packed_and_a_renamed_file_are_told_what_they_are(engine) {
        let stage = open(engine);
        let (url, file) = take(&stage, &stage.methodist, &stage.tree.north);
        let bytes = file.bytes();
        let told = |name: &str, bytes: &[u8]| {
            let shown = stage.methodist.upload(&format!("{url}/import"), &[], ("file", name, bytes));
            assert_eq!(shown.status, 422, "{}", shown.body);
            shown
        };
        assert!(told("а.xlsx", &bytes[..bytes.len() / 2]).says("Файл повреждён"));
        assert!(told("а.xlsx", b"").says("Файл пустой"));
        assert!(told("а.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").says("таблица старого вида"));
        assert!(told("а.pdf", b"%PDF-1.7").says("Это не таблица"));
        let mut bomb = zip::ZipWriter::new(Cursor::new(Vec::new()));
        bomb.start_file("xl/worksheets/sheet1.xml", zip::write::SimpleFileOptions::default()).unwrap();
        bomb.write_all(&vec![b' '; 40_000_000]).unwrap();
        assert!(told("а.xlsx", &bomb.finish().unwrap().into_inner()).says("гораздо больше, чем бывает в таблице"));
        let empty = stage.methodist.post(&format!("{url}/import"), &[]);
        assert_eq!(empty.status, 422);
        assert!(empty.says("Выберите заполненный файл"));
    }

    fn a_formula_gives_no_value_and_names_its_cell(engine) {
        let stage = open(engine);
        let (url, mut file) = take(&stage, &stage.methodist, &stage.tree.north);
        file.set("1.3", "Ответ", "нет");
        let at = file.place("1.1", "Ответ");
        let shown = compare(&stage.methodist, &url, &with_formula(&file.bytes(), at));
        assert!(shown.says(&format!("{at}: формула; введите само значение")), "{}", shown.body);
        assert_eq!(accept(&stage.methodist, &url, &shown, &[("choice", "all")]).status, 303);
        let now = File::of(&stage.methodist.page(&format!("{url}/xlsx")));
        assert_eq!([now.text("1.1", "Ответ"), now.text("1.3", "Ответ")], ["нет ответа", "нет"]);
    }

    fn documents_in_a_file_are_links_only_own_and_in_force_and_taken_out_on_request(engine) {
        let stage = open(engine);
        let (north, south) = (&stage.tree.north, &stage.tree.south);
        let (own, foreign) = (stage.document(north, "mms_regulation", "7"), stage.document(south, "mms_regulation", "9"));
        let (url, mut file) = take(&stage, &stage.methodist, north);
        file.set("1.1", "Подтверждение", &format!("Положение [{own}]\nПоложение [{foreign}]\nПоложение [12]"));
        let shown = compare(&stage.methodist, &url, &file.bytes());
        assert!(shown.says("документ: 1") && shown.says("не принято: 2"), "{}", shown.body);
        assert_eq!(accept(&stage.methodist, &url, &shown, &[("choice", "all")]).status, 303);
        let (_, mut file) = take(&stage, &stage.methodist, north);
        assert_eq!(file.text("1.1", "Ответ"), "есть", "a document answers, as on the page");
        assert!(file.text("1.1", "Подтверждение").ends_with(&format!("[{own}]")));
        let same = compare(&stage.methodist, &url, &file.bytes());
        assert!(same.says("Отличий нет"));
        file.set("1.1", "Подтверждение", " ");
        let shown = compare(&stage.methodist, &url, &file.bytes());
        assert!(shown.says("убрать"));
        assert_eq!(accept(&stage.methodist, &url, &shown, &[("choice", "marked"), ("take", "0")]).status, 303);
        assert_eq!(take(&stage, &stage.methodist, north).1.text("1.1", "Подтверждение"), "");
        assert!(stage.methodist.page(&format!("/documents/{own}")).says("Документ 7"), "the document itself stays");
    }

    fn numbers_shares_marks_words_and_parts_come_back_from_a_file(engine) {
        let stage = open(engine);
        let north = &stage.tree.north;
        let now = stage.app.house.now();
        let table = every_kind();
        stage.app.house.db.write(|tx| campaigns::open(tx, stage.campaign, &table, "hash", "1", now)).unwrap();
        let (url, mut file) = take(&stage, &stage.methodist, north);
        file.number("1", "Ответ", "12.5").set("1", "Второе значение", "1 010,25");
        file.number("2", "Ответ", "45").number("2", "Второе значение", "60");
        file.number("3", "Ответ", "2").set("4", "Ответ", "есть").set("4", "Второе значение", "12 / 10");
        file.set("5", "Ответ", "=не формула, а слова").set("6", "Ответ", "нет").set("7/а", "Ответ", "есть").set("7/б", "Ответ", "5");
        let shown = compare(&stage.methodist, &url, &file.bytes());
        assert!(shown.says("новое: 6") && shown.says("не принято: 1"), "{}", shown.body);
        assert!(shown.says(&format!("{}: «5» – не отметка", file.place("7/б", "Ответ"))));
        assert!(shown.says("45 из 60") && shown.says("12,5 (было 1010,25)"));
        assert_eq!(accept(&stage.methodist, &url, &shown, &[("choice", "all")]).status, 303);
        file.set("7/б", "Ответ", "2");
        let shown = compare(&stage.methodist, &url, &file.bytes());
        assert!(shown.says("новое: 1") && shown.says("без изменений: 6"), "{}", shown.body);
        assert_eq!(accept(&stage.methodist, &url, &shown, &[("choice", "all")]).status, 303);
        let (_, file) = take(&stage, &stage.methodist, north);
        let cells = ["1", "2", "3", "4", "5", "6", "7/а", "7/б"].map(|no| file.text(no, "Ответ"));
        assert_eq!(cells, ["12.5", "45", "2", "есть", "=не формула, а слова", "нет", "есть", "2"]);
        let seconds = ["1", "2", "4"].map(|no| file.text(no, "Второе значение"));
        assert_eq!(seconds, ["1010.25", "60", "12 / 10"]);
        assert!(compare(&stage.methodist, &url, &file.bytes()).says("Отличий нет"));
    }

    fn a_sheet_handed_over_takes_nothing_and_loses_nothing(engine) {
        let stage = open(engine);
        let north = &stage.tree.north;
        stage.fill(&stage.methodist, north, &["1.1"]);
        let (url, mut file) = take(&stage, &stage.methodist, north);
        file.set("1.3", "Ответ", "есть");
        let shown = compare(&stage.methodist, &url, &file.bytes());
        stage.methodist.done(&format!("{url}/submission"), &[]);
        let late = accept(&stage.methodist, &url, &shown, &[("choice", "all")]);
        assert_eq!(late.status, 422);
        assert!(late.says("ответы в ней не меняются"));
        let form = stage.methodist.page(&format!("{url}/import"));
        assert!(form.says("Сейчас загрузить файл нельзя") && form.says("Файл остаётся у вас"));
        let shown = compare(&stage.methodist, &url, &file.bytes());
        assert!(shown.says("изменено: 1") && shown.says("Принять отличия сейчас нельзя") && !shown.says("Принять отмеченное"));
        assert_eq!(shown.input("carried").as_deref(), Some(""));
        assert_eq!(take(&stage, &stage.methodist, north).1.text("1.3", "Ответ"), "нет");
        // A forged comparison is no ground to change anything.
        let forged = stage.methodist.post(&format!("{url}/import/acceptance"), &[("carried", "вздор"), ("choice", "all")]);
        assert_eq!(forged.status, 422);
        assert!(forged.says("Сравнение устарело"));
        assert_eq!(stage.institute.get(&format!("{url}/import")).status, 403);
    }
}
