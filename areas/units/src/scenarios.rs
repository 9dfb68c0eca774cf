//! Units through HTTP: what each person finds, and that nobody sees past their scope.

mod ahead;
mod census;
mod excluded;
mod forms;
mod heads;
mod identity;
mod listed;
mod living;
mod methodics;
mod numbered;
mod parted;
mod rejoined;
mod ruling;

use access::{Level, Role};
use testing::{TestApp, both_databases};

use crate::{area, fixture};

both_databases! {
    fn a_methodist_sees_the_own_municipality_and_not_the_neighbour(engine) {
        let app = TestApp::of(engine, vec![area()]);
        let tree = fixture::plant(&app.house).unwrap();
        let methodist = app.browser_as(Role::MunicipalMethodist, Level::Municipality, &tree.north.path);
        let list = methodist.page("/units");
        assert!(list.says("Северный округ") && list.says("Школа № 1"));
        assert!(!list.says("Южный округ") && !list.says("Школа № 2"));
        assert!(methodist.page(&tree.north.url()).says("отдельные специалисты"));
        assert_eq!(methodist.get(&tree.south.url()).status, 404);
        assert_eq!(methodist.get("/units/abc").status, 404);
    }

    fn the_way_names_the_places_above_and_leads_only_where_one_may_go(engine) {
        let app = TestApp::of(engine, vec![area()]);
        let tree = fixture::plant(&app.house).unwrap();
        let principal = app.browser_as(Role::Principal, Level::Organisation, &tree.school.path);
        let page = principal.page(&tree.school.url());
        let above = |url: &str| page.body.contains(&format!("href=\"{url}\""));
        assert!(page.says("<span>Северный округ</span>"), "{}", page.body);
        assert!(!above(&tree.north.url()) && !above(&tree.region.url()) && above(&tree.school.url()));
    }

    fn the_list_is_searched_by_the_beginning_of_a_name_in_any_case(engine) {
        let app = TestApp::of(engine, vec![area()]);
        let tree = fixture::plant(&app.house).unwrap();
        let institute = app.browser_as(Role::InstituteMethodist, Level::Region, &tree.region.path);
        let found = institute.page("/units?name=%D1%8E%D0%B6%D0%BD&level=municipality");
        assert!(found.says("Южный округ") && !found.says("Северный округ"));
        assert!(institute.page("/units?name=%D1%8F%D1%8F").says("Ничего не найдено"));
    }

    fn rules_are_those_of_the_nearest_pack_and_federal_last(engine) {
        let app = TestApp::of(engine, vec![area()]);
        let tree = fixture::plant(&app.house).unwrap();
        let today = app.house.now().day(app.house.settings.zone);
        let rules = app.house.db
            .read(|conn| crate::effective(conn, &app.house.packs, &tree.school.path, today))
            .unwrap();
        assert_eq!(rules.chain, ["amur-2020", "federal"]);
    }
}
