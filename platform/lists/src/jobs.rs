//! Background work: files of lists hold personal data and go after their term.

use jobs::Kind;
use web::House;

use crate::store;

const CLEAN: &str = "lists.imports";
const DAILY: i64 = 24 * 3600;
/// How long an import can be looked at and taken back, seconds.
pub const KEPT: i64 = 30 * 24 * 3600;

/// The work, for the one area that registers it.
pub fn kinds() -> Vec<Kind<House>> {
    vec![Kind { name: CLEAN, every: Some(DAILY), run: clean }]
}

fn clean(house: &House, _payload: &str) -> Result<(), String> {
    let before = house.now().plus_seconds(-KEPT);
    let removed = house.db.write(|tx| store::remove_old(tx, before)).map_err(|e| e.to_string())?;
    if removed > 0 {
        tracing::info!(removed, "uploaded lists were removed after their term");
    }
    Ok(())
}
