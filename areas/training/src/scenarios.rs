//! Plans of further training through HTTP on both databases: proposed, done, moved, struck, brought in and out, owed.

mod ending;
mod leaving;
mod planning;
mod standing;
mod taking;

use access::{Level, Role};
use chrono::NaiveDate;
use people::{Person, fixture::hire_since};
use testing::{Browser, Engine, TestApp};
use units::fixture::{SmallTree, plant};

/// The small tree, today 18 June 2026.
fn app(engine: Engine) -> (TestApp, SmallTree) {
    let app = TestApp::of(engine, vec![units::area(), people::area(), crate::area()]);
    let tree = plant(&app.house).unwrap();
    (app, tree)
}

fn deputy(app: &TestApp, tree: &SmallTree) -> Browser {
    app.browser_as(Role::Deputy, Level::Organisation, &tree.school.path)
}

fn specialist(app: &TestApp, tree: &SmallTree) -> Browser {
    app.browser_as(Role::MunicipalMethodist, Level::Municipality, &tree.north.path)
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A teacher of the first school whose courses are due three years after the day.
fn teacher(app: &TestApp, tree: &SmallTree, name: &str, since: &str) -> Person {
    hire_since(&app.house, &tree.school, name, day(since)).unwrap()
}

/// Somebody worked there until a day: as the hour after midnight finds it.
fn left(app: &TestApp, person: &Person, last: &str) {
    app.write(|tx| {
        tx.batch(&format!("UPDATE employments SET ended_on = '{last}' WHERE person_id = {}", person.id))
    });
}

/// Puts people into the plan of the first school.
fn planned(by: &Browser, tree: &SmallTree, people: &[&Person], more: &[(&'static str, &'static str)]) {
    let (unit, ids) =
        (tree.school.id.to_string(), people.iter().map(|one| one.id.to_string()).collect::<Vec<_>>());
    let mut fields = vec![("unit", unit.as_str())];
    fields.extend(ids.iter().map(|id| ("person", id.as_str())));
    let usual = [
        ("year", "2026"),
        ("kind", "course"),
        ("theme", "Функциональная грамотность"),
        ("hours", "72"),
        ("quarter", ""),
    ];
    fields.extend(usual.iter().filter(|(name, _)| !more.iter().any(|(other, _)| other == name)));
    fields.extend(more);
    by.done("/training", &fields);
}

/// The address of the first line of the plan of a year.
fn line_of(by: &Browser, tree: &SmallTree, year: &str) -> String {
    let page = by.page(&format!("/training?unit={}&year={year}", tree.school.id));
    let links = page.body.split("href=\"").map(|rest| rest.split('"').next().unwrap().to_owned());
    let is_line = |link: &String| link.strip_prefix("/training/").is_some_and(|id| id.parse::<i64>().is_ok());
    links.into_iter().find(is_line).unwrap_or_else(|| panic!("{}", page.body))
}

/// What somebody is told to do on a day.
fn told(app: &TestApp, (role, level, path): (Role, Level, &str), today: &str) -> Vec<String> {
    let account = app.account(role, level, path);
    let today = day(today);
    let duties = app.house.db.read(|conn| {
        let person = access::store::person(conn, account, access::SessionId(0), today)?.unwrap();
        app.house.registry.duties(conn, &person, today, &registry::Page { after: None, limit: 20 })
    });
    let of_plans = |one: &registry::PersonalDuty| one.area == "training";
    duties.unwrap().into_iter().filter(of_plans).map(|one| one.duty.title.replace('\u{a0}', " ")).collect()
}
