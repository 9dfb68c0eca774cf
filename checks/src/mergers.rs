//! A school is joined to another with all areas of the house: what goes on, what ends, what stays; and a sheet of a monitoring
//! whose owner was left behind.

use access::{Level, Role};
use chrono::NaiveDate;
use registry::Keeping;
use testing::{Engine, TestApp, both_databases};
use units::Unit;
use units::fixture::{SmallTree, plant_on};

use crate::paths::{act, campaign, declared};
use crate::tables;

const GROUND: (&str, &str) = ("ground", "постановление № 12 от 01.06.2026");

fn planted(engine: Engine) -> (TestApp, SmallTree) {
    let app = TestApp::of(engine, metodset::areas::all());
    let tree = plant_on(&app.house, NaiveDate::from_ymd_opt(2020, 9, 1).unwrap()).unwrap();
    (app, tree)
}

fn one(app: &TestApp, query: &str) -> String {
    app.house.db.read(|conn| Ok::<_, db::Error>(tables::lines(conn, query))).unwrap().remove(0)
}

/// The school and another one beside it.
fn in_one_municipality(app: &TestApp, tree: &SmallTree) -> (Unit, Unit) {
    let ground = units::actions::Dated {
        day: NaiveDate::from_ymd_opt(2026, 5, 1).unwrap(),
        ground: GROUND.1.to_owned(),
    };
    let other = (tree.other_school.id, tree.other_school.version);
    let moved = act(app, |cx, may| units::actions::transfer(cx, may, other, tree.north.id, &ground)).unwrap();
    (tree.school.clone(), moved)
}

fn paper(app: &TestApp, unit: &Unit, status: &str) -> i64 {
    let (id, unit, path) = (app.house.id(), unit.id, &unit.path);
    let text = format!(
        "INSERT INTO documents (id, unit_id, unit_path, kind, genus, title, name_key, number, signed_on, issuer, \
         status, topic, topic_key, cancel_reason, created_at, updated_at, version) VALUES ({id}, {unit}, '{path}', \
         'plan', 'plan', 'План', 'план', '1', '2026-01-12', '', '{status}', '', '', '', 1, 1, 1)"
    );
    app.write(|tx| tx.batch(&text));
    id
}

/// What a merger may touch, a line a row: who, where, until when.
fn everything(app: &TestApp) -> Vec<String> {
    const LINES: [&str; 7] = [
        "SELECT 'unit ' || id || ' ' || path || ' ' || state AS line FROM units ORDER BY id",
        "SELECT 'role ' || account_id || ' ' || role || ' ' || scope_path || ' ' || COALESCE(CAST(valid_to AS TEXT), '') \
         AS line FROM role_grants ORDER BY id",
        "SELECT 'document ' || id || ' ' || unit_id || ' ' || unit_path AS line FROM documents ORDER BY id",
        "SELECT 'work of ' || person_id || ' ' || unit_path || ' ' || COALESCE(CAST(ended_on AS TEXT), '') || end_reason \
         AS line FROM employments ORDER BY id",
        "SELECT 'subject of ' || person_id || ' ' || subject AS line FROM employment_subjects ORDER BY id",
        "SELECT 'person ' || id || ' ' || unit_path || ' ' || state AS line FROM people ORDER BY id",
        "SELECT 'structure ' || id || ' ' || unit_id || ' ' || unit_path AS line FROM structures ORDER BY id",
    ];
    let read = |conn: &mut db::Conn| {
        Ok::<_, db::Error>(LINES.iter().flat_map(|query| tables::lines(conn, query)).collect::<Vec<_>>())
    };
    app.house.db.read(|conn| read(conn)).unwrap()
}

