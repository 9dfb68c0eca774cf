//! The stage: a region with two municipalities, the people of both, and words to found a structure with.

use access::{Level, Role};
use documents::{Document, NewDocument};
use testing::{Browser, Engine, Shown, TestApp};
use units::Unit;
use units::fixture::{SmallTree, plant};
use web::{Cx, Write};

/// An installation with its people.
pub(super) struct Stage {
    pub app: TestApp,
    pub tree: SmallTree,
    pub head: Browser,
    pub institute: Browser,
    pub principal: Browser,
}

pub(super) fn stage(engine: Engine) -> Stage {
    on(engine, vec![units::area(), documents::area(), crate::area(), testing::duties()])
}

/// The same areas with people.
pub(super) fn areas_with_people() -> Vec<web::Area> {
    vec![units::area(), people::area(), documents::area(), crate::area()]
}

pub(super) fn on(engine: Engine, areas: Vec<web::Area>) -> Stage {
    let app = TestApp::with_press(engine, areas);
    let tree = plant(&app.house).unwrap();
    let head = app.browser_as(Role::ServiceHead, Level::Municipality, &tree.north.path);
    let institute = app.browser_as(Role::InstituteMethodist, Level::Region, &tree.region.path);
    let principal = app.browser_as(Role::Principal, Level::Organisation, &tree.school.path);
    Stage { app, tree, head, institute, principal }
}

/// The fields of a structure.
pub(super) fn fields(unit: &Unit, kind: &str, name: &str) -> Vec<(&'static str, String)> {
    vec![
        ("unit", unit.id.to_string()),
        ("kind", kind.to_owned()),
        ("name", name.to_owned()),
        ("started_on", "2025-09-01".to_owned()),
    ]
}

/// The same with some given otherwise.
pub(super) fn with(
    mut fields: Vec<(&'static str, String)>,
    more: &[(&'static str, &str)],
) -> Vec<(&'static str, String)> {
    for (name, value) in more {
        fields.retain(|(known, _)| known != name);
        fields.push((name, (*value).to_owned()));
    }
    fields
}

pub(super) fn pairs<'a>(fields: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    fields.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

/// Sends the form of a new structure.
pub(super) fn send(who: &Browser, fields: &[(&'static str, String)]) -> Shown {
    let unit = fields.iter().find(|(name, _)| *name == "unit").map(|(_, id)| id.clone()).unwrap();
    who.page(&format!("/structures/kinds?unit={unit}"));
    who.post("/structures", &pairs(fields))
}

/// Founds one; its address.
pub(super) fn found(who: &Browser, fields: &[(&'static str, String)]) -> String {
    let shown = send(who, fields);
    assert_eq!(shown.status, 303, "{}", shown.body);
    shown.location
}

impl Stage {
    /// Takes somebody in.
    pub fn appoint(&self, card: &str, name: &str, role: &str, from: &str) -> Shown {
        self.head.page(card);
        self.head.post(&format!("{card}/members"), &[("name", name), ("role", role), ("from_on", from)])
    }

    /// A document of the northern municipality in force.
    pub fn document(&self, kind: &str) -> Document {
        let mut cx = Cx::<Write>::outside(&self.app.house, None).unwrap();
        let new = NewDocument {
            kind: kind.to_owned(),
            title: "О районном методическом объединении".to_owned(),
            number: "12-од".to_owned(),
            signed_on: "2025-08-30".parse().unwrap(),
            issuer: String::new(),
            valid_to: None,
            topic: String::new(),
            file: None,
            link: Some("https://metod.example/12".to_owned()),
        };
        let made = documents::actions::register(&mut cx, &self.tree.north, new).unwrap();
        cx.finish().unwrap();
        made
    }
}

/// What a browser is to do, in words.
pub(super) fn duties_of(browser: &Browser) -> String {
    browser.page("/duties").body.replace('\u{a0}', " ")
}
