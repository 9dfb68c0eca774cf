//! Every kind of page with axe-core (WCAG 2.2 AA, ГОСТ Р 52872-2019) on a desk and on a phone, in the usual and the
//! low-vision version: no violation, and nothing to scroll sideways.

use std::fs;

use serde_json::{Value, json};

use super::walker::Walker;
use super::{ADMINISTRATOR, DEPUTY, DESK, INSTITUTE, METHODIST, PHONE, Stage};

const AXE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../web/node_modules/axe-core/axe.min.js");

#[test]
fn every_page_is_accessible_on_a_desk() {
    look_at_all(DESK);
}

#[test]
fn every_page_is_accessible_on_a_phone() {
    look_at_all(PHONE);
}

/// A page by its name, its address, and what to click there first.
struct Kind {
    name: &'static str,
    address: String,
    click: &'static str,
}

fn kind(name: &'static str, address: impl Into<String>) -> Kind {
    Kind { name, address: address.into(), click: "" }
}

fn look_at_all(size: (u32, u32)) {
    let stage = Stage::new();
    let axe = fs::read_to_string(AXE).expect("axe-core is installed: npm ci in web/");
    let mut faults = Vec::new();
    look(
        &stage.stranger(),
        &[kind("sign-in", "/sign-in"), kind("closed-invitation", "/invitations/abc")],
        &axe,
        size,
        &mut faults,
    );
    for (role, kinds) in kinds(&stage) {
        look(&stage.person(role), &kinds, &axe, size, &mut faults);
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

fn kinds(stage: &Stage) -> Vec<(&'static str, Vec<Kind>)> {
    let (sheet, old, new) = (stage.sheet(), stage.campaign("2025"), stage.campaign("2026"));
    let unit = stage.demo.ask("SELECT CAST(min(id) AS TEXT) AS line FROM units WHERE level = 'municipality'");
    let document =
        stage.demo.ask("SELECT CAST(min(id) AS TEXT) AS line FROM documents WHERE file_id IS NOT NULL");
    let account =
        stage.demo.ask("SELECT CAST(min(id) AS TEXT) AS line FROM accounts WHERE login = 'belogorsk'");
    let drawer = Kind { name: "drawer", address: sheet.clone(), click: "[data-row=\"1.1\"] a[data-drawer]" };
    vec![
        (
            METHODIST,
            vec![
                kind("home", "/"),
                kind("sheet", sheet.clone()),
                drawer,
                kind("indicator", format!("{sheet}/answers/1.1")),
                kind("documents", "/documents"),
                kind("document", format!("/documents/{document}")),
                kind("document-form", "/documents/new"),
                kind("not-found", "/no-such-page"),
                kind("refused", "/accounts"),
            ],
        ),
        (
            INSTITUTE,
            vec![
                kind("home-of-the-institute", "/"),
                kind("campaigns", "/monitoring"),
                kind("new-campaign", "/monitoring/new"),
                kind("campaign", new),
                kind("return-form", format!("{}/return", submitted(stage))),
                kind("sheet-verified", submitted(stage)),
                kind("results", format!("{old}/results")),
                kind("indicator-results", format!("{old}/indicators/1.1")),
                kind("object-result", format!("{old}/results/{unit}")),
                kind("units", "/units"),
                kind("unit", format!("/units/{unit}")),
                kind("packs", "/packs"),
                kind("pack", "/packs/amur-2020"),
                kind("pack-template", "/packs/amur-2020/templates/mms"),
            ],
        ),
        (
            ADMINISTRATOR,
            vec![
                kind("accounts", "/accounts"),
                kind("new-account", "/accounts/new"),
                kind("account-card", format!("/accounts/{account}")),
                kind("own-account", "/account"),
                kind("journal", "/journal"),
            ],
        ),
        (DEPUTY, vec![kind("home-of-a-school", "/"), kind("results-for-a-school", format!("{old}/results"))]),
    ]
}

/// A sheet the institute can rule on.
fn submitted(stage: &Stage) -> String {
    let query = "SELECT CAST(min(s.id) AS TEXT) AS line FROM sheets s JOIN campaigns c ON c.id = s.campaign_id \
                 WHERE c.period = '2026' AND s.state IN ('submitted', 'verified')";
    format!("/monitoring/sheets/{}", stage.demo.ask(query))
}

fn look(walker: &Walker, kinds: &[Kind], axe: &str, size: (u32, u32), faults: &mut Vec<String>) {
    walker.at_width(size);
    for low_vision in [false, true] {
        for kind in kinds {
            set_low_vision(walker, low_vision);
            let begun = std::time::Instant::now();
            walker.open(&kind.address);
            if !kind.click.is_empty() {
                walker.click(kind.click);
                walker.until("the drawer opens", || walker.has("#drawer.drawer-open"));
            }
            let version = if low_vision { "-low-vision" } else { "" };
            let place = format!("{}{version}", kind.name);
            walker.picture(&place);
            let place = format!("{place} at {} ({})", size.0, walker.address());
            faults.extend(
                violations(walker, axe, low_vision).into_iter().map(|fault| format!("{place}: {fault}")),
            );
            faults.extend(sideways(walker).map(|fault| format!("{place}: {fault}")));
            println!("{place} {:?}", begun.elapsed());
        }
    }
}

fn set_low_vision(walker: &Walker, is_on: bool) {
    let cookie = json!({ "name": "metodset_low_vision", "value": "1", "url": walker.home() });
    walker.cdp(if is_on { "Network.setCookie" } else { "Network.deleteCookies" }, cookie);
}

/// The low-vision version is the same markup in other sizes and colours: only the rules about these are asked there.
fn violations(walker: &Walker, axe: &str, low_vision: bool) -> Vec<String> {
    let rules = match low_vision {
        false => "{ type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }",
        true => "{ type: 'rule', values: ['color-contrast', 'target-size'] }",
    };
    let run = "const found = await axe.run(document, { runOnly: RULES, resultTypes: ['violations'] });
        return found.violations.flatMap((rule) => rule.nodes.map((node) =>
            `${rule.id}: ${node.target.join(' ')} – ${node.failureSummary.replace(/\\s+/g, ' ').slice(0, 300)}`));";
    let found = walker.script_async(&format!("{axe}; {}", run.replace("RULES", rules)));
    let Value::Array(found) = found else { panic!("axe-core does not run: {found}") };
    found.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// What sticks out of the page, if it can be scrolled sideways.
fn sideways(walker: &Walker) -> Option<String> {
    let found = walker.script(
        "const root = document.documentElement; const width = root.clientWidth;
        if (root.scrollWidth <= width) return null;
        const wide = [...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > width + 1
            && ![...function* (p) { while ((p = p.parentElement)) yield p; }(e)].some((p) => getComputedStyle(p).overflowX !== 'visible'));
        return `scrolls sideways (${root.scrollWidth} > ${width}): ` + wide.slice(0, 3).map((e) => e.tagName + '.' + e.className).join(', ');",
    );
    found.as_str().map(str::to_owned)
}
