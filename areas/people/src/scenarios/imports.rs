//! A staff list comes in: looked at, decided on, accepted, sent again, taken back; what is wrong is said with its cell.

use access::{Level, Role};
use testing::{Browser, Shown, both_databases};

use super::setting::{app, deputy, hired};

const TITLE: &str = "Список педагогов школы;;;;;\n;;;;;\n";
const HEAD: &str =
    "№;ФИО;Должность;Предмет;Категория;Дата присвоения категории;Дата рождения;Пед. стаж;Дата приёма\n";
const ROWS: &str = "1;Семёнова Мария Петровна;учитель;математика;первая;10.04.2024;14.03.1998;3;01.09.2025\n\
    2;Лебедева Анна Ильинична;воспитатель;;высшая;сентябрь 2023;1.2.85;15 лет;2010 г.\n\
    Итого: 2;;;;;;;;\n";

fn sent(keeper: &Browser, name: &str, text: &str) -> Shown {
    keeper.upload("/people/imports", &[], ("file", name, text.as_bytes()))
}

/// Uploads and says where the preview is.
pub(super) fn looked(keeper: &Browser, rows: &str) -> String {
    let shown = sent(keeper, "список.csv", &format!("{TITLE}{HEAD}{rows}"));
    assert_eq!(shown.status, 303, "{}", shown.body);
    shown.location
}

fn seen(body: &str) -> String {
    let rest = &body[body.find("name=\"seen\" value=\"").expect("no form") + 19..];
    rest[..rest.find('"').unwrap()].to_owned()
}

pub(super) fn accepted(keeper: &Browser, url: &str, choice: &str, more: &[(&str, &str)]) -> Shown {
    let seen = seen(&keeper.get(url).body);
    let fields: Vec<(&str, &str)> =
        [("seen", seen.as_str()), ("choice", choice)].into_iter().chain(more.iter().copied()).collect();
    keeper.post(&format!("{url}/acceptance"), &fields)
}

