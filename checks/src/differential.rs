//! One behaviour on both databases: the small demo made on each of them is the same row by row and page by page.

use std::collections::BTreeMap;

use db::Conn;
use testing::Engine;

use crate::demo::Demo;
use crate::tables;
use crate::wire::Wire;

/// Different by nature: secrets made by chance, the clock's own notes, the node's holder.
const BY_CHANCE: [&str; 8] = [
    "accounts.password_hash",
    "sessions.token_hash",
    "sessions.csrf",
    "invitations.token_hash",
    "house_settings.value",
    "nodes.holder",
    "nodes.until_at",
    "audit_blocks.hash",
];

#[test]
fn the_demo_is_the_same_on_both_databases() {
    let demos = [Engine::Sqlite, Engine::Postgres].map(Demo::on);
    let mut faults = Vec::new();
    let columns = tables::columns(&demos[0].house.db);
    let mut compared_rows = 0;
    for (table, columns) in &columns {
        let compared: Vec<_> = columns
            .iter()
            .filter(|column| !BY_CHANCE.contains(&format!("{table}.{column}").as_str()))
            .cloned()
            .collect();
        let [sqlite, postgres] =
            [0, 1].map(|at| tables::rows(&demos[at].house.db, table, &compared, &booleans(&demos[0])));
        compared_rows += sqlite.len();
        faults.extend(difference(table, &sqlite, &postgres));
    }
    assert!(compared_rows > 1000, "the demo holds only {compared_rows} rows");
    for (role, addresses) in pages(&demos[0]) {
        let mut wires = [Wire::signed_in(&demos[0], role), Wire::signed_in(&demos[1], role)];
        for address in addresses {
            let [sqlite, postgres] = [0, 1].map(|at| {
                let sent = wires[at].get(&address);
                assert_eq!(sent.status, 200, "{address}");
                normal(&sent.text())
            });
            faults.extend(difference(&address, &sqlite, &postgres));
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// `table.column` of the booleans, which the two print differently.
fn booleans(demo: &Demo) -> Vec<String> {
    let query = "SELECT m.name || '.' || p.name AS line FROM sqlite_master m, pragma_table_info(m.name) p \
                 WHERE m.type = 'table' AND p.type = 'BOOLEAN'";
    demo.house.db.read(|conn: &mut Conn| Ok::<_, db::Error>(tables::lines(conn, query))).unwrap()
}

fn pages(demo: &Demo) -> BTreeMap<&'static str, Vec<String>> {
    let id = |query: &str| demo.ask(query);
    let old = id("SELECT CAST(id AS TEXT) AS line FROM campaigns WHERE period = '2025'");
    let new = id("SELECT CAST(id AS TEXT) AS line FROM campaigns WHERE period = '2026'");
    let sheet = id("SELECT CAST(min(id) AS TEXT) AS line FROM sheets");
    let unit = id("SELECT CAST(min(id) AS TEXT) AS line FROM units WHERE level = 'municipality'");
    let institute = [
        "/".to_owned(),
        "/monitoring".to_owned(),
        format!("/monitoring/{new}"),
        format!("/monitoring/sheets/{sheet}"),
        format!("/monitoring/sheets/{sheet}/answers/1.1"),
        format!("/monitoring/{old}/results"),
        format!("/monitoring/{old}/results/{unit}"),
        format!("/monitoring/{old}/indicators/1.1"),
        "/units".to_owned(),
        format!("/units/{unit}"),
        "/documents".to_owned(),
    ];
    let administrator = ["/accounts", "/journal", "/units?level=organisation"].map(str::to_owned);
    let methodist = ["/", "/documents", "/monitoring"].map(str::to_owned);
    BTreeMap::from([
        ("institute_methodist", institute.to_vec()),
        ("administrator", administrator.to_vec()),
        ("municipal_methodist", methodist.to_vec()),
    ])
}

/// Lines of a page without its token.
fn normal(page: &str) -> Vec<String> {
    let token = testing::csrf(page);
    let same = if token.is_empty() { page.to_owned() } else { page.replace(&token, "token") };
    same.lines().map(str::to_owned).collect()
}

fn difference(what: &str, sqlite: &[String], postgres: &[String]) -> Option<String> {
    if sqlite == postgres {
        return None;
    }
    let at = sqlite.iter().zip(postgres).position(|(one, other)| one != other);
    let at = at.unwrap_or(sqlite.len().min(postgres.len()));
    let line = |lines: &[String]| lines.get(at).map_or("(nothing)", String::as_str).to_owned();
    Some(format!(
        "{what}: {} and {} lines, the first difference in line {at}\n  SQLite:     {}\n  PostgreSQL: {}",
        sqlite.len(),
        postgres.len(),
        line(sqlite),
        line(postgres)
    ))
}
