//! Structures come in from a spreadsheet: looked at, accepted, sent again, taken back, exported and read again.

use testing::{Browser, Shown, both_databases};

use super::stage::{Stage, areas_with_people, fields, found, on, stage};

const HEAD: &str = "Сеть методических объединений;;;;;;\n;;;;;;\n№;Наименование объединения;Вид;Территория;Предметы;Создано;Срок;Задача;Входит в;Руководитель\n";
const ROWS: &str = "1;Методический кабинет Северного округа;Муниципальная методическая служба;Северный округ;;сентябрь 2015;постоянная;;;Вересова Анна Ильинична\n\
    2;РМО учителей математики;РМО;;математика;01.09.2020;;;Методический кабинет Северного округа;Осокина Нина Павловна\nИтого: 2;;;;;;;;;\n";

fn sent(keeper: &Browser, rows: &str) -> Shown {
    let text = format!("{HEAD}{rows}");
    keeper.upload("/structures/imports", &[], ("file", "сеть.csv", text.as_bytes()))
}

fn looked(keeper: &Browser, rows: &str) -> String {
    let shown = sent(keeper, rows);
    assert_eq!(shown.status, 303, "{}", shown.body);
    shown.location
}

fn accepted(keeper: &Browser, url: &str, choice: &str, more: &[(&str, &str)]) -> Shown {
    let seen = keeper.get(url).input("seen").expect("no form");
    let fields: Vec<(&str, &str)> =
        [("seen", seen.as_str()), ("choice", choice)].into_iter().chain(more.iter().copied()).collect();
    keeper.post(&format!("{url}/acceptance"), &fields)
}

fn list(stage: &Stage) -> String {
    stage.head.page("/structures").body
}

