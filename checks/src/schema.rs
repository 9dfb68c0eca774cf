//! One schema on both databases: columns with their types, keys, references and indexes. Where they part, a query
//! that works on one of them fails or crawls on the other.

use std::collections::BTreeSet;

use db::{Conn, Db, Durability};
use testing::{Engine, TestDatabase};

use crate::tables::lines;

#[test]
fn both_databases_have_the_same_columns() {
    let [sqlite, postgres] = both(|conn| db::schema(conn).unwrap());
    same("columns", &sqlite, &postgres);
}

#[test]
fn both_databases_have_the_same_types_and_keys() {
    let [sqlite, postgres] = both(|conn| match conn.engine() {
        db::Engine::Sqlite => lines(conn, SQLITE_TYPES),
        db::Engine::Postgres => lines(conn, POSTGRES_TYPES),
    });
    same("types", &sqlite, &postgres);
    let known = ["BIGINT", "TEXT", "DATE", "BOOLEAN"];
    let foreign: Vec<_> = sqlite
        .iter()
        .filter(|line| !known.iter().any(|name| line.split(' ').nth(1) == Some(*name)))
        .collect();
    assert!(foreign.is_empty(), "only {known:?} mean the same on both: {foreign:?}");
}

#[test]
fn both_databases_have_the_same_indexes() {
    let [sqlite, postgres] = both(|conn| match conn.engine() {
        db::Engine::Sqlite => lines(conn, SQLITE_INDEXES),
        db::Engine::Postgres => lines(conn, POSTGRES_INDEXES),
    });
    same("indexes", &sqlite, &postgres);
}

#[test]
fn both_databases_have_the_same_references() {
    let [sqlite, postgres] = both(|conn| match conn.engine() {
        db::Engine::Sqlite => lines(conn, SQLITE_REFERENCES),
        db::Engine::Postgres => lines(conn, POSTGRES_REFERENCES),
    });
    same("references", &sqlite, &postgres);
}

fn both(ask: impl Fn(&mut Conn) -> Vec<String>) -> [Vec<String>; 2] {
    [Engine::Sqlite, Engine::Postgres].map(|engine| {
        let database = TestDatabase::new(engine);
        let db = Db::open(&database.target, Durability::None).unwrap();
        db.read(|conn| Ok::<_, db::Error>(ask(conn))).unwrap()
    })
}

fn same(what: &str, sqlite: &[String], postgres: &[String]) {
    let (one, other): (BTreeSet<_>, BTreeSet<_>) = (sqlite.iter().collect(), postgres.iter().collect());
    assert!(one.len() > 10, "almost no {what} on SQLite: {one:?}");
    let only = |a: &BTreeSet<&String>, b: &BTreeSet<&String>| {
        a.difference(b).map(|line| format!("\n  {line}")).collect::<Vec<_>>().concat()
    };
    assert!(
        one == other,
        "{what} differ\nonly on SQLite:{}\nonly on PostgreSQL:{}",
        only(&one, &other),
        only(&other, &one)
    );
}

/// `table.column TYPE null|not null [key]`. A primary key of SQLite may hold nulls unless it says otherwise.
const SQLITE_TYPES: &str = "
    SELECT m.name || '.' || p.name || ' ' || p.type || CASE p.\"notnull\" WHEN 1 THEN ' not null' ELSE ' null' END
        || CASE WHEN p.pk > 0 THEN ' key' ELSE '' END AS line
    FROM sqlite_master m, pragma_table_info(m.name) p
    WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name NOT LIKE '\\_\\_%' ESCAPE '\\' ORDER BY 1";

const POSTGRES_TYPES: &str = "
    SELECT c.table_name || '.' || c.column_name || ' ' || upper(c.data_type)
        || CASE c.is_nullable WHEN 'NO' THEN ' not null' ELSE ' null' END
        || CASE WHEN EXISTS (
            SELECT 1 FROM information_schema.table_constraints t
            JOIN information_schema.key_column_usage k USING (constraint_name, table_schema, table_name)
            WHERE t.constraint_type = 'PRIMARY KEY' AND t.table_schema = 'public' AND t.table_name = c.table_name
              AND k.column_name = c.column_name) THEN ' key' ELSE '' END AS line
    FROM information_schema.columns c
    WHERE c.table_schema = 'public' AND c.table_name NOT LIKE '\\_\\_%' ORDER BY 1";

/// `table: name (columns) [unique]`, without those that a primary key makes by itself.
const SQLITE_INDEXES: &str = "
    SELECT m.name || ': ' || i.name || ' (' ||
        (SELECT group_concat(name, ', ') FROM (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno))
        || ')' || CASE i.\"unique\" WHEN 1 THEN ' unique' ELSE '' END
        || CASE i.partial WHEN 1 THEN ' partial' ELSE '' END AS line
    FROM sqlite_master m, pragma_index_list(m.name) i
    WHERE m.type = 'table' AND m.name NOT LIKE '\\_\\_%' ESCAPE '\\' AND i.origin <> 'pk' ORDER BY 1";

const POSTGRES_INDEXES: &str = "
    SELECT t.relname || ': ' || n.relname || ' (' || string_agg(a.attname, ', ' ORDER BY k.position) || ')'
        || CASE WHEN i.indisunique THEN ' unique' ELSE '' END
        || CASE WHEN i.indpred IS NOT NULL THEN ' partial' ELSE '' END AS line
    FROM pg_index i
    JOIN pg_class n ON n.oid = i.indexrelid
    JOIN pg_class t ON t.oid = i.indrelid
    JOIN pg_namespace s ON s.oid = t.relnamespace AND s.nspname = 'public'
    CROSS JOIN LATERAL unnest(i.indkey::smallint[]) WITH ORDINALITY AS k (attribute, position)
    LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attribute
    WHERE NOT i.indisprimary AND t.relname NOT LIKE '\\_\\_%'
    GROUP BY t.relname, n.relname, i.indisunique, i.indpred ORDER BY 1";

/// `table.column → table.column`
const SQLITE_REFERENCES: &str = "
    SELECT m.name || '.' || f.\"from\" || ' → ' || f.\"table\" || '.' || coalesce(f.\"to\", 'id') AS line
    FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table' ORDER BY 1";

const POSTGRES_REFERENCES: &str = "
    SELECT conrelid::regclass::text || '.' || a.attname || ' → ' || confrelid::regclass::text || '.' || b.attname AS line
    FROM pg_constraint c
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = c.confkey[1]
    WHERE c.contype = 'f' ORDER BY 1";
