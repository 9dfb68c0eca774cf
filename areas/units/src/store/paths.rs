//! A move rewrites every kept path in one statement a table, the same text on both databases.

use db::{Conn, Ranges, Result, WriteTx};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Integer, Text};
use registry::{Keeping, KeptPath};

/// Rewrites the paths at and under `from` so that they begin with `to`: those of units, and those the areas keep.
pub(crate) fn rewrite(tx: &mut WriteTx, kept: &[KeptPath], from: &str, to: &str) -> Result<()> {
    shift(tx, ("units", "path", ""), from, to)?;
    let top = Ranges::under([to]).top().unwrap_or(0);
    for (begins, ends) in Ranges::under([to]).pairs() {
        sql_query("UPDATE units SET top_id = $1 WHERE path >= $2 AND path < $3")
            .bind::<BigInt, _>(top)
            .bind::<Text, _>(begins)
            .bind::<Text, _>(ends)
            .execute(&mut **tx)?;
    }
    for one in kept {
        match one.keeping {
            Keeping::Living { .. } | Keeping::Copied => shift(tx, (one.table, one.column, ""), from, to)?,
            Keeping::Within { of, owners, .. } => {
                let table = one.table;
                let owned = format!(
                    " AND EXISTS (SELECT 1 FROM {owners} o WHERE o.id = {table}.{of} \
                     AND substr($5, 1, length(o.unit_path)) = o.unit_path)"
                );
                shift(tx, (one.table, one.column, &owned), from, to)?;
            }
            Keeping::Frozen { .. } => {}
        }
        set_top(tx, one)?;
    }
    Ok(())
}

/// Rows that name another region than their unit stands in name that one.
fn set_top(tx: &mut WriteTx, one: &KeptPath) -> Result<()> {
    let (KeptPath { table, top, .. }, Keeping::Living { unit }) = (one, one.keeping) else { return Ok(()) };
    if top.is_empty() {
        return Ok(());
    }
    let text = format!(
        "UPDATE {table} SET {top} = (SELECT u.top_id FROM units u WHERE u.id = {table}.{unit}) \
         WHERE EXISTS (SELECT 1 FROM units u WHERE u.id = {table}.{unit} AND u.top_id <> {table}.{top})"
    );
    sql_query(text).execute(&mut **tx)?;
    Ok(())
}

fn shift(tx: &mut WriteTx, (table, column, further): (&str, &str, &str), from: &str, to: &str) -> Result<()> {
    let rest = i32::try_from(from.chars().count()).unwrap_or(0) + 1;
    for (begins, ends) in Ranges::under([from]).pairs() {
        let text = format!(
            "UPDATE {table} SET {column} = $1 || substr({column}, $2) WHERE {column} >= $3 AND {column} < $4{further}"
        );
        let query = sql_query(text)
            .bind::<Text, _>(to)
            .bind::<Integer, _>(rest)
            .bind::<Text, _>(begins)
            .bind::<Text, _>(ends);
        if further.is_empty() {
            query.execute(&mut **tx)?;
        } else {
            query.bind::<Text, _>(to).execute(&mut **tx)?;
        }
    }
    Ok(())
}

/// Rows that still stand at and under a path their unit has left follow it. Running it twice changes nothing more.
pub(crate) fn straighten(tx: &mut WriteTx, kept: &[KeptPath], from: &str) -> Result<()> {
    for one in kept {
        let KeptPath { table, column, keeping, .. } = one;
        let (unit, further) = match keeping {
            Keeping::Living { unit } => (unit, String::new()),
            Keeping::Within { unit, of, owners } => (unit, owned(table, of, owners)),
            // The area makes the copy anew from what it is of.
            Keeping::Copied | Keeping::Frozen { .. } => continue,
        };
        for (begins, ends) in Ranges::under([from]).pairs() {
            let text = format!(
                "UPDATE {table} SET {column} = (SELECT u.path FROM units u WHERE u.id = {table}.{unit}) \
                 WHERE {column} >= $1 AND {column} < $2 AND EXISTS (SELECT 1 FROM units u \
                 WHERE u.id = {table}.{unit} AND u.path <> {table}.{column}{further})"
            );
            sql_query(text).bind::<Text, _>(begins).bind::<Text, _>(ends).execute(&mut **tx)?;
        }
        set_top(tx, one)?;
    }
    Ok(())
}

/// The owner of the row stands above the unit `u`.
fn owned(table: &str, of: &str, owners: &str) -> String {
    format!(
        " AND EXISTS (SELECT 1 FROM {owners} o WHERE o.id = {table}.{of} \
         AND substr(u.path, 1, length(o.unit_path)) = o.unit_path)"
    )
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// How many rows of a column that follows its unit say another path than their unit has; for the checks of the house.
pub fn astray(conn: &mut Conn, one: &KeptPath) -> Result<i64> {
    let KeptPath { table, column, .. } = one;
    let (unit, further) = match one.keeping {
        Keeping::Living { unit } => (unit, String::new()),
        // A row whose owner was left behind stays with it.
        Keeping::Within { unit, of, owners } => (unit, owned("t", of, owners)),
        Keeping::Copied | Keeping::Frozen { .. } => return Ok(0),
    };
    let top = if one.top.is_empty() { String::new() } else { format!(" OR t.{} <> u.top_id", one.top) };
    let text = format!(
        "SELECT count(*) AS count FROM {table} t JOIN units u ON u.id = t.{unit} WHERE (t.{column} <> u.path{top}){further}"
    );
    Ok(sql_query(text).get_result::<Counted>(conn)?.count)
}

/// How many units stand elsewhere than under their parent.
pub fn uprooted(conn: &mut Conn) -> Result<i64> {
    let text = "SELECT count(*) AS count FROM units u LEFT JOIN units p ON p.id = u.parent_id \
                WHERE u.path <> coalesce(p.path, '/') || CAST(u.id AS TEXT) || '/'";
    Ok(sql_query(text).get_result::<Counted>(conn)?.count)
}
