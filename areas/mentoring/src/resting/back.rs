//! Back: a pair to the step of its order or of its council, a mentor to the pair, a pair to its work. Journals and plans stay.

use db::{Result, WriteTx};
use registry::Forceless;

use crate::model::{EarlyEnd, Mentor, Pair, Replacing, State, Succession};
use crate::store;

/// The pair waits for an order again: its steps, its plan and its journal stay.
pub(super) fn to_order(tx: &mut WriteTx, pair: &mut Pair, gone: &Forceless) -> Result<String> {
    State::Preparing.code().clone_into(&mut pair.state);
    (pair.order_on, pair.order_document_id, pair.announced_on) = (None, None, None);
    (pair.starts_on, pair.ends_on) = (None, None);
    pair.updated_at = gone.at;
    let mentors = store::mentors_of(tx, &[pair.id.0])?.remove(&pair.id.0).unwrap_or_default();
    let mut withdrawn = "";
    for mut mentor in mentors.into_iter().filter(|one| one.to_on.is_none()) {
        if mentor.waits() {
            // A pair that is prepared has no successor: they would be ordered as a second mentor.
            mentor.to_on = Some(gone.day);
            mentor.end_note.clone_from(&gone.what);
            withdrawn = ", преемник отозван";
        } else {
            mentor.from_on = None;
        }
        mentor.updated_at = gone.at;
        store::change_mentor(tx, &mentor)?;
    }
    store::change(tx, pair)?;
    Ok(format!("{}: пара снова ждёт приказа{withdrawn}", gone.what))
}

/// The step of the council is open again.
pub(super) fn to_council(tx: &mut WriteTx, pair: &mut Pair, gone: &Forceless) -> Result<String> {
    (pair.council_on, pair.council_document_id) = (None, None);
    pair.council_note.clear();
    pair.updated_at = gone.at;
    store::change(tx, pair)?;
    Ok(format!("{}: рекомендация методсовета нужна снова", gone.what))
}

/// A successor who waits for the order needs another recommendation.
pub(super) fn to_recommendation(tx: &mut WriteTx, kept: &Succession, gone: &Forceless) -> Result<String> {
    let open = Succession {
        council_on: None,
        council_document_id: None,
        council_note: String::new(),
        updated_at: gone.at,
        ..kept.clone()
    };
    store::successions::keep(tx, &open)?;
    Ok(format!("{}: рекомендация преемника нужна снова", gone.what))
}

/// The mentor of before is one again, the successor waits for an order.
pub(super) fn mentor(
    tx: &mut WriteTx,
    order: &Replacing,
    pair: &mut Pair,
    gone: &Forceless,
) -> Result<String> {
    if let Some(leaving) = store::find_mentor(tx, pair.id, order.leaving_id)? {
        again(tx, leaving, gone)?;
    }
    if let Some(mut next) = store::find_mentor(tx, pair.id, order.next_id)? {
        next.from_on = None;
        next.updated_at = gone.at;
        store::change_mentor(tx, &next)?;
    }
    store::applications::reopen(tx, order.document_id, gone.at)?;
    pair.updated_at = gone.at;
    store::change(tx, pair)?;
    Ok(format!("{}: замена наставника отменена, преемник ждёт приказа", gone.what))
}

/// The pair works again, those the order took out of it are in it again – unless the order that made it has no force either.
pub(super) fn to_work(tx: &mut WriteTx, end: &EarlyEnd, pair: &mut Pair, gone: &Forceless) -> Result<String> {
    for part in store::ends::parts_of(tx, end.id)? {
        again(tx, part, gone)?;
    }
    store::applications::reopen(tx, end.document_id, gone.at)?;
    State::Active.code().clone_into(&mut pair.state);
    pair.ended_on = None;
    pair.end_ground.clear();
    pair.end_note.clear();
    pair.updated_at = gone.at;
    let ids: Vec<i64> = pair.order_document_id.iter().map(|id| id.0).collect();
    let held = documents::store::all_of(tx, &ids)?.pop().filter(|held| !held.state().has_force());
    match held {
        // What lapsed counts until its last day.
        Some(held) if held.state() == documents::Status::Lapsed => {
            let last = held.valid_to.unwrap_or(gone.day);
            return super::lapsed::order(tx, (pair, last), gone);
        }
        Some(_) => return to_order(tx, pair, gone),
        None => {}
    }
    store::change(tx, pair)?;
    Ok(format!("{}: наставничество продолжается", gone.what))
}

/// The pair goes on: the day of the order never came.
pub(super) fn to_no_end(
    tx: &mut WriteTx,
    end: &EarlyEnd,
    pair: &mut Pair,
    gone: &Forceless,
) -> Result<String> {
    store::coming::forget(tx, pair.id)?;
    store::applications::reopen(tx, end.document_id, gone.at)?;
    pair.updated_at = gone.at;
    store::change(tx, pair)?;
    Ok(format!("{}: наставничество продолжается", gone.what))
}

fn again(tx: &mut WriteTx, mut mentor: Mentor, gone: &Forceless) -> Result<()> {
    mentor.to_on = None;
    mentor.end_ground.clear();
    mentor.end_note.clear();
    mentor.updated_at = gone.at;
    store::change_mentor(tx, &mentor)
}
