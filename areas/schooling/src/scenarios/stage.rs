//! The stage: a municipality and its school, each with a school of the young teacher, young people at work, who keeps and who
//! leads.

use access::{AccountId, Level, Role};
use people::{Person, PersonId};
use structures::model::StructureId;
use testing::{Browser, Engine, Shown, TestApp};
use units::Unit;
use units::fixture::{SmallTree, plant};
use web::{Cx, Write};

use crate::KIND;

/// An installation with its people.
pub(super) struct Stage {
    pub app: TestApp,
    pub tree: SmallTree,
    pub methodist: Browser,
    pub deputy: Browser,
    /// The school of the municipality, its address.
    pub school: StructureId,
    pub url: String,
    pub young: Vec<Person>,
    pub head: Person,
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
    let methodist = app.browser_as(Role::MunicipalMethodist, Level::Municipality, &tree.north.path);
    let deputy = app.browser_as(Role::Deputy, Level::Organisation, &tree.school.path);
    let names = ["Весенняя Анна Сергеевна", "Летняя Вера Ивановна", "Зимин Пётр Олегович"];
    let young = names.iter().map(|name| hire(&app, &tree.school, name, "2026-02-02")).collect();
    let head = hire(&app, &tree.school, "Орлова Нина Петровна", "2005-09-01");
    let school = found(&app, &tree.north, "Школа молодого педагога района", Some(&head));
    let url = crate::actions::url(school);
    Stage { app, tree, methodist, deputy, school, url, young, head }
}

/// Takes somebody on.
pub(super) fn hire(app: &TestApp, unit: &Unit, name: &str, from: &str) -> Person {
    people::fixture::hire_since(&app.house, unit, name, from.parse().unwrap()).unwrap()
}

/// Founds a school of a unit on 1 September 2024.
pub(super) fn found(app: &TestApp, unit: &Unit, name: &str, head: Option<&Person>) -> StructureId {
    found_of(app, unit, (KIND, name), head)
}

/// The same of another kind of body.
pub(super) fn found_of(
    app: &TestApp,
    unit: &Unit,
    (kind, name): (&str, &str),
    head: Option<&Person>,
) -> StructureId {
    let (id, at, key) = (StructureId(app.house.id()), app.house.now().0, db::fold(name));
    let Unit { id: unit_id, path, level, .. } = unit;
    // Aside of the pages: a body of one's own kind and day, whatever the pack asks of a new one.
    app.write(|tx| {
        tx.batch(&format!(
            "INSERT INTO structures (id, unit_id, unit_path, level, kind, block, name, name_key, directions, is_temporary, \
             started_on, task, resource_url, state, result, created_at, updated_at, version) VALUES ({id}, {unit_id}, \
             '{path}', '{level}', '{kind}', 'association', '{name}', '{key}', '', FALSE, '2024-09-01', '', '', 'active', \
             '', {at}, {at}, 1)"
        ))
    });
    if let Some(person) = head {
        let (row, who, called) = (app.house.id(), person.id, person.name().full());
        let key = db::fold(&called);
        app.write(|tx| {
            tx.batch(&format!(
                "INSERT INTO structure_members (id, structure_id, person_id, name, name_key, post, role, from_on, basis, \
                 end_reason, created_at, updated_at) VALUES ({row}, {id}, {who}, '{called}', '{key}', 'учитель', 'head', \
                 '2024-09-01', '', '', {at}, {at})"
            ))
        });
    }
    id
}

impl Stage {
    /// Somebody's own browser: a teacher of the school whose account is tied to the card.
    pub fn own(&self, person: &Person) -> Browser {
        let account: AccountId = self.app.account(Role::Teacher, Level::Organisation, &self.tree.school.path);
        let mut cx = Cx::<Write>::outside(&self.app.house, None).unwrap();
        people::actions::tie(&mut cx, person, Some(account.0)).unwrap();
        cx.finish().unwrap();
        self.app.signed_in(account)
    }

    /// Changes rows past the rules: a day that only time would bring.
    pub fn sql(&self, text: &str) {
        self.app.write(|tx| tx.batch(text));
    }

    /// Takes these people into the school of the municipality.
    pub fn enrol(&self, people: &[PersonId], from: &str) -> Shown {
        let ids: Vec<String> = people.iter().map(ToString::to_string).collect();
        let fields: Vec<(&str, &str)> =
            ids.iter().map(|id| ("people", id.as_str())).chain([("from_on", from)]).collect();
        self.methodist.page(&format!("{}/participants", self.url));
        self.methodist.post(&format!("{}/participants", self.url), &fields)
    }

    /// All the young are in since 1 March.
    pub fn enrolled(&self) {
        let ids: Vec<PersonId> = self.young.iter().map(|one| one.id).collect();
        let shown = self.enrol(&ids, "2026-03-01");
        assert_eq!(shown.status, 303, "{}", shown.body);
    }

    /// Plans a session as somebody.
    pub fn plan(&self, who: &Browser, (topic, day): (&str, &str), more: &[(&str, &str)]) -> Shown {
        who.page(&self.url);
        let usual = [
            ("topic", topic),
            ("direction", "direction_methodical"),
            ("form", "form_seminar"),
            ("planned_on", day),
        ];
        let kept = usual.iter().copied().filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
        let fields: Vec<(&str, &str)> = kept.chain(more.iter().copied()).collect();
        who.post(&format!("{}/sessions", self.url), &fields)
    }

    /// A planned session; its address.
    pub fn planned(&self, topic: &str, day: &str) -> String {
        let shown = self.plan(&self.methodist, (topic, day), &[]);
        assert_eq!(shown.status, 303, "{}", shown.body);
        let body = self.methodist.page(&self.url).body;
        let at = body.find(topic).unwrap();
        let before = &body[..at];
        let href = before.rfind("href=\"").unwrap() + 6;
        before[href..].split('"').next().unwrap().to_owned()
    }

    /// Marks who was there.
    pub fn held(&self, session: &str, day: &str, there: &[PersonId]) -> Shown {
        let page = self.methodist.page(session);
        let version = version(&page.body);
        let ids: Vec<String> = there.iter().map(ToString::to_string).collect();
        let fields: Vec<(&str, &str)> = ids
            .iter()
            .map(|id| ("people", id.as_str()))
            .chain([("held_on", day), ("version", version.as_str())])
            .collect();
        self.methodist.post(&format!("{session}/outcome"), &fields)
    }
}

/// The version the page's forms were made of.
pub(super) fn version(body: &str) -> String {
    hidden(body, "version")
}

/// What a hidden field of the page carries.
pub(super) fn hidden(body: &str, name: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    let at = body.find(&start).unwrap() + start.len();
    body[at..].split('"').next().unwrap().to_owned()
}

/// The id in the first address of a form of the page that ends so.
pub(super) fn id_of(browser: &Browser, page: &str, end: &str) -> String {
    let body = browser.page(page).body;
    let mut actions = body.split("action=\"").filter_map(|rest| rest.split('"').next());
    let action =
        actions.find(|url| url.ends_with(end)).unwrap_or_else(|| panic!("no {end}: {body}")).to_owned();
    action.trim_end_matches(end).rsplit('/').next().unwrap().to_owned()
}

/// What a browser is to do, in words.
pub(super) fn duties_of(browser: &Browser) -> String {
    browser.page("/duties").body.replace('\u{a0}', " ")
}
