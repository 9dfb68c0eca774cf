//! A new document: the form offers what the unit issues, a second click enters nothing, a form opened anew does.

use access::{Level, Role};
use testing::both_databases;

use super::setting::{PDF, app, methodist, posted, registered, with};

both_databases! {
    fn a_second_click_leads_to_the_first_document_and_a_form_opened_anew_to_another(engine) {
        let (app, tree) = app(engine);
        let person = methodist(&app, &tree);
        let form = person.page("/documents/new").input("form").unwrap();
        assert!(!form.is_empty() && person.page("/documents/new").input("form").unwrap() != form);
        let first = registered(&person, &[("form", &form)], ("Программа.pdf", PDF));
        let twice = posted(&person, &[("form", &form)], ("Программа.pdf", PDF));
        assert_eq!((twice.status, &twice.location), (303, &first));
        let page = person.page(&first);
        assert!(page.says("уже сохранён: второе нажатие ничего не добавило") && !page.says("Такой номер уже есть"), "{}", page.body);
        let other = registered(&person, &[("form", &form), ("title", "Программа развития школ")], ("Программа.pdf", PDF));
        assert_ne!(other, first, "what was typed otherwise is another document");
        assert!(person.page(&other).says("Такой номер уже есть"));
        let anew = person.page("/documents/new").input("form").unwrap();
        let meant = registered(&person, &[("form", &anew)], ("Программа.pdf", PDF));
        assert!(meant != first && person.page(&meant).says("Такой номер уже есть"), "a second one is possible and warned of");
        let back = [("form", form.as_str()), ("back", "/sheets/5#row-4.1")];
        let led = posted(&person, &back, ("Программа.pdf", PDF)).location;
        assert!(led.starts_with("/sheets/5?document=") && first.ends_with(led.split(['=', '#']).nth(1).unwrap()), "{led}");
        let stranger = app.browser_as(Role::ServiceHead, Level::Municipality, &tree.south.path);
        let own = registered(&stranger, &[("form", &form)], ("Программа.pdf", PDF));
        assert_ne!(own, first, "another unit enters its own");
    }

    fn a_second_click_starts_no_second_draft_and_takes_no_second_number(engine) {
        let (app, tree) = app(engine);
        let person = methodist(&app, &tree);
        for stage in ["draft", "journal"] {
            let form = person.page("/documents/new").input("form").unwrap();
            let title = format!("Начато {stage}");
            let fields = [("form", form.as_str()), ("stage", stage), ("number", ""), ("title", title.as_str())];
            let first = registered(&person, &fields, ("П.pdf", &[PDF, stage.as_bytes()].concat()));
            let twice = registered(&person, &fields, ("П.pdf", &[PDF, stage.as_bytes()].concat()));
            assert_eq!(first, twice, "{stage}");
        }
        assert_eq!(person.page("/documents").body.matches("Начато journal").count(), 1);
        let bare = person.post("/documents", &with(&[("form", "никакая"), ("link", "https://edu.example.ru/1")]));
        assert_eq!(bare.status, 303, "a form without a key enters its document");
    }

    fn the_form_offers_kinds_of_the_level_of_the_unit_by_genus(engine) {
        let (app, tree) = app(engine);
        let person = methodist(&app, &tree);
        let form = person.page("/documents/new");
        assert!(form.body.contains("<optgroup label=\"Планы") && form.body.contains("value=\"mms_year_plan\""), "{}", form.body);
        assert!(form.says("Муниципальный уровень"));
        for foreign in ["region_concept", "shmo_plan"] {
            assert!(!form.body.contains(&format!("value=\"{foreign}\"")), "{foreign}");
        }
        let principal = app.browser_as(Role::Principal, Level::Organisation, &tree.school.path);
        let school = principal.page("/documents/new");
        assert!(school.body.contains("value=\"shmo_plan\"") && !school.body.contains("value=\"mms_year_plan\""));
        let asked = principal.page("/documents/new?kind=mms_year_plan");
        assert!(asked.body.contains("<option value=\"mms_year_plan\" selected>"), "what was asked for stays");
        for stage in ["ready", "draft", "journal"] {
            let fields = [("kind", "school_order"), ("stage", stage), ("number", ""), ("link", "https://edu.example.ru/1")];
            let foreign = person.post("/documents", &with(&fields));
            assert!(foreign.status == 422 && foreign.says("Документа «Приказ организации» здесь не ведут"), "{stage}: {}", foreign.body);
        }
        assert!(!person.page("/documents").says("Программа развития службы"), "nothing was entered");
    }
}
