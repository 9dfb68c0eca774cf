//! Who registered and changed: names of accounts for a card and for the sentence of a conflict.

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
