//! Parts that an earlier version ended with the day of the order of replacement: that day is the successor's (п. 3.6), the last one of
//! whoever was replaced is its eve.

use std::sync::Arc;

use audit::Action;
use web::{Cx, House, Result, Write, russian};

use super::told;
use crate::store;

/// Ends so many of them with the eve; how many there were.
pub(crate) fn give_back(house: &Arc<House>, most: i64) -> Result<usize> {
    let mut cx = Cx::<Write>::outside(house, None)?;
    let parts = store::beside::ended_with_order(cx.conn(), most)?;
    let ids: Vec<i64> = parts.iter().map(|one| one.mentorship_id.0).collect();
    let pairs = store::lines::these(cx.conn(), &ids)?;
    for part in &parts {
        let pair = pairs.iter().find(|pair| pair.id == part.mentorship_id);
        let (Some(pair), Some(eve)) = (pair, part.to_on.and_then(|day| day.pred_opt())) else { continue };
        store::beside::end_on(cx.tx(), part.id, eve)?;
        let text = format!(
            "Последний день прежнего наставника – {}: день приказа о\u{a0}замене – у\u{a0}преемника",
            russian::date(eve)
        );
        told(&mut cx, pair, Action::Changed, &text)?;
    }
    cx.finish()?;
    Ok(parts.len())
}
