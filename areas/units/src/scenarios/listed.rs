//! Units come in from a spreadsheet: looked at, accepted, sent again, taken back, exported and read again.

use access::{Level, Role};
use testing::{Browser, Engine, Shown, TestApp, both_databases};

use crate::fixture::{SmallTree, plant_on};

const HEAD: &str = "Реестр организаций;;;;;;\n№;Наименование ОО;Краткое название;Код;Муниципалитет;Город или район;Обучающихся;Малокомплектная\n";

fn app(engine: Engine) -> (TestApp, SmallTree, Browser) {
    let app = TestApp::of(engine, vec![crate::area()]);
    let tree = plant_on(&app.house, "2020-01-01".parse().unwrap()).unwrap();
    let institute = app.browser_as(Role::InstituteMethodist, Level::Region, &tree.region.path);
    (app, tree, institute)
}

fn sent(keeper: &Browser, rows: &str) -> Shown {
    let text = format!("{HEAD}{rows}");
    keeper.upload("/units/imports", &[], ("file", "школы.csv", text.as_bytes()))
}

fn looked(keeper: &Browser, rows: &str) -> String {
    let shown = sent(keeper, rows);
    assert_eq!(shown.status, 303, "{}", shown.body);
    shown.location
}

fn accepted(keeper: &Browser, url: &str, choice: &str, more: &[(&str, &str)]) -> Shown {
    let body = keeper.get(url).body;
    let rest = &body[body.find("name=\"seen\" value=\"").expect("no form") + 19..];
    let seen = rest[..rest.find('"').unwrap()].to_owned();
    let fields: Vec<(&str, &str)> =
        [("seen", seen.as_str()), ("choice", choice)].into_iter().chain(more.iter().copied()).collect();
    keeper.post(&format!("{url}/acceptance"), &fields)
}

const ROWS: &str = "1;Городской округ Заречный;Заречный;07-Z;;город;;\n2;Средняя школа № 7;Школа № 7;07-Z-1;Заречный;;412;нет\n\
    3;Школа № 1;;;Северный округ;;120;да\nИтого;;;;;;532;\n";

