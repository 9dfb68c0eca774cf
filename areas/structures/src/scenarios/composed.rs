//! Compositions come in from a spreadsheet: looked at, accepted, sent again, taken back; heads change by one list.

use testing::{Browser, both_databases};

use super::stage::{Stage, areas_with_people, fields, found, on, stage};

const HEAD: &str = "Составы объединений;;;;;;\n;;;;;;\n№;Объединение;Территория;ФИО;Должность;Организация;Роль;Дата вхождения;По какой день;Приказ\n";
const ROWS: &str = "1;РМО учителей математики;Северный округ;Осокина Нина Павловна;учитель математики;Школа № 1;руководитель;01.09.2025;;приказ № 12\n\
    2;;;Берестова Анна Павловна;учитель математики;Школа № 1;;сентябрь 2025;;\n\
    3;;;Ракитин Глеб Олегович;;;секретарь РМО;01.09.2025;31.01.2026;\nИтого: 3;;;;;;;;;\n";

fn looked(keeper: &Browser, rows: &str) -> String {
    let text = format!("{HEAD}{rows}");
    let shown = keeper.upload("/members/imports", &[], ("file", "составы.csv", text.as_bytes()));
    assert_eq!(shown.status, 303, "{}", shown.body);
    shown.location
}

fn accepted(keeper: &Browser, url: &str, choice: &str, more: &[(&str, &str)]) -> u16 {
    let seen = keeper.get(url).input("seen").expect("no form");
    let fields: Vec<(&str, &str)> =
        [("seen", seen.as_str()), ("choice", choice)].into_iter().chain(more.iter().copied()).collect();
    keeper.post(&format!("{url}/acceptance"), &fields).status
}

fn union(stage: &Stage) -> String {
    found(&stage.head, &fields(&stage.tree.north, "municipal_union", "РМО учителей математики"))
}

