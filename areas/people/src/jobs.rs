//! Background work: files of staff lists are personal data and go after their term; dismissals told ahead come true.

use jobs::Kind;
use web::House;

use crate::store;

const CLEAN: &str = "people.imports";
const SETTLE: &str = "people.settle";
const DAILY: i64 = 24 * 3600;
const HOURLY: i64 = 3600;
/// How long an import can be looked at and taken back, seconds.
pub(crate) const KEPT: i64 = 30 * 24 * 3600;

/// The area's background work.
pub(crate) fn kinds() -> Vec<Kind<House>> {
    vec![
        Kind { name: CLEAN, every: Some(DAILY), run: clean },
        Kind { name: SETTLE, every: Some(HOURLY), run: settle },
    ]
}

fn clean(house: &House, _payload: &str) -> Result<(), String> {
    let before = house.now().plus_seconds(-KEPT);
    let removed = house.db.write(|tx| store::imports::remove_old(tx, before)).map_err(|e| e.to_string())?;
    if removed > 0 {
        tracing::info!(removed, "uploaded staff lists were removed after their term");
    }
    Ok(())
}

/// A school sees a person no longer once the last day there is over: the rows say so the hour after.
fn settle(house: &House, _payload: &str) -> Result<(), String> {
    let today = house.now().day(house.settings.zone);
    let hand = store::Hand { account: None, at: house.now() };
    let settled = house.db.write(|tx| -> db::Result<usize> {
        let over = store::employments::over(tx, today)?;
        over.iter().try_for_each(|person| store::settle(tx, *person, today, hand))?;
        Ok(over.len())
    });
    let settled = settled.map_err(|e| e.to_string())?;
    if settled > 0 {
        tracing::info!(settled, "people whose work ended stand where they work now");
    }
    Ok(())
}
