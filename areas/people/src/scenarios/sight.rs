//! Nothing of a list is lost out of sight: what a new card will hold, columns nobody read, two people in one cell, initials.

use testing::{Browser, Shown, both_databases};

use super::setting::{app, deputy, hired, other_deputy};

fn sent(keeper: &Browser, text: &str) -> String {
    let shown = keeper.upload("/people/imports", &[], ("file", "a.csv", text.as_bytes()));
    assert_eq!(shown.status, 303, "{}", shown.body);
    shown.location
}

fn accepted(keeper: &Browser, url: &str, choice: &str, more: &[(&str, &str)]) -> Shown {
    let seen = keeper.get(url).input("seen").unwrap();
    let fields: Vec<(&str, &str)> =
        [("seen", seen.as_str()), ("choice", choice)].into_iter().chain(more.iter().copied()).collect();
    keeper.post(&format!("{url}/acceptance"), &fields)
}

both_databases! {
    fn a_category_is_read_under_its_short_title_and_the_new_card_is_told(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let url = sent(&deputy, "ФИО;Должность;Кат.;Дата присв. кат.;Предмет\n\
            Семёнова Мария Петровна;учитель нач. классов;в.к.;10.04.2024;математика\nЛебедева Анна Ильинична;учитель;б/к;;\n");
        let new = deputy.get(&url).body;
        for said in ["новый человек: 2", "категория: высшая", "должность: учитель нач. классов", "предметы: математика", "дня в\u{a0}файле нет"] {
            assert!(new.contains(said), "{said}: {new}");
        }
        assert!(!new.contains("Эти столбцы не прочитаны"), "{new}");
    }

    fn a_column_nobody_read_is_told_above_the_rows_and_read_by_one_choice(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let url = sent(&deputy, "ФИО;Должность;Ур.;Пусто;\nСемёнова Мария Петровна;учитель;золотой;;без слов\n");
        let shown = deputy.get(&url).body;
        for said in ["Эти столбцы не прочитаны", "C: Ур.", "золотой", "E: без заголовка", "без слов"] {
            assert!(shown.contains(said), "{said}: {shown}");
        }
        let unread = &shown[..shown.find("Как прочитан файл").unwrap()];
        assert!(!unread.contains("D: Пусто"), "an empty column is nothing lost");
        let chosen = [("column-0", "full_name"), ("column-1", "post"), ("column-2", "ground"), ("column-4", "former_name")];
        deputy.done(&format!("{url}/layout"), &chosen);
        let read = deputy.get(&url).body;
        assert!(!read.contains("Эти столбцы не прочитаны") && read.contains("приказ о\u{a0}приёме: золотой"), "{read}");
    }

    fn two_people_in_one_cell_are_divided_on_the_page(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let url = sent(&deputy, "ФИО;Должность\nСемёнова Мария Петровна, Лебедева Анна Ильинична;учитель\nЦой Ирина Юрьевна;учитель\n");
        let wrong = deputy.get(&format!("{url}?show=wrong")).body;
        assert!(wrong.contains("Разделить A2") && wrong.contains("Семёнова Мария Петровна\nЛебедева Анна Ильинична</textarea>"), "{wrong}");
        let main = wrong.find("Проверить исправленное").unwrap();
        assert!(wrong[..main].rfind("btn-primary").or_else(|| wrong[..main].rfind("primary")).is_some());
        let both = [("cell-A2", "Семёнова Мария Петровна\r\nЛебедева Анна Ильинична")];
        assert_eq!(accepted(&deputy, &url, "decide", &both).status, 303);
        let new = deputy.get(&url).body;
        assert!(new.contains("новый человек: 3") && !new.contains("ошибка:") && new.contains("из\u{a0}строки 2"), "{new}");
        assert_eq!(accepted(&deputy, &url, "whole", &[]).status, 303);
        assert!(deputy.get("/people").body.contains("3\u{a0}человека"));
    }

    fn initials_instead_of_a_name_are_asked_about(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let url = sent(&deputy, "ФИО;Должность\nКузнецова О. И.;учитель\nСолнцева Н. А.;учитель\n");
        let asked = deputy.get(&url);
        for said in ["решите, кто это: 2", "вместо имени – инициалы", "завести карточку с\u{a0}инициалами"] {
            assert!(asked.body.contains(said), "{said}: {}", asked.body);
        }
        assert_eq!(asked.input("cell-A2").as_deref(), Some("Кузнецова О. И."));
        let decided = [("cell-A2", "Кузнецова Ольга Ивановна"), ("row-3", "other")];
        assert_eq!(accepted(&deputy, &url, "decide", &decided).status, 303);
        let new = deputy.get(&url).body;
        assert!(new.contains("новый человек: 2") && new.contains("Кузнецова Ольга Ивановна"), "{new}");
    }

    fn the_card_of_a_school_leads_to_its_people(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        hired(&deputy, &[]);
        let card = deputy.get(&tree.school.url()).body;
        assert!(card.matches(&format!("href=\"/people?unit={}\"", tree.school.id)).count() > 1, "the list and the number: {card}");
        let teacher = app.browser_as(access::Role::Teacher, access::Level::Organisation, &tree.school.path);
        assert!(!teacher.get(&tree.school.url()).body.contains("/people?unit="), "nobody is led where they may not go");
    }

    fn two_heads_after_a_merger_are_told_before_and_owed_after(engine) {
        let (app, tree) = app(engine);
        let (deputy, other) = (deputy(&app, &tree), other_deputy(&app, &tree));
        hired(&deputy, &[("post", "principal")]);
        hired(&other, &[("last_name", "Орлова"), ("post", "principal"), ("birth_date", "1970-01-02")]);
        let named = |unit: &units::Unit| registry::Merged { unit: unit.id.0, path: unit.path.clone(), name: unit.short_name.clone() };
        let merger = registry::Merger {
            closed: named(&tree.school), into: Some(named(&tree.other_school)), day: "2026-06-18".parse().unwrap(),
            ground: "приказ".to_owned(), by: None, at: app.house.now(),
        };
        let offers = &app.house.registry.mergings;
        let told = app.house.db.read(|conn| offers[0].told(conn, &merger)).unwrap().join("; ");
        assert!(told.contains("1\u{a0}место работы продолжится") && told.contains("займут 2"), "{told}");
        let alone = registry::Merger { into: None, ..merger };
        let told = app.house.db.read(|conn| offers[0].told(conn, &alone)).unwrap().join("; ");
        assert!(told.contains("закончится") && !told.contains("займут"), "{told}");
    }

    fn a_school_with_two_heads_is_owed_to_who_keeps_schools(engine) {
        let app = testing::TestApp::of(engine, vec![units::area(), crate::area(), testing::duties()]);
        let tree = units::fixture::plant(&app.house).unwrap();
        let deputy = deputy(&app, &tree);
        let keeper = app.browser_as(access::Role::ServiceHead, access::Level::Municipality, &tree.north.path);
        hired(&deputy, &[("post", "principal")]);
        assert!(!keeper.get("/duties").body.contains("одного директора"));
        hired(&deputy, &[("last_name", "Орлова"), ("post", "principal"), ("birth_date", "1970-01-02")]);
        let duties = keeper.get("/duties").body;
        assert!(duties.contains("Оставить одного директора: Школа № 1, сейчас их 2"), "{duties}");
    }

    fn a_short_list_offers_to_dismiss_nobody_and_a_list_taken_back_says_so(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        for letter in ["Абрикосова", "Берёзова", "Вишнёва", "Грушина", "Дубова", "Елова", "Жасминова", "Ивова", "Калинова", "Липова", "Рябинова"] {
            hired(&deputy, &[("last_name", letter), ("birth_date", "")]);
        }
        let url = sent(&deputy, "ФИО;Должность\nЦой Ирина Юрьевна;учитель\n");
        let shown = deputy.get(&url).body;
        assert!(shown.contains("Нет в списке: 11") && shown.contains("это часть списка") && !shown.contains(">уволить<"), "{shown}");
        assert_eq!(accepted(&deputy, &url, "whole", &[]).status, 303);
        assert!(deputy.get(&url).body.contains("Что сделано"));
        deputy.done(&format!("{url}/reversal"), &[]);
        let past = deputy.get(&url).body;
        assert!(past.contains("Загрузка отменена") && past.contains("Что было сделано до отмены") && !past.contains("Что сделано"), "{past}");
    }
}
