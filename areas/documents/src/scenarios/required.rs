//! Documents that must exist: the page of a unit, the map of a level, the card begun from a gap.

use access::{Level, Role};
use testing::both_databases;

use super::setting::{PDF, app, methodist, registered};

both_databases! {
    fn a_unit_sees_what_is_there_what_lapsed_and_what_is_missing_and_begins_the_card(engine) {
        let (app, tree) = app(engine);
        let person = methodist(&app, &tree);
        let page = person.page("/documents/required");
        assert!(page.says("Действуют 0 из 8 обязательных документов") && page.says("по необходимости"));
        assert!(page.says("Документы муниципальной методической службы (приложение 5, п. 7.1)"));
        assert!(page.says("Нормативное обеспечение муниципального уровня (приложение 1, раздел 3.6)"));
        let regulation = [("kind", "mms_regulation"), ("title", "Положение о службе")];
        registered(&person, &regulation, ("Положение.pdf", PDF));
        let lapsed = [("kind", "rmo_regulation"), ("number", "7"), ("signed_on", "2019-01-10"), ("valid_to", "2024-12-31")];
        registered(&person, &lapsed, ("РМО.pdf", &[PDF, b"1"].concat()));
        let roadmap = [("kind", "young_support_roadmap"), ("number", "8")];
        registered(&person, &roadmap, ("Карта.pdf", &[PDF, b"2"].concat()));
        let page = person.page("/documents/required");
        assert!(page.says("Действуют 2 из 8") && page.says("последний день – 31.12.2024") && page.says("отсутствует"));
        let begin = page.body.split("href=\"").find(|part| part.starts_with("/documents/new?") && part.contains("council_regulation"));
        let begin = begin.unwrap().split('"').next().unwrap().replace("&amp;", "&").replace("&#38;", "&");
        let form = person.page(&begin);
        assert!(form.body.contains("<option value=\"council_regulation\" selected>"), "{begin}");
        assert_eq!(form.input("title").as_deref(), Some("Положение о районном (городском) методическом совете"));
        assert_eq!(form.input("unit").as_deref(), Some(tree.north.id.to_string().as_str()));
    }

    fn what_is_missing_is_a_duty_of_who_answers_for_the_unit(engine) {
        let (app, tree) = app(engine);
        let told = |role, level, path: &str| {
            let account = app.account(role, level, path);
            app.house.db.read(|conn| {
                let today = app.house.now().day(app.house.settings.zone);
                let person = access::store::people(conn, &[account], today)?.remove(&account).unwrap();
                let mut all = Vec::new();
                for offer in &app.house.registry.obligations {
                    all.extend(offer.all(conn, &person, today)?);
                }
                db::Result::Ok(all)
            }).unwrap()
        };
        let duties = told(Role::MunicipalMethodist, Level::Municipality, &tree.north.path);
        assert_eq!(duties.len(), 1);
        assert!(duties[0].title.ends_with("не\u{a0}хватает 8\u{a0}документов"), "{}", duties[0].title);
        assert_eq!(duties[0].due.to_string(), "2026-06-30");
        registered(&methodist(&app, &tree), &[("kind", "mms_regulation")], ("Положение.pdf", PDF));
        let duties = told(Role::ServiceHead, Level::Municipality, &tree.north.path);
        assert!(duties[0].title.ends_with("7\u{a0}документов"), "{}", duties[0].title);
        let duties = told(Role::Principal, Level::Organisation, &tree.school.path);
        assert!(duties[0].title.ends_with("2\u{a0}документов") && duties[0].note.contains("методическом совете"));
        assert!(told(Role::Teacher, Level::Organisation, &tree.school.path).is_empty());
    }

    fn the_region_sees_its_municipalities_and_schools_and_a_neighbour_sees_nothing(engine) {
        let (app, tree) = app(engine);
        registered(&methodist(&app, &tree), &[("kind", "mms_regulation")], ("Положение.pdf", PDF));
        let ministry = app.browser_as(Role::Ministry, Level::Region, &tree.region.path);
        let map = ministry.page("/documents/coverage");
        assert!(map.says("у 0 из 2 (0 %)") && map.says("1 из 8") && map.says("1 из 2") && map.says("0 из 8"));
        assert!(map.says("Северный округ") && map.says("Южный округ"));
        let schools = ministry.page("/documents/coverage?level=organisation&gaps=1");
        assert!(schools.says("Школа № 1") && schools.says("0 из 2") && schools.says("1–2 из 2"));
        assert!(ministry.page("/documents/coverage?level=region").says("0 из 13"));
        let south = app.browser_as(Role::ServiceHead, Level::Municipality, &tree.south.path);
        assert!(!south.page("/documents/coverage?level=municipality").says("Северный округ"));
        assert_eq!(south.get(&format!("/documents/required?unit={}", tree.north.id)).status, 404);
        let teacher = app.browser_as(Role::Teacher, Level::Organisation, &tree.school.path);
        let page = teacher.page("/documents/required");
        assert!(page.says("Положение о методическом совете") && !page.says("Внести документ"));
    }

    fn the_map_asks_each_object_by_its_own_rules(engine) {
        let (app, tree) = app(engine);
        let day = app.house.now().day(app.house.settings.zone);
        app.write(|tx| units::store::bind(tx, app.house.id(), tree.south.id, "izhmorsky-2021", day - chrono::Days::new(9)));
        let ministry = app.browser_as(Role::Ministry, Level::Region, &tree.region.path);
        let map = ministry.page("/documents/coverage?level=municipality");
        assert!(map.says("Положение о системе методической работы") && map.says("не требуется"), "{}", map.body);
        assert!(map.says("0 из 1"), "asked of one object only");
    }
}
