//! The pages of a signed-in person at 1 and 16 connections, each against a bare handler that sends the same bytes.

use std::time::Duration;

use testing::Wire;

use crate::bare::Bare;
use crate::figures::{Report, head};
use crate::installation::{Engine, Installation, Server};
use crate::load::{self, Load};
use crate::{Outcome, machine};

/// How many times the CPU of a bare handler a list of 50 rows may take on SQLite at one connection.
const LIST_AIM: f64 = 12.0;
/// The same of any page.
const PAGE_AIM: f64 = 40.0;
/// Connections at once.
const CONNECTIONS: [usize; 2] = [1, 16];

/// A page: its name, who opens it, where it is.
struct Page {
    name: &'static str,
    cookie: String,
    address: String,
}

/// Measures all of them.
pub fn measure(installation: &Installation, time: Duration, report: &mut Report) -> Outcome<()> {
    let server = installation.serve()?;
    // A fresh demo reads the words of its documents first; that is no work of these pages.
    server.settle()?;
    let engine = installation.engine;
    head(&format!("pages on {}, load {}", engine.name(), machine::busyness()));
    println!(
        "  {:<18} {:>4} {:>9} {:>9} {:>8} {:>8} {:>8} | {:>9} {:>7} {:>9}",
        "page", "conn", "CPU µs", "req/s", "p50 ms", "p99 ms", "bytes", "bare µs", "ratio", "brotli µs"
    );
    for page in pages(installation, &server)? {
        let reply = Wire::to(&server.url)?.get(&page.address, &page.cookie)?;
        if reply.status != 200 {
            return Err(format!("{}: status {}", page.address, reply.status).into());
        }
        let bare = Bare::with(&reply.body)?;
        for connections in CONNECTIONS {
            let asked = |headers: &str| {
                load::ask(&server.url, &page.address, headers, connections, time, || server.cpu())
            };
            let ours = asked(&page.cookie)?;
            let theirs = load::ask(&bare.url, "/", "", connections, time / 2, || bare.cpu())?;
            let small = asked(&format!("{}Accept-Encoding: br\r\n", page.cookie))?;
            tell(report, engine, &page, connections, (&ours, &theirs, &small), reply.body.len());
        }
    }
    Ok(())
}

fn tell(
    report: &mut Report,
    engine: Engine,
    page: &Page,
    connections: usize,
    (ours, bare, small): (&Load, &Load, &Load),
    bytes: usize,
) {
    let ratio = ours.cpu / bare.cpu;
    println!(
        "  {:<18} {connections:>4} {:>9.0} {:>9.0} {:>8.2} {:>8.2} {bytes:>8} | {:>9.1} {ratio:>7.1} {:>9.0}",
        page.name, ours.cpu, ours.rate, ours.p50, ours.p99, bare.cpu, small.cpu
    );
    let name = |what: &str| format!("{} {}, {connections} conn., {what}", engine.name(), page.name);
    report.add("pages", name("CPU"), ours.cpu, "µs");
    report.add("pages", name("CPU with brotli"), small.cpu, "µs");
    report.add("pages", name("rate"), ours.rate, "req/s");
    report.add("pages", name("p50"), ours.p50, "ms");
    report.add("pages", name("p99"), ours.p99, "ms");
    report.add("pages", name("bare CPU"), bare.cpu, "µs");
    let aim = if page.name == "list of schools" { LIST_AIM } else { PAGE_AIM };
    if engine == Engine::Sqlite && connections == 1 {
        report.hold("pages", name("ratio"), ratio, "×", aim);
    } else {
        report.add("pages", name("ratio"), ratio, "×");
    }
}

/// The pages, found as a person finds them: by the links of the page before.
fn pages(installation: &Installation, server: &Server) -> Outcome<Vec<Page>> {
    let mut line = Wire::to(&server.url)?;
    let institute = installation.sign_in(server, "institute")?;
    let methodist = installation.sign_in(server, "belogorsk")?;
    let mut link = |cookie: &str, from: &str, begins: &str, ends: fn(&str) -> bool| -> Outcome<String> {
        let page = line.get(from, cookie)?.text();
        let links = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let found = links.filter(|link| link.starts_with(begins)).find(|link| ends(&link[begins.len()..]));
        Ok(found.ok_or_else(|| format!("{from} leads nowhere to {begins}"))?.to_owned())
    };
    let is_id = |rest: &str| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit());
    let sheet = link(&methodist, "/", "/monitoring/sheets/", is_id)?;
    let results = link(&methodist, "/", "/monitoring/", |rest| rest.contains("/results/"))?;
    let results = results.rsplit_once('/').map(|(whole, _)| whole.to_owned()).unwrap_or_default();
    let unit = link(&methodist, "/units", "/units/", is_id)?;
    let page = |name, cookie: &str, address: String| Page { name, cookie: cookie.to_owned(), address };
    Ok(vec![
        page("sheet", &methodist, sheet),
        page("results", &institute, results),
        page("unit page", &institute, unit),
        page("list of schools", &institute, "/units?level=organisation".to_owned()),
        page("Home", &institute, "/".to_owned()),
        page("mentoring picture", &institute, "/mentoring/picture".to_owned()),
        page("young teachers", &institute, "/mentoring/young".to_owned()),
        page("mentoring", &institute, "/mentoring".to_owned()),
        page("mentoring control", &institute, "/mentoring/control".to_owned()),
        page("support", &institute, "/support".to_owned()),
        page("duties", &institute, "/duties".to_owned()),
    ])
}
