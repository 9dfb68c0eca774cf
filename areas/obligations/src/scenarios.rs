//! Home through HTTP: a stranger is led to the sign-in, a person without duties is told so.

mod hours;
mod reminders;
mod standing;

use access::{Level, Role};
use testing::{TestApp, both_databases};

both_databases! {
    fn a_stranger_is_led_to_the_sign_in_and_a_person_sees_home(engine) {
        let app = TestApp::of(engine, vec![crate::area()]);
        let shown = app.stranger().get("/");
        assert_eq!((shown.status, shown.location.as_str()), (303, "/sign-in"));
        let person = app.browser_as(Role::Deputy, Level::Organisation, "/1/2/3/");
        assert!(person.page("/").says("Срочных дел нет"));
    }

    fn whoever_has_no_role_is_told_which_ended_and_who_gives_roles(engine) {
        let app = TestApp::of(engine, vec![crate::area()]);
        let person = app.browser_as(Role::Principal, Level::Organisation, "/1/2/3/");
        app.browser_as(Role::Administrator, Level::Municipality, "/1/2/");
        app.write(|tx| tx.batch("UPDATE role_grants SET valid_from = '2000-01-01', valid_to = '2001-08-31' WHERE role = 'principal'"));
        let home = person.page("/");
        for said in ["Сейчас у вас нет роли", "закончилась 31.08.2001", "кто даёт роли"] {
            assert!(home.says(said), "{said}: {}", home.body);
        }
        assert!(!home.says("Срочных дел нет"));
        app.write(|tx| tx.batch("UPDATE role_grants SET valid_from = '2100-09-01', valid_to = NULL WHERE role = 'principal'"));
        assert!(person.page("/").says("начнётся 01.09.2100"));
    }
}