both_databases! {
    fn a_head_told_in_short_has_the_only_card_it_fits(engine) {
        let stage = on(engine, areas_with_people());
        people::fixture::hire(&stage.app.house, &stage.tree.school, "Берестова Марина Захаровна").unwrap();
        let text = "№;Структура;Вид;Где;Руководитель\n1;РМО учителей химии;РМО;Северный округ;Берестова М.З.\n";
        let send = || stage.head.upload("/structures/imports", &[], ("file", "сеть.csv", text.as_bytes())).location;
        let url = send();
        let preview = stage.head.get(&url);
        assert!(preview.says("руководитель «Берестова М.З.»: есть карточка – Берестова Марина Захаровна"), "{}", preview.body);
        assert_eq!(accepted(&stage.head, &url, "whole", &[]).status, 303);
        let again = stage.head.get(&send());
        assert!(again.says("без изменений: 1") && !again.says("руководитель не изменён"), "{}", again.body);
        found(&stage.head, &fields(&stage.tree.north, "municipal_union", "РМО учителей физики"));
        let missing = stage.head.get(&send());
        assert!(missing.says("РМО учителей физики, Северный округ"), "{}", missing.body);
    }

    fn a_temporary_one_of_a_list_without_tasks_comes_in_and_its_task_is_entered_later(engine) {
        let stage = stage(engine);
        let text = "№;Структура;Вид;Где;Создана;Срок\n1;Творческая группа «ФГОС»;Творческая группа;Северный округ;01.09.2025;до 30.06.2027\n";
        let send = |text: &str| stage.head.upload("/structures/imports", &[], ("file", "сеть.csv", text.as_bytes())).location;
        let url = send(text);
        let preview = stage.head.get(&url);
        assert!(preview.says("новая: 1") && preview.says("столбец «Задача» или впишите её потом в реквизитах"), "{}", preview.body);
        assert_eq!(accepted(&stage.head, &url, "whole", &[]).status, 303);
        assert!(list(&stage).contains("Творческая группа «ФГОС»"));
        let again = stage.head.get(&send(text));
        assert!(again.says("без изменений: 1"), "{}", again.body);
        let empty = text.replacen("Срок\n", "Срок;Задача\n", 1).replacen("«ФГОС»", "«Чтение»", 1).replacen("2027\n", "2027;\n", 1);
        let wrong = stage.head.get(&send(&empty));
        assert!(wrong.body.contains("<b>G2</b>") && wrong.says("какую задачу решает"), "the cell is there to be filled: {}", wrong.body);
    }

    fn a_service_and_its_union_come_in_by_one_list_and_go_back_as_one(engine) {
        let stage = stage(engine);
        let url = looked(&stage.head, ROWS);
        let preview = stage.head.get(&url).body;
        assert!(preview.contains("новая: 2") && preview.contains("строка 6: «Итого: 2»"), "{preview}");
        assert_eq!(accepted(&stage.head, &url, "whole", &[]).status, 303);
        let shown = list(&stage);
        assert!(shown.contains("РМО учителей математики") && shown.contains("Методический кабинет Северного округа"), "{shown}");
        let again = stage.head.get(&looked(&stage.head, ROWS)).body;
        assert!(again.contains("без изменений: 2") && !again.contains("новая:") && !again.contains("не\u{a0}изменён"), "{again}");
        stage.head.done(&format!("{url}/reversal"), &[]);
        assert!(!list(&stage).contains("РМО учителей математики"));
    }

    fn the_row_of_a_new_one_says_whether_its_head_has_a_card(engine) {
        let stage = on(engine, areas_with_people());
        let only = people::fixture::hire(&stage.app.house, &stage.tree.school, "Берестова Анна Павловна").unwrap();
        let text = "№;Структура;Вид;Где;Руководитель\n1;РМО учителей химии;РМО;Северный округ;Берестова Анна Павловна\n\
            2;РМО учителей физики;РМО;Северный округ;Неизвестный Иван Иванович\n";
        let shown = stage.head.upload("/structures/imports", &[], ("file", "сеть.csv", text.as_bytes()));
        let url = shown.location;
        let preview = stage.head.get(&url);
        for said in ["руководитель «Берестова Анна Павловна»: есть карточка", "«Неизвестный Иван Иванович»: карточки с\u{a0}таким именем нет"] {
            assert!(preview.says(said), "{said}: {}", preview.body);
        }
        assert_eq!(accepted(&stage.head, &url, "whole", &[]).status, 303);
        let tied: i64 = stage.app.house.db.read(|conn| {
            let all = crate::store::standing_under(conn, &stage.tree.north.path, 10)?;
            let ids: Vec<i64> = all.iter().map(|one| one.id.0).collect();
            let members = crate::store::members_of(conn, &ids)?;
            Ok::<_, db::Error>(members.iter().filter_map(|member| member.person_id).sum())
        }).unwrap();
        assert_eq!(tied, only.id.0, "the only card of the name is tied, of nobody none");
        let nowhere = stage.head.upload("/structures/imports", &[], ("file", "сеть.csv", "№;Структура;Вид\n1;РМО учителей труда;РМО\n".as_bytes()));
        let wrong = stage.head.get(&nowhere.location);
        assert!(wrong.says("нет столбца с\u{a0}ней") && wrong.says("<b>B2</b>"), "{}", wrong.body);
    }

    fn changes_are_shown_field_by_field_and_taken_back(engine) {
        let stage = stage(engine);
        let card = found(&stage.head, &fields(&stage.tree.north, "municipal_union", "РМО учителей физики"));
        let url = looked(&stage.head, "1;РМО учителей физики;;Северный округ;физика, астрономия;;;;;Новикова Вера Львовна\n");
        let changed = stage.head.get(&url).body;
        assert!(changed.contains("изменится: 1") && changed.contains("физика; астрономия") && changed.contains("смените его"), "{changed}");
        assert_eq!(accepted(&stage.head, &url, "good", &[]).status, 303);
        assert!(stage.head.page(&card).body.contains("астрономия"));
        stage.head.done(&format!("{url}/reversal"), &[]);
        assert!(!stage.head.page(&card).body.contains("астрономия"));
    }

    fn everything_wrong_is_said_with_its_cell(engine) {
        let stage = stage(engine);
        let url = looked(&stage.head, "1;РМО учителей химии;РМО;Южный округ;;;;;;\n2;Клуб;кружок;Северный округ;;;;;;\n\
            3;РМО учителей химии;РМО;Северный округ;;завтра;;;;\n4;РМО учителей труда;РМО;Северный округ;;;;;Чего нет;\n\
            5;РМО учителей музыки;РМО;Северный округ;;;;;;Осокина\n6;РМО учителей музыки;РМО;Северный округ;;;;;;\n");
        let wrong = stage.head.get(&format!("{url}?show=wrong")).body;
        for said in ["<b>D4</b>", "нет среди ваших", "<b>C5</b>", "«кружок»", "<b>F6</b>", "<b>I7</b>", "«Чего нет»", "<b>J8</b>", "повторяет строку 8"] {
            assert!(wrong.contains(said), "{said}: {wrong}");
        }
        assert_eq!(accepted(&stage.head, &url, "whole", &[]).status, 422);
        assert_eq!(stage.principal.get("/structures/imports").status, 200);
        assert_eq!(stage.principal.get(&url).status, 404, "a school does not see the list of the municipality");
    }

    fn the_same_name_of_another_kind_waits_for_a_decision(engine) {
        let stage = stage(engine);
        found(&stage.head, &fields(&stage.tree.north, "municipal_union", "Педагоги севера"));
        let url = looked(&stage.head, "1;Педагоги севера;Творческая группа;Северный округ;;;до 30.06.2027;Собрать задания;;\n");
        let preview = stage.head.get(&url).body;
        assert!(preview.contains("решите, что это: 1") && preview.contains("другой вид"), "{preview}");
        assert_eq!(accepted(&stage.head, &url, "whole", &[]).status, 422);
        assert_eq!(accepted(&stage.head, &url, "decide", &[("row-4", "other")]).status, 303);
        assert_eq!(accepted(&stage.head, &url, "whole", &[]).status, 303);
        assert_eq!(list(&stage).matches(">Педагоги севера<").count(), 2);
    }

    fn the_list_that_was_exported_comes_back_unchanged(engine) {
        let stage = stage(engine);
        accepted(&stage.head, &looked(&stage.head, ROWS), "good", &[]);
        let more = "1;Задачник;Творческая группа;Северный округ;\"математика; физика\";;до 30.06.2027;Собрать задания;;\n";
        assert_eq!(accepted(&stage.head, &looked(&stage.head, more), "whole", &[]).status, 303);
        let file = stage.head.get("/structures/register");
        assert_eq!(file.status, 200);
        let shown = stage.head.upload("/structures/imports", &[], ("file", "Структуры.xlsx", &file.bytes));
        let preview = stage.head.get(&shown.location).body;
        assert!(preview.contains("без изменений: 3"), "{preview}");
        assert!(!preview.contains("Эти столбцы не прочитаны"), "the program knows the columns it wrote: {preview}");
        for other in ["новая:", "изменится:", "решите, что это:", "ошибка:", "Нет в списке"] {
            assert!(!preview.contains(other), "{other}: {preview}");
        }
    }

    fn a_staff_list_is_told_where_it_belongs(engine) {
        let stage = stage(engine);
        let text = "Наименование организации;ФИО;Должность;Категория\nШкола № 1;Вересова Анна Ильинична;учитель;первая\n";
        let shown = stage.head.upload("/structures/imports", &[], ("file", "штат.csv", text.as_bytes()));
        assert!(shown.status == 422 && shown.says("Это список сотрудников"), "{}", shown.body);
    }

    fn the_founding_document_is_found_in_the_registry_and_comes_back(engine) {
        let stage = stage(engine);
        let document = stage.document("rmo_regulation");
        let head = "Объединение;Вид;Территория;Создано;Основание\n";
        let sent = |rows: &str| {
            let text = format!("{head}{rows}");
            stage.head.upload("/structures/imports", &[], ("file", "сеть.csv", text.as_bytes())).location
        };
        let url = sent("РМО учителей химии;РМО;Северный округ;01.09.2025;Положение № 12-од от 30.08.2025\n\
            РМО учителей физики;РМО;Северный округ;01.09.2025;Приказ № 99 от 30.08.2025\n");
        let preview = stage.head.get(&url);
        assert!(preview.says("новая: 2") && preview.says("Приказ № 99 от 30.08.2025 нет в реестре документов"), "{}", preview.body);
        assert_eq!(accepted(&stage.head, &url, "whole", &[]).status, 303);
        let page = stage.head.page("/structures").body;
        let card = page.split("href=\"").filter(|part| part.contains(">РМО учителей химии<")).find_map(|part| part.split('"').next()).unwrap().to_owned();
        assert!(stage.head.page(&card).body.contains(&document.url()));
        let file = stage.head.get("/structures/register").bytes;
        let shown = stage.head.upload("/structures/imports", &[], ("file", "Структуры.xlsx", &file));
        let same = stage.head.get(&shown.location).body;
        assert!(same.contains("без изменений: 2") && !same.contains("изменится"), "{same}");
        let again = sent("РМО учителей физики;РМО;Северный округ;01.09.2025;Положение № 12-од от 30.08.2025\n");
        let changed = stage.head.get(&again);
        assert!(changed.says("изменится: 1") && changed.says("основание"), "{}", changed.body);
        assert_eq!(accepted(&stage.head, &again, "whole", &[]).status, 303);
        stage.head.done(&format!("{again}/reversal"), &[]);
        let back = stage.head.get(&sent("РМО учителей физики;РМО;Северный округ;01.09.2025;Положение № 12-од от 30.08.2025\n"));
        assert!(back.says("изменится: 1"), "{}", back.body);
    }

    fn a_document_that_founds_no_such_structure_is_refused_with_its_cell(engine) {
        let stage = stage(engine);
        stage.document("rmo_regulation");
        let text = "Структура;Вид;Территория;Создана;Документ о создании\nММС Северного округа;Муниципальная методическая служба;Северный округ;01.09.2025;Положение № 12-од от 30.08.2025\n";
        let url = stage.head.upload("/structures/imports", &[], ("file", "сеть.csv", text.as_bytes())).location;
        let wrong = stage.head.get(&url);
        assert!(wrong.body.contains("<b>E2</b>") && wrong.says("основание структуры этого вида"), "{}", wrong.body);
    }
}
