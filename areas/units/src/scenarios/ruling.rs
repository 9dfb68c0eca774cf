//! A regulation is put into force for a territory: who may, from when, and what it replaces.

use access::{Level, Role};
use testing::{Browser, Engine, TestApp, both_databases};

use crate::area;
use crate::fixture::{SmallTree, plant};

const GROUND: (&str, &str) = ("ground", "постановление № 7 от 01.06.2026");

fn stage(engine: Engine) -> (TestApp, SmallTree, Browser) {
    let app = TestApp::of(engine, vec![area()]);
    let tree = plant(&app.house).unwrap();
    let authority = app.browser_as(Role::MunicipalAuthority, Level::Municipality, &tree.north.path);
    (app, tree, authority)
}

fn in_force(app: &TestApp, path: &str) -> Vec<String> {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 6, 18).unwrap();
    let effective = app.house.db.read(|conn| crate::effective(conn, &app.house.packs, path, day)).unwrap();
    effective.chain.clone()
}

both_databases! {
    fn a_municipality_puts_its_own_regulation_into_force(engine) {
        let (app, tree, authority) = stage(engine);
        let page = format!("{}/rules", tree.north.url());
        assert!(authority.page(&tree.north.url()).says("Сроки действия и введение"));
        let shown = authority.page(&page);
        assert!(shown.says("Амурская область") && shown.says("Ввести положение"));
        assert!(!shown.body.contains("value=\"amur-2020\""), "a region's is not offered to a municipality");
        let fields = [("pack", "izhmorsky-2021"), ("day", "2026-06-01"), GROUND];
        assert_eq!(authority.post(&page, &fields).status, 303);
        assert_eq!(in_force(&app, &tree.school.path), ["izhmorsky-2021", "kemerovo", "amur-2020", "federal"]);
        assert_eq!(in_force(&app, &tree.south.path), ["amur-2020", "federal"]);
        let again = authority.post(&page, &fields);
        assert_eq!(again.status, 422, "the second click");
        assert!(again.says("уже действует здесь") && again.says("постановление № 7"));
        assert!(authority.page(&tree.north.url()).says("Введено в\u{a0}действие положение"));
    }

    fn another_replaces_it_and_an_end_gives_way_to_the_rules_above(engine) {
        let (app, tree, authority) = stage(engine);
        let page = format!("{}/rules", tree.north.url());
        let post = |pack: &str, day: &str| {
            authority.post(&page, &[("pack", pack), ("day", day), GROUND]).status
        };
        assert_eq!(post("izhmorsky-2021", "2026-05-01"), 303);
        assert_eq!(post("terek-2021", "2026-06-10"), 303);
        assert_eq!(in_force(&app, &tree.north.path), ["terek-2021", "amur-2020", "federal"]);
        let shown = authority.page(&page);
        assert!(shown.says("с\u{a0}01.05.2026 по\u{a0}09.06.2026") && shown.says("действовало"));
        let own = app.house.db.read(|conn| crate::store::bindings::own(conn, tree.north.id)).unwrap();
        let end = format!("{page}/{}/end", own[0].id);
        let early = authority.post(&end, &[("last", "2026-06-09"), ("end_ground", GROUND.1)]);
        assert_eq!(early.status, 422);
        assert!(early.body.contains("href=\"#f-last\"") && early.says("Последний день не\u{a0}бывает раньше"));
        assert_eq!(authority.post(&end, &[("last", "2026-06-17"), ("end_ground", "")]).status, 422);
        assert_eq!(authority.post(&end, &[("last", "2026-06-17"), ("end_ground", GROUND.1)]).status, 303);
        assert_eq!(in_force(&app, &tree.north.path), ["amur-2020", "federal"]);
    }

    fn one_to_come_is_taken_back_and_nothing_is_left_of_it(engine) {
        let (app, tree, authority) = stage(engine);
        let page = format!("{}/rules", tree.north.url());
        let before = [("pack", "vladimir-2020"), ("day", "2026-05-01"), GROUND];
        assert_eq!(authority.post(&page, &before).status, 303);
        let fields = [("pack", "izhmorsky-2021"), ("day", "2026-09-01"), GROUND];
        assert_eq!(authority.post(&page, &fields).status, 303);
        assert_eq!(in_force(&app, &tree.north.path), ["vladimir-2020", "amur-2020", "federal"], "not yet");
        assert!(authority.page(&page).says("по\u{a0}31.08.2026"));
        let own = app.house.db.read(|conn| crate::store::bindings::own(conn, tree.north.id)).unwrap();
        assert!(authority.page(&page).says("Отменить введение"));
        let back = format!("{page}/{}/withdrawal", own[0].id);
        assert_eq!(authority.post(&back, &[]).status, 303);
        assert_eq!(authority.post(&back, &[]).status, 404, "the second click");
        let shown = authority.page(&page);
        assert!(!shown.says("начнётся") && !shown.says("по\u{a0}31.08.2026"), "the one before goes on");
    }

    fn only_whoever_issues_regulations_does_it_and_only_at_home(engine) {
        let (app, tree, authority) = stage(engine);
        let fields = [("pack", "izhmorsky-2021"), ("day", "2026-06-01"), GROUND];
        let (north, south) = (format!("{}/rules", tree.north.url()), format!("{}/rules", tree.south.url()));
        assert_eq!(authority.post(&south, &fields).status, 404);
        assert_eq!(authority.get(&south).status, 404);
        let above = format!("{}/rules", tree.region.url());
        assert_eq!(authority.post(&above, &[("pack", "kemerovo"), ("day", "2026-06-01"), GROUND]).status, 404);
        let methodist = app.browser_as(Role::MunicipalMethodist, Level::Municipality, &tree.north.path);
        assert_eq!(methodist.post(&north, &fields).status, 403);
        let seen = methodist.page(&north);
        assert!(seen.says("Действует сейчас") && !seen.says("Ввести положение"));
        let ministry = app.browser_as(Role::Ministry, Level::Region, &tree.region.path);
        let fields = [("pack", "kemerovo"), ("day", "2026-06-18"), GROUND];
        assert_eq!(ministry.post(&above, &fields).status, 303);
        assert_eq!(in_force(&app, &tree.north.path), ["kemerovo", "federal"]);
    }
}
