//! A successor is chosen as a first mentor is: ranked, refused beforehand, recommended, agreed to (п. 3.1, 3.3, 3.6).

use access::{Level, Role};
use testing::both_databases;

use super::stage::{Hired, hire, stage};

both_databases! {
    fn why_a_mentor_was_chosen_is_for_whoever_keeps_the_pair(engine) {
        let stage = stage(engine);
        let far = hire(&stage.app, &stage.tree.school, &Hired("Музыкова Инна Ильинична", "music", "2012-09-01", None));
        let begun = stage.choose(&far, &[("reason", "Взыскание снято в мае")]);
        assert_eq!(begun.status, 303, "{}", begun.body);
        let card = begun.location;
        let said = "Взыскание снято в мае";
        for keeper in [&stage.deputy, &stage.principal] {
            assert!(keeper.page(&card).says(said));
        }
        let above = stage.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &stage.tree.north.path);
        for reader in [&stage.own(&stage.mentee), &stage.own(&far), &above] {
            let page = reader.page(&card);
            assert!(page.says("Весенняя") && !page.says(said), "{}", page.body);
            assert!(!reader.page(&format!("{card}/timeline")).says(said));
        }
    }
}
