//! Who sees and who may.

use access::{Level, Role};
use testing::both_databases;

use super::stage::{Hired, hire, stage};

both_databases! {
    fn a_pair_is_seen_by_its_people_its_school_and_those_above(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let region = stage.app.browser_as(Role::InstituteMethodist, Level::Region, &stage.tree.region.path);
        let head = stage.app.browser_as(Role::ServiceHead, Level::Municipality, &stage.tree.north.path);
        let foreign = stage.app.browser_as(Role::ServiceHead, Level::Municipality, &stage.tree.south.path);
        let other = stage.app.browser_as(Role::Deputy, Level::Organisation, &stage.tree.other_school.path);
        for above in [&region, &head] {
            assert!(above.page(&card).says("Весенняя") && above.page("/mentoring").says("Весенняя"));
            assert!(!above.page(&card).says("Прекратить раньше срока"), "seen, not done");
            for step in ["works", "tasks", "successor", "completion", "end", "announcement"] {
                let shown = above.post(&format!("{card}/{step}"), &[]);
                assert!([403, 404].contains(&shown.status), "{step}: {}", shown.status);
            }
        }
        for stranger in [&foreign, &other] {
            assert_eq!(stranger.get(&card).status, 404);
            assert!(!stranger.page("/mentoring").says("Весенняя"));
        }
        assert_eq!(stage.app.stranger().get(&card).status, 303, "sign in first");
    }

    fn a_colleague_who_is_not_of_the_pair_sees_nothing(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let friend = hire(&stage.app, &stage.tree.school, &Hired("Чужая Инна Ильинична", "music", "2015-09-01", None));
        let friend = stage.own(&friend);
        assert_eq!(friend.get(&card).status, 404);
        let shown = friend.post(&format!("{card}/works"), &[("work", "consultation"), ("held_on", "2026-06-18"), ("topic", "Т")]);
        assert_eq!(shown.status, 404);
        assert!(friend.page("/mentoring/own").says("Пар у вас нет"));
        assert_eq!(friend.get("/mentoring").status, 403);
    }

    fn a_deputy_prepares_and_the_head_alone_orders(engine) {
        let stage = stage(engine);
        let card = stage.prepared();
        assert_eq!(stage.deputy.get(&format!("{card}/order")).status, 403);
        stage.deputy.page(&card);
        let fields = [("signed_on", "2026-06-15"), ("numbering", "external"), ("number", "1")];
        assert_eq!(stage.deputy.post(&format!("{card}/order"), &fields).status, 403);
        assert!(stage.deputy.page(&card).says("Приказ издаёт руководитель"));
    }
}
