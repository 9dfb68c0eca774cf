//! Many rows with one statement, in a text that both databases read: diesel's own batch insert serves only one of them.

use diesel::query_builder::{BoxedSqlQuery, SqlQuery};
use diesel::sql_query;

use crate::Backend;

/// Rows that go into one statement: thirty columns of so many rows stay under the parameters SQLite takes.
pub const ROWS_AT_ONCE: usize = 500;

/// `INSERT INTO table (columns) VALUES ($1, …), …` for so many rows, to be bound row by row. `table` and `columns` are literals
/// of the calling store.
pub fn insert_rows<'a>(
    table: &'static str,
    columns: &[&'static str],
    rows: usize,
) -> BoxedSqlQuery<'a, Backend, SqlQuery> {
    let width = columns.len();
    let row = |row: usize| {
        let marks: Vec<String> = (1..=width).map(|column| format!("${}", row * width + column)).collect();
        format!("({})", marks.join(", "))
    };
    let rows: Vec<String> = (0..rows).map(row).collect();
    sql_query(format!("INSERT INTO {table} ({}) VALUES {}", columns.join(", "), rows.join(", "))).into_boxed()
}
