//! What rests on documents: a pair on the order that made it, a successor on the order of replacement, a step on the protocol
//! of the council. None of them goes on when the paper loses its force.

use db::{Conn, Result, WriteTx};
use documents::DocumentId;
use registry::{Followed, Forceless, PaperOffer};

use crate::model::{Event, Pair, Replacing, State};
use crate::store;

/// The offer.
pub(crate) struct Papers;

/// What a pair has of a document.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rests {
    Order,
    Council,
    Nothing,
}

fn rests(pair: &Pair, document: i64) -> Rests {
    let is_it = |held: Option<DocumentId>| held.is_some_and(|held| held.0 == document);
    match pair.state() {
        State::Active if is_it(pair.order_document_id) => Rests::Order,
        State::Preparing if is_it(pair.council_document_id) => Rests::Council,
        _ => Rests::Nothing,
    }
}

impl PaperOffer for Papers {
    fn told(&self, conn: &mut Conn, document: i64) -> Result<Vec<String>> {
        let mut said = Vec::new();
        for pair in store::resting_on(conn, DocumentId(document))? {
            match rests(&pair, document) {
                Rests::Order => said.push(
                    "По этому приказу работает наставничество: пара вернётся к\u{a0}шагу «Приказ» и\u{a0}будет ждать нового."
                        .to_owned(),
                ),
                Rests::Council => said.push(
                    "На этом протоколе держится рекомендация методсовета: её шаг в\u{a0}готовящейся паре откроется снова."
                        .to_owned(),
                ),
                Rests::Nothing => {}
            }
        }
        if replaced(conn, document)?.is_some() {
            said.push(
                "Этим приказом заменён наставник: замена будет отменена, прежний наставник снова в\u{a0}паре."
                    .to_owned(),
            );
        }
        Ok(said)
    }

    fn follow(&self, tx: &mut WriteTx, gone: &Forceless, id: &dyn Fn() -> i64) -> Result<Vec<Followed>> {
        let mut followed = Vec::new();
        for pair in store::resting_on(tx, DocumentId(gone.document))? {
            tx.lock("mentorships", pair.id.0)?;
            let Some(mut pair) = store::reread(tx, pair.id)? else { continue };
            let text = match rests(&pair, gone.document) {
                Rests::Order => back_to_order(tx, &mut pair, gone)?,
                Rests::Council => back_to_council(tx, &mut pair, gone)?,
                Rests::Nothing => continue,
            };
            followed.push(noted(tx, &pair, gone, (id(), &text))?);
        }
        if let Some((order, mut pair)) = replaced(tx, gone.document)? {
            tx.lock("mentorships", pair.id.0)?;
            let text = undone(tx, &order, &mut pair, gone)?;
            followed.push(noted(tx, &pair, gone, (id(), &text))?);
        }
        Ok(followed)
    }
}

/// The pair waits for an order again: its steps, its plan and its journal stay.
fn back_to_order(tx: &mut WriteTx, pair: &mut Pair, gone: &Forceless) -> Result<String> {
    State::Preparing.code().clone_into(&mut pair.state);
    (pair.order_on, pair.order_document_id, pair.announced_on) = (None, None, None);
    (pair.starts_on, pair.ends_on) = (None, None);
    pair.updated_at = gone.at;
    let mentors = store::mentors_of(tx, &[pair.id.0])?.remove(&pair.id.0).unwrap_or_default();
    for mut mentor in mentors.into_iter().filter(|one| one.to_on.is_none() && one.from_on.is_some()) {
        mentor.from_on = None;
        mentor.updated_at = gone.at;
        store::change_mentor(tx, &mentor)?;
    }
    store::change(tx, pair)?;
    Ok(format!("{}: пара снова ждёт приказа", gone.what))
}

fn back_to_council(tx: &mut WriteTx, pair: &mut Pair, gone: &Forceless) -> Result<String> {
    (pair.council_on, pair.council_document_id) = (None, None);
    pair.council_note.clear();
    pair.updated_at = gone.at;
    store::change(tx, pair)?;
    Ok(format!("{}: рекомендация методсовета нужна снова", gone.what))
}

/// The replacement a document is, while nothing has come after it: the successor is the mentor still.
fn replaced(conn: &mut Conn, document: i64) -> Result<Option<(Replacing, Pair)>> {
    let Some(order) = store::order_of(conn, DocumentId(document))? else { return Ok(None) };
    let Some(pair) = store::reread(conn, order.mentorship_id)? else { return Ok(None) };
    let next = store::find_mentor(conn, pair.id, order.next_id)?;
    let goes_on = next.is_some_and(|one| one.to_on.is_none() && one.from_on.is_some());
    Ok((pair.state() == State::Active && goes_on).then_some((order, pair)))
}

/// The mentor of before is one again, the successor waits for an order.
fn undone(tx: &mut WriteTx, order: &Replacing, pair: &mut Pair, gone: &Forceless) -> Result<String> {
    for part in [order.leaving_id, order.next_id] {
        let Some(mut mentor) = store::find_mentor(tx, pair.id, part)? else { continue };
        if part == order.leaving_id {
            mentor.to_on = None;
            mentor.end_ground.clear();
            mentor.end_note.clear();
        } else {
            mentor.from_on = None;
        }
        mentor.updated_at = gone.at;
        store::change_mentor(tx, &mentor)?;
    }
    pair.updated_at = gone.at;
    store::change(tx, pair)?;
    Ok(format!("{}: замена наставника отменена, преемник ждёт приказа", gone.what))
}

fn noted(tx: &mut WriteTx, pair: &Pair, gone: &Forceless, (id, text): (i64, &str)) -> Result<Followed> {
    let event = Event { id, mentorship_id: pair.id, account: gone.by, at: gone.at, text: text.to_owned() };
    store::note(tx, &event)?;
    Ok(Followed {
        subject: ("mentoring", "mentorship", pair.id.0),
        unit_path: pair.unit_path.clone(),
        text: format!("Наставничество: {text}"),
    })
}
