//! What every page of the demo carries and what it must not: headers, cookies, markup, weight.

mod graded;
mod observatory;

use crate::demo::Demo;
use crate::wire::{Sent, Wire};
use testing::Engine;

/// A further page may weigh this much over a village line, bytes compressed (the aim is half of it).
const HEAVIEST: usize = 40_000;
const AIM: usize = 20_000;
/// As many pages are opened for a role, following the links of each.
const PAGES: usize = 60;

#[test]
fn every_page_keeps_the_browser_safe_and_the_line_free() {
    let demo = Demo::on(Engine::Sqlite);
    let (mut faults, mut heavy, mut seen) = (Vec::new(), Vec::new(), 0);
    for role in ["municipal_methodist", "institute_methodist", "administrator", "teacher"] {
        let mut wire = Wire::signed_in(&demo, role);
        let mut waiting = vec!["/".to_owned(), "/no-such-page".to_owned(), "/account".to_owned()];
        let mut known = waiting.clone();
        for _ in 0..PAGES {
            let Some(address) = waiting.pop() else { break };
            let sent = wire.get(&address);
            faults.extend(faults_of(&sent).into_iter().map(|fault| format!("{role} {address}: {fault}")));
            if sent.header("content-type").starts_with("text/html") {
                let weight = wire.get_small(&address).body.len();
                heavy.push((weight, format!("{role} {address}")));
                for link in links(&sent.text()) {
                    if !known.contains(&link) {
                        known.push(link.clone());
                        waiting.push(link);
                    }
                }
            }
            seen += 1;
        }
    }
    assert!(seen > 60, "only {seen} pages were found");
    weigh(heavy, &mut faults);
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn the_first_visit_is_light() {
    let demo = Demo::on(Engine::Sqlite);
    let mut wire = Wire::stranger(&demo);
    let page = wire.get_small("/sign-in");
    let mut total = page.body.len();
    let text = wire.get("/sign-in").text();
    let built = text.split('"').filter(|part| part.starts_with("/assets/"));
    for address in built.collect::<std::collections::BTreeSet<_>>() {
        let sent = wire.get_small(address);
        assert_eq!(sent.status, 200, "{address}");
        total += sent.body.len();
    }
    assert!(total <= 150_000, "the first visit takes {total} bytes");
    println!("the first visit takes {total} bytes");
}

#[test]
fn cookies_are_closed_to_scripts_and_to_other_sites() {
    let demo = Demo::on(Engine::Sqlite);
    let mut wire = Wire::stranger(&demo);
    let token = wire.get("/sign-in").csrf();
    let (login, password) = demo.sign_in("teacher");
    let entered = wire.post("/sign-in", &[("_csrf", &token), ("login", login), ("password", password)]);
    let token = wire.get("/").csrf();
    let seen = wire.post("/low-vision", &[("_csrf", &token)]);
    for sent in [&entered, &seen] {
        assert!(sent.all("set-cookie").count() > 0, "no cookie was given");
        for cookie in sent.all("set-cookie") {
            assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
        }
    }
}

fn faults_of(sent: &Sent) -> Vec<String> {
    let mut faults = Vec::new();
    let mut must = |is_so: bool, fault: &str| {
        if !is_so {
            faults.push(fault.to_owned());
        }
    };
    let policy = sent.header("content-security-policy");
    must(
        policy.contains("default-src 'none'") && policy.contains("script-src 'self'"),
        "no content security policy",
    );
    must(!policy.contains("unsafe"), "the policy allows inline scripts or styles");
    must(policy.contains("frame-ancestors 'none'"), "may be framed");
    must(sent.header("x-content-type-options") == "nosniff", "no nosniff");
    must(sent.header("x-frame-options") == "DENY", "no X-Frame-Options");
    // A file of the open page is everybody's: it may be kept, and is asked about every time.
    let is_open_file =
        sent.header("etag").starts_with("W/") && !sent.header("content-type").starts_with("text/html");
    let keeping = if is_open_file { "no-cache" } else { "no-store" };
    must(sent.header("cache-control").contains(keeping), "may be kept by a proxy");
    must(sent.all("set-cookie").all(|cookie| cookie.contains("HttpOnly")), "a cookie without HttpOnly");
    must(sent.status < 500, "fails");
    if sent.header("content-type").starts_with("text/html") {
        faults.extend(faults_of_markup(&sent.text()));
    }
    faults
}

/// What the policy would stop in a browser, found without one.
fn faults_of_markup(text: &str) -> Vec<String> {
    let is_inline = |tag: &str| tag.split('>').next().is_none_or(|head| !head.contains("src="));
    let handlers = ["onclick", "onload", "onchange", "onsubmit", "oninput"];
    let is_handler = |part: &str| {
        part.split_once('=').is_some_and(|(name, value)| handlers.contains(&name) && value.starts_with('"'))
    };
    let found = [
        (text.contains(" style=") || text.contains("<style"), "an inline style"),
        (text.split("<script").skip(1).any(is_inline), "an inline script"),
        (text.split(char::is_whitespace).any(is_handler), "an inline handler"),
        (text.contains("src=\"http") || text.contains("src=\"//"), "something from elsewhere"),
    ];
    found.into_iter().filter(|(is_so, _)| *is_so).map(|(_, fault)| fault.to_owned()).collect()
}

/// Tells the heaviest pages; those over the limit are faults.
fn weigh(mut heavy: Vec<(usize, String)>, faults: &mut Vec<String>) {
    heavy.sort();
    heavy.reverse();
    let over = heavy.iter().filter(|(weight, _)| *weight > AIM).count();
    println!("{over} of {} pages are heavier than {AIM} bytes; the heaviest:", heavy.len());
    for (weight, address) in heavy.iter().take(8) {
        println!("{weight:7} {address}");
    }
    let too_heavy = heavy.into_iter().filter(|(weight, _)| *weight > HEAVIEST);
    faults.extend(too_heavy.map(|(weight, address)| format!("{address}: {weight} bytes compressed")));
}

/// Addresses of this installation that the page leads to, without files.
fn links(page: &str) -> Vec<String> {
    let hrefs = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    hrefs
        .filter(|link| link.starts_with('/') && !link.starts_with("/assets/") && !link.ends_with("/file"))
        .map(|link| link.split('#').next().unwrap_or(link).replace("&#38;", "&").replace("&amp;", "&"))
        .collect()
}
