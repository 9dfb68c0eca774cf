//! What stays inside a unit until it decides: drafts, their points, and what its decisions could rest on.

use access::{Level, Role};
use testing::both_databases;

use super::register::{POINT, document, drafted, taken};
use super::stage::published;

both_databases! {
    fn a_draft_stays_unseen_however_it_ends(engine) {
        let stage = published(engine);
        let school = stage.app.browser_as(Role::Principal, Level::Organisation, &stage.tree.school.path);
        let card = drafted(&stage, "1.3");
        stage.methodist.done(&format!("{card}/cancellation"), &[("word", "передумали")]);
        assert!(stage.methodist.page(&card).says("передумали"));
        for other in [&school, &stage.institute] {
            assert_eq!(other.get(&card).status, 404);
            assert!(!other.page("/decisions").says("О мерах по итогам мониторинга"));
        }
        // One that was taken and cancelled was known, and its end is known.
        let card = taken(&stage, "2.1");
        stage.methodist.done(&format!("{card}/cancellation"), &[("word", "утратило смысл")]);
        assert!(school.page(&card).says("утратило смысл"));
    }

    fn another_unit_is_not_shown_what_a_decision_could_rest_on(engine) {
        let stage = published(engine);
        let card = taken(&stage, "1.3");
        let school = stage.app.browser_as(Role::Principal, Level::Organisation, &stage.tree.school.path);
        school.page(&card);
        assert_eq!(school.post(&format!("{card}/requisites"), &[("title", "")]).status, 404);
    }

    fn a_point_of_a_draft_is_no_measure_yet(engine) {
        let stage = published(engine);
        stage.sent();
        let card = stage.card(&stage.methodist, &stage.tree.north, "1.3");
        let decision = drafted(&stage, "1.3");
        stage.methodist.done(&format!("{decision}/points"), &POINT);
        let id = card.rsplit('/').next().unwrap();
        stage.sql(&format!("UPDATE measures SET recommendation_id = {id} WHERE decision_id IS NOT NULL"));
        assert!(!stage.institute.page(&card).says("Утвердить план-график"));
        let order = document(&stage, false).id.to_string();
        stage.methodist.done(&format!("{decision}/force"), &[("document", &order)]);
        assert!(stage.institute.page(&card).says("Утвердить план-график"));
    }
}
