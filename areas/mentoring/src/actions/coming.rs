//! The early end of a pair that was ordered for a day to come: the pair works until then.

use std::sync::Arc;

use audit::Action;
use web::{Cx, House, Result, Write, russian};

use super::ending::over;
use super::told;
use crate::model::{ComingEnd, State};
use crate::store;

/// Ends the pair once its last day is over where it works; whether it did. A pair that is over, or waits for an order again, has
/// nothing coming any more.
pub(crate) fn carry_out(house: &Arc<House>, one: &ComingEnd) -> Result<bool> {
    let mut cx = Cx::<Write>::outside(house, None)?;
    let id = one.mentorship_id;
    cx.tx().lock("mentorships", id.0)?;
    let Some(mut pair) = store::reread(cx.conn(), id)? else { return Ok(false) };
    let Some(coming) = store::coming::of_pair(cx.conn(), id)? else { return Ok(false) };
    if cx.today_at(&pair.unit_path)? <= coming.last_on {
        return Ok(false);
    }
    let is_at_work = pair.state() == State::Active;
    if is_at_work {
        pair.end_note.clone_from(&coming.note);
        for mentor in over(&mut cx, &mut pair, coming.last_on, &coming.ground)? {
            let part = cx.id();
            store::ends::add_part(cx.tx(), (part, coming.end_id), mentor)?;
        }
        let text =
            format!("Наступил последний день, наставничество кончилось {}", russian::date(coming.last_on));
        told(&mut cx, &pair, Action::Moved, &text)?;
    } else {
        store::coming::forget(cx.tx(), id)?;
    }
    cx.finish()?;
    Ok(is_at_work)
}
