//! A paper that lapsed acts from that day on: what rested on it counts until its last day, and the past stays as it was. Only one
//! cancelled as issued wrongly takes things back.

use chrono::NaiveDate;
use db::{Result, WriteTx};
use registry::Forceless;
use web::russian;

use super::Rests;
use crate::model::{Mentor, Pair, Replacing, State};
use crate::rules::LAPSED;
use crate::store;

/// What would follow when the paper lapses.
pub(super) fn told(rests: &Rests, pair: &Pair) -> String {
    match rests {
        Rests::Order { waits } => format!(
            "По этому приказу работает наставничество: оно кончится последним днём приказа, всё, что было до него, останется как есть. Если наставник нужен дальше, готовьте новую пару.{}",
            if *waits { " Преемник, который ждёт приказа о\u{a0}замене, будет отозван." } else { "" }
        ),
        Rests::Replacement(_) => "Этим приказом назначен нынешний наставник: его часть кончится последним днём приказа, прежний в\u{a0}пару не\u{a0}вернётся. Если другого наставника в\u{a0}паре нет, с\u{a0}этим днём кончится и\u{a0}она.".to_owned(),
        Rests::End(_) => executed().to_owned(),
        Rests::Council | Rests::Successor(_) | Rests::Coming(_) | Rests::Past => rests.told(pair),
    }
}

/// An order of an early end has done what it was for.
fn executed() -> &'static str {
    "Этот приказ о\u{a0}прекращении наставничества исполнен: пара завершена и\u{a0}завершённой остаётся. Если он издан ошибочно, его отменяют."
}

/// Does it; what is noted.
pub(super) fn follow(
    tx: &mut WriteTx,
    rests: &Rests,
    (pair, last): (&mut Pair, NaiveDate),
    gone: &Forceless,
) -> Result<String> {
    match rests {
        Rests::Order { .. } => order(tx, (pair, last), gone),
        Rests::Replacement(order) => replacement(tx, order, (pair, last), gone),
        Rests::End(_) => Ok(format!("{}. {}", gone.what, executed())),
        Rests::Council | Rests::Successor(_) | Rests::Coming(_) | Rests::Past => rests.follow(tx, pair, gone),
    }
}

/// The pair is over with the last day of its order.
pub(super) fn order(
    tx: &mut WriteTx,
    (pair, last): (&mut Pair, NaiveDate),
    gone: &Forceless,
) -> Result<String> {
    // The day before an order it made nothing yet.
    let last = pair.order_on.map_or(last, |first| last.max(first));
    State::Ended.code().clone_into(&mut pair.state);
    pair.ended_on = Some(last);
    LAPSED.clone_into(&mut pair.end_ground);
    pair.end_note.clone_from(&gone.what);
    pair.updated_at = gone.at;
    store::applications::lapse(tx, pair.id, gone.at)?;
    let parts = store::mentors_of(tx, &[pair.id.0])?.remove(&pair.id.0).unwrap_or_default();
    let mut withdrawn = "";
    for part in parts.into_iter().filter(|one| one.to_on.is_none()) {
        if part.waits() {
            withdrawn = ", преемник отозван";
        }
        ended(tx, part, last, gone)?;
    }
    store::applications::lapse(tx, pair.id, gone.at)?;
    store::change(tx, pair)?;
    Ok(format!("{}: наставничество кончилось {}{withdrawn}", gone.what, russian::date(last)))
}

/// The part the order began is over; the pair as well, where it has no other mentor.
fn replacement(
    tx: &mut WriteTx,
    made: &Replacing,
    (pair, last): (&mut Pair, NaiveDate),
    gone: &Forceless,
) -> Result<String> {
    let parts = store::mentors_of(tx, &[pair.id.0])?.remove(&pair.id.0).unwrap_or_default();
    let goes_on = |one: &Mentor| one.id != made.next_id && one.from_on.is_some() && one.to_on.is_none();
    if !parts.iter().any(goes_on) {
        return order(tx, (pair, last.max(made.signed_on)), gone);
    }
    let last = last.max(made.signed_on);
    for part in parts.into_iter().filter(|one| one.id == made.next_id) {
        ended(tx, part, last, gone)?;
    }
    pair.updated_at = gone.at;
    store::change(tx, pair)?;
    Ok(format!("{}: часть этого наставника кончилась {}", gone.what, russian::date(last)))
}

fn ended(tx: &mut WriteTx, mut part: Mentor, last: NaiveDate, gone: &Forceless) -> Result<()> {
    part.to_on = Some(if part.from_on.is_some() { last } else { gone.day });
    LAPSED.clone_into(&mut part.end_ground);
    part.end_note.clone_from(&gone.what);
    part.updated_at = gone.at;
    store::change_mentor(tx, &part)
}