both_databases! {
    fn a_municipality_and_its_school_come_in_by_one_list_and_go_back_as_one(engine) {
        let (_app, _tree, institute) = app(engine);
        let url = looked(&institute, ROWS);
        let preview = institute.get(&url).body;
        for said in ["новая: 2", "изменится: 1", "строка 6: «Итого»"] {
            assert!(preview.contains(said), "{said}: {preview}");
        }
        let changed = institute.get(&format!("{url}?show=changed")).body;
        assert!(changed.contains("Обучающихся") && changed.contains("120") && changed.contains("нет →"), "{changed}");
        assert_eq!(accepted(&institute, &url, "whole", &[]).status, 303);
        let list = institute.get("/units?level=organisation").body;
        assert!(list.contains("Школа № 7") && list.contains("412") && list.contains("120"), "{list}");
        let again = institute.get(&looked(&institute, ROWS)).body;
        assert!(again.contains("без изменений: 3") && !again.contains("новая:"), "{again}");
        institute.done(&format!("{url}/reversal"), &[]);
        let list = institute.get("/units").body;
        assert!(!list.contains("Заречный") && !list.contains("Школа № 7") && !list.contains("120"), "{list}");
    }

    fn a_kind_is_read_by_what_people_call_it_and_an_unknown_one_tells_the_list(engine) {
        let (_app, _tree, institute) = app(engine);
        let head = "Наименование ОО;Вид;Муниципалитет\n";
        let sent = |rows: &str| {
            let text = format!("{head}{rows}");
            institute.get(&institute.upload("/units/imports", &[], ("file", "школы.csv", text.as_bytes())).location).body
        };
        let known = sent("Школа № 40;СОШ;Северный округ\nСолнышко;детский сад;Северный округ\n");
        assert!(known.contains("новая: 2"), "{known}");
        let unknown = sent("Школа № 41;вечерняя;Северный округ\n");
        assert!(unknown.contains("нет в\u{a0}перечне: ") && unknown.contains("дошкольная образовательная организация"), "{unknown}");
    }

    fn a_school_called_in_other_words_is_asked_about(engine) {
        let (_app, _tree, institute) = app(engine);
        let url = looked(&institute, "1;МБОУ СОШ № 1;;;Северный округ;;120;\n");
        let preview = institute.get(&url).body;
        assert!(preview.contains("решите, что это: 1") && preview.contains("так называют и"), "{preview}");
        let coded = institute.get(&looked(&institute, "1;МБОУ СОШ № 1;;07-Z-9;Северный округ;;120;\n")).body;
        assert!(coded.contains("новая: 1") || coded.contains("решите, что это: 1"), "{coded}");
    }

    fn what_was_changed_by_hand_stays_when_the_list_is_taken_back(engine) {
        let (app, tree, institute) = app(engine);
        let url = looked(&institute, ROWS);
        accepted(&institute, &url, "good", &[]);
        app.write(|tx| tx.batch(&format!("UPDATE units SET version = version + 1 WHERE id = {}", tree.school.id)));
        institute.done(&format!("{url}/reversal"), &[]);
        let past = institute.get(&url).body;
        assert!(past.contains("Школа № 1") && !past.contains("Школа № 7"), "{past}");
        assert!(institute.get("/units?level=organisation").body.contains("120"));
    }

    fn everything_wrong_is_said_with_its_cell_and_nothing_is_half_done(engine) {
        let (_app, _tree, institute) = app(engine);
        let url = looked(&institute, "1;Школа № 9;;;Нигде;;;\n2;;;;Северный округ;;12;\n3;Школа № 10;;;Северный округ;;много;\n\
            4;Школа № 11;;;Северный округ;;;да\n5;Школа № 11;;;Северный округ;;;да\n6;Посёлок Дальний;;07-Д;;;;\n");
        let wrong = institute.get(&format!("{url}?show=wrong")).body;
        for said in ["<b>E3</b>", "нет среди ваших", "<b>B4</b>", "<b>G5</b>", "не\u{a0}целое число", "повторяет строку 6", "добавьте столбец «Уровень»"] {
            assert!(wrong.contains(said), "{said}: {wrong}");
        }
        assert_eq!(accepted(&institute, &url, "whole", &[]).status, 422);
        assert!(!institute.get("/units").body.contains("Школа № 11"));
        assert_eq!(accepted(&institute, &url, "good", &[]).status, 303);
        assert!(institute.get("/units?level=organisation").body.contains("Школа № 11"));
    }

    fn the_same_name_elsewhere_waits_for_a_decision(engine) {
        let (app, tree, institute) = app(engine);
        let rows = "1;Школа № 1;;;Южный округ;;55;\n";
        let url = looked(&institute, rows);
        let preview = institute.get(&url).body;
        assert!(preview.contains("решите, что это: 1") && preview.contains("Северный округ"), "{preview}");
        assert_eq!(accepted(&institute, &url, "whole", &[]).status, 422);
        assert_eq!(accepted(&institute, &url, "decide", &[("row-3", "other")]).status, 303);
        assert_eq!(accepted(&institute, &url, "whole", &[]).status, 303);
        let head = app.browser_as(Role::ServiceHead, Level::Municipality, &tree.south.path);
        assert!(head.get("/units?level=organisation").body.contains("55"), "it stands in the south");
    }

    fn a_municipality_names_its_own_and_reaches_no_further(engine) {
        let (app, tree, institute) = app(engine);
        let head = app.browser_as(Role::ServiceHead, Level::Municipality, &tree.north.path);
        let url = looked(&head, "1;Школа № 3;;;;;40;\n2;Школа № 2;;;Южный округ;;77;\n");
        let preview = head.get(&format!("{url}?show=wrong")).body;
        assert!(preview.contains("ошибка: 1") && preview.contains("нет среди ваших"), "{preview}");
        assert_eq!(accepted(&head, &url, "good", &[]).status, 303);
        assert!(institute.get("/units?level=organisation").body.contains("Школа № 3"));
        let south = app.browser_as(Role::ServiceHead, Level::Municipality, &tree.south.path);
        assert_eq!(south.get(&url).status, 404);
        let deputy = app.browser_as(Role::Deputy, Level::Organisation, &tree.school.path);
        assert_eq!(deputy.get("/units/imports").status, 403);
    }

    fn the_list_that_was_exported_comes_back_unchanged(engine) {
        let (_app, _tree, institute) = app(engine);
        let url = looked(&institute, ROWS);
        accepted(&institute, &url, "good", &[]);
        let file = institute.get("/units/register");
        assert_eq!(file.status, 200);
        let shown = institute.upload("/units/imports", &[], ("file", "Организации.xlsx", &file.bytes));
        let preview = institute.get(&shown.location).body;
        assert!(preview.contains("без изменений: 7"), "{preview}");
        for other in ["новая:", "изменится:", "решите, что это:", "ошибка:", "Нет в списке"] {
            assert!(!preview.contains(other), "{other}: {preview}");
        }
    }
}
