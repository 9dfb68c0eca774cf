//! An early end that was ordered for a day to come is carried out when that day is over where the pair works: nothing acts before
//! its day (ТК РФ, ст. 351.8, ч. 3). The day of hiring
//! follows the card. Days of replacements that an earlier version gave to two mentors are given back to the successors.

use ::jobs::Kind;
use web::House;

use crate::{actions, store};

/// A corrected card is followed while whoever corrected it still looks.
const OFTEN: i64 = 120;
const HOURLY: i64 = 3600;
const DAILY: i64 = 24 * HOURLY;
/// So many are carried out at once; the rest follows in an hour.
const MOST: i64 = 200;

/// The area's background work.
pub(crate) fn kinds() -> Vec<Kind<House>> {
    vec![
        Kind { name: "mentoring.ends", every: Some(HOURLY), run: carry_out },
        Kind { name: "mentoring.hirings", every: Some(OFTEN), run: follow },
        Kind { name: "mentoring.eves", every: Some(DAILY), run: give_back },
    ]
}

fn give_back(house: &House, _payload: &str) -> Result<(), String> {
    let house = house.handle().ok_or("the house is being taken down")?;
    actions::eves::give_back(&house, MOST).map(drop).map_err(|error| error.to_string())
}

fn follow(house: &House, _payload: &str) -> Result<(), String> {
    let house = house.handle().ok_or("the house is being taken down")?;
    actions::hirings::follow(&house, MOST).map(drop).map_err(|error| error.to_string())
}

fn carry_out(house: &House, _payload: &str) -> Result<(), String> {
    let house = house.handle().ok_or("the house is being taken down")?;
    // Somewhere it is tomorrow already.
    let latest = house.now().utc().date_naive() + chrono::Days::new(1);
    let due = house.db.read(|conn| store::coming::due(conn, latest, MOST));
    for one in due.map_err(|error: db::Error| error.to_string())? {
        if let Err(error) = actions::coming::carry_out(&house, &one) {
            tracing::warn!(pair = %one.mentorship_id, %error, "an early end is tried again in an hour");
        }
    }
    Ok(())
}
