//! Courses with their form and provider, participation with its level: told, counted, opened, listed, brought in.

use access::{Level, Role};
use testing::both_databases;

use super::setting::{app, deputy, hired, with};

/// What the deputy of the school is told to do.
fn told(app: &testing::TestApp, path: &str) -> Vec<String> {
    let account = app.account(Role::Deputy, Level::Organisation, path);
    let today = "2026-06-18".parse().unwrap();
    let duties = app.house.db.read(|conn| {
        let person = access::store::person(conn, account, access::SessionId(0), today)?.unwrap();
        app.house.registry.duties(conn, &person, today, &registry::Page { after: None, limit: 10 })
    });
    duties.unwrap().into_iter().map(|one| one.duty.title).collect()
}

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

    fn a_distance_course_is_planned_while_it_goes_on_and_done_when_a_certificate_closes_it(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let url = hired(&deputy, &[("pedagogical_since", "2015-09-01"), ("started_on", "2015-09-01")]);
        assert!(deputy.page("/people?mark=courses").says("Семёнова"));
        assert_eq!(told(&app, &tree.school.path), ["Направить на\u{a0}курсы 1\u{a0}педагога"]);
        let with = |more: &[(&'static str, &'static str)]| {
            let all = [
                ("kind", "course"), ("title", "Грамотность"), ("place", "АмИРО"), ("began_on", "2026-02-01"), ("happened_on", "2026-12-15"),
                ("hours", "72"), ("form", "remote"), ("platform", "Stepik"), ("progress", "40"),
            ];
            let kept = all.iter().filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
            kept.chain(more).copied().collect::<Vec<_>>()
        };
        for (field, value, said) in [
            ("progress", "101", "от 0 до 100"),
            ("progress", "сорок", "целое число процентов"),
            ("began_on", "2026-12-01", "Курс ещё не начался"),
            ("happened_on", "2039-01-01", "больше 5 лет"),
            ("progress", "", "ещё не наступил"),
        ] {
            let refused = deputy.post(&format!("{url}/records"), &with(&[(field, value)]));
            assert!(refused.status == 422 && refused.says(said) && refused.body.contains("Stepik"), "{said}: {}", refused.body);
        }
        deputy.done(&format!("{url}/records"), &with(&[]));
        let card = deputy.page(&url);
        for said in ["Stepik", "с 01.02.2026, идёт: пройдено 40 %, окончание 15.12.2026", "срок закроет удостоверение"] {
            assert!(card.says(said), "{said}: {}", card.body);
        }
        let courses = deputy.page("/people/courses");
        assert!(courses.says("Учатся сейчас") && courses.says("курсов не внесено"), "{}", courses.body);
        assert!(deputy.page("/people?mark=going").says("пройдено 40 %") && !deputy.page("/people?mark=courses").says("Семёнова"));
        assert_eq!(told(&app, &tree.school.path), ["Внести удостоверения о\u{a0}курсах 1\u{a0}педагога"]);
        let own = deputy.get("/people/register");
        let same = deputy.upload("/people/imports", &[], ("file", "a.xlsx", &own.bytes));
        assert!(deputy.page(&same.location).says("без изменений: 1"));

        // A list gets the course on, another one closes it; both go back.
        let list = |rest: &str| format!("ФИО;Должность;Дата рождения;Курсы;Дата курсов;Платформа;Прогресс;Удостоверение\nСемёнова Мария Петровна;учитель;14.03.1998;Грамотность;{rest}\n");
        let take = |text: &str| {
            let list = deputy.upload("/people/imports", &[], ("file", "a.csv", text.as_bytes()));
            let shown = deputy.page(&list.location);
            assert!(shown.says("изменится: 1"), "{}", shown.body);
            deputy.done(&format!("{}/acceptance", list.location), &[("seen", shown.input("seen").unwrap().as_str()), ("choice", "good")]);
            list.location
        };
        take(&list("15.12.2026;Stepik;80 %;"));
        let card = deputy.page(&url);
        assert!(card.says("пройдено 80 %"), "{}", card.body);
        let closing = take(&list("15.02.2026;Stepik;;№ 17"));
        let card = deputy.page(&url);
        assert!(card.says("01.02.2026 – 15.02.2026") && card.says("№ 17") && !card.says("пройдено"), "{}", card.body);
        let done = deputy.page("/people/courses");
        assert!(done.says("1 человек, 1 курс, 72 часа") && done.says("По платформам") && done.body.contains("course_platform=Stepik"), "{}", done.body);
        assert!(deputy.page("/people?course_platform=stepik").says("платформа stepik") && deputy.page("/people?course_platform=stepik").says("Семёнова"));
        let again = deputy.upload("/people/imports", &[], ("file", "a.xlsx", &deputy.get("/people/register").bytes));
        assert!(deputy.page(&again.location).says("без изменений: 1"));
        deputy.done(&format!("{closing}/reversal"), &[]);
        assert!(deputy.page(&url).says("пройдено 80 %"), "{}", deputy.page(&url).body);
        let odd = list("15.02.2026;Stepik;почти;");
        let odd = deputy.upload("/people/imports", &[], ("file", "a.csv", odd.as_bytes()));
        assert!(deputy.page(&odd.location).says("сколько процентов пройдено"));
    }

    fn whoever_is_on_a_long_leave_is_not_sent_to_courses(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let url = hired(&deputy, &[("pedagogical_since", "2015-09-01"), ("started_on", "2015-09-01")]);
        let leave = |from: &'static str, to: &'static str| [("kind", "leave"), ("began_on", from), ("happened_on", to)];
        deputy.done(&format!("{url}/records"), &leave("2024-09-01", "2026-06-17"));
        deputy.done(&format!("{url}/records"), &leave("2026-06-19", "2026-08-31"));
        assert!(deputy.page("/people?mark=courses").says("Семёнова"), "one leave is over, another has not begun");
        deputy.done(&format!("{url}/records"), &leave("2025-09-01", "2026-06-18"));
        let sent = deputy.page("/people?mark=courses");
        assert!(!sent.says("Семёнова") && sent.says("В длительном отпуске") && sent.body.contains("mark=leave"), "{}", sent.body);
        let away = deputy.page("/people?mark=leave");
        assert!(away.says("Семёнова") && away.says("в отпуске до 18.06.2026"), "{}", away.body);
        assert!(deputy.page(&url).says("на курсы сейчас не направляют, срок остаётся"));
        assert_eq!(told(&app, &tree.school.path), Vec::<String>::new());
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
