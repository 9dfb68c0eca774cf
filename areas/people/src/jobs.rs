//! Background work: dismissals told ahead come true.

use jobs::Kind;
use web::House;

use crate::store;

const SETTLE: &str = "people.settle";
const HOURLY: i64 = 3600;

/// The area's background work.
pub(crate) fn kinds() -> Vec<Kind<House>> {
    vec![Kind { name: SETTLE, every: Some(HOURLY), run: settled }]
}

/// A school sees a person no longer once the last day there is over: the rows say so the hour after. How many people it was.
///
/// # Errors
/// The database.
pub fn settle(house: &House) -> db::Result<usize> {
    let today = house.now().day(house.settings.zone);
    let hand = store::Hand { account: None, at: house.now() };
    house.db.write(|tx| {
        let over = store::employments::over(tx, today)?;
        over.iter().try_for_each(|person| store::settle(tx, *person, today, hand))?;
        Ok(over.len())
    })
}

fn settled(house: &House, _payload: &str) -> Result<(), String> {
    let settled = settle(house).map_err(|e| e.to_string())?;
    if settled > 0 {
        tracing::info!(settled, "people whose work ended stand where they work now");
    }
    Ok(())
}
