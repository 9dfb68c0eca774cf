//! Who registered and changed: names of accounts for a card and for the sentence of a conflict.

use std::collections::BTreeMap;

use db::{Conn, Result};

use crate::store;

/// «Орлова Н. П.», or what stands for nobody.
pub(crate) fn name_of(conn: &mut Conn, account: Option<i64>) -> Result<String> {
    let Some(id) = account else {
        return Ok("программа".to_owned());
    };
    Ok(names(conn, &[id])?.remove(&id).unwrap_or_else(|| "учётная запись удалена".to_owned()))
}

/// The short names of these accounts.
pub(crate) fn names(conn: &mut Conn, accounts: &[i64]) -> Result<BTreeMap<i64, String>> {
    let found = store::accounts(conn, accounts)?;
    Ok(found.into_iter().map(|(id, parts)| (id, short(&parts))).collect())
}

fn short([last, given @ ..]: &[String; 3]) -> String {
    let initials =
        given.iter().filter_map(|name| name.chars().next()).map(|letter| format!("\u{a0}{letter}."));
    last.chars().chain(initials.collect::<String>().chars()).collect()
}
