//! Tidy: the rules of STYLE.md and ARCHITECTURE.md that a program can check.
//! A rule is a function from one file to a complaint; each is first shown what it must catch and what it must spare.

mod docs;
mod rules;
mod tree;

use std::collections::HashMap;
use std::fs;

use tree::{Source, folders};

pub(crate) use tree::{root, sources};

type Rule = fn(&Source) -> Option<String>;

/// Surnames of the officials who signed or are charged in the regulations, in every case: see `rules::hash`.
const OFFICIALS: &[&str] = &[
    "082c22950204bce8",
    "0a61b155801a73f1",
    "15392323598aed59",
    "1bb4e10479f0cdef",
    "1e44069ca03ef7e2",
    "3da86be7d3b7184b",
    "5788561bb6dd18f1",
    "596927636fb86601",
    "6a735d2f1840cbbb",
    "6bb7536c87f063d8",
    "6c68f4bf973290b8",
    "6ca8ef3b4cbb1ca4",
    "6febed4eb4c98f70",
    "74ec1944c3a87c39",
    "7deddcea587789a7",
    "834fcf18f9ceb152",
    "8d6c6e236c09d871",
    "906e76ac2d0b3c60",
    "b1ff9a30e8d1f636",
    "b43b7c7ad49c2ab8",
    "b9fdda5fb6c8872c",
    "bbf4d55c7e158ab6",
    "c79185dfdbb1cb4d",
    "cedba7585897affd",
    "cf10bc7445de32a8",
    "d54961ddb1c19ca5",
    "dab38e18223d84d0",
    "e38e19dab30b5b9e",
    "eea4917c4be4ef11",
    "f3cf3c7cc88a56b0",
    "f60f460d23dde4b0",
];

/// Applies the rule to every file and fails with all complaints at once.
fn hold(rule: impl Fn(&Source) -> Option<String>) {
    let complaint = |source: &Source| rule(source).map(|text| format!("{}: {text}", source.path));
    fail_with(&sources().iter().filter_map(complaint).collect::<Vec<_>>());
}

