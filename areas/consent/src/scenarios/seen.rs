//! Who sees consents of others: who keeps the cards; that they looked is told to the person.

use access::{Level, Role};
use testing::both_databases;

use super::stage::{oblige, stage};

both_databases! {
    fn consents_are_seen_with_the_card_and_by_nobody_else(engine) {
        let stage = stage(engine);
        stage.shown_in_directory();
        let consent = stage.consent();
        let elsewhere = stage.app.browser_as(Role::Deputy, Level::Organisation, &stage.tree.other_school.path);
        oblige(&elsewhere);
        for address in [stage.base(), format!("{consent}/file"), format!("{consent}/withdrawal")] {
            assert_eq!(elsewhere.get(&address).status, 404, "{address}");
        }
        assert_eq!(elsewhere.post(&format!("{consent}/withdrawal"), &[("withdrawn_on", "2026-06-16"), ("delivery", "letter")]).status, 404);
        assert_eq!(elsewhere.get(&format!("/consents?unit={}", stage.tree.school.id)).status, 404);
        assert!(!elsewhere.page("/consents").says("Соколова"));
        assert_eq!(stage.teacher.get("/consents").status, 403);
        assert_eq!(stage.teacher.get(&stage.base()).status, 403);
        // The ministry looks, and notes nothing.
        let ministry = stage.app.browser_as(Role::Ministry, Level::Region, &stage.tree.region.path);
        oblige(&ministry);
        let page = ministry.page(&stage.base());
        assert!(page.says("действует") && !page.says("Записать отзыв") && !page.says("скан согласия"));
        assert_eq!(ministry.get(&format!("{consent}/file")).status, 403, "the paper is open to whoever keeps consents");
        let own = stage.teacher.page("/consents/own");
        let scan = own.body.split("href=\"").filter_map(|rest| rest.split('"').next()).find(|url| url.ends_with("/file")).unwrap();
        assert_eq!(stage.teacher.get(scan).status, 200, "and to the person");
        assert_eq!(ministry.get(&format!("{}/new", stage.base())).status, 403);
        assert_eq!(ministry.get(&format!("{consent}/withdrawal")).status, 403);
    }

    fn looking_is_noted_for_the_person(engine) {
        let stage = stage(engine);
        stage.deputy.page(&stage.base());
        let times = |kind: &str, id: i64| {
            let found = stage.app.house.db.read(|conn| audit::store::readings(conn, kind, &[id])).unwrap();
            found.get(&id).map_or(0, |(times, _)| *times)
        };
        let account = stage.app.house.db.read(|conn| people::store::all_of(conn, &[stage.person.id.0])).unwrap()[0].account_id.unwrap();
        assert_eq!((times("person", stage.person.id.0), times("account", account)), (1, 1));
        stage.deputy.page("/consents");
        assert_eq!((times("person", stage.person.id.0), times("account", account)), (2, 2));
        stage.deputy.get("/consents/register");
        assert!(times("person", stage.person.id.0) >= 3);
    }
}
