//! What the stories of people share: the small tree, who keeps cards, forms with everything in them.

use access::{Level, Role};
use testing::{Browser, Engine, TestApp};
use units::fixture::{SmallTree, plant};

/// An installation with the small tree.
pub(super) fn app(engine: Engine) -> (TestApp, SmallTree) {
    let app = TestApp::of(engine, vec![units::area(), crate::area()]);
    let tree = plant(&app.house).unwrap();
    (app, tree)
}

/// The deputy of the first school.
pub(super) fn deputy(app: &TestApp, tree: &SmallTree) -> Browser {
    app.browser_as(Role::Deputy, Level::Organisation, &tree.school.path)
}

/// The deputy of the other school.
pub(super) fn other_deputy(app: &TestApp, tree: &SmallTree) -> Browser {
    app.browser_as(Role::Deputy, Level::Organisation, &tree.other_school.path)
}

/// The form of a new person with everything a deputy types.
pub(super) const FIELDS: [(&str, &str); 14] = [
    ("unit", ""),
    ("last_name", "Семёнова"),
    ("first_name", "Мария"),
    ("middle_name", "Петровна"),
    ("former_name", ""),
    ("birth_date", "1998-03-14"),
    ("email", "semenova@school1.ru"),
    ("phone", ""),
    ("general_since", ""),
    ("pedagogical_since", ""),
    ("post", "teacher"),
    ("subjects", "математика"),
    ("rate", "1"),
    ("started_on", "2025-09-01"),
];

/// The same form with some fields otherwise, or added.
pub(super) fn with<'a>(other: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = FIELDS.iter().copied().filter(|(name, _)| !other.iter().any(|(changed, _)| changed == name));
    kept.chain(other.iter().copied()).collect()
}

/// Takes a person on and says where the card is.
pub(super) fn hired(keeper: &Browser, other: &[(&str, &str)]) -> String {
    keeper.done("/people", &with(other)).location
}