both_databases! {
    fn a_list_is_looked_at_accepted_and_the_same_list_changes_nothing(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let url = looked(&deputy, ROWS);
        let preview = deputy.get(&url).body;
        for said in ["новый человек: 2", "Семёнова Мария Петровна", "первая", "строка 6: «Итого: 2»"] {
            assert!(preview.contains(said), "{said}: {preview}");
        }
        assert!(deputy.get("/people").body.contains("Карточек пока нет"), "nothing is stored before");
        assert_eq!(accepted(&deputy, &url, "whole", &[]).status, 303);
        let list = deputy.get("/people").body;
        assert!(list.contains("Лебедева Анна Ильинична") && list.contains("2\u{a0}человека"), "{list}");
        let again = deputy.get(&looked(&deputy, ROWS)).body;
        assert!(again.contains("без изменений: 2") && !again.contains("новый человек"), "{again}");
        let second = deputy.post(&format!("{url}/acceptance"), &[("choice", "good")]);
        assert_eq!(second.status, 303, "the second click does nothing");
        assert!(deputy.get("/people").body.contains("2\u{a0}человека"));
    }

    fn changes_are_shown_field_by_field_and_taken_back_as_one(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let card = hired(&deputy, &[]);
        let url = looked(&deputy, "1;СЕМЕНОВА МАРИЯ ПЕТРОВНА;директор;;;;14.03.1998;;\n2;Лебедева Анна Ильинична;учитель;;;;;;\n");
        let changed = deputy.get(&format!("{url}?show=changed")).body;
        assert!(changed.contains("должность") && changed.contains("учитель →") && changed.contains("директор"), "{changed}");
        assert_eq!(accepted(&deputy, &url, "good", &[]).status, 303);
        assert!(deputy.get(&card).body.contains("директор"));
        deputy.done(&format!("{url}/reversal"), &[]);
        assert!(!deputy.get(&card).body.contains("директор"));
        let list = deputy.get("/people").body;
        assert!(!list.contains("Лебедева") && list.contains("1\u{a0}человек"), "{list}");
        deputy.done(&format!("{url}/reversal"), &[]);
    }

    fn what_was_changed_by_hand_stays_when_the_list_is_taken_back(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let url = looked(&deputy, ROWS);
        accepted(&deputy, &url, "good", &[]);
        let list = deputy.get("/people?name=лебедева").body;
        let at = list.find("<a href=\"/people/").into_iter().chain(list.match_indices("<a href=\"/people/").map(|(at, _)| at))
            .find(|at| list[at + 17..].starts_with(|c: char| c.is_ascii_digit())).unwrap();
        let card = list[at + 9..].split('"').next().unwrap().to_owned();
        let award = [("kind", "award"), ("title", "Грамота"), ("happened_on", "2024-01-01")];
        assert_eq!(deputy.post(&format!("{card}/records"), &award).status, 303);
        deputy.done(&format!("{url}/reversal"), &[]);
        let past = deputy.get(&url).body;
        assert!(past.contains("Лебедева Анна Ильинична") && !past.contains("Семёнова"), "{past}");
        assert!(deputy.get("/people").body.contains("1\u{a0}человек"));
    }

    fn a_doubtful_row_waits_for_a_decision(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let card = hired(&deputy, &[]);
        let id = card.trim_start_matches("/people/").to_owned();
        let rows = "1;Кузнецова Мария Петровна;учитель;;;;14.03.1998;;\n";
        let url = looked(&deputy, rows);
        let preview = deputy.get(&url).body;
        assert!(preview.contains("решите, кто это: 1") && preview.contains("другая фамилия"), "{preview}");
        assert_eq!(accepted(&deputy, &url, "whole", &[]).status, 422);
        assert_eq!(accepted(&deputy, &url, "decide", &[("row-4", id.as_str())]).status, 303);
        assert!(deputy.get(&url).body.contains("Семёнова Мария Петровна →"));
        assert_eq!(accepted(&deputy, &url, "good", &[]).status, 303);
        let shown = deputy.get(&card).body;
        assert!(shown.contains("Кузнецова Мария Петровна") && shown.contains("Семёнова"), "the former name stays");
    }

    fn a_row_under_another_family_name_is_asked_about_not_made_a_second_card(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let rows = "1;Семёнова Мария Петровна;учитель;;;;14.03.1998;;\n2;Кузнецова Мария Петровна;воспитатель;;;;14.03.1998;;\n\
            3;Кузнецова Мария Петровна;методист;;;;14.03.1998;;\n4;Кузнецова Анна Петровна;учитель;;;;14.03.1998;;\n";
        let url = looked(&deputy, rows);
        let preview = deputy.get(&url);
        for said in ["новый человек: 2", "решите, кто это: 2", "похоже на\u{a0}строку 4 (Семёнова Мария Петровна)"] {
            assert!(preview.says(said), "{said}: {}", preview.body);
        }
        assert_eq!(accepted(&deputy, &url, "whole", &[]).status, 422);
        assert_eq!(accepted(&deputy, &url, "decide", &[("row-5", "above"), ("row-6", "skip")]).status, 303);
        let decided = deputy.get(&url);
        assert!(decided.says("новый человек: 3") && decided.says("тот\u{a0}же человек, что в\u{a0}строке 4"), "{}", decided.body);
        assert!(decided.says("фамилия в карточке – Семёнова, прежняя – Кузнецова"), "{}", decided.body);
        assert_eq!(accepted(&deputy, &url, "good", &[]).status, 303);
        assert!(deputy.get("/people").says("2 человека"));
        let book = sheets::read("a.xlsx", &deputy.get("/people/register").bytes, &sheets::Caps::default()).unwrap();
        assert_eq!(book.grids[0].height(), 4, "titles, two posts of one card, one of the other");
    }

    fn a_name_with_the_family_name_last_and_a_veteran_without_a_service_are_read_for_what_they_are(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let rows = "1;Пётр Ильич Тестовский;учитель;;;;06.05.1970;;\n2;Иванова Мария Петровна;учитель;;;;14.03.1998;;\n";
        let url = looked(&deputy, rows);
        let preview = deputy.get(&url);
        assert!(preview.says("прочитано как имя, отчество и фамилия: Тестовский Пётр Ильич"), "{}", preview.body);
        assert_eq!(accepted(&deputy, &url, "good", &[]).status, 303);
        let list = deputy.get("/people");
        assert!(list.says("Тестовский Пётр Ильич") && list.says("Иванова Мария Петровна"), "{}", list.body);
    }

    fn everything_wrong_is_said_with_its_cell(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let url = looked(&deputy, "1;Семёнова Мария Петровна;дворник;чародейство;золотая;;вчера;;\n\
            2;Иванова Мария Петровна, Петрова Анна Ильинична;учитель;;;;;;\n3;Лебедева Анна Ильинична;учитель;;;;;;\n\
            4;Лебедева Анна Ильинична;учитель;;;;;;\n");
        let preview = deputy.get(&format!("{url}?show=wrong")).body;
        for said in ["<b>C4</b>", "дворник", "<b>D4</b>", "<b>E4</b>", "<b>G4</b>", "два человека", "повторяет строку 6"] {
            assert!(preview.contains(said), "{said}: {preview}");
        }
        assert_eq!(accepted(&deputy, &url, "whole", &[]).status, 422);
        assert!(deputy.get("/people").body.contains("Карточек пока нет"));
        assert_eq!(accepted(&deputy, &url, "good", &[]).status, 303);
        assert!(deputy.get("/people").body.contains("1\u{a0}человек"));
    }

    fn a_wrong_cell_is_typed_over_on_the_page(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let url = looked(&deputy, "1;Семёнова Мария Петровна;дворник;математика;;;14.03.1998;;\n2;Лебедева Анна Ильинична;учитель;;;;31.02.1985;;\n");
        let wrong = deputy.get(&url);
        assert_eq!((wrong.input("cell-C4").as_deref(), wrong.input("cell-G5").as_deref()), (Some("дворник"), Some("31.02.1985")));
        assert_eq!(wrong.input("cell-B4"), None, "only what is wrong is typed over");
        let typed = [("cell-C4", "учитель"), ("cell-G5", "1.02.1985"), ("cell-A4294967295", "x")];
        assert_eq!(accepted(&deputy, &url, "good", &typed).status, 303);
        assert!(deputy.get("/people").body.contains("Карточек пока нет"), "what nobody has seen is not accepted");
        let stale = seen(&wrong.body);
        let late = deputy.post(&format!("{url}/acceptance"), &[("seen", stale.as_str()), ("choice", "good")]);
        assert_eq!(late.status, 409, "the page does not show what was typed meanwhile");
        let preview = deputy.get(&url).body;
        for said in ["новый человек: 2", "C4: исправлена на\u{a0}этой странице на\u{a0}«учитель»", "G5: исправлена"] {
            assert!(preview.contains(said), "{said}: {preview}");
        }
        assert_eq!(accepted(&deputy, &url, "whole", &[]).status, 303);
        let list = deputy.get("/people").body;
        assert!(list.contains("Лебедева Анна Ильинична") && list.contains("2\u{a0}человека"), "{list}");
    }

    fn a_file_that_is_no_list_is_refused_in_words(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        for (name, bytes, said) in [
            ("a.csv", "Показатель;Значение\n1;2\n".as_bytes().to_vec(), "нет столбца с"),
            ("a.xls", [b"\xD0\xCF\x11\xE0".to_vec(), "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect()].concat(), "Снимите пароль"),
            ("a.csv", "ФИО;Должность\n".repeat(20_001).into_bytes(), "больше 20000 строк"),
            ("a.csv", Vec::new(), "Файл пустой"),
        ] {
            let shown = deputy.upload("/people/imports", &[], ("file", name, &bytes));
            assert!(shown.status == 422 && shown.body.contains(said), "{said}: {} {}", shown.status, shown.body);
        }
    }

    fn a_municipality_names_the_organisation_in_each_row(engine) {
        let (app, tree) = app(engine);
        let north = app.browser_as(Role::MunicipalMethodist, Level::Municipality, &tree.north.path);
        let text = "Школа;ФИО;Должность\nШкола №1;Семёнова Мария Петровна;учитель\n;Лебедева Анна Ильинична;учитель\nШкола № 2;Цой Ирина Юрьевна;учитель\n";
        let url = sent(&north, "a.csv", text).location;
        let preview = north.get(&url).body;
        assert!(preview.contains("новый человек: 2") && preview.contains("ошибка: 1") && preview.contains("нет среди ваших"), "{preview}");
        assert_eq!(deputy(&app, &tree).get(&url).status, 404, "a school does not see the list of the municipality");
        let ministry = app.browser_as(Role::Ministry, Level::Region, &tree.region.path);
        assert_eq!(ministry.get(&url).status, 403);
    }

    fn a_municipality_lists_its_own_specialists_too(engine) {
        let (app, tree) = app(engine);
        let north = app.browser_as(Role::MunicipalMethodist, Level::Municipality, &tree.north.path);
        let text = format!("Организация;ФИО;Должность\n{};Семёнова Мария Петровна;методист\n", tree.north.short_name);
        let preview = north.get(&sent(&north, "a.csv", &text).location).body;
        assert!(preview.contains("новый человек: 1") && !preview.contains("ошибка:"), "{preview}");
    }

    fn two_who_import_at_once_take_nobody_on_twice(engine) {
        let (app, tree) = app(engine);
        let (one, other) = (deputy(&app, &tree), deputy(&app, &tree));
        let (mine, theirs) = (looked(&one, ROWS), looked(&other, ROWS));
        let seen = seen(&other.get(&theirs).body);
        assert_eq!(accepted(&one, &mine, "good", &[]).status, 303);
        let late = other.post(&format!("{theirs}/acceptance"), &[("seen", seen.as_str()), ("choice", "good")]);
        assert!(late.status == 409 && late.body.contains("карточки изменили"), "{}", late.status);
        assert!(one.get("/people").body.contains("2\u{a0}человека"));
    }

    fn the_way_columns_are_read_is_remembered(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let text = "Кто;ФИО;Чем занят\n1;Семёнова Мария Петровна;за всё\n2;Лебедева Анна Ильинична;за всё\n";
        let url = sent(&deputy, "a.csv", text).location;
        assert!(deputy.get(&url).body.contains("ошибка: 2"));
        deputy.done(&format!("{url}/layout"), &[("column-1", "full_name"), ("column-2", "ground")]);
        let again = sent(&deputy, "b.csv", &text.replace("за всё", "приказ")).location;
        let shown = deputy.get(&again).body;
        assert!(shown.contains("value=\"ground\" selected"), "{shown}");
    }

    fn a_bare_title_of_service_is_asked_about_once(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let rows = "ФИО;Должность;Стаж;Дата приёма\nСемёнова Мария Петровна;учитель;7;01.09.2025\n";
        let url = sent(&deputy, "список.csv", rows).location;
        let preview = deputy.page(&url);
        assert!(preview.says("Какой это стаж: общий или педагогический?") && preview.says("общий стаж с"), "{}", preview.body);
        let told = [("column-0", "full_name"), ("column-1", "post"), ("column-2", "pedagogical_since"), ("column-3", "started_on")];
        deputy.done(&format!("{url}/layout"), &[&told[..], &[("unsure", "1")]].concat());
        assert!(deputy.page(&url).says("Какой это стаж"), "who told of other columns is asked still");
        deputy.done(&format!("{url}/layout"), &told);
        let read = deputy.page(&url);
        assert!(!read.says("Какой это стаж") && read.says("педагогический стаж с"), "{}", read.body);
        let next = deputy.page(&sent(&deputy, "осень.csv", rows).location);
        assert!(!next.says("Какой это стаж") && next.says("педагогический стаж с"), "remembered: {}", next.body);
        let both = "ФИО;Должность;Стаж;Пед. стаж\nСемёнова Мария Петровна;учитель;7;7\n";
        assert!(!deputy.page(&sent(&deputy, "оба.csv", both).location).says("Какой это стаж"), "both are told");
    }

    fn the_list_that_was_exported_comes_back_unchanged(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let url = looked(&deputy, ROWS);
        accepted(&deputy, &url, "good", &[]);
        hired(&deputy, &[("last_name", "Орлова-Гай"), ("is_other", "1"), ("former_name", "Гай"), ("post_title", "мастер на все руки"),
            ("subjects", "русский язык, литература"), ("rate", "0,75"), ("second", "1"), ("ground", "приказ № 5; к"),
            ("phone", "+7 900 000-00-00"), ("general_since", "2019-02-28"), ("pedagogical_since", "2020-02-29")]);
        for (keeper, unit) in [(&deputy, ""), (&app.browser_as(Role::InstituteMethodist, Level::Region, &tree.region.path), "")] {
            let file = keeper.get("/people/register");
            assert_eq!(file.status, 200);
            let shown = keeper.upload("/people/imports", &[("unit", unit)], ("file", "Педагоги.xlsx", &file.bytes));
            let preview = keeper.get(&shown.location).body;
            assert!(preview.contains("без изменений: 3"), "{preview}");
            for other in ["новый человек:", "изменится:", "решите, кто это:", "ошибка:", "Нет в списке"] {
                assert!(!preview.contains(other), "{other}: {preview}");
            }
        }
    }
}
