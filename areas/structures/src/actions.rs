//! What is done with structures: load → rules → store → history and journal, in the transaction of the request.

pub mod closing;
pub mod founding;
pub mod linking;
pub mod membership;
pub mod partnering;
pub mod planting;

use std::sync::Arc;

use access::Granted;
use audit::Action;
use packs::Effective;
use serde_json::Value;
use web::{Cx, Error, Mode, Result, Write};

use crate::KeepStructures;
use crate::model::{Event, Structure, StructureId};
use crate::rules::Refusal;
use crate::store;

/// The rules in force for the unit at the path.
pub(crate) fn rules_at<M: Mode>(cx: &mut Cx<M>, path: &str) -> Result<Arc<Effective>> {
    let (house, today) = (cx.house_handle(), cx.today_at(path)?);
    Ok(units::effective(cx.conn(), &house.packs, path, today)?)
}

/// The structure, locked, if the person keeps those of its unit.
fn locked(cx: &mut Cx<Write>, may: &Granted<KeepStructures>, id: StructureId) -> Result<Structure> {
    let view = store::View { scope: may.ranges().clone(), above: Vec::new() };
    store::find(cx.conn(), &view, id)?.ok_or(Error::NotFound)?;
    cx.tx().lock("structures", id.0)?;
    store::all_of(cx.conn(), &[id.0])?.pop().ok_or(Error::NotFound)
}

/// The same while it works.
fn working(cx: &mut Cx<Write>, may: &Granted<KeepStructures>, id: StructureId) -> Result<Structure> {
    let one = locked(cx, may, id)?;
    if one.is_active() { Ok(one) } else { Err(Refusal::Closed(one.url()).into()) }
}

/// Tells the history and the journal; never a person's name.
fn told(cx: &mut Cx<Write>, one: &Structure, action: Action, text: &str) -> Result<()> {
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
