//! Who registered and changed: names of accounts for a card and for the sentence of a conflict.

use std::collections::BTreeMap;

use db::{Conn, Result};

/// «Орлова Н. П.», or what stands for nobody.
pub(crate) fn name_of(conn: &mut Conn, account: Option<i64>) -> Result<String> {
    let Some(id) = account else {
        return Ok("программа".to_owned());
    };
    Ok(access::store::short_names(conn, &[id])?
        .remove(&id)
        .unwrap_or_else(|| "учётная запись удалена".to_owned()))
}

/// Names of these accounts, asked for at once.
pub(crate) fn names_of(
    conn: &mut Conn,
    accounts: impl IntoIterator<Item = i64>,
) -> Result<BTreeMap<i64, String>> {
    let ids: Vec<i64> = accounts.into_iter().collect();
    access::store::short_names(conn, &ids)
}

/// One of them, or what stands for nobody.
pub(crate) fn named(names: &BTreeMap<i64, String>, account: Option<i64>) -> String {
    let gone = || "учётная запись удалена".to_owned();
    account.map_or_else(|| "программа".to_owned(), |id| names.get(&id).cloned().unwrap_or_else(gone))
}
