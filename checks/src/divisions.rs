//! A new school comes out of another with all areas of the house: roles, teams and structures that go, and those that stay.

use access::{AccountId, Level, Role};
use chrono::NaiveDate;
use people::fixture::hire;
use testing::{Engine, Shown, TestApp, both_databases};
use units::fixture::{SmallTree, plant_on};
use web::{Cx, Write};

use crate::tables;

fn planted(engine: Engine) -> (TestApp, SmallTree) {
    let app = TestApp::of(engine, metodset::areas::all());
    let tree = plant_on(&app.house, NaiveDate::from_ymd_opt(2020, 9, 1).unwrap()).unwrap();
    (app, tree)
}

fn lines(app: &TestApp, query: &str) -> Vec<String> {
    app.house.db.read(|conn| Ok::<_, db::Error>(tables::lines(conn, query))).unwrap()
}

/// Somebody of the school with an account and a role; the account.
fn with_role(app: &TestApp, tree: &SmallTree, name: &str, role: Role) -> AccountId {
    let person = hire(&app.house, &tree.school, name).unwrap();
    let account = app.account(role, Level::Organisation, &tree.school.path);
    let mut cx = Cx::<Write>::outside(&app.house, None).unwrap();
    people::actions::tie(&mut cx, &person, Some(account.0)).unwrap();
    cx.finish().unwrap();
    account
}

fn body(app: &TestApp, tree: &SmallTree, name: &str) -> i64 {
    let (id, unit, path) = (app.house.id(), tree.school.id, &tree.school.path);
    let text = format!(
        "INSERT INTO structures (id, unit_id, unit_path, level, kind, block, name, name_key, directions, is_temporary, \
         started_on, task, resource_url, state, result, created_at, updated_at, version) VALUES ({id}, {unit}, '{path}', \
         'school', 'school_union', 'functional', '{name}', '{name}', '', FALSE, '2025-09-01', '', '', 'active', '', 1, 1, 1)"
    );
    app.write(|tx| tx.batch(&text));
    id
}

fn divide(app: &TestApp, tree: &SmallTree, chosen: &[String]) -> (Shown, Shown) {
    let authority = app.browser_as(Role::MunicipalAuthority, Level::Municipality, &tree.north.path);
    let url = format!("{}/division", tree.school.url());
    let version = authority.get(&url).input("version").unwrap();
    let mut fields = vec![
        ("name", "Школа № 11"),
        ("kind", "school"),
        ("day", "2026-06-05"),
        ("ground", "постановление № 12"),
        ("version", version.as_str()),
    ];
    fields.extend(chosen.iter().map(|id| ("chosen", id.as_str())));
    let told = authority.post(&url, &fields);
    let seen = told.input("seen").unwrap();
    fields.push(("seen", seen.as_str()));
    (told, authority.post(&url, &fields))
}

both_databases! {
    fn roles_and_structures_go_with_who_and_what_was_chosen(engine) {
        let (app, tree) = planted(engine);
        let teacher = with_role(&app, &tree, "Орлова Нина Петровна", Role::Teacher);
        let other = with_role(&app, &tree, "Быстров Олег Ильич", Role::Teacher);
        let head = with_role(&app, &tree, "Ясная Вера Олеговна", Role::Principal);
        let chair = with_role(&app, &tree, "Громов Пётр Ильич", Role::BodyChair);
        let (goes, stays) = (body(&app, &tree, "ШМО математики"), body(&app, &tree, "ШМО истории"));
        let works = lines(
            &app,
            "SELECT CAST(e.id AS TEXT) AS line FROM employments e JOIN people p ON p.id = e.person_id \
             WHERE p.last_name <> 'Быстров' ORDER BY e.id",
        );
        let chosen = [works, vec![goes.to_string()]].concat();
        let (told, done) = divide(&app, &tree, &chosen);
        assert!(told.says("вместе с людьми перейдут – 1 роль") && told.says("закончатся 2 роли ("), "{}", told.body);
        assert!(told.says("перейдут – 1 структура"), "{}", told.body);
        assert_eq!(done.status, 303, "{}", done.body);
        let new: i64 = done.location.rsplit('/').next().unwrap().parse().unwrap();
        let roles = |account: AccountId| lines(&app, &format!(
            "SELECT unit_id || ' ' || valid_from || ' ' || COALESCE(CAST(valid_to AS TEXT), '') AS line \
             FROM role_grants WHERE account_id = {} ORDER BY id", account.0,
        ));
        let school = tree.school.id;
        let (was, is) = (&roles(teacher)[0], &roles(teacher)[1]);
        assert!(was.starts_with(&format!("{school} ")) && was.ends_with(" 2026-06-04"), "{was}");
        assert!(is.starts_with(&format!("{new} ")) && is.ends_with(' '), "{is}");
        assert!(roles(head).len() == 1 && roles(head)[0].ends_with(" 2026-06-04"), "{:?}", roles(head));
        assert!(roles(chair).len() == 1 && roles(chair)[0].ends_with(" 2026-06-04"), "{:?}", roles(chair));
        assert!(roles(other).len() == 1 && roles(other)[0].ends_with(' '), "{:?}", roles(other));
        let places = lines(&app, "SELECT id || ' ' || unit_id AS line FROM structures ORDER BY id");
        assert_eq!(places, [format!("{goes} {new}"), format!("{stays} {school}")]);
        let history = lines(&app, &format!("SELECT text AS line FROM structure_events WHERE structure_id = {goes}"));
        assert!(history.concat().contains("Перешла из"), "{history:?}");
    }
}
