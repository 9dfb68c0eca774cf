//! A plan goes out as XLSX and comes back unchanged; a list of another hand changes it and goes back as one.

use testing::both_databases;

use super::{app, deputy, line_of, planned, specialist, teacher};

both_databases! {
    fn a_plan_goes_out_and_comes_back_unchanged(engine) {
        let (app, tree) = app(engine);
        let (deputy, specialist) = (deputy(&app, &tree), specialist(&app, &tree));
        let one = teacher(&app, &tree, "Семёнова Мария Петровна", "2015-09-01");
        let other = teacher(&app, &tree, "Осокина Нина Львовна", "2015-09-01");
        planned(&deputy, &tree, &[&one, &other], &[]);
        planned(&deputy, &tree, &[&one], &[("theme", "Психолог в\u{a0}школе"), ("kind", "retraining"), ("hours", ""), ("quarter", "4"), ("provider", "АмИРО")]);
        let line = line_of(&deputy, &tree, "2026");
        deputy.done(&format!("{line}/striking"), &[("version", "1"), ("struck", "Уходит")]);
        for who in [&deputy, &specialist] {
            let file = who.get("/training/register");
            assert_eq!(file.status, 200);
            let list = who.upload("/training/imports", &[], ("file", "план.xlsx", &file.bytes));
            let shown = who.page(&list.location);
            assert!(shown.says("без изменений: 3"), "{}", shown.body);
        }
    }

    fn a_list_plans_changes_and_is_taken_back(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let one = teacher(&app, &tree, "Семёнова Мария Петровна", "2015-09-01");
        teacher(&app, &tree, "Осокина Нина Львовна", "2015-09-01");
        planned(&deputy, &tree, &[&one], &[]);
        let list = "План курсов;;;;;;\nФИО;Год;Квартал;Вид;Тема программы;Объём;Организатор\n\
            Семёнова М. П.;2026;IV;ПК;функциональная ГРАМОТНОСТЬ;108;АмИРО\n\
            Осокина Нина Львовна;2027;2 квартал;переподготовка;Логопедия;300;\n\
            Осокина Нина Львовна;2027;2;переподготовка;Логопедия;300;\n\
            Липова Ольга Игоревна;2027;1;ПК;Чтение;36;\n\
            Осокина Нина Львовна;2027;5;лунный;Чтение;36;\n\
            Осокина Нина Львовна;2035;1;ПК;Чтение;36;\n";
        let sent = deputy.upload("/training/imports", &[], ("file", "план.csv", list.as_bytes()));
        let shown = deputy.page(&sent.location);
        for said in ["повторяет строку 4", "не работает", "от 1 до 4", "лунный", "2026–2028", "изменится: 1"] {
            assert!(shown.says(said), "{said}: {}", shown.body);
        }
        let seen = shown.input("seen").unwrap();
        deputy.done(&format!("{}/acceptance", sent.location), &[("seen", seen.as_str()), ("choice", "good")]);
        assert!(deputy.page("/training").says("повышение квалификации, 108 часов, АмИРО"), "{}", deputy.page("/training").body);
        assert!(deputy.page("/training?year=2027").says("профессиональная переподготовка, 300 часов"));
        deputy.done(&format!("{}/reversal", sent.location), &[]);
        assert!(deputy.page("/training").says("повышение квалификации, 72 часа"));
        assert!(deputy.page("/training?year=2027").says("Плана на этот год пока нет"));
        let wrong = deputy.upload("/training/imports", &[], ("file", "план.csv", "Имя;Телефон\nНина;1\n".as_bytes()));
        assert!(wrong.status == 422 && wrong.says("не похоже на план курсов"), "{}", wrong.body);
    }
}
