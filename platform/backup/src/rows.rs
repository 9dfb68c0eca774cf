//! A row as a line of text, the same from both databases: fields by the names of their columns, parted by tabs, `\N`
//! for none; a tab, a line's end and a backslash inside a text are written `\t`, `\n`, `\\`.

use std::fmt::Write as _;
use std::io::Write;

use db::{Conn, Engine};
use diesel::connection::SimpleConnection;
use diesel::sql_types::Text;
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use sha2::{Digest, Sha256};

use crate::Fault;
use crate::catalog::{Column, Kind, Table};
use crate::fault::Result;
use crate::seal::hex;

/// Rows asked for at once: the most held in memory.
const PAGE: usize = 1000;

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// What a table's lines come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sum {
    pub rows: u64,
    pub bytes: u64,
    pub sha256: String,
}

/// Writes every row of the table in the order of its key; whatever a read meets it sees in one snapshot.
pub(crate) fn dump(conn: &mut Conn, table: &Table, out: &mut dyn Write) -> Result<Sum> {
    let (mut hash, mut rows, mut bytes) = (Sha256::new(), 0, 0);
    let mut after: Option<String> = None;
    loop {
        let page: Vec<Line> = sql_query(select(conn, table, after.as_deref())).load(conn)?;
        for Line { line } in &page {
            for part in [line.as_bytes(), b"\n"] {
                hash.update(part);
                out.write_all(part).map_err(Fault::disk(format_args!("table {}", table.name)))?;
                bytes += u64::try_from(part.len()).unwrap_or(u64::MAX);
            }
            rows += 1;
        }
        match page.last() {
            Some(last) if page.len() == PAGE => after = Some(key_of(table, &last.line)?),
            _ => break,
        }
    }
    Ok(Sum { rows, bytes, sha256: hex(hash) })
}

/// The next page of lines. PostgreSQL is told to read backslashes as they stand, whatever its configuration says.
fn select(conn: &mut Conn, table: &Table, after: Option<&str>) -> String {
    let is_postgres = conn.engine() == Engine::Postgres;
    if is_postgres {
        // It is the default since 2010; a server told otherwise refuses nothing here.
        let _ = conn.batch_execute("SET LOCAL standard_conforming_strings = on");
    }
    let fields: Vec<String> = table.columns.iter().map(|column| field(column, is_postgres)).collect();
    let tab = if is_postgres { "chr(9)" } else { "char(9)" };
    let names: Vec<&str> = table.key.iter().map(|at| table.columns[*at].name.as_str()).collect();
    let key = names.join(", ");
    let past = after.map(|values| format!(" WHERE ({key}) > ({values})")).unwrap_or_default();
    format!(
        "SELECT {} AS line FROM {}{past} ORDER BY {key} LIMIT {PAGE}",
        fields.join(&format!(" || {tab} || ")),
        table.name
    )
}

fn field(column: &Column, is_postgres: bool) -> String {
    let name = &column.name;
    let (tab, feed) = if is_postgres { ("chr(9)", "chr(10)") } else { ("char(9)", "char(10)") };
    match column.kind {
        Kind::Text => format!(
            r"coalesce(replace(replace(replace({name}, '\', '\\'), {tab}, '\t'), {feed}, '\n'), '\N')"
        ),
        Kind::Boolean => format!(r"CASE WHEN {name} THEN '1' WHEN NOT {name} THEN '0' ELSE '\N' END"),
        Kind::Date if is_postgres => format!(r"coalesce(to_char({name}, 'YYYY-MM-DD'), '\N')"),
        Kind::Date | Kind::BigInt => format!(r"coalesce(CAST({name} AS TEXT), '\N')"),
    }
}

/// The key of a line as literals, to ask for what comes after it.
fn key_of(table: &Table, line: &str) -> Result<String> {
    let fields: Vec<&str> = line.split('\t').collect();
    let mut text = String::new();
    for (position, at) in table.key.iter().enumerate() {
        let field = fields.get(*at).ok_or_else(|| Fault::damaged(format_args!("table {}", table.name)))?;
        if position > 0 {
            text.push_str(", ");
        }
        literal(table.columns[*at].kind, field, &mut text)
            .ok_or_else(|| Fault::damaged(format_args!("table {}", table.name)))?;
    }
    Ok(text)
}

/// Writes the field as a literal that both databases read alike; none where it is no value of its kind.
pub(crate) fn literal(kind: Kind, field: &str, out: &mut String) -> Option<()> {
    if field == r"\N" {
        out.push_str("NULL");
        return Some(());
    }
    match kind {
        // Through a number and back: nothing but a number gets into the statement.
        Kind::BigInt => write!(out, "{}", field.parse::<i64>().ok()?).ok(),
        Kind::Boolean => {
            out.push_str(match field {
                "1" => "TRUE",
                "0" => "FALSE",
                _ => return None,
            });
            Some(())
        }
        Kind::Date => {
            let is_day = field.len() == 10 && field.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
            is_day.then(|| write!(out, "'{field}'").ok())?
        }
        Kind::Text => quoted(field, out),
    }
}

fn quoted(field: &str, out: &mut String) -> Option<()> {
    out.push('\'');
    let mut letters = field.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\0' => return None,
            '\'' => out.push_str("''"),
            '\\' => out.push(match letters.next()? {
                '\\' => '\\',
                't' => '\t',
                'n' => '\n',
                _ => return None,
            }),
            other => out.push(other),
        }
    }
    out.push('\'');
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: Kind, field: &str) -> Option<String> {
        let mut text = String::new();
        literal(kind, field, &mut text).map(|()| text)
    }

    #[test]
    fn a_field_becomes_a_literal_and_nothing_else() {
        assert_eq!(of(Kind::Text, r"it's\ta\\b\n").unwrap(), "'it''s\ta\\b\n'");
        assert_eq!(of(Kind::Text, r"\N").unwrap(), "NULL");
        assert_eq!(of(Kind::Text, r"\\N").unwrap(), r"'\N'");
        assert_eq!(of(Kind::BigInt, "-7").unwrap(), "-7");
        assert_eq!(of(Kind::Boolean, "1").unwrap(), "TRUE");
        assert_eq!(of(Kind::Date, "2026-06-18").unwrap(), "'2026-06-18'");
        for (kind, field) in [
            (Kind::BigInt, "1); DROP TABLE a; --"),
            (Kind::Boolean, "2"),
            (Kind::Date, "2026-06-1'"),
            (Kind::Text, r"a\x"),
            (Kind::Text, "a\\"),
            (Kind::Text, "\0"),
        ] {
            assert_eq!(of(kind, field), None, "{field}");
        }
    }
}