both_databases! {
    fn a_name_told_in_short_is_whoever_is_there_or_has_the_only_card_it_fits(engine) {
        let stage = on(engine, areas_with_people());
        for name in ["Росинкина Анна Юрьевна", "Туманова Вера Олеговна", "Туманова Валерия Ильинична"] {
            people::fixture::hire(&stage.app.house, &stage.tree.school, name).unwrap();
        }
        let card = union(&stage);
        assert_eq!(stage.appoint(&card, "Осокина Любовь Макаровна", "member", "2025-09-01").status, 303);
        let row = |name: &str| format!("1;РМО учителей математики;Северный округ;{name};;;член;01.09.2025;;\n");
        let rows = ["Осокина Л.М.", "Росинкина Анна", "Туманова В.", "Заречин П.П."].map(row).concat();
        let url = looked(&stage.head, &rows);
        let preview = stage.head.get(&url);
        for words in ["без изменений: 1", "войдёт в\u{a0}состав: 2", "решите, кто это: 1"] {
            assert!(preview.body.contains(words), "{words}: {}", preview.body);
        }
        let same = stage.head.get(&format!("{url}?show=same"));
        assert!(same.says("в файле «Осокина Л.М.»: это Осокина Любовь Макаровна, уже есть в составе"), "{}", same.body);
        let new = stage.head.get(&format!("{url}?show=new"));
        assert!(new.says("в файле «Росинкина Анна»: это Росинкина Анна Юрьевна, есть карточка") && new.says("Заречин П.П."), "{}", new.body);
        let doubt = stage.head.get(&format!("{url}?show=doubtful"));
        assert!(doubt.says("Туманова Вера Олеговна") && doubt.says("Туманова Валерия Ильинична"), "{}", doubt.body);
        assert_eq!(accepted(&stage.head, &url, "good", &[]), 303);
        let shown = stage.head.page(&card);
        assert!(shown.says("Росинкина Анна Юрьевна") && shown.says("Заречин П.П.") && !shown.says("Осокина Л.М."), "{}", shown.body);
        assert_eq!(shown.body.matches("Осокина Любовь Макаровна</strong>").count(), 1, "{}", shown.body);
        let tied = shown.body.matches("<strong><a href=\"/people/").count();
        assert_eq!(tied, 1, "the only card it fits: {}", shown.body);
    }

    fn a_composition_comes_in_by_one_list_and_goes_back_as_one(engine) {
        let stage = stage(engine);
        let card = union(&stage);
        let url = looked(&stage.head, ROWS);
        let preview = stage.head.get(&url).body;
        assert!(preview.contains("войдёт в\u{a0}состав: 3") && preview.contains("строка 7: «Итого: 3»"), "{preview}");
        assert_eq!(accepted(&stage.head, &url, "whole", &[]), 303);
        let shown = stage.head.page(&card);
        assert!(shown.says("Берестова Анна Павловна") && shown.says("Прежний состав (1)") && shown.says("учитель математики, Школа № 1"));
        assert!(shown.says("Состав по списку: новых 3, изменено 0"), "{}", shown.body);
        let again = stage.head.get(&looked(&stage.head, ROWS)).body;
        assert!(again.contains("без изменений: 3") && !again.contains("войдёт"), "{again}");
        stage.head.done(&format!("{url}/reversal"), &[]);
        let bare = stage.head.page(&card);
        assert!(!bare.says("Берестова Анна Павловна") && bare.says("Состав возвращён, как был до списка: строк 3"));
    }

    fn who_leaves_makes_room_for_who_comes_whatever_the_order(engine) {
        let stage = stage(engine);
        let card = union(&stage);
        assert_eq!(accepted(&stage.head, &looked(&stage.head, ROWS), "whole", &[]), 303);
        let rows = "1;РМО учителей математики;Северный округ;Туманова Вера Олеговна;;;руководитель;01.02.2026;;приказ № 3\n\
            2;;;Осокина Нина Павловна;;;руководитель;01.09.2025;31.01.2026;\n";
        let url = looked(&stage.head, rows);
        let preview = stage.head.get(&url).body;
        assert!(preview.contains("войдёт в\u{a0}состав: 1") && preview.contains("изменится: 1"), "{preview}");
        assert!(preview.contains("Нет в списке") && preview.contains("Берестова Анна Павловна"), "{preview}");
        assert_eq!(accepted(&stage.head, &url, "whole", &[]), 303);
        assert!(stage.head.page(&card).says("Прежний состав (2)"));
        stage.appoint(&card, "Новикова Вера Львовна", "member", "2026-03-01");
        stage.head.done(&format!("{url}/reversal"), &[]);
        let back = stage.head.page(&card);
        assert!(back.says("Прежний состав (1)") && !back.says("Туманова") && back.says("Новикова Вера Львовна"));
    }

    fn the_whole_list_of_a_municipality_may_name_its_schools(engine) {
        let stage = stage(engine);
        let card = union(&stage);
        let own = found(&stage.principal, &fields(&stage.tree.school, "school_union", "РМО учителей математики"));
        let text = format!("{HEAD}1;РМО учителей математики;{};Осокина Нина Павловна;;;руководитель;01.09.2025;;\n\
            2;РМО учителей математики;Северный округ;Берестова Анна Павловна;;;член;01.09.2025;;\n", stage.tree.school.short_name);
        let whole = [("unit", stage.tree.north.id.to_string())];
        let whole: Vec<(&str, &str)> = whole.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let url = stage.head.upload("/members/imports", &whole, ("file", "составы.csv", text.as_bytes())).location;
        let preview = stage.head.get(&url).body;
        assert!(preview.contains("войдёт в\u{a0}состав: 2"), "{preview}");
        assert_eq!(accepted(&stage.head, &url, "whole", &[]), 303);
        assert!(stage.head.page(&own).says("Осокина Нина Павловна") && stage.head.page(&card).says("Берестова Анна Павловна"));
        assert!(!stage.head.page(&card).says("Осокина Нина Павловна"));
    }

    fn an_organisation_joins_is_listed_and_comes_back(engine) {
        let stage = stage(engine);
        let card = union(&stage);
        let (form, school) = (format!("{card}/members/organisation"), stage.tree.school.id.to_string());
        assert!(stage.head.page(&form).says(&stage.tree.school.short_name));
        let typed = [("organisation", school.as_str()), ("name", "Осокина Нина Павловна"), ("post", "директор"), ("role", "member"), ("from_on", "2025-09-01")];
        let nobody = stage.head.post(&format!("{card}/members/organisations"), &[("organisation", ""), ("name", "Осокина"), ("role", "head"), ("from_on", "2025-09-01")]);
        assert!(nobody.status == 422 && nobody.says("Выберите организацию из списка") && nobody.body.contains("value=\"Осокина\""), "{}", nobody.body);
        let foreign = [("organisation", stage.tree.other_school.id.to_string()), ("name", "Осокина Нина Павловна".to_owned()), ("role", "member".to_owned()), ("from_on", "2025-09-01".to_owned())];
        assert_eq!(stage.head.post(&format!("{card}/members/organisations"), &foreign.each_ref().map(|(name, value)| (*name, value.as_str()))).status, 422);
        stage.head.done(&format!("{card}/members/organisations"), &typed);
        stage.head.done(&format!("{card}/members/organisations"), &typed);
        let shown = stage.head.page(&card);
        assert!(shown.says("представитель") && shown.says("Осокина Нина Павловна") && shown.says("Новая организация в составе"), "{}", shown.body);
        assert_eq!(shown.body.matches("организация</span>").count(), 1, "второе нажатие не удваивает: {}", shown.body);
        let twice = stage.head.post(&format!("{card}/members/organisations"), &[("organisation", school.as_str()), ("name", "Туманова Вера Олеговна"), ("role", "member"), ("from_on", "2026-01-10")]);
        assert!(twice.status == 422 && twice.says("Эта организация уже в составе с 01.09.2025"), "{}", twice.body);
        let council = found(&stage.head, &fields(&stage.tree.north, "municipal_council", "Районный методический совет"));
        assert_eq!(stage.head.get(&format!("{council}/members/organisation")).status, 404, "в совет входят люди");
        let rows = "Объединение;Территория;ФИО;Роль;Дата вхождения;Член – организация\n\
            РМО учителей математики;Северный округ;Осокина Нина Павловна;Член;01.09.2025;Школа № 1\n\
            РМО учителей математики;Северный округ;Осокина Нина Павловна;Член;01.09.2025;\n\
            РМО учителей математики;Северный округ;Туманова Вера Олеговна;Член;01.09.2025;Школа № 77\n";
        let url = stage.head.upload("/members/imports", &[], ("file", "составы.csv", rows.as_bytes())).location;
        let preview = stage.head.get(&url).body;
        assert!(preview.contains("без изменений: 1") && preview.contains("войдёт в\u{a0}состав: 1") && preview.contains("<b>F4</b>"), "{preview}");
    }

    fn a_text_longer_than_the_form_takes_is_said_with_its_cell(engine) {
        let stage = stage(engine);
        union(&stage);
        let long = "о".repeat(201);
        let url = looked(&stage.head, &format!("1;РМО учителей математики;Северный округ;Осокина Нина Павловна;;;член;01.09.2025;;{long}\n"));
        let wrong = stage.head.get(&format!("{url}?show=wrong"));
        assert!(wrong.body.contains("<b>J4</b>") && wrong.says("помещается 200 знаков"), "{}", wrong.body);
    }

    fn what_was_changed_by_hand_since_stays(engine) {
        let stage = stage(engine);
        let card = union(&stage);
        let url = looked(&stage.head, ROWS);
        assert_eq!(accepted(&stage.head, &url, "good", &[]), 303);
        let page = stage.head.page(&card);
        let end = page.body.split("action=\"").filter_map(|part| part.split('"').next()).find(|to| to.ends_with("/end")).unwrap().to_owned();
        stage.head.done(&end, &[("to_on", "2026-06-01"), ("end_reason", "переезд")]);
        stage.head.done(&format!("{url}/reversal"), &[]);
        let kept = stage.head.get(&url);
        assert!(kept.says("Оставлены: их потом меняли руками") && kept.says("Осокина Нина Павловна"), "{}", kept.body);
        assert!(stage.head.page(&card).says("переезд"));
    }

    fn everything_wrong_is_said_with_its_cell(engine) {
        let stage = stage(engine);
        union(&stage);
        let rows = "1;РМО учителей химии;Северный округ;Осокина Нина Павловна;;;;01.09.2025;;\n\
            2;РМО учителей математики;Южный округ;Осокина Нина Павловна;;;;01.09.2025;;\n\
            3;РМО учителей математики;Северный округ;Осокина;;;;01.09.2025;;\n\
            4;;;Берестова Анна Павловна;;;кассир;01.09.2025;;\n\
            5;;;Берестова Анна Павловна;;;член;01.09.2025;завтра;\n\
            6;;;Ракитин Глеб Олегович;;;член;01.09.2025;01.03.2026;\n\
            7;;;Ракитин Глеб Олегович;;;секретарь;01.02.2026;;\n\
            8;;;Новикова Вера Львовна;;;член;01.09.2020;;\n";
        let url = looked(&stage.head, rows);
        let wrong = stage.head.get(&format!("{url}?show=wrong")).body;
        for said in ["<b>B4</b>", "нет структуры «РМО учителей химии»", "<b>C5</b>", "нет среди ваших", "<b>D6</b>", "<b>G7</b>",
            "роли «кассир» у\u{a0}такой структуры нет", "<b>I8</b>", "<b>D10</b>", "уже в\u{a0}составе", "<b>H11</b>", "раньше в\u{a0}её составе"] {
            assert!(wrong.contains(said), "{said}: {wrong}");
        }
        assert!(stage.head.get(&url).body.contains("войдёт в\u{a0}состав: 1"));
        assert_eq!(accepted(&stage.head, &url, "whole", &[]), 422);
        assert_eq!(stage.principal.get(&url).status, 404, "a school does not see the list of the municipality");
        let teacher = stage.app.browser_as(access::Role::Teacher, access::Level::Organisation, &stage.tree.school.path);
        assert_eq!([teacher.get("/members/imports").status, teacher.get("/structures/compositions").status], [403, 403]);
    }

    fn a_name_of_two_cards_waits_for_a_decision(engine) {
        let stage = on(engine, areas_with_people());
        let card = union(&stage);
        for _ in 0..2 {
            people::fixture::hire(&stage.app.house, &stage.tree.school, "Осокина Нина Павловна").unwrap();
        }
        let only = people::fixture::hire(&stage.app.house, &stage.tree.school, "Берестова Анна Павловна").unwrap();
        let url = looked(&stage.head, ROWS);
        let preview = stage.head.get(&url).body;
        assert!(preview.contains("решите, кто это: 1") && preview.contains("войдёт в\u{a0}состав: 2"), "{preview}");
        assert_eq!(accepted(&stage.head, &url, "whole", &[]), 422);
        assert_eq!(accepted(&stage.head, &url, "decide", &[("row-4", "other")]), 303);
        assert_eq!(accepted(&stage.head, &url, "whole", &[]), 303);
        let shown = stage.head.page(&card);
        assert!(shown.body.contains(&format!("/people/{}", only.id)), "the only card of the name is linked");
        assert!(shown.says("Осокина Нина Павловна"));
    }
}
