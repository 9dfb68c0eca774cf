//! Files as they really come: what is in each is read or said in words, and nothing is taken unseen.

use testing::{Shown, both_databases};

use super::setting::{app, deputy};

fn sent(keeper: &testing::Browser, name: &str) -> Shown {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("messy").join(name);
    keeper.upload("/people/imports", &[], ("file", name, &std::fs::read(path).unwrap()))
}

both_databases! {
    fn a_list_with_everything_schools_do_to_lists(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let shown = sent(&deputy, "messy.xlsx");
        assert_eq!(shown.status, 303, "{}", shown.body);
        let wrong = deputy.get(&format!("{}?show=wrong", shown.location)).body;
        for said in ["скрыты строки 8; столбцы E", "<b>F6</b>", "#ССЫЛКА!", "<b>F4</b>", "формула без значения", "<b>C7</b>", "два человека", "строка 9: «Итого»"] {
            assert!(wrong.contains(said), "{said}: {wrong}");
        }
        let new = deputy.get(&format!("{}?show=new", shown.location)).body;
        assert!(new.contains("новый человек: 2") && new.contains("Жукова Алла Олеговна"), "the hidden row is read: {new}");
    }

    fn the_list_is_found_on_whichever_worksheet_it_stands(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let preview = deputy.get(&sent(&deputy, "sheets.xlsx").location).body;
        for said in ["лист «Кадры»", "скрытые листы: Справочник", "новый человек: 2"] {
            assert!(preview.contains(said), "{said}: {preview}");
        }
        assert!(!preview.contains("Шаблонов"), "{preview}");
    }

    fn days_codings_and_separators_are_read(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        for name in ["1904.xlsx", "win1251.csv", "utf8bom.csv", "tabs.tsv"] {
            let shown = sent(&deputy, name);
            let preview = deputy.get(&shown.location).body;
            assert!(preview.contains("новый человек: 1") && preview.contains("Семёнова Мария Петровна"), "{name}: {preview}");
        }
        let url = sent(&deputy, "1904.xlsx").location;
        let seen = deputy.get(&url).input("seen").unwrap();
        assert_eq!(deputy.post(&format!("{url}/acceptance"), &[("seen", seen.as_str()), ("choice", "whole")]).status, 303);
        let people = deputy.get("/people/register");
        let book = sheets::read("a.xlsx", &people.bytes, &sheets::Caps::default()).unwrap();
        let row: Vec<String> = (0..13).map(|column| book.grids[0].text(1, column)).collect();
        assert!(row.contains(&"14.03.1988".to_owned()) && row.contains(&"01.09.2015".to_owned()), "{row:?}");
    }

    fn what_is_no_list_gets_a_sentence_that_says_what_to_do(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        for (name, said) in [
            ("locked.xlsx", "Снимите пароль"),
            ("old.xls", "Сохранить как"),
            ("list.pdf.xlsx", "Загрузите файл XLSX, ODS или CSV"),
            ("other.xlsx", "Назовите столбец «ФИО»"),
        ] {
            let shown = sent(&deputy, name);
            assert!(shown.status == 422 && shown.body.contains(said), "{name}: {} {}", shown.status, shown.body);
        }
        let long = format!("ФИО;Должность\n{}", "Семёнова Мария Петровна;учитель\n".repeat(70_000));
        let shown = deputy.upload("/people/imports", &[], ("file", "a.csv", long.as_bytes()));
        assert!(shown.status == 422 && shown.body.contains("Разделите список на файлы до 20000 строк"), "{}", shown.body);
    }
}
