//! Every kind of page with axe-core (WCAG 2.2 AA, ГОСТ Р 52872-2019) on a desk and on a phone, in the usual and the
//! low-vision version: no violation, and nothing to scroll sideways.

use std::fs;

use serde_json::{Value, json};

use super::walker::Walker;
use super::{ADMINISTRATOR, DEPUTY, DESK, INSTITUTE, METHODIST, PHONE, Stage};

const AXE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../web/node_modules/axe-core/axe.min.js");

#[test]
fn pages_of_a_municipality_are_accessible_on_a_desk() {
    look_at(municipality, DESK);
}

#[test]
fn pages_of_a_municipality_are_accessible_on_a_phone() {
    look_at(municipality, PHONE);
}

#[test]
fn pages_of_a_region_are_accessible_on_a_desk() {
    look_at(region, DESK);
}

#[test]
fn pages_of_a_region_are_accessible_on_a_phone() {
    look_at(region, PHONE);
}

/// A page by its name, its address, and what to click there first.
struct Kind {
    name: &'static str,
    address: String,
    click: &'static str,
    /// What the click shows.
    shows: &'static str,
    /// Looked at in the low-vision version too: one page of each kind.
    is_model: bool,
}

fn model(name: &'static str, address: impl Into<String>) -> Kind {
    Kind { name, address: address.into(), click: "", shows: "#drawer.drawer-open", is_model: true }
}

/// Another page of a kind.
fn further(name: &'static str, address: impl Into<String>) -> Kind {
    Kind { is_model: false, ..model(name, address) }
}

