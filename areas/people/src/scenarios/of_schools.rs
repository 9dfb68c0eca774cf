//! Lists as schools send them: names over three columns, a row of another school, a family name that changed, a later day of hiring,
//! days that a day of birth contradicts.

use testing::{Browser, Shown, both_databases};

use super::setting::{app, deputy, hired, other_deputy, with};

fn looked(keeper: &Browser, text: &str) -> String {
    let shown = keeper.upload("/people/imports", &[], ("file", "список.csv", text.as_bytes()));
    assert_eq!(shown.status, 303, "{}", shown.body);
    shown.location
}

fn accepted(keeper: &Browser, url: &str, choice: &str, more: &[(&str, &str)]) -> Shown {
    let seen = keeper.page(url).input("seen").expect("no form");
    let own = [("seen", seen.as_str()), ("choice", choice)];
    let fields: Vec<(&str, &str)> = own.into_iter().chain(more.iter().copied()).collect();
    keeper.post(&format!("{url}/acceptance"), &fields)
}

both_databases! {
    fn names_over_three_columns_are_read_and_two_in_a_cell_divided_into_them(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        for under in ["", ";фамилия;имя;отчество;\n"] {
            let url = looked(&deputy, &format!("№;Ф.И.О.;;;Должность\n{under}1;Иванова;Мария;Петровна;учитель\n2;Цой;Ирина;Юрьевна;учитель\n"));
            let preview = deputy.get(&url);
            for said in ["новый человек: 2", "Иванова Мария Петровна", "Цой Ирина Юрьевна"] {
                assert!(preview.says(said), "{under}: {said}: {}", preview.body);
            }
        }
        let url = looked(&deputy, "Фамилия;Имя;Отчество;Должность\n\
            Иванова Мария Петровна, Петрова Анна Ильинична;;;учитель\nЦой / Ли;Ирина / Вера;Юрьевна / Олеговна;учитель\n");
        let wrong = deputy.get(&url);
        assert!(wrong.says("Разделить A2") && wrong.says("Разделить A3"), "{}", wrong.body);
        let both = [("cell-A2", "Иванова Мария Петровна\nПетрова Анна Ильинична"), ("cell-A3", "Цой Ирина Юрьевна\nЛи Вера Олеговна")];
        accepted(&deputy, &url, "decide", &both);
        let preview = deputy.get(&url);
        assert!(preview.says("новый человек: 4") && !preview.says("ошибка"), "{}", preview.body);
        assert_eq!(accepted(&deputy, &url, "whole", &[]).status, 303);
        let list = deputy.get("/people");
        assert!(list.says("Ли Вера Олеговна") && list.says("Петрова Анна Ильинична"), "{}", list.body);
    }

    fn a_list_of_before_the_renaming_is_understood_by_the_history_of_names(engine) {
        let app = testing::TestApp::of(engine, vec![units::area(), crate::area()]);
        let tree = units::fixture::plant_on(&app.house, "2020-09-01".parse().unwrap()).unwrap();
        let town = app.browser_as(access::Role::MunicipalAuthority, access::Level::Municipality, &tree.north.path);
        let form = town.page(&format!("{}/name", tree.school.url()));
        let version = form.input("version").unwrap();
        let renamed = [("version", version.as_str()), ("name", "Гимназия имени Пушкина"), ("day", "2026-06-18"), ("ground", "приказ № 1")];
        town.done(&format!("{}/name", tree.school.url()), &renamed);
        let text = "ФИО;Должность;Организация\nИванова Мария Петровна;учитель;Школа № 1\n";
        for keeper in [&town, &deputy(&app, &tree)] {
            let shown = keeper.get(&looked(keeper, text));
            let said = "«Школа № 1» – прежнее название, прочитано как «Гимназия имени Пушкина";
            assert!(shown.says(said) && shown.says("новый человек: 1"), "{}", shown.body);
        }
    }

    fn what_was_not_taken_is_told_and_gone_on_with(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let text = "ФИО;Должность\nИванова Мария Петровна;учитель\nЦой Ирина Юрьевна;дворник\nЛи Вера Олеговна;завхозище\n";
        let url = looked(&deputy, text);
        accepted(&deputy, &url, "decide", &[("cell-B3", "методист")]);
        accepted(&deputy, &url, "decide", &[("cell-B3", "дворник!")]);
        assert_eq!(accepted(&deputy, &url, "good", &[]).status, 303);
        let past = deputy.get(&url);
        for said in ["Эти строки не внесены", "строка 3, B3:", "строка 4, B4:", "завхозище"] {
            assert!(past.says(said), "{said}: {}", past.body);
        }
        let again = looked(&deputy, text);
        let shown = deputy.get(&again);
        assert!(shown.says("без изменений: 1") && shown.says("ошибка: 2"), "{}", shown.body);
        assert_eq!(shown.input("cell-B3").as_deref(), Some("дворник!"), "what was typed stays");
        accepted(&deputy, &again, "decide", &[("cell-B3", "методист"), ("cell-B4", "учитель")]);
        assert_eq!(accepted(&deputy, &again, "whole", &[]).status, 303);
        assert!(!deputy.get(&again).says("Эти строки не внесены"));
        deputy.done(&format!("{url}/reversal"), &[]);
        assert!(!deputy.get(&url).says("Эти строки не внесены"), "what was taken back is not gone on with");
    }

    fn a_row_with_the_code_of_another_school_is_an_error(engine) {
        let (app, tree) = app(engine);
        let text = format!("UPDATE units SET code = CASE id WHEN {} THEN '0017' ELSE '0018' END WHERE id IN ({0}, {})",
            tree.school.id, tree.other_school.id);
        app.write(|tx| tx.batch(&text));
        let deputy = deputy(&app, &tree);
        let url = looked(&deputy, "ФИО;Должность;Код организации\nИванова Мария Петровна;учитель;17\n\
            Цой Ирина Юрьевна;учитель;0018\nЛи Вера Олеговна;учитель;\n");
        let wrong = deputy.get(&url);
        assert!(wrong.says("строка другой организации, код «0018»") && wrong.says("<b>C3</b>"), "{}", wrong.body);
        assert!(wrong.says("новый человек: 2") && wrong.says("ошибка: 1"), "{}", wrong.body);
    }

    fn a_changed_family_name_is_asked_about_wherever_the_person_worked(engine) {
        let (app, tree) = app(engine);
        let (deputy, other) = (deputy(&app, &tree), other_deputy(&app, &tree));
        let unit = tree.other_school.id.to_string();
        hired(&other, &[("unit", &unit), ("last_name", "Бабкина"), ("birth_date", "1975-01-30")]);
        let head = "ФИО;Должность;Дата рождения;Девичья фамилия\n";
        let url = looked(&deputy, &format!("{head}Мельник Мария Петровна;учитель;30.01.1975;\n"));
        let asked = deputy.get(&url);
        assert!(asked.says("решите, кто это: 1") && asked.says("другая фамилия, другая организация"), "{}", asked.body);
        assert!(!asked.says("Бабкина"), "whose card is led elsewhere is told without a name");
        let url = looked(&deputy, &format!("{head}Мельник Мария Петровна;учитель;;Бабкина\n"));
        assert!(deputy.get(&url).says("прежняя фамилия, другая организация"));
        let url = looked(&deputy, &format!("{head}Мельник Мария Петровна;учитель;31.01.1975;\n"));
        assert!(deputy.get(&url).says("новый человек: 1"), "another day of birth is another person");
    }

    fn a_later_day_of_hiring_is_asked_about_and_the_card_is_named(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let card = hired(&deputy, &[]);
        let text = "ФИО;Должность;Дата приёма\nМария Семёнова Петровна;учитель;01.09.2026\n";
        let url = looked(&deputy, text);
        let asked = deputy.get(&url);
        for said in ["карточка: Семёнова Мария Петровна", "решите, с\u{a0}какого дня работает",
            "на\u{a0}карточке работает с\u{a0}01.09.2025, в\u{a0}файле – с\u{a0}01.09.2026", "как в\u{a0}файле"] {
            assert!(asked.says(said), "{said}: {}", asked.body);
        }
        assert_eq!(accepted(&deputy, &url, "good", &[]).status, 303);
        assert!(deputy.get(&card).says("01.09.2025"), "what nobody decided is not done");
        let url = looked(&deputy, text);
        accepted(&deputy, &url, "decide", &[("row-2", "kept")]);
        let kept = deputy.get(&url);
        assert!(kept.says("без изменений: 1") && kept.says("оставлено, как на\u{a0}карточке"), "{}", kept.body);
        let url = looked(&deputy, text);
        accepted(&deputy, &url, "decide", &[("row-2", "told")]);
        assert!(deputy.get(&url).says("изменится: 1"));
        assert_eq!(accepted(&deputy, &url, "good", &[]).status, 303);
        let shown = deputy.get(&card);
        assert!(shown.says("01.09.2026") && !shown.says("01.09.2025"), "{}", shown.body);
        let earlier = looked(&deputy, "ФИО;Должность;Дата приёма\nСемёнова Мария Петровна;учитель;01.09.2024\n");
        assert!(deputy.get(&earlier).says("изменится: 1"), "an earlier day is told field by field");
    }

    fn days_that_the_day_of_birth_contradicts_are_refused(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let card = hired(&deputy, &[]);
        let category = [("category", "highest"), ("granted_on", "2001-05-10"), ("post", "teacher")];
        let refused = deputy.post(&format!("{card}/categories"), &category);
        assert!(refused.status == 422 && refused.says("человеку меньше 18\u{a0}лет"), "{}", refused.body);
        let course = [("kind", "course"), ("title", "Курсы"), ("happened_on", "1990-02-01"), ("hours", "72")];
        let refused = deputy.post(&format!("{card}/records"), &course);
        assert!(refused.status == 422 && refused.says("ещё не\u{a0}родился"), "{}", refused.body);
        let child = with(&[("last_name", "Лебедева"), ("birth_date", "1998-03-14"), ("started_on", "2010-09-01")]);
        let refused = deputy.post("/people", &child);
        assert!(refused.status == 422 && refused.says("человеку меньше 14\u{a0}лет"), "{}", refused.body);
        let version = deputy.page(&format!("{card}/data")).input("version").unwrap();
        let younger = with(&[("birth_date", "2012-03-14"), ("version", &version)]);
        let refused = deputy.post(&format!("{card}/data"), &younger);
        assert!(refused.status == 422 && refused.says("слишком рано"), "{}", refused.body);
        let url = looked(&deputy, "ФИО;Должность;Дата рождения;Категория;Дата присвоения категории;Курсы;Дата КПК\n\
            Ли Вера Олеговна;учитель;10.03.2002;высшая;01.05.2001;Чтение;01.02.1990\n");
        let wrong = deputy.get(&url);
        assert!(wrong.says("<b>E2</b>") && wrong.says("<b>G2</b>") && wrong.says("ещё не\u{a0}родился"), "{}", wrong.body);
    }
}
