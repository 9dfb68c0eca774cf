//! Every route of the API, asked by those who must not get in, and the document that tells of them.

use std::collections::BTreeSet;

use access::{Anyone, Level, Permission, Role, TokenScope};
use testing::{Client, Shown};
use web::{Method, Route};

use super::stage::{Stage, at, stage};
use super::{WRITTEN_ANYWAY, none, note};
use crate::tables;

/// What a teacher's key opens; everything else is refused or not there.
const OF_A_TEACHER: [&str; 6] = [
    "/api/v1/search",
    "/api/v1/openapi.json",
    "/api/v1/units",
    "/api/v1/units/{unit}",
    "/api/v1/documents",
    "/api/v1/documents/{document}",
];

fn send(client: &Client, route: &Route, address: &str) -> Shown {
    match route.method {
        Method::Get => client.get(address),
        _ => client.put(address, "\"0\"", "{}"),
    }
}

fn is_problem(shown: &Shown, statuses: &[u16]) -> bool {
    statuses.contains(&shown.status) && shown.header("content-type") == "application/problem+json"
}

#[test]
fn a_stranger_is_asked_for_a_key_everywhere_but_at_the_document() {
    let stage = stage();
    let (mut faults, mut asked) = (Vec::new(), 0);
    let (stranger, forged) = (stage.app.client_with(""), stage.app.client_with("mst_made-up"));
    for route in stage.api() {
        let address = stage.own_address(route.path);
        let cookie = stage.mighty().get(&address);
        for shown in [send(&stranger, route, &address), send(&forged, route, &address), cookie] {
            let is_right = if route.permission == Anyone::NAME {
                shown.status == 200
            } else {
                is_problem(&shown, &[401]) && shown.header("www-authenticate") == "Bearer"
            };
            note(&mut faults, is_right, "a stranger's", &address, &shown);
            asked += 1;
        }
    }
    assert!(asked > 30, "only {asked} were asked");
    none(&faults);
}

#[test]
fn a_teachers_key_opens_only_what_is_listed() {
    let stage = stage();
    let account = stage.app.account(Role::Teacher, Level::Organisation, &stage.own.school.path);
    let (client, mut faults) = (stage.app.client(account, TokenScope::Write), Vec::new());
    for route in stage.api().filter(|route| !OF_A_TEACHER.contains(&route.path)) {
        let address = stage.own_address(route.path);
        let shown = send(&client, route, &address);
        note(&mut faults, is_problem(&shown, &[403, 404]), "a teacher's", &address, &shown);
    }
    none(&faults);
}

#[test]
fn a_reading_key_writes_nothing() {
    let stage = stage();
    let account = stage.app.account(Role::MunicipalMethodist, Level::Municipality, &stage.own.north.path);
    let (client, mut faults) = (stage.app.client(account, TokenScope::Read), Vec::new());
    let before = tables::counts(&stage.app.house.db, &WRITTEN_ANYWAY);
    for route in stage.api().filter(|route| route.method != Method::Get) {
        let address = stage.own_address(route.path);
        let shown = send(&client, route, &address);
        note(&mut faults, is_problem(&shown, &[403]), "a reader's", &address, &shown);
    }
    none(&faults);
    assert_eq!(before, tables::counts(&stage.app.house.db, &WRITTEN_ANYWAY));
}

#[test]
fn objects_of_another_region_are_not_there_for_a_key() {
    knock(|stage, route| stage.foreign_address(route.path));
    knock(|_, route| at(route.path, |_| "abc".to_owned()));
    knock(|_, route| at(route.path, |_| "99999999999999999999".to_owned()));
}

/// Everybody of the first region who holds the right of a route asks for that address.
fn knock(address: impl Fn(&Stage, &Route) -> String) {
    let stage = stage();
    let rows: Vec<_> = stage.app.house.policy.rows().copied().collect();
    let (mut faults, mut asked) = (Vec::new(), 0);
    for route in stage.api().filter(|route| route.path.contains('{')) {
        for row in rows.iter().filter(|row| row.permission == route.permission) {
            let Some(seat) = stage.seat(row.level) else { continue };
            let account = stage.app.account(row.role, row.level, seat);
            let client = stage.app.client(account, TokenScope::Write);
            let (address, before) =
                (address(&stage, route), tables::counts(&stage.app.house.db, &WRITTEN_ANYWAY));
            let shown = send(&client, route, &address);
            let what = format!("{:?} as {} at {}:", route.method, row.role, row.level);
            note(&mut faults, is_problem(&shown, &[404]), &what, &address, &shown);
            let after = tables::counts(&stage.app.house.db, &WRITTEN_ANYWAY);
            note(&mut faults, before == after, &format!("{what} something was written by"), &address, &shown);
            asked += 1;
        }
    }
    assert!(asked > 40, "only {asked} were asked");
    none(&faults);
}

#[test]
fn the_document_tells_of_every_route_and_its_parameters() {
    let stage = stage();
    let document = stage.app.client_with("").read("/api/v1/openapi.json");
    let mut ids = BTreeSet::new();
    for route in &stage.app.house.routes {
        assert_eq!(route.is_api(), route.path.starts_with("/api/"), "{}", route.path);
        if !route.is_api() {
            continue;
        }
        let method = if route.method == Method::Get { "get" } else { "put" };
        let told = &document["paths"][route.path][method];
        assert!(
            ids.insert(told["operationId"].as_str().unwrap().to_owned()),
            "{}: its id is taken",
            route.path
        );
        let summary = told["summary"].as_str().unwrap();
        assert!(summary.starts_with(|c: char| ('А'..='Я').contains(&c)), "{}: {summary}", route.path);
        let named: BTreeSet<_> = parameters(told, "path");
        let stands =
            route.path.split(['{', '}']).skip(1).step_by(2).map(str::to_owned).collect::<BTreeSet<_>>();
        assert_eq!(named, stands, "{}", route.path);
        let is_closed = told["security"][0]["bearer"].is_array();
        assert_eq!(is_closed, route.permission != Anyone::NAME, "{}", route.path);
    }
}

fn parameters(operation: &serde_json::Value, place: &str) -> BTreeSet<String> {
    let all = operation["parameters"].as_array().unwrap().iter().filter(|one| one["in"] == place);
    all.map(|one| one["name"].as_str().unwrap().to_owned()).collect()
}