type Visit = (&'static str, Vec<Kind>);

fn look_at(visits: fn(&Stage) -> Vec<Visit>, size: (u32, u32)) {
    let stage = Stage::new();
    let axe = fs::read_to_string(AXE).expect("axe-core is installed: npm ci in web/");
    let mut faults = Vec::new();
    for (role, kinds) in visits(&stage) {
        let walker = if role.is_empty() { stage.stranger() } else { stage.person(role) };
        look(&walker, &kinds, &axe, size, &mut faults);
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

fn municipality(stage: &Stage) -> Vec<Visit> {
    let (sheet, old) = (stage.sheet(), stage.campaign("2025"));
    let document = stage.demo.ask("SELECT CAST(min(id) AS TEXT) AS line FROM documents WHERE unit_id = (SELECT unit_id FROM sheets WHERE state = 'draft')");
    let table = stage.demo.ask("SELECT CAST(min(id) AS TEXT) AS line FROM own_templates WHERE unit_id = (SELECT unit_id FROM sheets WHERE state = 'draft')");
    let table = format!("/monitoring/templates/{table}");
    let drawer = Kind { click: "[data-row=\"1.1\"] a[data-drawer]", ..model("drawer", sheet.clone()) };
    let methodist = vec![
        model("home", "/"),
        model("sheet", sheet.clone()),
        drawer,
        model("indicator", format!("{sheet}/answers/1.1")),
        further("what-if", format!("{sheet}/what-if?no=2.1&no=5.2")),
        Kind { click: "[data-keys-open]", shows: "dialog[open]", ..further("keys", sheet.clone()) },
        further("sheet-import", format!("{sheet}/import")),
        model("documents", "/documents"),
        model("document", format!("/documents/{document}")),
        model("document-form", "/documents/new"),
        model("own-tables", "/monitoring/templates"),
        further("new-table", "/monitoring/templates/new"),
        model("own-table", table.clone()),
        further("table-settings", format!("{table}/settings")),
        further("table-criterion", format!("{table}/criteria/1")),
        model("table-indicator", format!("{table}/indicators/2.1")),
        further("table-parts", format!("{table}/indicators/2.4")),
        model("not-found", "/no-such-page"),
        further("refused", "/accounts"),
        further("recommendations", "/recommendations"),
        further("findings", "/recommendations/findings"),
        further("new-recommendation", "/recommendations/new"),
        further("fulfilment", "/control"),
    ];
    vec![
        ("", vec![model("sign-in", "/sign-in"), further("closed-invitation", "/invitations/abc")]),
        (METHODIST, methodist),
        (
            DEPUTY,
            vec![
                further("home-of-a-school", "/"),
                further("results-for-a-school", format!("{old}/results")),
                further("school-control", "/control"),
            ],
        ),
    ]
}

fn region(stage: &Stage) -> Vec<Visit> {
    let (old, new, sheet) = (stage.campaign("2025"), stage.campaign("2026"), waiting(stage));
    let unit = stage.demo.ask("SELECT CAST(min(id) AS TEXT) AS line FROM units WHERE level = 'municipality'");
    let account =
        stage.demo.ask("SELECT CAST(min(id) AS TEXT) AS line FROM accounts WHERE login = 'belogorsk'");
    let report = stage.demo.ask("SELECT CAST(min(id) AS TEXT) AS line FROM reports");
    let institute = vec![
        further("home-of-the-institute", "/"),
        model("campaigns", "/monitoring"),
        further("new-campaign", "/monitoring/new"),
        model("campaign", new),
        model("return-form", format!("{sheet}/return")),
        further("sheet-to-verify", sheet),
        model("results", format!("{old}/results")),
        model("results-by-indicators", format!("{old}/results?by=indicators")),
        model("results-indicators", format!("{old}/indicators")),
        further("indicator-results", format!("{old}/indicators/1.1")),
        model("results-objects", format!("{old}/objects?about=mean")),
        model("results-distribution", format!("{old}/distribution")),
        further("results-comparison", format!("{old}/comparison")),
        model("object-trend", format!("{old}/results/{unit}/trend")),
        model("object-result", format!("{old}/results/{unit}")),
        further("units", "/units"),
        further("unit", format!("/units/{unit}")),
        further("procedures", "/procedures"),
        further("report", format!("/reports/{report}")),
        model("packs", "/packs"),
        further("pack", "/packs/amur-2020"),
        further("pack-template", "/packs/amur-2020/templates/mms"),
    ];
    let administrator = vec![
        further("accounts", "/accounts"),
        model("new-account", "/accounts/new"),
        model("account-card", format!("/accounts/{account}")),
        model("own-account", "/account"),
        further("new-token", "/account/tokens/new"),
        model("journal", "/journal"),
    ];
    vec![(INSTITUTE, institute), (ADMINISTRATOR, administrator)]
}

/// A sheet that waits for the institute: in the small demo the verified one, taken back into verification.
fn waiting(stage: &Stage) -> String {
    let query = "SELECT CAST(min(s.id) AS TEXT) AS line FROM sheets s JOIN campaigns c ON c.id = s.campaign_id \
                 WHERE c.period = '2026' AND s.state IN ('submitted', 'verified')";
    let id = stage.demo.ask(query);
    let sheet = monitoring::model::SheetId(id.parse().unwrap());
    let (state, now) = (monitoring::rules::SheetState::Submitted, stage.demo.house.now());
    stage.demo.house.db.write(|tx| monitoring::store::sheets::enter(tx, sheet, state, "", now)).unwrap();
    format!("/monitoring/sheets/{id}")
}

fn look(walker: &Walker, kinds: &[Kind], axe: &str, size: (u32, u32), faults: &mut Vec<String>) {
    walker.at_width(size);
    for low_vision in [false, true] {
        set_low_vision(walker, low_vision);
        for kind in kinds.iter().filter(|kind| kind.is_model || !low_vision) {
            walker.open(&kind.address);
            if !kind.click.is_empty() {
                walker.click(kind.click);
                walker.until("what was clicked opens", || walker.has(kind.shows));
            }
            let place = format!("{}{}", kind.name, if low_vision { "-low-vision" } else { "" });
            walker.picture(&place);
            let found = violations(walker, axe, low_vision).into_iter().chain(sideways(walker));
            for fault in found {
                println!("{place} at {}: {fault}", size.0);
                faults.push(format!("{place} at {} ({}): {fault}", size.0, kind.address));
            }
        }
    }
}

fn set_low_vision(walker: &Walker, is_on: bool) {
    let cookie = json!({ "name": "metodset_low_vision", "value": "1", "url": walker.home() });
    walker.cdp(if is_on { "Network.setCookie" } else { "Network.deleteCookies" }, cookie);
}

/// The low-vision version is the same markup in other sizes and colours: only the rules about these are asked there.
fn violations(walker: &Walker, axe: &str, low_vision: bool) -> Vec<String> {
    let rules = if low_vision {
        "{ type: 'rule', values: ['color-contrast', 'target-size'] }"
    } else {
        "{ type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }"
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
