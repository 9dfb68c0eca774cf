//! The card: taken on, refused in words, changed by two, seen by whom.

use access::{Level, Role};
use testing::both_databases;

use super::setting::{app, deputy, hired, other_deputy, with};

both_databases! {
    fn a_deputy_takes_a_person_on_and_reads_the_card(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let card = deputy.get(&hired(&deputy, &[]));
        for said in ["Семёнова Мария Петровна", "учитель", "математика", "молодой специалист", "молодой педагог",
            "принят(а) на работу 01.09.2025 без педагогического стажа", "до 01.09.2028", "курсов в\u{a0}карточке нет"] {
            assert!(card.body.contains(said), "{said}: {}", card.body);
        }
        let list = deputy.get("/people?name=семенова");
        assert!(list.body.contains("Семёнова Мария Петровна") && list.body.contains("1\u{a0}человек"));
        assert!(deputy.get("/people?name=петрова").body.contains("Никого не нашлось"));
    }

    fn a_service_that_begins_behind_the_work_is_doubted_but_for_the_rest_of_a_year(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        for (since, is_doubted) in [("2020-09-01", true), ("2017-09-02", true), ("2016-09-01", false), ("2010-09-01", false)] {
            let fields = [("started_on", "2015-09-01"), ("birth_date", "1985-03-14"), ("pedagogical_since", since), ("is_other", "1")];
            let card = deputy.get(&hired(&deputy, &fields));
            assert_eq!(card.says("а педагогом работает с 01.09.2015: проверьте"), is_doubted, "{since}: {}", card.body);
        }
    }

    fn everything_wrong_is_said_at_once_and_nothing_is_lost(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let bad = with(&[
            ("last_name", "Cемёнова"), ("first_name", ""), ("birth_date", "2026-03-14"), ("email", "без собаки"),
            ("post", "wizard"), ("subjects", "чародейство"), ("rate", "много"), ("started_on", ""),
        ]);
        let shown = deputy.post("/people", &bad);
        assert_eq!(shown.status, 422);
        for said in ["латинская", "Напишите имя", "меньше 14 лет", "не похоже на адрес", "Предмета «чародейство»",
            "Ставка – число", "Укажите первый день", "без собаки", "много"] {
            assert!(shown.body.contains(said), "{said}");
        }
        assert!(deputy.get("/people").body.contains("Карточек пока нет"));
    }

    fn a_card_that_looks_the_same_is_shown_first(engine) {
        let (app, tree) = app(engine);
        let (deputy, other) = (deputy(&app, &tree), other_deputy(&app, &tree));
        hired(&deputy, &[]);
        let twin = with(&[("last_name", "СЕМЕНОВА"), ("first_name", "МАРИЯ"), ("middle_name", "ПЕТРОВНА")]);
        let shown = other.post("/people", &twin);
        assert_eq!(shown.status, 422);
        assert!(shown.body.contains("Похожая карточка уже есть") && shown.body.contains("Школа № 1"));
        assert!(!shown.body.contains("href=\"/people/"), "the other school's card is not ours to open");
        let is_other = with(&[("last_name", "СЕМЕНОВА"), ("is_other", "1")]);
        let card = other.get(&other.done("/people", &is_other).location);
        assert!(card.body.contains("Семенова Мария Петровна"), "capitals are written as names");
    }

    fn two_who_change_a_card_at_once_both_lose_nothing(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let url = hired(&deputy, &[]);
        let form = |phone| with(&[("phone", phone), ("version", "2")]);
        let first = deputy.post(&format!("{url}/data"), &form("2-15-15"));
        assert_eq!(first.status, 303, "{}", first.body);
        let second = deputy.post(&format!("{url}/data"), &form("3-33-33"));
        assert_eq!(second.status, 409);
        assert!(second.body.contains("уже изменили"));
        assert!(deputy.get(&url).body.contains("2-15-15"));
    }

    fn another_family_name_keeps_the_one_before_and_a_slip_does_not(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let url = hired(&deputy, &[]);
        let rename = |last: &str, former: &str| {
            let version = deputy.page(&format!("{url}/data")).input("version").unwrap();
            deputy.done(&format!("{url}/data"), &with(&[("last_name", last), ("former_name", former), ("version", &version)]));
            deputy.page(&format!("{url}/data")).input("former_name").unwrap()
        };
        assert_eq!(rename("Семенова", ""), "", "е for ё");
        assert_eq!(rename("Семеноваа", ""), "", "one letter too many");
        assert_eq!(rename("Петухова", ""), "Семеноваа");
        assert_eq!(rename("Воронова", "Петухова"), "Петухова", "what is typed counts");
    }

    fn only_units_where_a_person_works_see_the_card(engine) {
        let (app, tree) = app(engine);
        let url = hired(&deputy(&app, &tree), &[]);
        for (role, level, path, status) in [
            (Role::Deputy, Level::Organisation, &tree.other_school.path, 404),
            (Role::MunicipalMethodist, Level::Municipality, &tree.north.path, 200),
            (Role::MunicipalMethodist, Level::Municipality, &tree.south.path, 404),
            (Role::InstituteMethodist, Level::Region, &tree.region.path, 200),
            (Role::Ministry, Level::Region, &tree.region.path, 200),
            (Role::Teacher, Level::Organisation, &tree.school.path, 403),
            (Role::Mentor, Level::Organisation, &tree.school.path, 403),
        ] {
            let shown = app.browser_as(role, level, path).get(&url);
            assert_eq!(shown.status, status, "{role} at {path}");
        }
        let ministry = app.browser_as(Role::Ministry, Level::Region, &tree.region.path);
        assert_eq!(ministry.get(&format!("{url}/data")).status, 403);
        assert!(!ministry.get(&url).body.contains("Изменить данные"));
        let teacher = app.browser_as(Role::Teacher, Level::Organisation, &tree.school.path);
        assert!(teacher.get("/people/own").body.contains("ещё не связана"));
    }
}
