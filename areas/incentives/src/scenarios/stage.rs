//! The stage: a school on 18 June 2026 with an experienced teacher and a young one, who leads it, and who stands above.

use access::{AccountId, Level, Role};
use people::{Person, Record, RecordId, RecordKind};
use testing::{Browser, Engine, Shown, TestApp};
use units::Unit;
use units::fixture::{SmallTree, plant};
use web::{Cx, Write};

/// An installation with its people.
pub(super) struct Stage {
    pub app: TestApp,
    pub tree: SmallTree,
    pub deputy: Browser,
    pub principal: Browser,
    pub head: Browser,
    pub authority: Browser,
    pub ministry: Browser,
    pub teacher: Person,
    pub young: Person,
}

pub(super) fn stage(engine: Engine) -> Stage {
    let areas = vec![
        units::area(),
        people::area(),
        documents::area(),
        structures::area(),
        mentoring::area(),
        crate::area(),
        testing::duties(),
    ];
    let app = TestApp::with_press(engine, areas);
    let tree = plant(&app.house).unwrap();
    let at = |role, level, unit: &Unit| app.browser_as(role, level, &unit.path);
    let deputy = at(Role::Deputy, Level::Organisation, &tree.school);
    let principal = at(Role::Principal, Level::Organisation, &tree.school);
    let head = at(Role::ServiceHead, Level::Municipality, &tree.north);
    let authority = at(Role::MunicipalAuthority, Level::Municipality, &tree.north);
    let ministry = at(Role::Ministry, Level::Region, &tree.region);
    let teacher = hire(&app, &tree.school, "Орлова Нина Петровна", "2010-09-01");
    let young = hire(&app, &tree.school, "Весенняя Анна Сергеевна", "2025-09-01");
    Stage { app, tree, deputy, principal, head, authority, ministry, teacher, young }
}

/// Takes somebody on.
pub(super) fn hire(app: &TestApp, unit: &Unit, name: &str, from: &str) -> Person {
    people::fixture::hire_since(&app.house, unit, name, from.parse().unwrap()).unwrap()
}

impl Stage {
    /// Somebody's own browser: an account of the school tied to the card.
    pub fn own(&self, person: &Person, role: Role) -> Browser {
        let account: AccountId = self.app.account(role, Level::Organisation, &self.tree.school.path);
        let mut cx = Cx::<Write>::outside(&self.app.house, None).unwrap();
        people::actions::tie(&mut cx, person, Some(account.0)).unwrap();
        cx.finish().unwrap();
        self.app.signed_in(account)
    }

    /// Tells something of a person.
    pub fn tell(&self, person: &Person, kind: RecordKind, title: &str, on: &str) {
        let mut cx = Cx::<Write>::outside(&self.app.house, None).unwrap();
        let record = Record {
            id: RecordId(cx.id()),
            person_id: person.id,
            kind: kind.code().to_owned(),
            title: title.to_owned(),
            place: String::new(),
            began_on: kind.lasts().then(|| on.parse().unwrap()),
            happened_on: on.parse().unwrap(),
            hours: None,
            document: String::new(),
            form: None,
            level: None,
            platform: None,
            progress: None,
            version: 1,
        };
        people::actions::telling::tell(&mut cx, person, &record, None).unwrap();
        cx.finish().unwrap();
    }

    /// Sends the form of a representation.
    pub fn send(&self, browser: &Browser, more: &[(&str, &str)]) -> Shown {
        let person = self.teacher.id.to_string();
        browser.get(&format!("/incentives/new?person={person}"));
        let usual = [
            ("person", person.as_str()),
            ("kind", "gratitude"),
            ("ground", "mentoring"),
            ("ground_note", ""),
            ("merits", "Сопровождала молодого педагога три года."),
            ("day", "2026-06-15"),
        ];
        let kept = usual.iter().copied().filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
        let fields: Vec<(&str, &str)> = kept.chain(more.iter().copied()).collect();
        browser.post("/incentives", &fields)
    }

    /// A representation to an award of the school; its card.
    pub fn begun(&self, kind: &str) -> String {
        let shown = self.send(&self.deputy, &[("kind", kind)]);
        assert_eq!(shown.status, 303, "{}", shown.body);
        shown.location
    }

    /// Says the word as the page of the card offers it.
    #[expect(clippy::unused_self, reason = "told as what is done on the stage")]
    pub fn word(&self, browser: &Browser, card: &str, word: &str, more: &[(&str, &str)]) -> Shown {
        let page = browser.page(card);
        let version = page.input("version").unwrap_or_default();
        let usual = [("version", version.as_str()), ("word", word), ("note", ""), ("day", "2026-06-16")];
        let kept = usual.iter().copied().filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
        let fields: Vec<(&str, &str)> = kept.chain(more.iter().copied()).collect();
        browser.post(&format!("{card}/word"), &fields)
    }

    /// Sends the form of the order about these cards.
    #[expect(clippy::unused_self, reason = "told as what is done on the stage")]
    pub fn order(&self, browser: &Browser, cards: &[&str], more: &[(&str, &str)]) -> Shown {
        browser.page("/incentives/orders/new");
        let ids: Vec<&str> = cards.iter().map(|card| card.rsplit('/').next().unwrap()).collect();
        let usual = [("signed_on", "2026-06-17"), ("numbering", "external"), ("number", "15-од")];
        let kept = usual.iter().copied().filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
        let mut fields: Vec<(&str, &str)> = kept.chain(more.iter().copied()).collect();
        fields.extend(ids.iter().map(|id| ("of", *id)));
        browser.post("/incentives/orders", &fields)
    }
}

/// What a browser is to do, in words.
pub(super) fn duties_of(browser: &Browser) -> String {
    browser.page("/duties").body.replace('\u{a0}', " ")
}
