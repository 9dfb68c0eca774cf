//! A school is joined to another with all areas of the house: what goes on, what ends, what stays; and a sheet of a monitoring
//! whose owner was left behind.

use access::{Level, Role};
use chrono::NaiveDate;
use registry::Keeping;
use testing::{Engine, TestApp, both_databases};
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

both_databases! {
    fn teachers_and_living_papers_go_on_and_the_head_does_not(engine) {
        let (app, mut tree) = planted(engine);
        // Both schools in one municipality first.
        let ground = units::actions::Dated {
            day: NaiveDate::from_ymd_opt(2026, 5, 1).unwrap(),
            ground: GROUND.1.to_owned(),
        };
        let other = (tree.other_school.id, tree.other_school.version);
        tree.other_school =
            act(&app, |cx, may| units::actions::transfer(cx, may, other, tree.north.id, &ground)).unwrap();
        let (closed, into) = (&tree.school, &tree.other_school);
        let teacher = app.account(Role::Teacher, Level::Organisation, &closed.path);
        let principal = app.account(Role::Principal, Level::Organisation, &closed.path);
        let paper = |status: &str| {
            let (id, unit, path) = (app.house.id(), closed.id, &closed.path);
            let text = format!(
                "INSERT INTO documents (id, unit_id, unit_path, kind, genus, title, name_key, number, signed_on, issuer, \
                 status, topic, topic_key, cancel_reason, created_at, updated_at, version) VALUES ({id}, {unit}, '{path}', \
                 'plan', 'plan', 'План', 'план', '1', '2026-01-12', '', '{status}', '', '', '', 1, 1, 1)"
            );
            app.write(|tx| tx.batch(&text));
            id
        };
        let (alive, past) = (paper("in_force"), paper("archived"));
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
