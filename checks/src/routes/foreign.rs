//! What lies outside one's scope does not exist: 404 and nothing else, so that nobody learns what is there.

use std::collections::HashMap;

use web::{Method, Route};

use super::stage::{Stage, at, stage};
use super::{WRITTEN_ANYWAY, none, note, send};
use crate::tables;

/// Open to everybody whatever stands in the path.
const NOT_OF_A_PLACE: [&str; 5] = [
    "/invitations/{token}",
    "/packs/{pack}",
    "/packs/{pack}/templates/{template}",
    "/documents/acts/{act}",
    "/account/sessions/{session}/end",
];

#[test]
fn objects_of_another_region_are_not_there() {
    knock(|stage, route| stage.foreign_address(route.path));
}

#[test]
fn a_malformed_address_is_not_there() {
    knock(|_, route| at(route.path, |_| "abc".to_owned()));
}

#[test]
fn a_number_out_of_range_is_not_there() {
    knock(|_, route| at(route.path, |_| "99999999999999999999".to_owned()));
}

/// Everybody of the first region who holds the right of a route asks for that address.
fn knock(address: impl Fn(&Stage, &Route) -> String) {
    let stage = stage();
    let rows: Vec<_> = stage.app.house.policy.rows().copied().collect();
    let (mut faults, mut asked) = (Vec::new(), 0);
    let mut seated = HashMap::new();
    for row in &rows {
        let Some(seat) = stage.seat(row.level) else { continue };
        let known = seated.entry((row.role, row.level));
        known.or_insert_with(|| stage.app.browser_as(row.role, row.level, seat));
    }
    let counts = tables::counting(&stage.app.house.db, &WRITTEN_ANYWAY);
    let mut before = counts();
    for route in stage.routes(Method::Get).chain(stage.routes(Method::Post)) {
        if !route.path.contains('{') || NOT_OF_A_PLACE.contains(&route.path) {
            continue;
        }
        for row in rows.iter().filter(|row| row.permission == route.permission) {
            let Some(browser) = seated.get(&(row.role, row.level)) else { continue };
            let address = address(&stage, route);
            let shown = send(browser, route.method, &address);
            let what = format!("{:?} as {} at {}:", route.method, row.role, row.level);
            note(&mut faults, shown.status == 404, &what, &address, &shown);
            let after = counts();
            note(&mut faults, before == after, &format!("{what} something was written by"), &address, &shown);
            (before, asked) = (after, asked + 1);
        }
    }
    assert!(asked > 50, "only {asked} were asked");
    none(&faults);
}
