//! The rules as everybody reads them.

use access::{Level, Role};
use testing::{TestApp, both_databases};

use crate::{area, fixture};

both_databases! {
    fn everybody_reads_the_rules_and_sees_which_are_in_force_here(engine) {
        let app = TestApp::of(engine, vec![area()]);
        let tree = fixture::plant(&app.house).unwrap();
        let teacher = app.browser_as(Role::Teacher, Level::Organisation, &tree.school.path);
        let list = teacher.page("/packs");
        assert!(list.says("Амурская область") && list.says("№ 696 от 13 июля 2020 г."));
        assert_eq!(list.body.matches("действует у вас").count(), 2);
        assert!(list.body.find("amur-2020").unwrap() < list.body.find("vladimir-2020").unwrap());
        let pack = teacher.page("/packs/amur-2020");
        assert!(pack.says("Министерство образования и науки Амурской области") && pack.says("не больше 61 балла"));
        assert!(pack.says("В источнике сказано") && pack.says("Принято") && pack.says("Почему"));
        assert!(pack.says("Положение о региональном учебно-методическом объединении"));
        assert_eq!(teacher.get("/packs/nowhere").status, 404);
        assert_eq!(app.stranger().get("/packs").status, 303);
    }

    fn every_pack_and_every_table_opens(engine) {
        let app = TestApp::of(engine, vec![area()]);
        let tree = fixture::plant(&app.house).unwrap();
        let person = app.browser_as(Role::InstituteMethodist, Level::Region, &tree.region.path);
        for pack in app.house.packs.packs() {
            let id = &pack.manifest.id;
            let card = person.page(&format!("/packs/{id}"));
            for template in &pack.templates {
                let address = format!("/packs/{id}/templates/{}", template.id);
                assert!(card.body.contains(&address), "{address}");
                let table = person.page(&address);
                for (_, indicator) in template.indicators() {
                    let fact = indicator.fact.as_deref().unwrap_or("no fact");
                    assert!(!table.says(fact), "{address}: a fact is told in words: {fact}");
                    assert!(table.body.contains(&format!("id=\"row-{}\"", indicator.no)), "{address} {}", indicator.no);
                }
            }
        }
        assert_eq!(person.get("/packs/amur-2020/templates/nowhere").status, 404);
    }

    fn a_row_says_its_points_its_fact_and_what_would_earn_it(engine) {
        let app = TestApp::of(engine, vec![area()]);
        let tree = fixture::plant(&app.house).unwrap();
        let person = app.browser_as(Role::ServiceHead, Level::Municipality, &tree.north.path);
        let table = person.page("/packs/amur-2020/templates/mms");
        assert!(table.says("есть – 1 балл, нет – 0") && table.says("документ, действующий в этом периоде"));
        assert!(table.says("на тему «ВПР»") && table.says("решает эксперт"));
        assert!(table.says("приложение 6") && table.says("Что даст балл"));
        assert!(person.page("/packs/izhmorsky-2021").says("Кто что делает"));
    }
}
