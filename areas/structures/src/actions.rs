//! What is done with structures: load → rules → store → history and journal, in the transaction of the request.

pub mod approving;
pub mod carrying;
pub mod closing;
pub mod composing;
pub mod emblem;
pub mod founding;
pub mod linking;
pub mod membership;
pub mod mending;
pub mod minuting;
pub mod ordering;
pub mod own;
pub mod partnering;
pub mod publishing;
pub mod reopening;
pub mod tasking;

pub(crate) use units::rules_at;

use audit::Action;
use serde_json::Value;
use web::{Cx, Error, Result, Write};

use crate::access::Keeps;
use crate::model::{Event, Structure, StructureId};
use crate::rules::Refusal;
use crate::store;

/// The structure, locked, if the person keeps it.
fn locked(cx: &mut Cx<Write>, may: &impl Keeps, id: StructureId) -> Result<Structure> {
    let known = store::all_of(cx.conn(), &[id.0])?.pop();
    known.filter(|one| may.keeps(one)).ok_or(Error::NotFound)?;
    cx.tx().lock("structures", id.0)?;
    store::all_of(cx.conn(), &[id.0])?.pop().ok_or(Error::NotFound)
}

/// The same until it is closed.
fn working(cx: &mut Cx<Write>, may: &impl Keeps, id: StructureId) -> Result<Structure> {
    let one = locked(cx, may, id)?;
    if one.is_open() { Ok(one) } else { Err(Refusal::Closed(one.url()).into()) }
}

/// Tells the history and the journal; never a person's name.
pub(crate) fn told(cx: &mut Cx<Write>, one: &Structure, action: Action, text: &str) -> Result<()> {
    let event = Event {
        id: cx.id(),
        structure_id: one.id,
        account: cx.person().map(|person| person.account.0),
        at: cx.now(),
        text: text.to_owned(),
    };
    store::note(cx.tx(), &event)?;
    let line = format!("{}: {text}", one.name);
    cx.journal(action, ("structures", "structure", one.id.0), &one.unit_path, &line, Value::Null)
}
