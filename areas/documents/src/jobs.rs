//! Daily sweep: objects no row names, left by uploads that were refused later or lost their form (decision 12); and the
//! erasure of one object by an act of disposal.

use db::{Clock, Conn, Moment, Result, WriteTx};
use files::Vault;
use jobs::Kind;
use web::House;

/// An upload lies in the vault before its row is written: nothing younger is touched, seconds.
const GRACE: i64 = 24 * 3600;
const DAILY: i64 = 24 * 3600;

/// The area's background work.
pub(crate) fn kinds() -> Vec<Kind<House>> {
    vec![
        Kind { name: "files.sweep", every: Some(DAILY), run: |house, _| sweep(house) },
        Kind { name: ERASE, every: None, run: erase_now },
    ]
}

/// Removes one object.
const ERASE: &str = "documents.erase";

/// Has the object removed once the rows that named it are gone: in the transaction that takes them.
pub(crate) fn erase(tx: &mut WriteTx, id: i64, key: &str, at: Moment) -> Result<()> {
    jobs::enqueue(tx, id, ERASE, key, key, at)
}

/// An object that another row names stays: the same bytes may be somebody else's file.
fn erase_now(house: &House, key: &str) -> std::result::Result<(), String> {
    let key = [key.to_owned()];
    let lost = house.db.read(|conn| unnamed(conn, &key)).map_err(|fault| fault.to_string())?;
    remove(&house.vault, &lost)
}

/// Removes objects older than a day that no row names.
fn sweep(house: &House) -> std::result::Result<(), String> {
    // Objects are dated by the machine's clock, never by the demo's.
    let before = Clock::system().now().plus_seconds(-GRACE);
    for shard in house.vault.shards().map_err(|fault| fault.to_string())? {
        let old = house.vault.keys_older_than(&shard, before).map_err(|fault| fault.to_string())?;
        let lost = house.db.read(|conn| unnamed(conn, &old)).map_err(|fault| fault.to_string())?;
        remove(&house.vault, &lost)?;
    }
    Ok(())
}

fn unnamed(conn: &mut Conn, keys: &[String]) -> Result<Vec<String>> {
    let mut lost = Vec::new();
    for some in keys.chunks(500) {
        let named = files::store::named(conn, some)?;
        lost.extend(some.iter().filter(|key| !named.contains(key)).cloned());
    }
    Ok(lost)
}

fn remove(vault: &Vault, keys: &[String]) -> std::result::Result<(), String> {
    for key in keys {
        vault.remove(key).map_err(|fault| fault.to_string())?;
    }
    if !keys.is_empty() {
        tracing::info!(removed = keys.len(), "objects without rows were removed");
    }
    Ok(())
}
