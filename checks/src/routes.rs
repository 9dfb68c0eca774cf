//! Every route of the house, asked by those who must not get in: a stranger, a forged form, the weakest role, people of
//! another region. A new route is covered without a line here; a new public page or parameter has to be told.

mod api;
mod foreign;
mod schooled;
pub(crate) mod stage;

use access::{Anyone, Level, Permission, Role, SignedIn};
use testing::{Browser, Shown};
use web::Method;

use crate::tables;
use stage::stage;

/// What a stranger may open, and what they are answered: everything else leads to the sign-in.
const PUBLIC: [(&str, u16); 19] = [
    ("/directory", 200),
    ("/directory/{unit}", 404),
    ("/directory/structures/{structure}", 404),
    ("/directory/structures/{structure}/emblem", 404),
    ("/sign-in", 200),
    ("/invitations/{token}", 410),
    ("/recovery", 200),
    ("/recovery/{token}", 410),
    ("/first-sign-in", 200),
    ("/confirmations/{token}", 410),
    ("/reminders/{signed}", 404),
    ("/check/{code}", 404),
    ("/portfolio/shared/{token}", 404),
    ("/portfolio/shared/{token}/files/{item}", 404),
    ("/open", 200),
    ("/open/{campaign}", 404),
    ("/open/{campaign}/xlsx", 404),
    ("/open/{campaign}/json", 404),
    ("/open/{campaign}/units/{unit}", 404),
];

/// What a teacher of a school may open; everything else is refused or not there.
const OF_A_TEACHER: [&str; 72] = [
    "/directory",
    "/search",
    "/search/suggestions",
    "/open",
    "/recovery",
    "/recovery/{token}",
    "/confirmations/{token}",
    "/",
    "/sign-in",
    "/invitations/{token}",
    "/account",
    "/account/delegations",
    "/reminders",
    "/first-sign-in",
    "/account/exports",
    "/account/factor",
    "/account/proof",
    "/account/readings",
    "/sign-in/code",
    "/sign-in/provider/return",
    "/account/tokens/new",
    "/units",
    "/units/{unit}",
    "/units/{unit}/rules",
    "/units/{unit}/methodics",
    "/units/tree",
    "/units/register",
    "/packs",
    "/packs/{pack}",
    "/packs/{pack}/templates/{template}",
    "/functions",
    "/functions/carried",
    "/functions/carried/register",
    "/structures",
    "/structures/matrix",
    "/structures/tree",
    "/structures/network",
    "/structures/scheme",
    "/structures/scheme/file",
    "/structures/register",
    "/structures/cooperation",
    "/structures/cooperation/file",
    "/structures/curators",
    "/structures/heads",
    "/structures/{structure}",
    "/structures/{structure}/functions",
    "/structures/tasks",
    "/structures/coordination",
    "/structures/coordination/register",
    "/structures/{structure}/publications",
    "/structures/{structure}/tasks",
    "/structures/{structure}/tasks/{network_task}",
    "/documents",
    "/documents/acts",
    "/documents/coverage",
    "/documents/glossary",
    "/documents/required",
    "/documents/shares",
    "/documents/{document}",
    "/documents/{document}/file",
    "/documents/{document}/files",
    "/documents/{document}/sections",
    "/documents/{document}/visas",
    "/documents/{document}/visas/paper",
    "/people/own",
    "/portfolio",
    "/consents/own",
    "/mentoring/own",
    "/mentoring/experience",
    "/incentives/own",
    "/schooling/own",
    "/low-vision",
];

/// Written by whoever knocks, and by nothing else.
const WRITTEN_ANYWAY: [&str; 3] = ["audit_entries", "audit_blocks", "sign_in_failures"];

#[test]
fn a_stranger_is_led_from_every_page_to_the_sign_in() {
    let stage = stage();
    let mut faults = Vec::new();
    for route in stage.routes(Method::Get) {
        let address = stage.own_address(route.path);
        let shown = stage.app.stranger().get(&address);
        let is_right = match PUBLIC.iter().find(|(path, _)| *path == route.path) {
            Some((_, status)) => shown.status == *status,
            None => shown.status == 303 && shown.location.starts_with("/sign-in"),
        };
        note(&mut faults, is_right, "GET", &address, &shown);
    }
    none(&faults);
}

#[test]
fn the_door_is_the_sign_in() {
    let stage = stage();
    let shown = stage.app.stranger().get("/");
    assert_eq!((shown.status, shown.location.as_str()), (303, "/sign-in"));
    assert_eq!(stage.app.stranger().get("/sign-in").status, 200);
    assert_eq!(stage.app.stranger().get("/no-such-page").status, 404);
}

#[test]
fn a_form_without_a_token_is_refused_and_changes_nothing() {
    let stage = stage();
    let person = stage.mighty();
    for token in ["", "made-up-token"] {
        let before = tables::counts(&stage.app.house.db, &WRITTEN_ANYWAY);
        let mut faults = Vec::new();
        for route in stage.routes(Method::Post) {
            let address = stage.own_address(route.path);
            let shown = stage.app.stranger().post(&address, &[("_csrf", token)]);
            let is_right = shown.status == 403 || (shown.status == 401 && !token.is_empty());
            note(&mut faults, is_right, "a stranger's POST", &address, &shown);
            let shown = person.post(&address, &[("_csrf", token)]);
            note(&mut faults, shown.status == 403, "a forged POST", &address, &shown);
        }
        none(&faults);
        let after = tables::counts(&stage.app.house.db, &WRITTEN_ANYWAY);
        assert_eq!(before, after, "a refused form changed something");
    }
}

#[test]
fn a_teacher_gets_only_what_is_listed() {
    let stage = stage();
    let teacher = stage.app.browser_as(Role::Teacher, Level::Organisation, &stage.own.school.path);
    let mut faults = Vec::new();
    for route in stage.routes(Method::Get).chain(stage.routes(Method::Post)) {
        let own = [Anyone::NAME, SignedIn::NAME].contains(&route.permission);
        if OF_A_TEACHER.contains(&route.path) || (own && route.method == Method::Post) {
            continue;
        }
        let address = stage.own_address(route.path);
        let shown = send(&teacher, route.method, &address);
        note(&mut faults, [403, 404].contains(&shown.status), "a teacher's", &address, &shown);
    }
    none(&faults);
}

fn send(browser: &Browser, method: Method, address: &str) -> Shown {
    if method == Method::Get { browser.get(address) } else { browser.post(address, &[]) }
}

fn note(faults: &mut Vec<String>, is_right: bool, what: &str, address: &str, shown: &Shown) {
    if !is_right {
        let heading =
            shown.body.split("<h1").nth(1).and_then(|rest| rest.split("</h1>").next()).unwrap_or_default();
        let heading = heading.split_once('>').map_or("", |(_, text)| text.trim());
        faults.push(format!("{what} {address}: {} {} {heading}", shown.status, shown.location));
    }
}

fn none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}
