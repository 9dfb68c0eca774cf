//! Lists: schools of a place with what waits, duties of the year of all municipalities side by side, the file.

use access::{Level, Role};
use registry::{Placed, TallyOffer};
use testing::both_databases;

use super::stage::stage;

both_databases! {
    fn a_place_lists_its_schools_and_its_programme(engine) {
        let stage = stage(engine);
        stage.enrolled();
        stage.planned("Первый педсовет", "2026-06-30");
        let page = stage.methodist.page("/schooling");
        assert!(page.says("Школа молодого педагога района") && page.says("30.06.2026: Первый педсовет"), "{}", page.body);
        assert!(page.says("Муниципальная программа поддержки молодых педагогов"), "in force or missing: {}", page.body);
        let south = stage.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &stage.tree.south.path);
        assert!(south.page("/schooling").says("ещё нет школы молодого педагога"));
        assert_eq!(south.get(&format!("/schooling?unit={}", stage.tree.north.id)).status, 404);
    }

    fn the_region_compares_its_municipalities(engine) {
        let stage = stage(engine);
        let region = stage.app.browser_as(Role::InstituteMethodist, Level::Region, &stage.tree.region.path);
        let page = region.page("/schooling/yearly");
        assert!(page.says("мониторинг адаптации") && page.says("изучена адаптация 0 из\u{a0}3") && page.says("просрочено"), "{}", page.body);
        assert!(page.says("молодых специалистов нет"), "the south has nobody: {}", page.body);
        let file = region.get("/schooling/yearly/register");
        assert!(file.status == 200 && file.header("content-type").contains("spreadsheet"));
        let own = stage.deputy.page("/schooling/yearly");
        assert!(own.says("Создание плана поддержки") && own.says("срок близко"), "{}", own.body);
        let place = stage.methodist.page("/schooling/yearly");
        assert!(place.says("членов ассоциации нет") && place.says("план поддержки молодых"), "М24 is told by members: {}", place.body);
    }

    fn tallies_say_what_the_page_says(engine) {
        let stage = stage(engine);
        let mut offer = crate::tallies::Yearly::default();
        offer.learn(&stage.app.house.packs);
        let north = &stage.tree.north;
        let placed = [Placed { unit: north.id.0, path: north.path.clone(), level: Level::Municipality }];
        let today = "2026-06-18".parse().unwrap();
        let found = stage.app.house.db.read(|conn| offer.tallies(conn, &north.path, &placed, today)).unwrap();
        let tally = found[0].tally;
        assert_eq!((found.len(), tally.met, tally.near, tally.overdue), (1, 1, 0, 2), "М24 is ahead, М23 and М25 are late");
    }
}
