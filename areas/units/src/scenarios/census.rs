//! What a regulation says a territory has stands beside what is counted there today.

use access::{Level, Role};
use testing::{TestApp, both_databases};

use crate::area;
use crate::fixture::plant;

const GROUND: (&str, &str) = ("ground", "приказ № 19 от 01.06.2026");

both_databases! {
    fn the_numbers_of_the_regulation_stand_beside_those_of_the_day_and_open_their_lists(engine) {
        let app = TestApp::of(engine, vec![area()]);
        let tree = plant(&app.house).unwrap();
        let authority = app.browser_as(Role::MunicipalAuthority, Level::Municipality, &tree.north.path);
        let (card, page) = (tree.north.url(), format!("{}/census", tree.north.url()));
        assert!(!authority.page(&card).says("Паспорт территории"), "the region's regulation declares nothing");
        assert_eq!(authority.get(&page).status, 404);
        let fields = [("pack", "terek-2021"), ("day", "2026-06-10"), GROUND];
        assert_eq!(authority.post(&format!("{card}/rules"), &fields).status, 303);
        let shown = authority.page(&card);
        assert!(shown.body.contains(&format!("href=\"{page}\"")), "{}", shown.body);
        let shown = authority.page(&page);
        assert!(shown.says("МКОУ СОШ") && shown.says("меньше на\u{a0}17"), "one school of eighteen: {}", shown.body);
        assert!(shown.says("Сходится 0 из\u{a0}16\u{a0}чисел"));
        let list = format!("/units?within={}&#38;kind=school", tree.north.id);
        assert!(shown.body.contains(&list) || shown.body.contains(&list.replace("&#38;", "&amp;")), "{}", shown.body);
        let list = authority.page(&format!("/units?within={}&kind=school", tree.north.id));
        assert!(list.says("Школа № 1") && list.says("Только под:"));
        assert!(authority.page(&format!("/units?within={}&kind=lyceum", tree.north.id)).says("Ничего не найдено"));
        let file = authority.get(&format!("{page}/register"));
        assert!(file.status == 200 && file.header("content-type").contains("spreadsheetml"));
    }

    fn a_school_under_it_has_no_passport_and_strangers_see_none(engine) {
        let app = TestApp::of(engine, vec![area()]);
        let tree = plant(&app.house).unwrap();
        let authority = app.browser_as(Role::MunicipalAuthority, Level::Municipality, &tree.north.path);
        let fields = [("pack", "terek-2021"), ("day", "2026-06-10"), GROUND];
        assert_eq!(authority.post(&format!("{}/rules", tree.north.url()), &fields).status, 303);
        assert_eq!(authority.get(&format!("{}/census", tree.school.url())).status, 404, "it inherits the rules alone");
        assert!(!authority.page(&tree.school.url()).says("Паспорт территории"));
        let other = app.browser_as(Role::MunicipalAuthority, Level::Municipality, &tree.south.path);
        assert_eq!(other.get(&format!("{}/census", tree.north.url())).status, 404);
        assert_eq!(other.get(&format!("/units?within={}", tree.north.id)).status, 404);
    }
}
