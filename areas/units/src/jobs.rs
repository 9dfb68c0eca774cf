//! After a move: rows that were written in the very moment of it, with the path read before, are set straight.

use db::{Result, WriteTx};
use jobs::Kind;
use web::House;

use crate::store::paths;

const STRAIGHTEN: &str = "units.straighten";
/// A transaction that read the old path has ended by then.
const LATER: i64 = 30;

/// The area's kinds of jobs.
pub(crate) fn kinds() -> Vec<Kind<House>> {
    vec![Kind { name: STRAIGHTEN, every: None, run: straighten }]
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
