//! The tables of a database as they stand: asked of it, so that a backup needs no list that somebody must keep.

use db::{Conn, Engine};
use diesel::sql_types::{BigInt, Text};
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use serde::{Deserialize, Serialize};

use crate::Fault;
use crate::fault::Result;

/// What a column holds: the four types that mean the same on both databases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A whole number.
    BigInt,
    /// A text.
    Text,
    /// A day.
    Date,
    /// Yes or no.
    Boolean,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
}

/// A table, its columns by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    pub name: String,
    pub columns: Vec<Column>,
    /// Positions of the primary key's columns among `columns`, in the key's order.
    pub key: Vec<usize>,
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    column_name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    /// 1 for the first column of the primary key; 0 for none.
    #[diesel(sql_type = BigInt)]
    key: i64,
}

const SQLITE: &str = "
    SELECT m.name AS table_name, p.name AS column_name, p.type AS kind, p.pk AS key
    FROM sqlite_master m, pragma_table_info(m.name) p
    WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name NOT LIKE '\\_\\_%' ESCAPE '\\' ORDER BY 1, 2";

const POSTGRES: &str = "
    SELECT c.table_name::text AS table_name, c.column_name::text AS column_name, upper(c.data_type)::text AS kind,
        coalesce((SELECT k.ordinal_position FROM information_schema.table_constraints t
            JOIN information_schema.key_column_usage k USING (constraint_name, table_schema, table_name)
            WHERE t.constraint_type = 'PRIMARY KEY' AND t.table_schema = 'public' AND t.table_name = c.table_name
              AND k.column_name = c.column_name), 0)::bigint AS key
    FROM information_schema.columns c JOIN information_schema.tables b USING (table_schema, table_name)
    WHERE c.table_schema = 'public' AND b.table_type = 'BASE TABLE' AND c.table_name NOT LIKE '\\_\\_%' ORDER BY 1, 2";

/// Every table of the house, by name.
pub(crate) fn tables(conn: &mut Conn) -> Result<Vec<Table>> {
    let text = if conn.engine() == Engine::Sqlite { SQLITE } else { POSTGRES };
    let found: Vec<Found> = sql_query(text).load(conn)?;
    let mut tables: Vec<Table> = Vec::new();
    let mut keys: Vec<(i64, usize)> = Vec::new();
    for column in found {
        if tables.last().is_none_or(|table| table.name != column.table_name) {
            close(tables.last_mut(), &mut keys)?;
            tables.push(Table { name: column.table_name.clone(), columns: Vec::new(), key: Vec::new() });
        }
        let Some(table) = tables.last_mut() else { continue };
        if column.key > 0 {
            keys.push((column.key, table.columns.len()));
        }
        table.columns.push(Column { kind: kind_of(&column)?, name: column.column_name });
    }
    close(tables.last_mut(), &mut keys)?;
    tables.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(tables)
}

fn close(table: Option<&mut Table>, keys: &mut Vec<(i64, usize)>) -> Result<()> {
    let Some(table) = table else { return Ok(()) };
    keys.sort_unstable();
    table.key = keys.drain(..).map(|(_, position)| position).collect();
    table.columns.iter().try_for_each(|column| refuse_strange(&column.name))?;
    refuse_strange(&table.name)?;
    if table.key.is_empty() {
        return Err(Fault::Refused(format!(
            "the table {} has no primary key: its rows have no order",
            table.name
        )));
    }
    Ok(())
}

/// Names go into SQL as they are.
fn refuse_strange(name: &str) -> Result<()> {
    let is_plain =
        name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if is_plain { Ok(()) } else { Err(Fault::Refused(format!("`{name}` is no name of this house"))) }
}

fn kind_of(column: &Found) -> Result<Kind> {
    match column.kind.as_str() {
        "BIGINT" => Ok(Kind::BigInt),
        "TEXT" => Ok(Kind::Text),
        "DATE" => Ok(Kind::Date),
        "BOOLEAN" => Ok(Kind::Boolean),
        other => Err(Fault::Refused(format!(
            "{}.{} is {other}, which does not mean the same on both databases",
            column.table_name, column.column_name
        ))),
    }
}
