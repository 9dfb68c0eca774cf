//! Terms of keeping, the legal base with its own regulations, the glossary.

use access::{Level, Role};
use testing::both_databases;
use units::store::bind;

use super::setting::{PDF, app, methodist, registered};

both_databases! {
    fn what_is_out_of_force_says_until_when_it_is_kept_and_what_is_due_is_listed(engine) {
        let (app, tree) = app(engine);
        let person = methodist(&app, &tree);
        let plan = |number: &str, title: &str, signed: &str, last: &str| {
            let fields = [("kind", "mms_year_plan"), ("number", number), ("title", title), ("signed_on", signed), ("valid_to", last)];
            let card = registered(&person, &fields, ("План.pdf", &[PDF, number.as_bytes()].concat()));
            let version = person.page(&format!("{card}/stage?step=lapse")).input("version").unwrap();
            let fields = [("step", "lapse"), ("version", &version), ("day", last), ("reason", "год прошёл")];
            assert_eq!(person.post(&format!("{card}/stage"), &fields).status, 303);
            card
        };
        let old = plan("1", "План на 2018/19", "2018-09-01", "2019-06-30");
        let recent = plan("2", "План на 2023/24", "2023-09-01", "2024-06-30");
        let regulation = registered(&person, &[("kind", "mms_regulation"), ("number", "3")], ("П.pdf", PDF));
        assert!(person.page(&old).says("по 31.12.2024") && person.page(&recent).says("по 31.12.2029"));
        assert!(person.page(&regulation).says("постоянно"));
        let page = person.page("/documents/retention");
        let (due, later) = page.body.split_once("Срок хранения идёт").unwrap();
        assert!(due.contains("План на 2018/19") && !due.contains("План на 2023/24"));
        assert!(later.contains("План на 2023/24"));
        let south = app.browser_as(Role::ServiceHead, Level::Municipality, &tree.south.path);
        assert!(!south.page("/documents/retention").says("План на 2018/19"));
        assert_eq!(app.browser_as(Role::Teacher, Level::Organisation, &tree.school.path).get("/documents/retention").status, 403);
    }

    fn the_legal_base_lists_acts_by_rank_and_own_regulations_with_their_state(engine) {
        let (app, tree) = app(engine);
        let person = methodist(&app, &tree);
        registered(&person, &[("kind", "mms_regulation"), ("title", "Положение о службе")], ("П.pdf", PDF));
        let lapsed = [("kind", "rmo_regulation"), ("title", "Старое положение"), ("number", "7"), ("signed_on", "2019-01-10"), ("valid_to", "2024-12-31")];
        registered(&person, &lapsed, ("С.pdf", &[PDF, b"1"].concat()));
        let page = person.page("/documents/acts");
        let at = |text: &str| page.body.find(text).unwrap_or_else(|| panic!("{text}"));
        assert!(at("акты Российской Федерации") < at("Приказы федеральных министерств"));
        assert!(at("Приказы федеральных министерств") < at("Акты региона") && at("Акты региона") < at("Собственные положения"));
        assert!(page.says("Положение о службе") && page.says("Старое положение") && page.says("срок истёк"));
        let south = app.browser_as(Role::ServiceHead, Level::Municipality, &tree.south.path);
        assert!(!south.page("/documents/acts").says("Положение о службе"));
    }

    fn the_words_a_regulation_defines_are_read_where_it_is_in_force(engine) {
        let (app, tree) = app(engine);
        let person = methodist(&app, &tree);
        assert!(person.page("/documents/glossary").says("Понятий нет"));
        let day = app.house.now().day(app.house.settings.zone);
        app.write(|tx| bind(tx, app.house.id(), tree.north.id, "izhmorsky-2021", day - chrono::Days::new(9)));
        let page = person.page("/documents/glossary");
        for word in ["методическая работа", "методическое обеспечение", "методическое сопровождение", "наставничество", "профессиональное сообщество", "п. 1.3 (5)"] {
            assert!(page.says(word), "{word}");
        }
        // And beside the title that uses one of them, in any form.
        let card = registered(&person, &[("title", "О наставничестве в округе")], ("Н.pdf", PDF));
        let page = person.page(&card);
        assert!(page.says("Понятия") && page.says("<strong>наставничество</strong>") && !page.says("<strong>методическое обеспечение</strong>"), "{}", page.body);
    }
}
