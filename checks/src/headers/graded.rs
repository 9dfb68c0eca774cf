//! Replies of every kind behind TLS, graded as Mozilla's Observatory does, and what it does not ask for.

use super::observatory::{graded, score};
use crate::demo::Demo;
use crate::wire::{Sent, Wire};
use testing::Engine;

/// What the policy, the referrer, framing and reading from elsewhere give on top of 100: A+.
const WITHOUT_COOKIES: i32 = 130;
const WITH_COOKIES: i32 = 135;

/// One reply of every kind: name and reply.
fn replies(demo: &Demo) -> Vec<(&'static str, Sent)> {
    let mut wire = Wire::stranger(demo);
    let page = wire.get("/sign-in");
    let built = page.text().split('"').find(|part| part.starts_with("/assets/")).unwrap().to_owned();
    let token = page.csrf();
    let refused =
        wire.post("/sign-in", &[("_csrf", &token), ("login", "nobody"), ("password", "0123456789")]);
    let mut found = vec![
        ("the first page", page),
        ("a refused form", refused),
        ("a stranger led to the sign-in", Wire::stranger(demo).get("/units")),
        ("a page that is not there", wire.get("/no-such-page")),
        ("a built file", wire.get(&built)),
        ("a built file that is not there", wire.get("/assets/none.css")),
        ("a refusal of the API", wire.get("/api/v1/units")),
        ("the document of the API", wire.get("/api/v1/openapi.json")),
        ("health", wire.get("/health")),
        ("readiness", wire.get("/ready")),
        ("a forged form", wire.post("/sign-out", &[("_csrf", "forged")])),
    ];
    let mut person = Wire::signed_in(demo, "institute_methodist");
    let document = demo.ask("SELECT CAST(max(id) AS TEXT) AS line FROM documents WHERE sha256 IS NOT NULL");
    found.extend([
        ("a page of a person", person.get("/")),
        ("a list", person.get("/documents")),
        ("a document", person.get(&format!("/documents/{document}/file"))),
    ]);
    let token = person.get("/").csrf();
    found.push(("a step done", person.post("/low-vision", &[("_csrf", &token)])));
    found.push(("sign-out", person.post("/sign-out", &[("_csrf", &token)])));
    found
}

#[test]
fn every_kind_of_reply_is_graded_a_plus() {
    let demo = Demo::behind_tls();
    let mut faults = Vec::new();
    for (name, sent) in replies(&demo) {
        let tests = graded(&sent);
        let expected = if sent.all("set-cookie").count() > 0 { WITH_COOKIES } else { WITHOUT_COOKIES };
        println!("{:4} {name}: {}", score(&tests), sent.status);
        if score(&tests) != expected {
            let bad: Vec<_> = tests.iter().filter(|(_, _, points)| *points <= 0).collect();
            faults.push(format!("{name}: {} instead of {expected}, {bad:?}", score(&tests)));
        }
        faults.extend(beyond(&sent).into_iter().map(|fault| format!("{name}: {fault}")));
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// What the Observatory does not grade.
fn beyond(sent: &Sent) -> Vec<String> {
    let expected = [
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-embedder-policy", "require-corp"),
        ("x-frame-options", "DENY"),
    ];
    let mut faults: Vec<String> = expected
        .iter()
        .filter(|(name, value)| sent.header(name) != *value)
        .map(|(name, _)| format!("{name} is {}", sent.header(name)))
        .collect();
    if !sent.header("permissions-policy").contains("camera=()") {
        faults.push("a page may ask for the camera".to_owned());
    }
    let is_kept = sent.header("cache-control").contains("max-age=31536000");
    let is_built = sent.status == 200 && sent.header("etag").contains('.');
    let is_private = sent.header("cache-control").contains("no-store");
    if !(is_private || is_kept && is_built) {
        faults.push(format!("may be kept: {}", sent.header("cache-control")));
    }
    for name in ["server", "x-powered-by", "access-control-allow-origin"] {
        if !sent.header(name).is_empty() {
            faults.push(format!("{name} is told"));
        }
    }
    faults
}

#[test]
fn signing_out_empties_the_browser_and_nothing_else_does() {
    let demo = Demo::behind_tls();
    for (name, sent) in replies(&demo) {
        let expected = if name == "sign-out" { "\"storage\"" } else { "" };
        assert_eq!(sent.header("clear-site-data"), expected, "{name}");
    }
}

#[test]
fn without_tls_nothing_is_promised_for_it() {
    let demo = Demo::on(Engine::Sqlite);
    let sent = Wire::stranger(&demo).get("/sign-in");
    assert_eq!(sent.header("strict-transport-security"), "");
    assert!(sent.all("set-cookie").all(|line| !line.contains("Secure") && !line.starts_with("__Host-")));
}

#[test]
fn a_worse_reply_is_graded_worse() {
    let reply = |headers: &[(&str, &str)]| Sent {
        status: 200,
        headers: headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        ..Sent::default()
    };
    assert_eq!(score(&graded(&reply(&[]))), 25);
    let bare = reply(&[("set-cookie", "metodset_session=x; Path=/"), ("access-control-allow-origin", "*")]);
    assert_eq!(score(&graded(&bare)), 0);
}

#[test]
fn the_journal_and_the_list_of_sessions_tell_where_somebody_came_in_from() {
    let demo = Demo::on(Engine::Sqlite);
    let mut administrator = Wire::signed_in(&demo, "administrator");
    let page = administrator.get("/journal").text();
    assert!(page.contains("адрес 127.0.0.1"), "{page}");
    let page = administrator.get("/account").text();
    assert!(page.contains(">127.0.0.1</span>"), "{page}");
}
