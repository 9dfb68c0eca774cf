//! A programme of support joins the structures that carry it, the pairs and the courses of the young specialists in its term; each
//! figure opens its list (Владимир, п. 2.2, дефис 4).

use access::{Level, Role};
use documents::NewDocument;
use people::{Person, Record, RecordId, RecordKind};
use testing::{Browser, both_databases};
use web::{Cx, Write};

use super::stage::{Stage, found_of, stage};

/// The programme of the north in these days; its page.
fn programme(stage: &Stage, from: &str, to: &str) -> String {
    let mut cx = Cx::<Write>::outside(&stage.app.house, None).unwrap();
    let new = NewDocument {
        kind: "young_support_programme".to_owned(),
        title: "Программа поддержки молодых на 2025/26".to_owned(),
        number: "7".to_owned(),
        signed_on: from.parse().unwrap(),
        issuer: String::new(),
        valid_to: Some(to.parse().unwrap()),
        topic: String::new(),
        file: None,
        link: Some("https://north.example/programme".to_owned()),
    };
    let document = documents::actions::register(&mut cx, &stage.tree.north, new).unwrap();
    cx.finish().unwrap();
    format!("/schooling/programme?document={}", document.id)
}

/// A pair of a young specialist with the head of the school, by an order.
fn paired(stage: &Stage, mentee: &Person, from: &str) {
    let (unit, path, head) = (stage.tree.school.id, &stage.tree.school.path, stage.head.id);
    stage.sql(&format!(
        "INSERT INTO mentorships (id, unit_id, unit_path, mentee_id, category, kind, state, hired_on, graduates_on, starts_on, \
         ends_on, council_on, council_document_id, council_note, deputy_on, deputy_account, mentee_on, mentee_way, order_on, \
         order_document_id, announced_on, reason, ended_on, end_ground, end_note, result, created_by, created_at, updated_at, \
         version) VALUES (5501, {unit}, '{path}', {0}, 'young_specialist', 'subject', 'active', '2026-02-02', NULL, '2026-03-02', \
         '2029-03-01', NULL, NULL, '', NULL, NULL, NULL, '', '{from}', NULL, NULL, '', NULL, '', '', '', NULL, 1, 1, 1); \
         INSERT INTO mentorship_mentors (id, mentorship_id, person_id, agreement, consent_on, consent_way, terms_on, terms_way, \
         terms_note, from_on, to_on, end_ground, end_note, created_at, updated_at) VALUES (5502, 5501, {head}, '', NULL, '', NULL, \
         '', '', '{from}', NULL, '', '', 1, 1)",
        mentee.id
    ));
}

fn course(stage: &Stage, person: &Person, title: &str, on: &str) {
    let mut cx = Cx::<Write>::outside(&stage.app.house, None).unwrap();
    let record = Record {
        id: RecordId(cx.id()),
        person_id: person.id,
        kind: RecordKind::Course.code().to_owned(),
        title: title.to_owned(),
        place: String::new(),
        began_on: None,
        happened_on: on.parse().unwrap(),
        hours: Some(36),
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

/// The figure of a list, as the page tells it.
fn figure(page: &str, list: &str) -> String {
    let at = page.find(&format!("list={list}")).unwrap_or_else(|| panic!("{list}: {page}"));
    let rest = page[at..].split_once('>').unwrap().1;
    rest.split('<').next().unwrap().to_owned()
}

/// How many rows the list of a figure has.
fn rows(browser: &Browser, page: &str, list: &str) -> String {
    let shown = browser.page(&format!("{page}&list={list}"));
    let table = shown.body.split("id=\"list\"").nth(1).unwrap_or_default();
    table.matches("<th scope=\"row\">").count().to_string()
}

both_databases! {
    fn a_programme_joins_structures_pairs_and_courses_and_each_figure_is_its_list(engine) {
        let stage = stage(engine);
        paired(&stage, &stage.young[0], "2026-03-02");
        course(&stage, &stage.young[0], "Школа молодого учителя", "2026-04-10");
        course(&stage, &stage.young[1], "До программы", "2025-05-10");
        let url = programme(&stage, "2025-09-01", "2026-08-31");
        let list = stage.methodist.page("/schooling");
        assert!(list.says("что объединяет") && list.body.contains(&url), "{}", list.body);
        let page = stage.methodist.page(&url);
        for (code, value) in [("structures", "1"), ("specialists", "3"), ("pairs", "1"), ("unmentored", "2"), ("courses", "1"), ("untrained", "2")] {
            assert_eq!(figure(&page.body, code), value, "{code}: {}", page.body);
            assert_eq!(rows(&stage.methodist, &url, code), value, "{code}");
        }
        assert!(page.says("пара есть у 33 % молодых специалистов") && page.says("с 01.09.2025 по 18.06.2026"), "{}", page.body);
        let pairs = stage.methodist.page(&format!("{url}&list=pairs"));
        assert!(pairs.says("наставник Орлова Н. П.") && pairs.body.contains("/mentoring/5501"), "{}", pairs.body);
        let all = stage.methodist.page(&format!("{url}&list=specialists"));
        assert!(all.says("с наставником; 1 курс") && all.says("без наставника; курсов нет"), "{}", all.body);
        assert!(!stage.methodist.page(&format!("{url}&list=courses")).says("До программы"));
        // Another structure says the programme is its document.
        let document = url.rsplit('=').next().unwrap();
        let union = found_of(&stage.app, &stage.tree.north, ("municipal_union", "Объединение математиков"), None);
        stage.sql(&format!("INSERT INTO structure_documents (id, structure_id, document_id, created_at) VALUES (5601, {union}, {document}, 1)"));
        let structures = stage.methodist.page(&format!("{url}&list=structures"));
        assert!(structures.says("Объединение математиков") && structures.says("программа – её документ"), "{}", structures.body);
    }

    fn a_programme_to_come_tells_nothing_and_strangers_see_none(engine) {
        let stage = stage(engine);
        assert!(stage.methodist.page("/schooling/programme").says("Действующей программы здесь нет"));
        let url = programme(&stage, "2025-09-01", "2026-08-31");
        assert!(stage.methodist.page("/schooling/programme").says("Программа поддержки молодых на 2025/26"), "the one in force");
        let south = stage.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &stage.tree.south.path);
        assert_eq!(south.get(&url).status, 404);
        assert_eq!(stage.deputy.get(&url).status, 404, "a school sees its own place");
        assert_eq!(stage.own(&stage.young[0]).get(&url).status, 403);
        assert_eq!(stage.methodist.get("/schooling/programme?document=1").status, 404);
        assert_eq!(stage.methodist.get("/schooling/programme?document=x").status, 404);
        stage.sql("UPDATE documents SET signed_on = '2026-06-19' WHERE kind = 'young_support_programme'");
        assert!(stage.methodist.page(&url).says("ещё не начался"));
    }
}
