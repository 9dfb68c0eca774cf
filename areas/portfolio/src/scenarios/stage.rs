//! The stage: a teacher whose card is tied to the account, the deputy who keeps it.

use access::{Level, Role};
use people::{Person, RecordKind};
use testing::{Browser, Engine, TestApp};
use units::fixture::{SmallTree, plant};
use web::{Cx, Write};

pub(super) const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n";

pub(super) struct Stage {
    pub app: TestApp,
    pub tree: SmallTree,
    pub person: Person,
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
    let account = app.account(Role::Teacher, Level::Organisation, &tree.school.path);
    let mut cx = Cx::<Write>::outside(&app.house, None).unwrap();
    people::actions::tie(&mut cx, &person, Some(account.0)).unwrap();
    cx.finish().unwrap();
    let teacher = app.signed_in(account);
    let deputy = app.browser_as(Role::Deputy, Level::Organisation, &tree.school.path);
    Stage { app, tree, person, teacher, deputy }
}

impl Stage {
    /// The deputy tells something of the teacher.
    pub fn told(&self, kind: RecordKind, title: &str, on: &str) {
        let fields = [
            ("kind", kind.code()),
            ("title", title),
            ("began_on", on),
            ("happened_on", on),
            ("document", "диплом № 7"),
        ];
        let url = format!("{}/records", self.person.url());
        self.deputy.page(&self.person.url());
        self.deputy.done(&url, &fields);
    }

    /// The teacher adds an own item with a document.
    pub fn added(&self, title: &str) {
        self.teacher.page("/portfolio/items/new");
        let fields = [("section", "participation"), ("title", title), ("happened_on", "2026-02-03")];
        let shown = self.teacher.upload("/portfolio/items", &fields, ("file", "Сертификат.pdf", PDF));
        assert_eq!(shown.status, 303, "{}", shown.body);
    }

    /// The address of the own item.
    pub fn item(&self) -> String {
        let page = self.teacher.page("/portfolio").body;
        let at = page.find("href=\"/portfolio/items/3").expect("no own item") + 6;
        page[at..].split('"').next().unwrap().trim_end_matches("/file").to_owned()
    }
}
