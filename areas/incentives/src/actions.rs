//! What is done with incentives: load → rules → store → steps and journal, in the transaction of the request.

pub mod commending;
pub mod council;
pub mod deciding;
pub mod motivating;
pub mod ordering;
pub mod paying;
pub mod representing;
pub mod weighing;

pub(crate) use units::rules_at;

use access::{Granted, Permission};
use audit::Action;
use people::PersonId;
use serde_json::Value;
use web::{Cx, Error, Mode, Result, Write, russian};

use crate::model::{Representation, RepresentationId, Step};
use crate::rules::Refusal;
use crate::store;

/// The representation, locked, if the permission reaches its unit and nobody changed it since `version`.
fn unchanged<P: Permission>(
    cx: &mut Cx<Write>,
    may: &Granted<P>,
    (id, version): (RepresentationId, i64),
) -> Result<Representation> {
    let one = locked(cx, may, id)?;
    if one.version == version { Ok(one) } else { Err(meanwhile(cx, &one)?) }
}

/// That somebody was first: who, when, what has become of it.
fn meanwhile<M: Mode>(cx: &mut Cx<M>, one: &Representation) -> Result<Error> {
    let zone = cx.zone_at(&one.unit_path)?;
    let when = russian::moment(one.updated_at, zone);
    let who = match one.updated_by {
        Some(account) => {
            let names = ::access::store::short_names(cx.conn(), &[account])?;
            names.get(&account).cloned().unwrap_or_else(|| "учётная запись удалена".to_owned())
        }
        None => "программа".to_owned(),
    };
    Ok(Error::Conflict(format!(
        "Представление уже изменили: {who}, {when}; теперь оно {}. Ваше не\u{a0}записано: посмотрите, что теперь, и\u{a0}отправьте ещё раз, если нужно.",
        one.state().title()
    )))
}

/// The same whatever its version.
fn locked<P: Permission>(
    cx: &mut Cx<Write>,
    may: &Granted<P>,
    id: RepresentationId,
) -> Result<Representation> {
    store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    cx.tx().lock("representations", id.0)?;
    store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)
}

/// Everywhere: for reading what was reached otherwise than by its place.
pub(crate) fn everywhere() -> db::Ranges {
    db::Ranges::under(["/"])
}

/// Nobody represents or decides about the card tied to their own account.
fn not_oneself<M: Mode>(cx: &mut Cx<M>, person: PersonId) -> Result<()> {
    nobody_is(cx, person, "/incentives")
}

/// The same, with the list the one who is refused goes back to.
fn nobody_is<M: Mode>(cx: &mut Cx<M>, person: PersonId, list: &str) -> Result<()> {
    let Some(account) = cx.person().map(|person| person.account.0) else { return Ok(()) };
    match people::store::of_account(cx.conn(), account)? {
        Some(own) if own.id == person => Err(Refusal::Oneself(list.to_owned()).into()),
        _ => Ok(()),
    }
}

/// Tells the steps and the journal; never a person's name.
fn told(cx: &mut Cx<Write>, one: &Representation, action: Action, text: &str) -> Result<()> {
    let step = Step {
        id: cx.id(),
        representation_id: one.id,
        account: cx.person().map(|person| person.account.0),
        at: cx.now(),
        text: text.to_owned(),
    };
    store::note(cx.tx(), &step)?;
    let line = format!("Поощрение, {}: {text}", one.kind_title);
    cx.journal(action, ("incentives", "representation", one.id.0), &one.unit_path, &line, Value::Null)
}

/// Stores the representation with who changed it and when.
fn stored(cx: &mut Cx<Write>, one: &mut Representation) -> Result<()> {
    one.updated_at = cx.now();
    one.updated_by = cx.person().map(|person| person.account.0);
    Ok(store::change(cx.tx(), one)?)
}
