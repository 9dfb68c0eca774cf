//! After a move: rows that were written in the very moment of it, with the path read before, are set straight. And what was
//! ordered for a day to come is carried out when that day has come where the unit stands.

use db::{Result, WriteTx};
use jobs::Kind;
use web::House;

use crate::actions;
use crate::store::{orders, paths};

const STRAIGHTEN: &str = "units.straighten";
const DUE: &str = "units.due";
const HOURLY: i64 = 3600;
/// A transaction that read the old path has ended by then.
const LATER: i64 = 30;

/// The area's kinds of jobs.
pub(crate) fn kinds() -> Vec<Kind<House>> {
    vec![
        Kind { name: STRAIGHTEN, every: None, run: straighten },
        Kind { name: DUE, every: Some(HOURLY), run: carry_out },
    ]
}

/// Asks for rows at the old path to be looked through a little later.
pub(crate) fn straighten_later(tx: &mut WriteTx, house: &House, from: &str) -> Result<()> {
    let now = house.now();
    jobs::enqueue(tx, house.ids.next_at(now), STRAIGHTEN, from, from, now.plus_seconds(LATER))?;
    Ok(())
}

fn straighten(house: &House, from: &str) -> std::result::Result<(), String> {
    let mended = house.db.write(|tx| paths::straighten(tx, &house.registry.paths, from));
    mended.map_err(|error: db::Error| error.to_string())
}

fn carry_out(house: &House, _payload: &str) -> std::result::Result<(), String> {
    let house = house.handle().ok_or("the house is being taken down")?;
    // Somewhere it is tomorrow already.
    let latest = house.now().utc().date_naive() + chrono::Days::new(1);
    let due =
        house.db.read(|conn| orders::due(conn, latest)).map_err(|error: db::Error| error.to_string())?;
    let awaiting = house.db.read(orders::all).map_err(|error: db::Error| error.to_string())?;
    let mut left = due;
    for order in &awaiting {
        match actions::stops(&house, order) {
            Ok(false) => {}
            Ok(true) => left.retain(|one| one.id != order.id),
            Err(error) => {
                tracing::warn!(order = %order.id, %error, "who ordered it is asked again in an hour");
            }
        }
    }
    // One may stand in the way of another of the same day: what is not done at first is looked at once more.
    for _ in 0..2 {
        left.retain(|order| match actions::carry_out(&house, order) {
            Ok(true) => {
                tracing::info!(order = %order.id, "what was ordered for a unit ahead is carried out");
                false
            }
            Ok(false) => true,
            Err(error) => {
                tracing::warn!(order = %order.id, %error, "an order for a unit is tried again in an hour");
                false
            }
        });
    }
    Ok(())
}
