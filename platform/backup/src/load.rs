//! Loading the lines of an archive into empty tables, and looking at them once more: what stands in the database must
//! come to the sums of the manifest.

use std::io::{BufRead, BufReader, Read};

use db::{Conn, Engine, WriteTx};
use diesel::sql_types::Text;
use diesel::{QueryableByName, RunQueryDsl, sql_query};

use crate::archive::Archive;
use crate::catalog::{Column, Table};
use crate::fault::Result;
use crate::manifest::TablePart;
use crate::{Fault, Progress, catalog, rows};

/// The longest line taken, bytes: nothing in the house comes near.
const LINE_LIMIT: u64 = 64 * 1024 * 1024;
/// A statement is sent when it has grown to this, bytes.
const STATEMENT: usize = 256 * 1024;

/// Fills the tables, which the migrations of the archive have just made, and compares them with the manifest.
pub(crate) fn load(tx: &mut WriteTx, archive: &mut Archive, progress: Progress<'_>) -> Result<()> {
    let tables = catalog::tables(tx)?;
    refuse_other_tables(&tables, &archive.manifest.tables)?;
    let constraints = defer(tx)?;
    for table in &tables {
        // A migration may have put rows of its own there; they are in the archive as they became.
        tx.batch(&format!("DELETE FROM {}", table.name))?;
    }
    let (parts, total) = (archive.manifest.tables.clone(), archive.manifest.rows());
    let mut done = 0;
    for part in &parts {
        progress("rows", done, total);
        let lines = archive.table(&part.name, part.bytes)?;
        fill(tx, part, lines)?;
        done += part.rows;
    }
    undefer(tx, &constraints)?;
    for (table, part) in tables.iter().zip(&parts) {
        progress("comparing tables", 0, 0);
        compare(tx, table, part)?;
    }
    Ok(())
}

/// The archive's tables are those its migrations make: names of an archive never reach a statement unseen.
fn refuse_other_tables(tables: &[Table], parts: &[TablePart]) -> Result<()> {
    let same = tables.len() == parts.len()
        && tables
            .iter()
            .zip(parts)
            .all(|(table, part)| table.name == part.name && table.columns == part.columns);
    if same { Ok(()) } else { Err(Fault::damaged("its tables are not those its migrations make")) }
}

/// Whether the table holds what the manifest says.
fn compare(conn: &mut Conn, table: &Table, part: &TablePart) -> Result<()> {
    let found = rows::dump(conn, table, &mut std::io::sink())?;
    if found.rows != part.rows {
        return Err(Fault::damaged(format_args!(
            "table {}: {} rows instead of {}",
            part.name, found.rows, part.rows
        )));
    }
    if found.sha256 != part.sha256 {
        return Err(Fault::damaged(format_args!(
            "table {}: its rows are not those the manifest vouches for",
            part.name
        )));
    }
    Ok(())
}

fn fill(tx: &mut WriteTx, part: &TablePart, lines: impl Read) -> Result<()> {
    let names: Vec<&str> = part.columns.iter().map(|column| column.name.as_str()).collect();
    let head = format!("INSERT INTO {} ({}) VALUES ", part.name, names.join(", "));
    let mut lines = BufReader::new(lines);
    let (mut statement, mut line, mut number) = (head.clone(), Vec::new(), 0_u64);
    loop {
        line.clear();
        let broken =
            |what: &str| Fault::damaged(format_args!("table {}, line {}: {what}", part.name, number + 1));
        let count = lines.by_ref().take(LINE_LIMIT).read_until(b'\n', &mut line);
        let is_end = count.map_err(|e| broken(&e.to_string()))? == 0;
        if statement.len() > head.len() && (is_end || statement.len() > STATEMENT) {
            tx.batch(&statement).map_err(|e| match e {
                db::Error::Other(_) | db::Error::Unique(_) => {
                    broken(&format!("or one before it is refused: {e}"))
                }
                // The archive has no part in it.
                away => Fault::Database(away),
            })?;
            statement.truncate(head.len());
        }
        if is_end {
            return Ok(());
        }
        let text = line.strip_suffix(b"\n").and_then(|line| std::str::from_utf8(line).ok());
        let values = text.and_then(|text| values(&part.columns, text));
        let values = values.ok_or_else(|| broken("it is no row of this table"))?;
        if statement.len() > head.len() {
            statement.push(',');
        }
        statement.push_str(&values);
        number += 1;
    }
}

/// `(1,'a',NULL)`; none where the line is no row of these columns.
fn values(columns: &[Column], line: &str) -> Option<String> {
    let mut text = String::with_capacity(line.len() + 2 * columns.len() + 2);
    let mut fields = line.split('\t');
    for (position, column) in columns.iter().enumerate() {
        text.push(if position == 0 { '(' } else { ',' });
        rows::literal(column.kind, fields.next()?, &mut text)?;
    }
    text.push(')');
    fields.next().is_none().then_some(text)
}

#[derive(QueryableByName)]
struct Constraint {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    name: String,
}

/// References are checked when all rows are there, so that tables come in any order and a unit may lie under a newer one.
fn defer(tx: &mut WriteTx) -> Result<Vec<Constraint>> {
    if tx.engine() == Engine::Sqlite {
        tx.batch("PRAGMA defer_foreign_keys = ON")?;
        return Ok(Vec::new());
    }
    let constraints: Vec<Constraint> = sql_query(
        "SELECT conrelid::regclass::text AS table_name, conname::text AS name FROM pg_constraint \
         WHERE contype = 'f' AND connamespace = 'public'::regnamespace ORDER BY 1, 2",
    )
    .load(&mut **tx)?;
    alter(tx, &constraints, "DEFERRABLE INITIALLY DEFERRED")?;
    Ok(constraints)
}

/// References hold from here on, and what was loaded is checked against them. SQLite checks at the end of the transaction.
fn undefer(tx: &mut WriteTx, constraints: &[Constraint]) -> Result<()> {
    if tx.engine() == Engine::Sqlite {
        return Ok(());
    }
    tx.batch("SET CONSTRAINTS ALL IMMEDIATE")
        .map_err(|e| Fault::damaged(format_args!("a row names another that is not there: {e}")))?;
    alter(tx, constraints, "NOT DEFERRABLE")
}

fn alter(tx: &mut WriteTx, constraints: &[Constraint], how: &str) -> Result<()> {
    for Constraint { table_name, name } in constraints {
        tx.batch(&format!("ALTER TABLE {table_name} ALTER CONSTRAINT \"{name}\" {how}"))?;
    }
    Ok(())
}
