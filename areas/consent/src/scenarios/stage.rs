//! The stage: two teachers of a school, one with an account, the deputy who keeps their cards.

use access::{Level, Role};
use people::Person;
use testing::{Browser, Engine, Shown, TestApp};
use units::fixture::{SmallTree, plant};
use web::{Cx, Write};

pub(super) const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n";

pub(super) struct Stage {
    pub app: TestApp,
    pub tree: SmallTree,
    pub person: Person,
    pub other: Person,
    pub teacher: Browser,
    pub deputy: Browser,
}

pub(super) fn stage(engine: Engine) -> Stage {
    with(TestApp::of(engine, areas()))
}

pub(super) fn areas() -> Vec<web::Area> {
    vec![units::area(), people::area(), crate::area()]
}

pub(super) fn with(app: TestApp) -> Stage {
    let tree = plant(&app.house).unwrap();
    let person = people::fixture::hire(&app.house, &tree.school, "Соколова Мария Петровна").unwrap();
    let other = people::fixture::hire(&app.house, &tree.school, "Титов Олег Ильич").unwrap();
    let account = app.account(Role::Teacher, Level::Organisation, &tree.school.path);
    let mut cx = Cx::<Write>::outside(&app.house, None).unwrap();
    people::actions::tie(&mut cx, &person, Some(account.0)).unwrap();
    cx.finish().unwrap();
    let teacher = app.signed_in(account);
    let deputy = app.browser_as(Role::Deputy, Level::Organisation, &tree.school.path);
    oblige(&deputy);
    Stage { app, tree, person, other, teacher, deputy }
}

/// Accepts the obligation, as everybody does before they open consents of others.
pub(super) fn oblige(browser: &Browser) {
    browser.page("/consents/obligation");
    browser.done("/consents/obligation", &[("accepted", "1"), ("back", "/consents")]);
}

impl Stage {
    /// The consents of the teacher on the card.
    pub fn base(&self) -> String {
        format!("{}/consents", self.person.url())
    }

    /// What areas still have of the teacher in these groups.
    pub fn has(&self, groups: &[&str]) -> Vec<String> {
        let (house, id) = (&self.app.house, self.person.id.0);
        let all = house.db.read(|conn| {
            let mut all = Vec::new();
            for (offer, group) in house
                .registry
                .erasures
                .iter()
                .flat_map(|offer| groups.iter().map(move |group| (offer, group)))
            {
                all.extend(offer.told(conn, id, group)?);
            }
            Ok::<_, db::Error>(all)
        });
        all.unwrap()
    }

    /// The deputy notes a consent of the teacher on paper.
    pub fn noted(&self, fields: &[(&str, &str)]) -> Shown {
        self.deputy.page(&format!("{}/new", self.base()));
        self.deputy.upload(&self.base(), fields, ("file", "Согласие.pdf", PDF))
    }

    /// A consent to be shown in the directory by name and post, noted.
    pub fn shown_in_directory(&self) {
        let shown = self.noted(&[
            ("kind", "directory"),
            ("fields", "name"),
            ("fields", "post"),
            ("given_on", "2026-06-10"),
            ("last_day", ""),
        ]);
        assert_eq!(shown.status, 303, "{}", shown.body);
    }

    /// The address of the latest consent on the card.
    pub fn consent(&self) -> String {
        let body = self.deputy.page(&self.base()).body;
        let at = body.find("/withdrawal\"").expect("nothing to withdraw");
        body[..at].rsplit('"').next().unwrap().to_owned()
    }
}
