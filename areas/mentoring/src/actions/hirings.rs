//! The day of hiring that terms and duties of a pair count from follows the card it was taken from (пп. 3.1, 3.2): whoever corrects
//! the card does not come back to the pair. The term an order named stays as it was ordered; that it differs is told on the card.

use std::sync::Arc;

use audit::Action;
use people::staff;
use web::{Cx, House, Result, Write, russian};

use super::{pairing, stored, told};
use crate::store;

/// Takes the day of hiring of so many pairs from the cards again; how many there were.
pub(crate) fn follow(house: &Arc<House>, most: i64) -> Result<usize> {
    // Nobody waits for a transaction that has nothing to change.
    let pairs = house.db.read(|conn| store::lines::misdated(conn, most))?;
    if pairs.is_empty() {
        return Ok(0);
    }
    let mut cx = Cx::<Write>::outside(house, None)?;
    let mut followed = 0;
    for one in pairs {
        cx.tx().lock("mentorships", one.id.0)?;
        let Some(mut pair) = store::reread(cx.conn(), one.id)? else { continue };
        let today = cx.today_at(&pair.unit_path)?;
        let unit = units::store::all_of(cx.conn(), &[pair.unit_id.0])?.pop();
        let mentee = staff::of(cx.conn(), &[pair.mentee_id.0], today)?.remove(&pair.mentee_id);
        let hired = mentee.zip(unit).and_then(|(mentee, unit)| pairing::hired(&mentee, &unit, today));
        let Some(hired) = hired.filter(|hired| *hired != pair.hired_on) else { continue };
        let before = std::mem::replace(&mut pair.hired_on, hired);
        stored(&mut cx, &mut pair)?;
        let text = format!(
            "День приёма исправлен по\u{a0}карточке: было {}, стало {}",
            russian::date(before),
            russian::date(hired)
        );
        told(&mut cx, &pair, Action::Changed, &text)?;
        followed += 1;
    }
    cx.finish()?;
    Ok(followed)
}
