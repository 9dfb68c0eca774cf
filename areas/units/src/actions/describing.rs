//! Contacts and the letterhead, written by the unit itself or from above.

use access::Granted;
use audit::Action;
use serde_json::Value;
use web::{Cx, Error, Result, Write};

use super::locked;
use crate::model::{Contacts, KeptContacts};
use crate::rules::contact_faults;
use crate::store::contacts;
use crate::{KeepContacts, Unit, UnitId};

/// Writes the contacts whole, when they are still those the person saw; otherwise gives back what they are now.
pub fn describe(
    cx: &mut Cx<Write>,
    may: &Granted<KeepContacts>,
    (id, version): (UnitId, i64),
    new: &Contacts,
) -> Result<(Unit, Option<KeptContacts>)> {
    let unit = locked(cx, may, id)?;
    let kept = contacts::of_unit(cx.conn(), id)?;
    if kept.version != version {
        return Ok((unit, Some(kept)));
    }
    let faults = contact_faults(new);
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let (house, now, by) = (cx.house_handle(), cx.now(), cx.person().map(|person| person.account.0));
    contacts::put(cx.tx(), id, new, (by, now), version, &|| house.ids.next_at(now))?;
    let line = format!("{}: контакты и\u{a0}бланк", unit.short_name);
    cx.journal(Action::Changed, ("units", "unit", id.0), &unit.path, &line, Value::Null)?;
    Ok((unit, None))
}
