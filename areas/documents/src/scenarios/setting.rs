//! What the stories of documents share: the small tree, a methodist, a form with everything in it.

use access::{Level, Role};
use chrono::NaiveDate;
use db::Clock;
use testing::{Browser, Engine, Shown, TestApp};
use units::fixture::{SmallTree, plant};

/// The least that passes for a PDF: it begins as one and ends as one.
pub(super) const PDF: &[u8] = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n";

/// An installation with the small tree.
pub(super) fn app(engine: Engine) -> (TestApp, SmallTree) {
    let app = TestApp::of(engine, vec![units::area(), crate::area()]);
    let tree = plant(&app.house).unwrap();
    (app, tree)
}

/// The same where a file may have so many bytes.
pub(super) fn limited(engine: Engine, bytes: u64) -> (TestApp, SmallTree) {
    let day = NaiveDate::from_ymd_opt(2026, 6, 18).unwrap();
    let clock = Clock::standing_at(db::day_start(chrono_tz::Asia::Yakutsk, day));
    let app = TestApp::at(engine, vec![units::area(), crate::area()], clock, |s| s.upload_limit = bytes);
    let tree = plant(&app.house).unwrap();
    (app, tree)
}

/// A methodist of the northern district.
pub(super) fn methodist(app: &TestApp, tree: &SmallTree) -> Browser {
    app.browser_as(Role::MunicipalMethodist, Level::Municipality, &tree.north.path)
}

/// A form with everything a person types, opened for a programme: whoever fills it in enters one, whatever the level of the unit.
pub(super) const FIELDS: [(&str, &str); 9] = [
    ("unit", ""),
    ("asked", "mms_programme"),
    ("kind", "mms_programme"),
    ("title", "Программа развития службы"),
    ("number", "114"),
    ("signed_on", "2025-09-02"),
    ("issuer", "Управление образования"),
    ("valid_to", ""),
    ("link", ""),
];

/// The same form with some fields otherwise, or added.
pub(super) fn with<'a>(other: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = FIELDS.iter().copied().filter(|(name, _)| !other.iter().any(|(changed, _)| changed == name));
    kept.chain(other.iter().copied()).collect()
}

/// Registers a document with a file and says where its card is.
pub(super) fn registered(person: &Browser, other: &[(&str, &str)], file: (&str, &[u8])) -> String {
    let shown = posted(person, other, file);
    assert_eq!(shown.status, 303, "{}", shown.body);
    shown.location
}

/// Posts the form of a new document with a file.
pub(super) fn posted(person: &Browser, other: &[(&str, &str)], (name, bytes): (&str, &[u8])) -> Shown {
    person.upload("/documents", &with(other), ("file", name, bytes))
}
