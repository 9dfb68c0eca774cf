//! Whoever works there no more is neither planned nor owed; whoever is on a long leave is told so.

use access::{Level, Role};
use testing::both_databases;

use super::{app, deputy, left, line_of, planned, teacher, told};

both_databases! {
    fn whoever_left_is_not_planned_by_any_way(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let gone = teacher(&app, &tree, "Семёнова Мария Петровна", "2015-09-01");
        let last_day = teacher(&app, &tree, "Осокина Нина Львовна", "2015-09-01");
        left(&app, &gone, "2026-06-17");
        left(&app, &last_day, "2026-06-18");
        let unit = tree.school.id.to_string();
        for whole in ["", "1"] {
            let offered = deputy.page(&format!("/training/proposal?unit={unit}&year=2026&whole={whole}"));
            assert!(!offered.says("Семёнова") && offered.says("Осокина"), "{}", offered.body);
        }
        let id = gone.id.to_string();
        let fields = [("unit", unit.as_str()), ("person", &id), ("year", "2026"), ("kind", "course"), ("theme", "Чтение"), ("quarter", "3")];
        let refused = deputy.post("/training", &fields);
        assert!(refused.status == 422 && refused.says("кто сегодня работает в этой организации"), "{}", refused.body);
        let list = "ФИО;Год;Квартал;Вид;Тема программы\nСемёнова Мария Петровна;2026;3;ПК;Чтение\nОсокина Нина Львовна;2026;3;ПК;Чтение\n";
        let sent = deputy.upload("/training/imports", &[], ("file", "план.csv", list.as_bytes()));
        let shown = deputy.page(&sent.location);
        assert!(shown.says("в организации такой человек не работает") && shown.says("войдёт в план: 1"), "{}", shown.body);
    }

    fn a_line_of_whoever_left_is_said_so_and_owed_by_nobody(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let person = teacher(&app, &tree, "Семёнова Мария Петровна", "2015-09-01");
        planned(&deputy, &tree, &[&person], &[("quarter", "1")]);
        let line = line_of(&deputy, &tree, "2026");
        let of_school = (Role::Deputy, Level::Organisation, tree.school.path.as_str());
        assert_eq!(told(&app, of_school, "2026-06-18"), ["Разобрать план курсов: квартал прошёл у 1 строки"]);
        left(&app, &person, "2026-02-24");
        assert_eq!(told(&app, of_school, "2026-06-18"), [""; 0]);
        assert!(deputy.page("/training?state=late").says("Таких строк нет"));
        let plan = deputy.page("/training?state=left");
        assert!(plan.says("Семёнова") && plan.says("не работает здесь с 25.02.2026"), "{}", plan.body);
        let page = deputy.page(&line);
        assert!(page.says("не работает здесь с 25.02.2026") && !page.says("Перенести на другой год"), "{}", page.body);
        // The file comes back as it went, although the person is gone.
        let file = deputy.get("/training/register");
        let list = deputy.upload("/training/imports", &[], ("file", "план.xlsx", &file.bytes));
        assert!(deputy.page(&list.location).says("без изменений: 1"));
        let move_on = [("version", "1"), ("year", "2027"), ("moved_quarter", "2"), ("reason", "Нет мест")];
        let moved = deputy.post(&format!("{line}/transfer"), &move_on);
        assert!(moved.status == 409 && moved.says("человек не работает здесь с 25.02.2026"), "{}", moved.body);
        deputy.done(&format!("{line}/striking"), &[("version", "1"), ("struck", "Уволена")]);
        let back = deputy.post(&format!("{line}/return"), &[("version", "2")]);
        assert!(back.status == 409 && back.says("Строку не вернуть"), "{}", back.body);
    }

    fn whoever_is_on_a_long_leave_is_marked_among_all(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let person = teacher(&app, &tree, "Семёнова Мария Петровна", "2015-09-01");
        let leave = [("kind", "leave"), ("began_on", "2026-03-30"), ("happened_on", "2026-09-30")];
        deputy.done(&format!("{}/records", person.url()), &leave);
        let all = deputy.page(&format!("/training/proposal?unit={}&year=2026&whole=1", tree.school.id));
        assert!(all.says("Семёнова") && all.says("в длительном отпуске до 30.09.2026"), "{}", all.body);
    }
}
