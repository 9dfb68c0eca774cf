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

    fn a_division_taken_back_leaves_everything_as_it_was_but_what_was_changed_since(engine) {
        let (app, tree) = planted(engine);
        let teacher = with_role(&app, &tree, "Орлова Нина Петровна", Role::Teacher);
        let head = with_role(&app, &tree, "Ясная Вера Олеговна", Role::Principal);
        let leaves = with_role(&app, &tree, "Быстров Олег Ильич", Role::Teacher);
        let goes = body(&app, &tree, "ШМО математики");
        let everything = || {
            [
                "SELECT p.last_name || ' works ' || e.unit_path || ' ' || COALESCE(CAST(e.ended_on AS TEXT), '') AS line \
                 FROM employments e JOIN people p ON p.id = e.person_id ORDER BY e.id",
                "SELECT last_name || ' ' || unit_path || ' ' || state AS line FROM people ORDER BY id",
                "SELECT id || ' ' || unit_path AS line FROM structures ORDER BY id",
            ]
            .into_iter()
            .flat_map(|query| lines(&app, query))
            .collect::<Vec<_>>()
        };
        let before = everything();
        let works = lines(&app, "SELECT CAST(id AS TEXT) AS line FROM employments ORDER BY id");
        let (_, done) = divide(&app, &tree, &[works, vec![goes.to_string()]].concat());
        assert_eq!(done.status, 303, "{}", done.body);
        let new = done.location;
        assert_ne!(everything(), before);
        // Meanwhile the new school lets one go, hires another and gets a head of its own.
        let id = new.rsplit('/').next().unwrap();
        let path = format!("{}{id}/", tree.north.path);
        let authority = app.browser_as(Role::MunicipalAuthority, Level::Municipality, &tree.north.path);
        app.write(|tx| tx.batch(&format!(
            "UPDATE employments SET ended_on = '2026-06-10', end_reason = 'приказ' WHERE unit_id = {id} AND ended_on IS NULL \
             AND person_id IN (SELECT id FROM people WHERE last_name = 'Быстров')"
        )));
        let deputy = app.browser_as(Role::Deputy, Level::Organisation, &path);
        let fields = [
            ("unit", ""), ("last_name", "Семёнова"), ("first_name", "Мария"), ("birth_date", "1998-03-14"), ("post", "teacher"),
            ("subjects", "математика"), ("rate", "1"), ("started_on", "2026-06-08"),
        ];
        deputy.done("/people", &fields);
        let form = authority.page(&format!("{new}/division/reversal"));
        assert!(form.says("возвращаются: места работы – 2, роли – 2, структуры – 1") , "{}", form.body);
        assert!(form.says("с тех пор изменились: места работы – 1"), "{}", form.body);
        let version = form.input("version").unwrap();
        authority.done(&format!("{new}/division/reversal"), &[("ground", "ошиблись"), ("version", version.as_str())]);
        let after = everything();
        let gone: Vec<&String> = before.iter().filter(|line| !after.contains(line)).collect();
        assert!(gone.iter().all(|line| line.contains("Быстров")), "{gone:#?}");
        let open = lines(&app, &format!("SELECT CAST(id AS TEXT) AS line FROM employments WHERE unit_id = {id} AND ended_on IS NULL"));
        assert!(open.is_empty(), "nobody works on in a unit that is no more: {open:?}");
        assert!(after.contains(&format!("Семёнова {} active", tree.school.path)), "{after:#?}");
        let held = |account: AccountId| app.house.db.read(|conn| access::store::grants(conn, account)).unwrap();
        let now = |account: AccountId| {
            let today = app.house.now().day(app.house.settings.zone);
            held(account).into_iter().filter(|one| one.is_in_force(today)).map(|one| one.scope.path).collect::<Vec<_>>()
        };
        assert_eq!(now(teacher), std::slice::from_ref(&tree.school.path));
        assert_eq!(now(leaves), std::slice::from_ref(&tree.school.path), "the role was not changed since");
        assert!(now(head).is_empty(), "who led it may have left since: the role is given anew");
        let story = lines(&app, &format!("SELECT text AS line FROM structure_events WHERE structure_id = {goes} ORDER BY id")).concat();
        assert!(story.contains("выделение отменено"), "{story}");
        let card = authority.page(&new);
        assert!(card.says("закрыта") && card.says("Появившееся с тех пор"), "{}", card.body);
        // What is kept of it names columns there are.
        let told: serde_json::Value = serde_json::from_str(&lines(&app, "SELECT told AS line FROM unit_divisions")[0]).unwrap();
        let trail: db::Trail = serde_json::from_value(told["trail"].clone()).unwrap();
        let known = app.house.db.read(db::schema).unwrap();
        let strange: Vec<String> = trail.columns().into_iter().filter(|name| !known.contains(name)).collect();
        assert!(strange.is_empty(), "a division of before names columns that are gone: {strange:?}");
    }
}
