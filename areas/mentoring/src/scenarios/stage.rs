//! The stage: a school on 18 June 2026 with an experienced teacher, a loaded one, a young specialist, and who leads it.

use access::{AccountId, Level, Role};
use people::{NewEmployment, NewPerson, Person, rules::names};
use testing::{Browser, Engine, Shown, TestApp};
use units::Unit;
use units::fixture::{SmallTree, plant};
use web::{Cx, Write};

/// A paper somebody scanned.
pub(super) const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n";

/// An installation with its people.
pub(super) struct Stage {
    pub app: TestApp,
    pub tree: SmallTree,
    pub deputy: Browser,
    pub principal: Browser,
    pub mentor: Person,
    pub second: Person,
    pub mentee: Person,
}

/// A teacher to be taken on: name, subject, first day of the work, of the service before.
pub(super) struct Hired<'a>(pub &'a str, pub &'a str, pub &'a str, pub Option<&'a str>);

pub(super) fn stage(engine: Engine) -> Stage {
    stage_by(engine, packs::Library::embedded().unwrap())
}

/// The same by packs of the test's own.
pub(super) fn stage_by(engine: Engine, packs: packs::Library) -> Stage {
    let areas = vec![
        units::area(),
        people::area(),
        documents::area(),
        crate::area(),
        testing::duties(),
        search_page(),
    ];
    let app = TestApp::with_packs(engine, areas, packs);
    let tree = plant(&app.house).unwrap();
    let deputy = app.browser_as(Role::Deputy, Level::Organisation, &tree.school.path);
    let principal = app.browser_as(Role::Principal, Level::Organisation, &tree.school.path);
    let school = tree.school.clone();
    let mentor = hire(&app, &school, &Hired("Орлова Нина Петровна", "mathematics", "2010-09-01", None));
    let second = hire(&app, &school, &Hired("Быстров Олег Ильич", "physics", "2012-09-01", None));
    let mentee = hire(&app, &school, &Hired("Весенняя Анна Сергеевна", "mathematics", "2026-06-10", None));
    Stage { app, tree, deputy, principal, mentor, second, mentee }
}

/// Takes somebody on.
pub(super) fn hire(app: &TestApp, unit: &Unit, new: &Hired<'_>) -> Person {
    let Hired(name, subject, from, since) = *new;
    let mut cx = Cx::<Write>::outside(&app.house, None).unwrap();
    let card = NewPerson {
        name: names::split(name).unwrap(),
        pedagogical_since: since.map(|day| day.parse().unwrap()),
        ..NewPerson::default()
    };
    let work = NewEmployment {
        post: "teacher".to_owned(),
        post_title: String::new(),
        subjects: vec![subject.to_owned()],
        rate: 100,
        teaching_hours: None,
        is_main: true,
        started_on: from.parse().unwrap(),
        is_start_told: true,
        ground: String::new(),
    };
    let person = people::actions::add(&mut cx, unit, &card, &work).unwrap();
    cx.finish().unwrap();
    person
}

/// Search belongs to an area above: a page of the test's own finds pairs.
fn search_page() -> web::Area {
    web::Area { name: "search", routes: vec![web::get("/found", found)], ..web::Area::default() }
}

