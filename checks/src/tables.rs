//! Tables of a database as text, the same on both databases: names, numbers of rows, the rows themselves.

use std::collections::BTreeMap;

use db::{Conn, Db};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::Text;

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// The answers of a query with one text column called `line`.
pub fn lines(conn: &mut Conn, query: &str) -> Vec<String> {
    let found: Vec<Line> = sql_query(query).load(conn).unwrap_or_else(|e| panic!("{query}: {e}"));
    found.into_iter().map(|line| line.line).collect()
}

/// Tables with their columns.
pub fn columns(db: &Db) -> BTreeMap<String, Vec<String>> {
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for name in db.read(db::schema).unwrap() {
        let (table, column) = name.split_once('.').unwrap();
        tables.entry(table.to_owned()).or_default().push(column.to_owned());
    }
    assert!(tables.len() > 10, "almost no tables: {:?}", tables.keys());
    tables
}

/// How many rows each table has, but for those left out.
pub fn counts(db: &Db, left_out: &[&str]) -> BTreeMap<String, String> {
    counting(db, left_out)()
}

/// The same, to be asked again and again: the tables are looked up once.
pub fn counting<'d>(db: &'d Db, left_out: &[&str]) -> impl Fn() -> BTreeMap<String, String> + 'd {
    let tables: Vec<String> =
        columns(db).into_keys().filter(|table| !left_out.contains(&table.as_str())).collect();
    let count = |conn: &mut Conn, table: &str| {
        lines(conn, &format!("SELECT CAST(count(*) AS TEXT) AS line FROM {table}")).remove(0)
    };
    move || {
        db.read(|conn| {
            Ok::<_, db::Error>(tables.iter().map(|table| (table.clone(), count(conn, table))).collect())
        })
        .unwrap()
    }
}

/// Every row of a table as one text `column=value|…`, sorted; `booleans` are `table.column`.
pub fn rows(db: &Db, table: &str, columns: &[String], booleans: &[String]) -> Vec<String> {
    let is_boolean = |name: &String| booleans.contains(&format!("{table}.{name}"));
    let plain =
        |name: &String| if is_boolean(name) { format!("CAST({name} AS INTEGER)") } else { name.clone() };
    let value = |name: &String| format!("'{name}=' || coalesce(CAST({} AS TEXT), '∅')", plain(name));
    let text: Vec<String> = columns.iter().map(value).collect();
    let query = format!("SELECT {} AS line FROM {table} ORDER BY 1", text.join(" || '|' || "));
    db.read(|conn| Ok::<_, db::Error>(lines(conn, &query))).unwrap()
}
