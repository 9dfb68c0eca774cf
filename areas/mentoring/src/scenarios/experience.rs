//! A positive experience of a pair: registered, generalised, passed on, read as far as it was passed.

use access::{Level, Role};
use testing::both_databases;

use super::stage::stage;

both_databases! {
    fn clause_8_2_an_experience_is_registered_generalised_and_passed_on(engine) {
        let stage = stage(engine);
        let card = stage.prepared();
        assert!(!stage.deputy.page(&card).says("Зарегистрировать опыт"), "nothing was done yet");
        assert_eq!(stage.order(&card, "2026-06-15").status, 303);
        assert!(stage.deputy.page(&card).says("Зарегистрировать опыт"));
        let form = format!("{card}/experience");
        let page = stage.deputy.page(&form);
        assert!(page.says("Приложение 2, п. 8.2") && page.says("Орлова Нина Петровна"), "{}", page.body);
        let part = stage.part(&stage.mentor);
        let said = |title: &'static str, day: &'static str| {
            [("mentor", part.clone()), ("title", title.to_owned()), ("subject", "mathematics".to_owned()),
             ("deficit", "не удерживает внимание класса".to_owned()), ("ground", "Итоги полугодия".to_owned()), ("registered_on", day.to_owned())]
        };
        let post = |fields: &[(&str, String)]| {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            stage.deputy.post(&form, &fields)
        };
        let bare = post(&said("", "2026-06-17"));
        assert!(bare.status == 422 && bare.says("Назовите опыт") && bare.says("не удерживает внимание класса"), "everything typed stays: {}", bare.body);
        let early = post(&said("Разбор видеозаписи", "2026-06-14"));
        assert!(early.status == 422 && early.says("Не раньше 15.06.2026"), "{}", early.body);
        let done = post(&said("Разбор видеозаписи", "2026-06-17"));
        assert_eq!(done.status, 303, "{}", done.body);
        let url = done.location;
        assert_eq!(post(&said("Разбор видеозаписи", "2026-06-17")).location, url, "a second click is the same experience");
        assert!(stage.deputy.page(&card).says("Разбор видеозаписи"));
        let mentor = stage.own(&stage.mentor);
        let above = stage.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &stage.tree.north.path);
        let chair = stage.app.browser_as(Role::BodyChair, Level::Organisation, &stage.tree.school.path);
        let elsewhere = stage.app.browser_as(Role::Deputy, Level::Organisation, &stage.tree.other_school.path);
        for reader in [&mentor, &above, &chair, &elsewhere] {
            assert_eq!(reader.get(&url).status, 404);
            assert!(reader.page("/mentoring/experience").says("Опыта здесь пока нет"));
        }
        let version = || stage.deputy.page(&url).input("version").unwrap();
        let early = stage.deputy.post(&format!("{url}/passing"), &[("passed_to", "council"), ("passed_on", "2026-06-17"), ("version", &version())]);
        assert!(early.status == 422 && early.says("Сначала обобщите опыт"), "{}", early.body);
        let stale = version();
        let fields = |day: &'static str| [("text", "Смотреть запись вдвоём до посещения"), ("generalised_on", day), ("version", stale.as_str())];
        let wrong = stage.deputy.post(&format!("{url}/generalisation"), &fields("2026-06-16"));
        assert!(wrong.status == 422 && wrong.says("Не раньше 17.06.2026: в этот день опыт зарегистрирован"), "{}", wrong.body);
        stage.deputy.done(&format!("{url}/generalisation"), &fields("2026-06-17"));
        let second = stage.deputy.post(&format!("{url}/generalisation"), &fields("2026-06-17"));
        assert!(second.status == 409 && second.says("опыт изменили: теперь он обобщён"), "{}", second.body);
        assert_eq!(mentor.get(&url).status, 404, "not passed on yet");
        let pass = |whom: &str| stage.deputy.post(&format!("{url}/passing"), &[("passed_to", whom), ("passed_on", "2026-06-18"), ("version", &version())]);
        assert_eq!(pass("council").status, 303);
        for reader in [&mentor, &chair] {
            let page = reader.page(&url);
            assert!(page.says("Смотреть запись вдвоём") && !page.says("Итоги полугодия") && !page.says("карточка пары"), "{}", page.body);
        }
        for reader in [&above, &elsewhere] {
            assert_eq!(reader.get(&url).status, 404, "the council alone has it");
        }
        let fixed = stage.deputy.post(&format!("{url}/correction"), &[("title", "Иное"), ("deficit", "д"), ("ground", "г"), ("subject", ""), ("version", &version())]);
        assert!(fixed.status == 422 && fixed.says("Опыт уже передан"), "{}", fixed.body);
        assert_eq!(pass("council").status, 422, "the council has it already");
        assert_eq!(pass("service").status, 303);
        assert!(above.page(&url).says("муниципальной методической службе"));
        assert_eq!(elsewhere.get(&url).status, 404, "another municipality's");
        let list = above.page("/mentoring/experience?subject=mathematics&deficit=ВНИМАНИЕ");
        assert!(list.says("Разбор видеозаписи") && list.says("передан"), "{}", list.body);
        assert!(!above.page("/mentoring/experience?subject=physics").says("Разбор видеозаписи"));
        assert!(!above.page("/mentoring/experience?deficit=оценивание").says("Разбор видеозаписи"));
        for (writer, status) in [(&mentor, 403), (&above, 403), (&chair, 403)] {
            assert_eq!(writer.post(&format!("{url}/correction"), &[("version", "1")]).status, status);
        }
        elsewhere.page("/mentoring/experience");
        assert_eq!(elsewhere.post(&format!("{url}/correction"), &[("title", "Чужое"), ("version", "1")]).status, 404);
    }

    fn an_experience_the_service_has_is_read_by_mentors_of_the_whole_municipality(engine) {
        let stage = stage(engine);
        let card = stage.working();
        // Of another school of the reader's municipality.
        let reader = stage.app.browser_as(Role::Mentor, Level::Organisation, &stage.tree.other_school.path);
        let neighbour = format!("{}999/", stage.tree.south.path);
        stage.sql(&format!(
            "INSERT INTO mentoring_experiences (id, unit_id, unit_path, mentorship_id, person_id, title, subject, deficit, ground, registered_on, \
             generalised_on, text, passed_on, passed_to, created_by, created_at, updated_at, version) VALUES (88301, {}, '{}', {}, {}, 'Разбор', '', \
             'Дефицит', 'Итоги', '2026-06-16', '2026-06-16', 'Приёмы', '2026-06-17', 'council', NULL, 1, 1, 1)",
            stage.tree.other_school.id, neighbour, card.rsplit('/').next().unwrap(), stage.mentor.id
        ));
        assert_eq!(reader.get("/mentoring/experience/88301").status, 404);
        stage.sql("UPDATE mentoring_experiences SET passed_to = 'service'");
        assert!(reader.page("/mentoring/experience/88301").says("Приёмы") && reader.page("/mentoring/experience").says("Разбор"));
    }
}