fn fail_with(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

fn catches(rule: Rule, path: &str, text: &str) {
    assert!(rule(&Source::new(path, text)).is_some(), "the rule lets pass: {path}: {text}");
}

fn spares(rule: Rule, path: &str, text: &str) {
    assert_eq!(rule(&Source::new(path, text)), None, "the rule complains of: {path}: {text}");
}

#[test]
fn files_are_short() {
    catches(rules::short, "web/src/sheet.ts", &"\n".repeat(501));
    spares(rules::short, "web/src/sheet.ts", &"\n".repeat(500));
    hold(rules::short);
}

#[test]
fn every_file_tells_its_story() {
    catches(rules::tells_its_story, "app/src/main.rs", "use std::fs;\n//! Late.");
    catches(rules::tells_its_story, "app/src/main.rs", &"//! Long.\n".repeat(7));
    spares(rules::tells_its_story, "app/src/main.rs", &"//! Short.\n".repeat(6));
    hold(rules::tells_its_story);
}

#[test]
fn modules_are_named_by_what_they_hold() {
    catches(rules::named_by_content, "areas/units/src/util.rs", "");
    catches(rules::named_by_content, "platform/web/src/common/mod.rs", "");
    catches(rules::named_by_content, "platform/web/src/lib.rs", "pub mod helpers;");
    spares(rules::named_by_content, "platform/web/src/form.rs", "mod service_record;");
    hold(rules::named_by_content);
}

#[test]
fn areas_keep_technique_out() {
    catches(rules::keeps_technique_out, "areas/units/src/pages.rs", "use axum::Router;");
    catches(rules::keeps_technique_out, "areas/units/src/store.rs", "fn f(r: axum::Router) {}");
    catches(rules::keeps_technique_out, "areas/units/src/actions.rs", "use diesel::prelude::*;");
    spares(rules::keeps_technique_out, "areas/units/src/actions.rs", "// diesel is not named here");
    spares(rules::keeps_technique_out, "areas/units/src/store/tree.rs", "use diesel::prelude::*;");
    hold(rules::keeps_technique_out);
}

#[test]
fn nothing_is_left_unfinished() {
    catches(rules::finished, "app/src/main.rs", concat!("fn main() { todo", "!() }"));
    catches(rules::finished, "app/src/main.rs", concat!("#[", "ignore = \"slow\"]"));
    hold(rules::finished);
}

#[test]
fn pages_keep_the_content_security_policy() {
    catches(rules::keeps_policy, "areas/units/src/pages/unit.html", "<p style=\"color: red\">");
    catches(rules::keeps_policy, "areas/units/src/pages/unit.html", "<script>start()</script>");
    catches(rules::keeps_policy, "areas/units/src/pages/unit.html", "<a onclick=\"go()\">");
    spares(rules::keeps_policy, "areas/units/src/pages/unit.html", "<script src=\"/app.js\" defer></script>");
    hold(rules::keeps_policy);
}

#[test]
fn hidden_fields_are_declared_by_their_form() {
    let (page, field) = ("areas/units/pages/unit.html", "<input type=\"hidden\" name=\"seal\" value=\"1\">");
    catches(rules::declares_unseen, page, field);
    spares(
        rules::declares_unseen,
        page,
        &format!("{field}<input type=\"hidden\" name=\"_unseen\" value=\"seal\">"),
    );
    spares(
        rules::declares_unseen,
        page,
        "<input type=\"hidden\" name=\"_csrf\" value=\"1\">{{ f::hidden(\"seal\", seal) }}",
    );
    hold(rules::declares_unseen);
}

#[test]
fn officials_of_the_regulations_are_not_named() {
    let invented = rules::hash("выдуманова");
    let source = Source::new("packs/demo.toml", "Приказ\nподписала Выдуманова А.А.");
    assert!(rules::names_nobody(&source, &[&invented]).is_some_and(|text| text.starts_with("line 2")));
    hold(|source| rules::names_nobody(source, OFFICIALS));
}

#[test]
fn documentation_points_at_what_exists() {
    catches(docs::points_at_something, "README.md", "see `areas/no_such_area/src/lib.rs`");
    catches(docs::points_at_something, "docs/operations.md", "see [there](no-such-page.md#part)");
    catches(docs::points_at_something, "README.md", "start `./no-such-command --now`");
    spares(
        docs::points_at_something,
        "README.md",
        "`areas/<area>/src/lib.rs`, `web/dist`, `text/html`, `./run --help`",
    );
    hold(docs::points_at_something);
}

#[test]
fn every_area_has_its_door() {
    let mut complaints = Vec::new();
    for area in folders("areas") {
        let door =
            fs::read_to_string(root().join("areas").join(&area).join("src/lib.rs")).unwrap_or_default();
        if !door.starts_with("//!") || !door.contains("pub fn area(") {
            complaints.push(format!("areas/{area}/src/lib.rs: needs its story in `//!` and `pub fn area()`"));
        }
    }
    fail_with(&complaints);
}

#[test]
fn migrations_are_named_by_time_owner_and_content() {
    assert_eq!(migration("202611220900_units_tree"), Some(("202611220900", "units")));
    assert_eq!(migration("20261122_units_tree"), None);
    assert_eq!(migration("202611220900_units"), None);

    let owners = [folders("areas"), folders("platform")].concat();
    let mut complaints = Vec::new();
    let mut taken: HashMap<String, String> = HashMap::new();
    for folder in folders("migrations").into_iter().filter(|folder| folder != "src") {
        match migration(&folder) {
            None => complaints.push(format!("{folder}: must be <yyyymmddhhmm>_<area>_<what>")),
            Some((_, owner)) if !owners.iter().any(|known| known == owner) => {
                complaints.push(format!("{folder}: neither areas/{owner} nor platform/{owner} exists"));
            }
            Some((time, _)) => {
                if let Some(other) = taken.insert(time.to_owned(), folder.clone()) {
                    complaints
                        .push(format!("{folder}: {other} has the same time, and diesel keeps one of a time"));
                }
            }
        }
        if root().join("migrations").join(&folder).join("down.sql").exists() {
            complaints.push(format!("{folder}: migrations go forward only, remove down.sql"));
        }
    }
    fail_with(&complaints);
}

/// The time and the owner in the name of a migration's folder.
fn migration(folder: &str) -> Option<(&str, &str)> {
    let (time, rest) = folder.split_once('_')?;
    let (owner, what) = rest.split_once('_')?;
    let is_time = time.len() == 12 && time.bytes().all(|digit| digit.is_ascii_digit());
    (is_time && !what.is_empty()).then_some((time, owner))
}
