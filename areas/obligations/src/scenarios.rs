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
}