/// What the search of the whole house would tell.
fn found(cx: &mut Cx<web::Read>, _may: access::Granted<access::SignedIn>) -> web::Result<web::Reply> {
    let (house, person) = (cx.house_handle(), cx.person().cloned());
    let asked = search::Asked::of(cx.request_handle().asked("q")).unwrap();
    let mut told = Vec::new();
    for offer in house.registry.findings.iter().filter(|offer| offer.findable().code == "mentoring") {
        for one in offer.find(cx.conn(), &house.policy, person.as_ref().unwrap(), &asked, 20)? {
            told.push(format!("{} {} {} {}", one.title, one.reason, one.state, one.url));
        }
    }
    Ok(web::Reply::of(web::Body::Fragment(told.join("\n"))))
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

    /// Sends the form of the choice.
    pub fn choose(&self, mentor: &Person, more: &[(&str, &str)]) -> Shown {
        let (mentee, mentor) = (self.mentee.id.to_string(), mentor.id.to_string());
        self.deputy.page(&format!("/mentoring/choice?person={mentee}"));
        let usual = [
            ("person", mentee.as_str()),
            ("kind", "subject"),
            ("category", "young_specialist"),
            ("mentors", mentor.as_str()),
        ];
        let kept = usual.iter().copied().filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
        let fields: Vec<(&str, &str)> = kept.chain(more.iter().copied()).collect();
        self.deputy.post("/mentoring", &fields)
    }

    /// A pair begun with the experienced teacher; its card.
    pub fn begun(&self) -> String {
        let shown = self.choose(&self.mentor, &[]);
        assert_eq!(shown.status, 303, "{}", shown.body);
        shown.location
    }

    /// Marks a step of the pair.
    pub fn step(&self, card: &str, step: &str, fields: &[(&str, &str)]) -> Shown {
        self.deputy.page(card);
        let url = format!("{card}/steps/{step}");
        // A mentor's consent comes with the sheet they signed.
        if step == "mentor" {
            return self.deputy.upload(&url, fields, ("file", "Согласие наставника.pdf", PDF));
        }
        self.deputy.post(&url, fields)
    }

    /// The id of the person's latest part as a mentor.
    pub fn part(&self, person: &Person) -> String {
        let parts = self.app.house.db.read(|conn| crate::store::of_mentors(conn, &[person.id.0])).unwrap();
        parts.last().unwrap().0.id.to_string()
    }

    /// Changes rows past the rules: a day that only time would bring.
    pub fn sql(&self, text: &str) {
        self.app.write(|tx| tx.batch(text));
    }

    /// The mentee's consent of a kind, written down in the card.
    pub fn agreed(&self, kind: &str) {
        let (person, unit, path) = (self.mentee.id, self.tree.school.id, &self.tree.school.path);
        self.sql(&format!(
            "INSERT INTO consents (id, person_id, unit_id, unit_path, kind, fields, aim, wording, source, way, given_on, last_day, \
             file_id, recorded_by, recorded_at, replaced_on, withdrawn_on, withdrawn_way, withdrawal_file_id, withdrawal_by, \
             erase_by, erased_on, erasure_note, version) VALUES (77001, {person}, {unit}, '{path}', '{kind}', '', '', '', '', \
             'electronic', '2026-06-01', NULL, NULL, NULL, 1, NULL, NULL, '', NULL, NULL, NULL, NULL, '', 1)"
        ));
    }

    /// Every step before the order, on these days.
    pub fn prepared(&self) -> String {
        let card = self.begun();
        let mentor = self.part(&self.mentor);
        let steps: [(&str, Vec<(&str, &str)>); 5] = [
            ("council", vec![("day", "2026-06-11"), ("note", "протокол № 9 от 11.06.2026")]),
            ("deputy", vec![("day", "2026-06-11")]),
            ("mentor", vec![("day", "2026-06-12"), ("mentor", &mentor), ("way", "paper")]),
            ("mentee", vec![("day", "2026-06-12"), ("way", "oral")]),
            (
                "agreement",
                vec![("day", "2026-06-12"), ("mentor", &mentor), ("way", "agreement"), ("note", "№ 4")],
            ),
        ];
        for (step, fields) in steps {
            let shown = self.step(&card, step, &fields);
            assert_eq!(shown.status, 303, "{step}: {}", shown.body);
        }
        card
    }

    /// Sends the form of the order.
    pub fn order(&self, card: &str, day: &str) -> Shown {
        self.principal.page(&format!("{card}/order"));
        let fields = [("signed_on", day), ("numbering", "external"), ("number", "15-од")];
        self.principal.post(&format!("{card}/order"), &fields)
    }

    /// A pair at work since 15 June 2026.
    pub fn working(&self) -> String {
        let card = self.prepared();
        let shown = self.order(&card, "2026-06-15");
        assert_eq!(shown.status, 303, "{}", shown.body);
        card
    }
}

/// What a browser is to do, in words.
pub(super) fn duties_of(browser: &Browser) -> String {
    browser.page("/duties").body.replace('\u{a0}', " ")
}
