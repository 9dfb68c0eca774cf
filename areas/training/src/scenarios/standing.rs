//! A line that is done stays; one that was struck does not come back beside its twin; no line is born late.

use testing::both_databases;

use super::{app, deputy, line_of, planned, teacher};

both_databases! {
    fn a_course_that_was_passed_is_neither_moved_nor_struck(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let person = teacher(&app, &tree, "Семёнова Мария Петровна", "2015-09-01");
        planned(&deputy, &tree, &[&person], &[]);
        let line = line_of(&deputy, &tree, "2026");
        let course = [("kind", "course"), ("title", "Грамотность"), ("happened_on", "2026-05-01"), ("hours", "72")];
        deputy.done(&format!("{}/records", person.url()), &course);
        // The forms were open before the course was told.
        let moved = [("version", "1"), ("year", "2027"), ("moved_quarter", "2"), ("reason", "Нет мест")];
        for (step, fields) in [("transfer", &moved[..]), ("striking", &[("version", "1"), ("struck", "Уходит")])] {
            let refused = deputy.post(&format!("{line}/{step}"), fields);
            assert!(refused.status == 409 && refused.says("Курс уже пройден: «Грамотность», 01.05.2026"), "{step}: {}", refused.body);
        }
        assert!(deputy.page("/training?state=done").says("Семёнова"));
        assert!(deputy.page("/training?year=2027").says("Плана на этот год пока нет"));
        let page = deputy.page(&line);
        assert!(!page.says("Перенести на другой год") && !page.says("Вычеркнуть из плана"), "{}", page.body);
    }

    fn a_struck_line_does_not_come_back_beside_its_twin(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let person = teacher(&app, &tree, "Семёнова Мария Петровна", "2015-09-01");
        planned(&deputy, &tree, &[&person], &[]);
        let struck = line_of(&deputy, &tree, "2026");
        deputy.done(&format!("{struck}/striking"), &[("version", "1"), ("struck", "Передумали")]);
        planned(&deputy, &tree, &[&person], &[]);
        let back = deputy.post(&format!("{struck}/return"), &[("version", "2")]);
        assert!(back.status == 409 && back.says("уже стоит в плане 2026 года"), "{}", back.body);
        assert!(deputy.page("/training?state=gone").says("Передумали"));
        let twin = deputy.page("/training?state=planned");
        let id = twin.body.split("href=\"/training/").skip(1).find_map(|part| part.split('"').next()?.parse::<i64>().ok());
        deputy.done(&format!("/training/{}/striking", id.unwrap()), &[("version", "1"), ("struck", "Лишняя")]);
        deputy.done(&format!("{struck}/return"), &[("version", "2")]);
    }

    fn a_line_by_term_is_not_born_late(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let person = teacher(&app, &tree, "Семёнова Мария Петровна", "2015-09-01");
        planned(&deputy, &tree, &[&person], &[]);
        let plan = deputy.page("/training");
        assert!(plan.says("2 квартал") && plan.says("по плану"), "{}", plan.body);
        assert!(deputy.page("/training?state=late").says("Таких строк нет"));
        for year in ["2025", "2035", "99999999999999", "лунный"] {
            let page = deputy.page(&format!("/training/proposal?unit={}&year={year}&whole=1", tree.school.id));
            assert!(page.says("Кого внести в план 2026 года"), "{year}: {}", page.body);
        }
    }
}
