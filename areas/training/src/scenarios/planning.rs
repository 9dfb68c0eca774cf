//! A plan is proposed by term, done by a course, its lines move and are struck; nobody else's.

use access::{Level, Role};
use testing::both_databases;

use super::{app, deputy, line_of, planned, specialist, teacher};

both_databases! {
    fn a_deputy_plans_those_whose_term_is_due_and_a_course_answers(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let due = teacher(&app, &tree, "Семёнова Мария Петровна", "2023-09-01");
        let past = teacher(&app, &tree, "Осокина Нина Львовна", "2015-09-01");
        let fresh = teacher(&app, &tree, "Клён Вера Ильинична", "2025-09-01");
        let unit = tree.school.id.to_string();
        assert!(deputy.page("/training").says("Плана на этот год пока нет"));
        let offered = deputy.page(&format!("/training/proposal?unit={unit}&year=2026"));
        assert!(offered.says("Семёнова") && offered.says("курсы до 01.09.2026") && offered.says("Осокина"), "{}", offered.body);
        assert!(!offered.says("Клён"), "the term is due in 2028");
        assert!(deputy.page(&format!("/training/proposal?unit={unit}&year=2026&whole=1")).says("Клён"));

        // Slips: everything typed stays.
        let fields = |more: &[(&'static str, &'static str)]| {
            let mut all = vec![("unit", unit.clone()), ("year", "2026".to_owned()), ("kind", "course".to_owned()), ("theme", "Чтение".to_owned())];
            all.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
            all.extend(more.iter().map(|(name, value)| (*name, (*value).to_owned())));
            all
        };
        let post = |all: Vec<(&'static str, String)>| {
            let all: Vec<(&str, &str)> = all.iter().map(|(name, value)| (*name, value.as_str())).collect();
            deputy.post("/training", &all)
        };
        let nobody = post(fields(&[]));
        assert!(nobody.status == 422 && nobody.says("Отметьте хотя бы одного") && nobody.body.contains("Чтение"), "{}", nobody.body);
        let person = |more: &[(&'static str, &'static str)]| {
            let mut all = fields(more);
            all.push(("person", due.id.to_string()));
            all
        };
        for (field, value, said) in [
            ("theme", "", "Напишите тему"),
            ("kind", "lunar", "Выберите вид"),
            ("hours", "много", "целое число"),
            ("hours", "0", "от 1 до 5000"),
            ("year", "2031", "2026–2028"),
        ] {
            let refused = post(person(&[(field, value)]));
            assert!(refused.status == 422 && refused.says(said), "{said}: {}", refused.body);
        }
        let mut later = fields(&[]);
        later.push(("person", fresh.id.to_string()));
        assert!(post(later).says("Выберите квартал"), "no term this year, no quarter");

        planned(&deputy, &tree, &[&past], &[("quarter", "1")]);
        planned(&deputy, &tree, &[&due, &past], &[]);
        let page = deputy.page("/training");
        for said in ["1 квартал", "3 квартал", "Функциональная грамотность", "повышение квалификации, 72 часа", "просрочен", "по плану"] {
            assert!(page.says(said), "{said}: {}", page.body);
        }
        assert_eq!(page.body.matches("Осокина Нина Львовна").count(), 1, "a second click plans nobody twice");
        assert!(deputy.page(&format!("/training/proposal?unit={unit}&year=2026")).says("По сроку вносить некого"));

        let short = [("kind", "course"), ("title", "Грамотность"), ("happened_on", "2026-05-01"), ("hours", "36")];
        deputy.done(&format!("{}/records", past.url()), &short);
        assert!(deputy.page("/training?state=late").says("Осокина"), "fewer hours than planned answer nothing");
        let whole = [("kind", "course"), ("title", "Грамотность, 72 ч"), ("happened_on", "2026-06-01"), ("hours", "72")];
        deputy.done(&format!("{}/records", past.url()), &whole);
        let done = deputy.page("/training?state=done");
        assert!(done.says("Осокина") && done.says("Грамотность, 72 ч, 01.06.2026") && !done.says("Семёнова"), "{}", done.body);
        assert!(deputy.page("/training?state=late").says("Таких строк нет"));
    }

    fn a_line_is_changed_moved_struck_and_put_back(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let person = teacher(&app, &tree, "Семёнова Мария Петровна", "2015-09-01");
        planned(&deputy, &tree, &[&person], &[]);
        let line = line_of(&deputy, &tree, "2026");
        let form = [("version", "1"), ("theme", "Чтение"), ("kind", "course"), ("hours", "36"), ("quarter", "4"), ("provider", "АмИРО")];
        deputy.done(&line, &form);
        assert_eq!(deputy.post(&line, &form).status, 409, "somebody changed it since");
        let page = deputy.page(&line);
        for said in ["Чтение", "36 часов, АмИРО", "4 квартал 2026 года", "Изменена строка плана курсов: Семёнова М. П."] {
            assert!(page.says(said), "{said}: {}", page.body);
        }
        planned(&deputy, &tree, &[&person], &[("theme", "Письмо")]);
        let twin = deputy.post(&line, &[("version", "2"), ("theme", "ПИСЬМО"), ("kind", "course"), ("quarter", "4")]);
        assert!(twin.status == 422 && twin.says("Такой же курс этого человека уже стоит"), "{}", twin.body);
        let silent = deputy.post(&format!("{line}/striking"), &[("version", "2"), ("struck", "")]);
        assert!(silent.status == 422 && silent.says("Напишите причину"));
        deputy.done(&format!("{line}/striking"), &[("version", "2"), ("struck", "Уходит на пенсию")]);
        assert!(deputy.page("/training?state=gone").says("Уходит на пенсию"));
        assert_eq!(deputy.post(&format!("{line}/striking"), &[("version", "3"), ("struck", "Снова")]).status, 409);
        deputy.done(&format!("{line}/return"), &[("version", "3")]);
        let same = deputy.post(&format!("{line}/transfer"), &[("version", "4"), ("year", "2026"), ("moved_quarter", "2"), ("reason", "Нет мест")]);
        assert!(same.status == 422 && same.says("тот же год") && same.body.contains("Нет мест"), "{}", same.body);
        deputy.done(&format!("{line}/transfer"), &[("version", "4"), ("year", "2027"), ("moved_quarter", "2"), ("reason", "Нет мест")]);
        assert!(deputy.page("/training?state=gone").says("на 2027 год: Нет мест"));
        let next = deputy.page("/training?year=2027");
        assert!(next.says("2 квартал") && next.says("Чтение") && next.says("по плану"), "{}", next.body);
        assert!(deputy.page(&line).says("Перенесён в план 2027 года"));
    }

    fn a_municipality_counts_its_schools_and_strangers_see_nothing(engine) {
        let (app, tree) = app(engine);
        let (deputy, specialist) = (deputy(&app, &tree), specialist(&app, &tree));
        let person = teacher(&app, &tree, "Семёнова Мария Петровна", "2015-09-01");
        planned(&deputy, &tree, &[&person], &[("quarter", "1")]);
        let line = line_of(&deputy, &tree, "2026");
        let all = specialist.page("/training");
        let late = format!("/training?unit={}&amp;year=2026&amp;state=late", tree.school.id);
        let shown = all.body.replace("&#38;", "&amp;");
        assert!(all.says("Школа № 1") && shown.contains(&late), "{}", all.body);
        assert!(specialist.page(&late.replace("&amp;", "&")).says("Семёнова"));
        specialist.done(&format!("{line}/striking"), &[("version", "1"), ("struck", "Решено в районе")]);
        let ministry = app.browser_as(Role::Ministry, Level::Region, &tree.region.path);
        assert!(ministry.page("/training").says("Северный округ"));
        assert!(ministry.page(&line).says("Решено в районе"));
        assert_eq!(ministry.post(&format!("{line}/return"), &[("version", "2")]).status, 403);
        let other = app.browser_as(Role::Deputy, Level::Organisation, &tree.other_school.path);
        assert_eq!((other.get(&line).status, other.post(&format!("{line}/return"), &[("version", "2")]).status), (404, 404));
        assert_eq!(other.get(&format!("/training?unit={}", tree.school.id)).status, 404);
        assert_eq!(other.get(&format!("/training/proposal?unit={}", tree.school.id)).status, 404);
        let teacher = app.browser_as(Role::Teacher, Level::Organisation, &tree.school.path);
        assert_eq!((teacher.get("/training").status, teacher.get(&line).status), (403, 403));
    }
}
