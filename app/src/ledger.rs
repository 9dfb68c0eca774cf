//! What the installation itself remembers in `house_settings`: its signing key, the demo's day.

use db::{Conn, Result, WriteTx};
use diesel::prelude::*;
use diesel::sql_types::Text;

diesel::table! {
    house_settings (name) {
        name -> Text,
        value -> Text,
    }
}

/// The value under this name.
pub(crate) fn get(conn: &mut Conn, name: &str) -> Result<Option<String>> {
    Ok(house_settings::table
        .filter(house_settings::name.eq(name))
        .select(house_settings::value)
        .first(conn)
        .optional()?)
}

/// Keeps a value under this name, replacing an earlier one.
pub(crate) fn put(tx: &mut WriteTx, name: &str, value: &str) -> Result<()> {
    diesel::sql_query(
        "INSERT INTO house_settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    )
    .bind::<Text, _>(name)
    .bind::<Text, _>(value)
    .execute(&mut **tx)?;
    Ok(())
}

/// Forgets the value under this name.
pub(crate) fn forget(tx: &mut WriteTx, name: &str) -> Result<()> {
    diesel::delete(house_settings::table.filter(house_settings::name.eq(name))).execute(&mut **tx)?;
    Ok(())
}

/// Keeps a value unless there is one; returns the one that stands.
pub(crate) fn put_once(tx: &mut WriteTx, name: &str, value: &str) -> Result<String> {
    diesel::sql_query(
        "INSERT INTO house_settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
    )
    .bind::<Text, _>(name)
    .bind::<Text, _>(value)
    .execute(&mut **tx)?;
    Ok(get(tx, name)?.unwrap_or_default())
}
