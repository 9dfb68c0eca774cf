//! The directory of structures used through HTTP: an authority opens it, a stranger walks through it, nobody's name is there.

use access::{Level, Role};
use testing::{Browser, Engine, TestApp, both_databases};
use units::fixture::{SmallTree, plant};

struct Stage {
    app: TestApp,
    tree: SmallTree,
    head: Browser,
    stranger: Browser,
    union: String,
}

/// A union of the northern municipality: a head with a card in the school, a member typed by hand.
fn stage(engine: Engine) -> Stage {
    let areas = vec![
        units::area(),
        people::area(),
        documents::area(),
        monitoring::area(),
        structures::area(),
        crate::area(),
    ];
    let app = TestApp::of(engine, areas);
    let tree = plant(&app.house).unwrap();
    people::fixture::hire(&app.house, &tree.school, "Соколова Анна Павловна").unwrap();
    let head = app.browser_as(Role::ServiceHead, Level::Municipality, &tree.north.path);
    head.page("/structures/kinds");
    let unit = tree.north.id.to_string();
    let fields = [
        ("unit", unit.as_str()),
        ("kind", "municipal_union"),
        ("name", "РМО учителей математики"),
        ("directions", "математика"),
        ("started_on", "2025-09-01"),
    ];
    let union = head.done("/structures", &fields).location;
    for (name, role) in [("Соколова Анна Павловна", "head"), ("Осокин Глеб Львович", "member")]
    {
        head.page(&union);
        head.done(&format!("{union}/members"), &[("name", name), ("role", role), ("from_on", "2025-09-01")]);
    }
    let stranger = app.stranger();
    Stage { app, tree, head, stranger, union }
}

impl Stage {
    fn choice(&self) -> String {
        format!("/directories/{}", self.tree.north.id)
    }

    fn place(&self) -> String {
        format!("/directory/{}", self.tree.north.id)
    }

    fn card(&self) -> String {
        self.union.replace("/structures/", "/directory/structures/")
    }

    fn decide(&self, tail: &str, about: &str) {
        let version = self.head.page(&self.choice()).input("version").unwrap();
        self.head.done(&format!("{}{tail}", self.choice()), &[("version", &version), ("about", about)]);
    }
}

both_databases! {
    fn a_visitor_finds_a_structure_and_nobodys_name(engine) {
        let stage = stage(engine);
        assert!(stage.stranger.page("/directory").says("Пока ничего не открыто"));
        assert_eq!(stage.stranger.get(&stage.place()).status, 404);
        assert_eq!(stage.stranger.get(&stage.card()).status, 404);
        stage.decide("", "По вопросам курсов звоните в службу.");
        assert!(stage.stranger.page("/directory").says(&stage.place()));
        let place = stage.stranger.page(&stage.place());
        for words in ["Северный округ", "РМО учителей математики", "По вопросам курсов"] {
            assert!(place.says(words), "{words}: {}", place.body);
        }
        let card = stage.stranger.page(&stage.card());
        for words in ["РМО учителей математики", "математика", "01.09.2025", "Руководитель", "Школа № 1", "Имена не публикуются"] {
            assert!(card.says(words), "{words}: {}", card.body);
        }
        for name in ["Соколова", "Осокин"] {
            assert!(!card.says(name) && !place.says(name), "{name}");
        }
        let south = format!("/directory/{}", stage.tree.south.id);
        assert_eq!(stage.stranger.get(&south).status, 404, "nobody opened the other municipality");
        let school = format!("/directory/{}", stage.tree.school.id);
        assert!(stage.stranger.page(&school).says("Структур пока нет"), "what stands under it is open as well");
    }

    fn a_page_that_did_not_change_is_not_sent_again(engine) {
        let stage = stage(engine);
        stage.decide("", "");
        for address in ["/directory".to_owned(), stage.place(), stage.card()] {
            let tag = stage.stranger.get(&address).header("etag").to_owned();
            assert!(tag.starts_with("W/\""), "{address}: {tag}");
            assert_eq!(stage.stranger.get_if_changed(&address, &tag).status, 304, "{address}");
        }
        let tag = stage.stranger.get(&stage.place()).header("etag").to_owned();
        stage.decide("", "Звоните после обеда.");
        let changed = stage.stranger.get_if_changed(&stage.place(), &tag);
        assert!(changed.status == 200 && changed.says("Звоните после обеда."));
    }

    fn taken_off_closed_and_foreign_ones_are_gone(engine) {
        let stage = stage(engine);
        stage.decide("", "");
        stage.decide("/closing", "");
        assert_eq!(stage.stranger.get(&stage.card()).status, 404);
        stage.decide("", "");
        stage.head.page(&stage.union);
        let fields = [("closed_on", "2026-06-18"), ("result", "работа закончена")];
        assert_eq!(stage.head.post(&format!("{}/closing", stage.union), &fields).status, 303);
        assert_eq!(stage.stranger.get(&stage.card()).status, 404, "a closed structure");
        let south = stage.app.browser_as(Role::ServiceHead, Level::Municipality, &stage.tree.south.path);
        assert_eq!(south.get(&stage.choice()).status, 404);
        assert_eq!(south.post(&stage.choice(), &[("version", "0")]).status, 404);
        let late = stage.head.post(&stage.choice(), &[("version", "1"), ("about", "Другими словами.")]);
        assert!(late.status == 422 && late.says("справочник изменили") && late.says("Другими словами."), "{}", late.body);
    }
}
