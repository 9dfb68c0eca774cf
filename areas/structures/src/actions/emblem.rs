//! The emblem of an association is set, replaced and taken off.

use audit::Action;
use documents::NewFile;
use web::{Cx, Error, Result, Write};

use super::{rules_at, told, working};
use crate::access::Keeps;
use crate::model::{Emblem, StructureId};
use crate::rules::emblem_fault;
use crate::store;

/// Sets it; the same picture again changes nothing. What is no emblem comes back with the field `file`; a kind that carries
/// none does not exist.
pub fn set(cx: &mut Cx<Write>, may: &impl Keeps, id: StructureId, new: &NewFile) -> Result<()> {
    let one = working(cx, may, id)?;
    let rules = rules_at(cx, &one.unit_path)?;
    if !rules.structure_kind(&one.kind).is_some_and(|kind| kind.rule.emblem) {
        return Err(Error::NotFound);
    }
    if let Some(fault) = emblem_fault(&new.media_type, new.size) {
        return Err(Error::field("file", fault));
    }
    if store::emblems::of(cx.conn(), id)?.is_some_and(|known| known.sha256 == new.sha256) {
        return Ok(());
    }
    let emblem = Emblem {
        structure_id: id,
        file_id: new.put(cx)?,
        sha256: new.sha256.clone(),
        media_type: new.media_type.clone(),
        set_by: cx.person().map(|person| person.account.0),
        set_at: cx.now(),
    };
    store::emblems::put(cx.tx(), &emblem)?;
    told(cx, &one, Action::Changed, "Поставлена эмблема")
}

/// Takes it off; of the second click nothing is told.
pub fn take_off(cx: &mut Cx<Write>, may: &impl Keeps, id: StructureId) -> Result<()> {
    let one = working(cx, may, id)?;
    if !store::emblems::remove(cx.tx(), id)? {
        return Ok(());
    }
    told(cx, &one, Action::Changed, "Убрана эмблема")
}
