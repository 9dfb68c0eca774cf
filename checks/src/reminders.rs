//! Every kind of duty can be left out of letters by itself.

use access::{Level, Role};

use crate::routes::stage::stage;

#[test]
fn whoever_offers_duties_is_a_kind_on_the_page_of_reminders() {
    let stage = stage();
    let seat = stage.seat(Level::Organisation).unwrap();
    let page = stage.app.browser_as(Role::Principal, Level::Organisation, seat).page("/reminders");
    let registry = &stage.app.house.registry;
    assert!(!registry.obliging.is_empty());
    for area in &registry.obliging {
        assert!(
            page.body.contains(&format!("value=\"{area}\"")),
            "{area} is no kind of areas/obligations/src/rules.rs"
        );
    }
}
