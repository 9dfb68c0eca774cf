//! Who sees what: the keeper of the place, a participant, a stranger, the methodist of another municipality, the region.

use access::{Level, Role};
use testing::both_databases;

use super::stage::{found, stage};

both_databases! {
    fn a_school_is_seen_by_its_place_and_its_head(engine) {
        let stage = stage(engine);
        stage.enrolled();
        let session = stage.planned("Трудный класс", "2026-06-15");
        let participant = stage.own(&stage.young[0]);
        let south = stage.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &stage.tree.south.path);
        let region = stage.app.browser_as(Role::InstituteMethodist, Level::Region, &stage.tree.region.path);
        let authority = stage.app.browser_as(Role::MunicipalAuthority, Level::Municipality, &stage.tree.north.path);
        let pages = [stage.url.clone(), session.clone(), format!("{}/summary", stage.url), format!("{}/summary/paper?as=pdf", stage.url)];
        for page in &pages {
            for (who, browser) in [("participant", &participant), ("south", &south), ("deputy", &stage.deputy)] {
                assert_eq!(browser.get(page).status, 404, "{who} {page}");
            }
            for (who, browser) in [("region", &region), ("authority", &authority), ("methodist", &stage.methodist)] {
                assert_eq!(browser.get(page).status, 200, "{who} {page}");
            }
        }
        // Who sees does not write, and reads no requests.
        for (who, browser) in [("participant", &participant), ("south", &south), ("region", &region), ("authority", &authority)] {
            assert_eq!(stage_plan(&stage, browser), 404, "{who}");
            let version = [("version", "1"), ("held_on", "2026-06-15")];
            assert_eq!(browser.post(&format!("{session}/outcome"), &version).status, 404, "{who}");
        }
        assert!(!region.page(&stage.url).says("Запланировать занятие"));
        assert_eq!(participant.get("/schooling").status, 403);
        assert_eq!(stage.app.stranger().get(&stage.url).status, 303);
    }

    fn a_deputy_keeps_the_school_of_the_own_organisation(engine) {
        let stage = stage(engine);
        let own = found(&stage.app, &stage.tree.school, "Школа молодого учителя", None);
        let url = crate::actions::url(own);
        let list = stage.deputy.page("/schooling");
        assert!(list.says("Школа молодого учителя") && !list.says("педагога района"), "{}", list.body);
        stage.deputy.page(&url);
        let person = stage.young[0].id.to_string();
        stage.deputy.done(&format!("{url}/participants"), &[("people", &person), ("from_on", "2026-06-01")]);
        assert!(stage.methodist.page(&url).says("Весенняя"), "the methodist of the municipality sees its schools");
    }

    fn other_structures_are_no_schools(engine) {
        let stage = stage(engine);
        stage.sql(&format!("UPDATE structures SET kind = 'municipal_union' WHERE id = {}", stage.school));
        assert_eq!(stage.methodist.get(&stage.url).status, 404);
    }
}

fn stage_plan(stage: &super::stage::Stage, browser: &testing::Browser) -> u16 {
    let fields = [
        ("topic", "Чужое"),
        ("direction", "direction_methodical"),
        ("form", "form_seminar"),
        ("planned_on", "2026-06-25"),
    ];
    browser.get("/schooling/own");
    browser.get("/schooling");
    browser.post(&format!("{}/sessions", stage.url), &fields).status
}