both_databases! {
    fn teachers_and_living_papers_go_on_and_the_head_does_not(engine) {
        let (app, tree) = planted(engine);
        let (closed, into) = in_one_municipality(&app, &tree);
        let teacher = app.account(Role::Teacher, Level::Organisation, &closed.path);
        let principal = app.account(Role::Principal, Level::Organisation, &closed.path);
        let (alive, past) = (paper(&app, &closed, "in_force"), paper(&app, &closed, "archived"));
        let institute = app.browser_as(Role::InstituteMethodist, Level::Region, &tree.region.path);
        let told = institute.page(&format!("{}/merger?into={}", closed.url(), into.id));
        for words in [
            "Люди: перейдут вместе с людьми 1 роль",
            "Люди: закончатся 1 роль (Директор)",
            "Документы: перейдут действующие и проекты – 1 документ",
            "Документы: останутся в закрытой – 1 документ",
        ] {
            assert!(told.says(words), "{words}: {}", told.body);
        }
        let (into_id, version) = (into.id.to_string(), told.input("version").unwrap());
        let fields = [("into", into_id.as_str()), ("day", "2026-06-18"), GROUND, ("version", version.as_str())];
        institute.done(&format!("{}/merger", closed.url()), &fields);
        assert_eq!(app.signed_in(teacher).get(&into.url()).status, 200);
        assert_eq!(app.signed_in(teacher).get(&closed.url()).status, 404);
        assert_eq!(app.signed_in(principal).get("/units").status, 403);
        let owner = |id: i64| one(&app, &format!("SELECT CAST(unit_id AS TEXT) AS line FROM documents WHERE id = {id}"));
        assert_eq!((owner(alive), owner(past)), (into.id.to_string(), closed.id.to_string()));
        let held = app.house.db.read(|conn| access::store::grants(conn, teacher)).unwrap();
        let yesterday = NaiveDate::from_ymd_opt(2026, 6, 17);
        assert_eq!(held.iter().map(|grant| grant.to).collect::<Vec<_>>(), [yesterday, None], "the past stays");
    }

    fn a_merger_taken_back_leaves_everything_as_it_was_but_what_was_changed_since(engine) {
        let (app, tree) = planted(engine);
        let (closed, into) = in_one_municipality(&app, &tree);
        let deputy = app.browser_as(Role::Deputy, Level::Organisation, &closed.path);
        let principal = app.account(Role::Principal, Level::Organisation, &closed.path);
        let teacher = app.account(Role::Teacher, Level::Organisation, &closed.path);
        let hired = |last: &str| {
            let fields = [
                ("unit", ""), ("last_name", last), ("first_name", "Мария"), ("middle_name", ""),
                ("birth_date", "1998-03-14"), ("post", "teacher"), ("subjects", "математика"), ("rate", "1"),
                ("started_on", "2025-09-01"),
            ];
            deputy.done("/people", &fields).location
        };
        let (stays, leaves) = (hired("Семёнова"), hired("Орлова"));
        let (paper, later) = (paper(&app, &closed, "in_force"), paper(&app, &closed, "in_force"));
        let body = [("kind", "school_union"), ("name", "Объединение учителей математики"), ("purpose", "обмен опытом"), ("started_on", "2025-09-01")];
        let body = deputy.post(&format!("/structures?unit={}", closed.id), &[&body[..], &[("unit", &closed.id.to_string())]].concat());
        assert_eq!(body.status, 303, "{}", body.body);
        let before = everything(&app);
        let institute = app.browser_as(Role::InstituteMethodist, Level::Region, &tree.region.path);
        let form = institute.page(&format!("{}/merger?into={}", closed.url(), into.id));
        let (to, version) = (into.id.to_string(), form.input("version").unwrap());
        let fields = [("into", to.as_str()), ("day", "2026-06-18"), GROUND, ("version", version.as_str())];
        institute.done(&format!("{}/merger", closed.url()), &fields);
        assert_ne!(everything(&app), before);
        let carried = "SELECT CAST(COUNT(*) AS TEXT) AS line FROM employments next JOIN employments before ON before.id = next.continues_id \
                       WHERE before.ended_on = '2026-06-17' AND before.person_id = next.person_id";
        assert_eq!(one(&app, carried), "2", "the day of hiring is told by the work before");
        // Meanwhile the other school lets one go and hands a paper on.
        let heirs = app.browser_as(Role::Deputy, Level::Organisation, &into.path);
        let card = heirs.get(&leaves).body;
        let end = card.split('"').find(|part| part.ends_with("/end")).unwrap().to_owned();
        heirs.done(&end, &[("version", "1"), ("ended_on", "2026-06-18")]);
        app.write(|tx| tx.batch(&format!("UPDATE documents SET unit_id = {0}, unit_path = '{1}' WHERE id = {later}", tree.north.id, tree.north.path)));
        let form = institute.page(&format!("{}/merger/reversal", closed.url()));
        let told = ["документы – 1", "места работы – 1", "структуры – 1", "роли – 1"];
        assert!(told.iter().all(|words| form.says(words)), "{}", form.body);
        assert!(form.says("Не возвращаются, потому что с тех пор изменились: документы – 1, места работы – 1"), "{}", form.body);
        let version = form.input("version").unwrap();
        let fields = [("ground", "ошиблись строкой"), ("version", version.as_str())];
        institute.done(&format!("{}/merger/reversal", closed.url()), &fields);
        assert_eq!(app.signed_in(principal).get("/units").status, 403, "who led it may have left since: the role is given anew");
        assert_eq!(app.signed_in(teacher).get(&closed.url()).status, 200);
        assert_eq!(app.signed_in(teacher).get(&into.url()).status, 404);
        let held = app.house.db.read(|conn| access::store::grants(conn, teacher)).unwrap();
        assert_eq!(held.len(), 2, "the role at the other school is told as held");
        let deputy = app.browser_as(Role::Deputy, Level::Organisation, &closed.path);
        assert!(deputy.get(&stays).body.contains("с 01.09.2025"));
        assert_eq!(deputy.get(&leaves).status, 404, "what was changed since stays there");
        let after = everything(&app);
        let otherwise: Vec<&String> = before.iter().filter(|line| !after.contains(line)).collect();
        let is_told = |line: &&&String| {
            line.contains(&later.to_string())
                || line.contains(leaves.rsplit('/').next().unwrap())
                || line.contains(" principal ")
                || line.contains(" deputy ")
        };
        assert!(otherwise.iter().all(|line| is_told(&line)), "{otherwise:#?}");
        assert!(after.iter().any(|line| line.contains(&paper.to_string()) && line.contains(&closed.path)));
        let history = institute.page(&closed.url());
        assert!(history.says("Не возвращаются, потому что с тех пор изменились: документы – 1"), "{}", history.body);
        // What is kept of it names columns there are.
        let told = one(&app, "SELECT told AS line FROM unit_mergers");
        let told: serde_json::Value = serde_json::from_str(&told).unwrap();
        let trail: db::Trail = serde_json::from_value(told["trail"].clone()).unwrap();
        let known = app.house.db.read(db::schema).unwrap();
        let strange: Vec<String> = trail.columns().into_iter().filter(|name| !known.contains(name)).collect();
        assert!(strange.is_empty(), "a merger of before names columns that are gone: {strange:?}");
    }

    fn a_closing_by_mistake_is_taken_back_with_the_staff(engine) {
        let (app, tree) = planted(engine);
        let closed = tree.school.clone();
        let deputy = app.browser_as(Role::Deputy, Level::Organisation, &closed.path);
        let fields = [
            ("unit", ""), ("last_name", "Семёнова"), ("first_name", "Мария"), ("middle_name", ""),
            ("birth_date", "1998-03-14"), ("post", "teacher"), ("subjects", "математика"), ("rate", "1"),
            ("started_on", "2025-09-01"),
        ];
        let card = deputy.done("/people", &fields).location;
        let mentor = app.browser_as(Role::Mentor, Level::Organisation, &closed.path);
        let before = everything(&app);
        let institute = app.browser_as(Role::InstituteMethodist, Level::Region, &tree.region.path);
        let version = |at: &str| institute.page(&format!("{}/{at}", closed.url())).input("version").unwrap();
        let seen = version("closing");
        institute.done(&format!("{}/closing", closed.url()), &[("day", "2026-06-18"), GROUND, ("version", &seen)]);
        assert_ne!(everything(&app), before);
        let page = institute.page(&closed.url());
        assert!(page.says("Отменить закрытие") && page.says("Открыть снова"), "{}", page.body);
        let back = format!("{}/closing/reversal", closed.url());
        let form = institute.page(&back);
        assert!(form.says("места работы – 1") && form.says("роли – 1") && form.says("Роли тех, кто здесь руководил, нужны заново"), "{}", form.body);
        let seen = version("closing/reversal");
        let silent = institute.post(&back, &[("ground", ""), ("version", &seen)]);
        assert!(silent.status == 422 && silent.says("почему закрытие отменяют"), "{}", silent.body);
        institute.done(&back, &[("ground", "ошиблись строкой"), ("version", &seen)]);
        let after = everything(&app);
        let otherwise: Vec<&String> = before.iter().filter(|line| !after.contains(line)).collect();
        assert!(otherwise.iter().all(|line| line.contains(" deputy ")), "roles of heads alone are given anew: {otherwise:#?}");
        assert_eq!(mentor.get("/mentoring/own").status, 200, "whoever worked there works there again");
        let deputy = app.browser_as(Role::Deputy, Level::Organisation, &closed.path);
        assert!(deputy.page(&card).body.contains("с 01.09.2025"));
        assert!(institute.page(&closed.url()).says("Закрытие отменено. К"), "the history");
        // The second click, and one that comes after the unit was opened anew.
        assert_ne!(institute.post(&back, &[("ground", "ошиблись строкой"), ("version", &seen)]).status, 303);
        let seen = version("closing");
        institute.done(&format!("{}/closing", closed.url()), &[("day", "2026-06-18"), GROUND, ("version", &seen)]);
        let seen = version("opening");
        institute.done(&format!("{}/opening", closed.url()), &[("day", "2026-06-18"), GROUND, ("version", &seen)]);
        assert_ne!(institute.get(&back).status, 200, "it works: nothing is taken back");
        let told = one(&app, "SELECT told AS line FROM unit_closings ORDER BY id");
        let told: serde_json::Value = serde_json::from_str(&told).unwrap();
        let trail: db::Trail = serde_json::from_value(told["trail"].clone()).unwrap();
        let known = app.house.db.read(db::schema).unwrap();
        assert!(trail.columns().into_iter().all(|name| known.contains(&name)), "the trail names columns there are");
    }

    fn mergers_in_a_chain_are_taken_back_with_the_staff(engine) {
        let (app, tree) = planted(engine);
        let (first, second) = in_one_municipality(&app, &tree);
        let institute = app.browser_as(Role::InstituteMethodist, Level::Region, &tree.region.path);
        let parent = tree.north.id.to_string();
        let third = [
            ("parent", parent.as_str()), ("level", "organisation"), ("name", "Школа № 3"), ("kind", first.kind.as_str()),
            ("day", "2026-01-01"), GROUND,
        ];
        let third = institute.done("/units", &third).location;
        let deputy = app.browser_as(Role::Deputy, Level::Organisation, &first.path);
        let fields = [
            ("unit", ""), ("last_name", "Семёнова"), ("first_name", "Мария"), ("birth_date", "1998-03-14"),
            ("post", "teacher"), ("subjects", "математика"), ("rate", "1"), ("started_on", "2025-09-01"),
        ];
        deputy.done("/people", &fields);
        let staff = || {
            let lines = everything(&app).into_iter();
            lines.filter(|line| !line.starts_with("role ")).collect::<Vec<_>>()
        };
        let before = staff();
        let version = |url: &str| institute.page(url).input("version").unwrap();
        let join = |closed: &str, into: &str, day: &str| {
            let version = version(&format!("{closed}/merger?into={into}"));
            let fields = [("into", into), ("day", day), GROUND, ("version", version.as_str())];
            institute.done(&format!("{closed}/merger"), &fields);
        };
        let part = |closed: &str| {
            let to = format!("{closed}/merger/reversal");
            let version = version(&to);
            institute.done(&to, &[("ground", "ошиблись"), ("version", version.as_str())]);
        };
        join(&first.url(), &second.id.to_string(), "2026-06-10");
        join(&second.url(), third.rsplit('/').next().unwrap(), "2026-06-12");
        part(&second.url());
        part(&first.url());
        assert_eq!(staff(), before, "the work goes back over both");
    }

    fn a_sheet_stays_with_an_owner_that_was_left_behind(engine) {
        let (app, tree) = planted(engine);
        let campaign = campaign(&app, &tree.region);
        let (north, school) = (&tree.north, &tree.school);
        // The monitoring is the municipality's own, and its object the school.
        let text = format!(
            "UPDATE campaigns SET unit_id = {}, unit_path = '{}' WHERE id = {campaign}; \
             UPDATE sheets SET unit_id = {}, unit_path = '{}' WHERE unit_id = {}",
            north.id, north.path, school.id, school.path, north.id
        );
        app.write(|tx| tx.batch(&text));
        let day = app.house.now().day(app.house.settings.zone);
        let dated = units::actions::Dated { day, ground: GROUND.1.to_owned() };
        let seen = (school.id, school.version);
        act(&app, |cx, may| units::actions::transfer(cx, may, seen, tree.south.id, &dated)).unwrap();
        let path = one(&app, &format!("SELECT unit_path AS line FROM sheets WHERE unit_id = {}", school.id));
        assert_eq!(path, school.path, "its owner leaves it out or ends it");
        let is_within = |one: &registry::KeptPath| matches!(one.keeping, Keeping::Within { .. });
        assert!(declared().iter().any(is_within));
    }
}
