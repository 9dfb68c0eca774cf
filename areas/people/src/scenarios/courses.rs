//! Courses with their form and provider, participation with its level: told, counted, opened, listed, brought in.

use access::{Level, Role};
use testing::both_databases;

use super::setting::{app, deputy, hired, with};

both_databases! {
    fn a_course_tells_its_form_and_figures_open_their_people(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let url = hired(&deputy, &[]);
        let other = hired(&deputy, &[("last_name", "Осокина"), ("first_name", "Нина"), ("birth_date", "")]);
        let year = "2026";
        let course = |form: &'static str, day: &'static str, place: &'static str| [
            ("kind", "course"), ("title", "Грамотность"), ("happened_on", day), ("hours", "36"), ("form", form), ("place", place),
        ];
        deputy.done(&format!("{url}/records"), &course("remote", "2026-02-01", "АмИРО"));
        deputy.done(&format!("{url}/records"), &course("remote", "2026-03-01", "амиро"));
        deputy.done(&format!("{other}/records"), &course("", "2026-01-01", ""));
        deputy.done(&format!("{other}/records"), &course("full_time", "2025-12-31", "АмИРО"));
        let odd = deputy.post(&format!("{other}/records"), &course("lunar", "2026-01-02", "АмИРО"));
        assert!(odd.status == 422 && odd.says("Выберите форму из списка") && odd.says("Грамотность"));
        assert!(deputy.page(&url).says("форма: дистанционная"));
        let page = deputy.page("/people/courses");
        for said in ["2 человека, 3 курса, 108 часов", "дистанционная", "не указана", "АмИРО"] {
            assert!(page.says(said), "{said}: {}", page.body);
        }
        let link = |asked: &str| {
            let links = page.body.split("href=\"").map(|rest| rest.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&"));
            links.into_iter().find(|link| link.contains(asked)).unwrap_or_else(|| panic!("{asked}: {}", page.body))
        };
        let remote = deputy.page(&link("course_form=remote"));
        assert!(remote.says("Семёнова") && !remote.says("Осокина") && remote.says("форма: дистанционная, 2026 год"), "{}", remote.body);
        let untold = deputy.page(&link("course_place=none"));
        assert!(untold.says("Осокина") && !untold.says("Семёнова"));
        let before = deputy.page(&format!("/people/courses?year={}", 2025));
        assert!(before.says("1 человек, 1 курс, 36 часов"), "{}", before.body);
        let none = app.browser_as(Role::Deputy, Level::Organisation, &tree.other_school.path);
        assert!(none.page("/people/courses").says(&format!("За {year} год курсов не внесено")));
        assert_eq!(none.get(&format!("/people/courses?unit={}", tree.school.id)).status, 404);
        let teacher = app.browser_as(Role::Teacher, Level::Organisation, &tree.school.path);
        assert_eq!(teacher.get("/people/courses").status, 403);
    }

    fn participation_counts_between_courses_by_its_level(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let url = hired(&deputy, &[]);
        let part = |day: &'static str, level: &'static str| [
            ("kind", "participation"), ("title", "Учитель года"), ("happened_on", day), ("level", level), ("form", "remote"),
        ];
        deputy.done(&format!("{url}/records"), &part("2025-11-01", "municipality"));
        deputy.done(&format!("{url}/records"), &part("2025-11-01", "region"));
        assert!(deputy.page(&url).says("курсов ещё не было: участие – 2 (муниципальный (районный) – 1, региональный – 1)"));
        assert!(!deputy.page(&url).says("форма: дистанционная"), "a contest has no form of courses");
        let course = [("kind", "course"), ("title", "Грамотность"), ("happened_on", "2025-11-01"), ("level", "region")];
        deputy.done(&format!("{url}/records"), &course);
        assert!(!deputy.page(&url).says("Между курсами"), "nothing after the course");
        deputy.done(&format!("{url}/records"), &part("2025-11-02", "country"));
        assert!(deputy.page(&url).says("после курсов 01.11.2025: участие – 1 (федеральный (всероссийский) – 1)"));
        assert_eq!(deputy.post(&format!("{url}/records"), &part("2025-11-03", "galaxy")).status, 422);
    }

    fn lists_bring_and_take_form_provider_and_level(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let url = hired(&deputy, &with(&[]));
        let list = "ФИО;Должность;Дата рождения;Курсы;Дата курсов;Форма курсов;Кто провёл курсы;Участие в конкурсах;Дата участия;Уровень участия\n\
            Семёнова Мария Петровна;учитель;14.03.1998;Грамотность;01.02.2026;дистанционно;АмИРО;Учитель года;01.03.2026;районный этап\n\
            Семёнова Мария Петровна;учитель;14.03.1998;Грамотность;01.02.2026;лунная;АмИРО;Учитель года;01.03.2026;республиканский\n";
        let list = deputy.upload("/people/imports", &[], ("file", "a.csv", list.as_bytes()));
        let shown = deputy.page(&list.location);
        assert!(shown.says("форма курсов «лунная» не из перечня") && shown.says("повторяет строку 2"), "{}", shown.body);
        let seen = shown.input("seen").unwrap();
        let taken = deputy.post(&format!("{}/acceptance", list.location), &[("seen", seen.as_str()), ("choice", "good")]);
        assert_eq!(taken.status, 303, "{}", taken.body);
        let card = deputy.page(&url);
        for said in ["АмИРО", "форма: дистанционная", "Учитель года", "муниципальный (районный)", "после курсов 01.02.2026"] {
            assert!(card.says(said), "{said}: {}", card.body);
        }
        let file = deputy.get("/people/register");
        let again = deputy.upload("/people/imports", &[], ("file", "a.xlsx", &file.bytes));
        let again = deputy.page(&again.location);
        assert!(again.says("без изменений: 1"), "{}", again.body);
    }

    fn the_methodical_active_tells_what_it_helps_with(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let url = hired(&deputy, &[("pedagogical_since", "2018-09-01")]);
        deputy.done(&format!("{url}/categories"), &[("category", "highest"), ("post", "teacher"), ("granted_on", "2025-10-01")]);
        deputy.done(&format!("{url}/records"), &[("kind", "expert_work"), ("title", "Жюри"), ("happened_on", "2026-02-01")]);
        let help = [("kind", "help"), ("title", "Анализ урока"), ("place", "по средам, очно"), ("hours", "8"), ("happened_on", "2025-09-01")];
        deputy.done(&format!("{url}/records"), &help);
        let card = deputy.page(&url);
        assert!(card.says("Методическая помощь другим") && card.says("по средам, очно · с 01.09.2025 · до 8 часов в месяц"), "{}", card.body);
        let active = deputy.page("/people?mark=active");
        assert!(active.says("помогает: Анализ урока (по средам, очно, до 8 часов в месяц)"), "{}", active.body);
        assert!(!deputy.page("/people").says("помогает:"), "only where the active is asked for");
    }

    fn education_is_counted_by_its_stage_and_studies_while_they_go_on(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let url = hired(&deputy, &[]);
        let other = hired(&deputy, &[("last_name", "Осокина"), ("first_name", "Нина"), ("birth_date", "")]);
        deputy.done(&format!("{url}/records"), &[("kind", "education"), ("title", "Педколледж"), ("happened_on", "2015-06-30")]);
        let page = deputy.page("/people/education");
        assert!(page.says("Всего работают: 2") && page.body.contains("education=vocational") && page.body.contains("education=none"), "{}", page.body);
        assert!(page.says("Никто. Учёбу вносят"));
        let degree = [
            ("kind", "degree"), ("title", "Педагогика"), ("place", "БГПУ"), ("began_on", "2025-09-01"), ("happened_on", "2029-06-30"),
            ("stage", "bachelor"), ("document", "ученический договор"),
        ];
        deputy.done(&format!("{url}/records"), &degree);
        let card = deputy.page(&url);
        assert!(card.says("высшее – бакалавриат") && card.says("ученический договор"), "{}", card.body);
        let studying = deputy.page("/people?studying=bachelor");
        assert!(studying.says("Семёнова") && !studying.says("Осокина") && studying.says("учатся сейчас: высшее – бакалавриат"), "{}", studying.body);
        assert!(deputy.page("/people/education").body.contains("studying=bachelor"));
        let untold = deputy.page("/people?education=none");
        assert!(untold.says("Осокина") && !untold.says("Семёнова"));
        assert!(deputy.page("/people?education=vocational&studying=any").says("Семёнова"));
        assert!(deputy.page("/people?education=vocational&course_year=2026").says("Никого не нашлось"));
        let odd = deputy.post(&format!("{other}/records"), &[("kind", "education"), ("title", "АмГУ"), ("happened_on", "2015-06-30"), ("stage", "lunar")]);
        assert!(odd.status == 422 && odd.says("Выберите уровень образования"));
        let teacher = app.browser_as(Role::Teacher, Level::Organisation, &tree.school.path);
        assert_eq!(teacher.get("/people/education").status, 403);
    }
}
