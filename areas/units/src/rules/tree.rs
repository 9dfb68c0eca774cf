//! What may stand where, and what may become of it.

use access::Level;

use super::{PartingRefusal, Refusal};
use crate::Unit;

/// Whether a unit of this level may stand right under `parent`; none: at the top.
pub(crate) fn may_stand(level: Level, parent: Option<&Unit>) -> Result<(), Refusal> {
    let Some(parent) = parent else {
        return if level == Level::Region { Ok(()) } else { Err(Refusal::NoParent(level)) };
    };
    if !parent.is_active() {
        return Err(Refusal::ParentClosed(parent.short_name.clone(), parent.url()));
    }
    let fits = match level {
        Level::Installation | Level::Region => false,
        Level::Municipality => parent.level() == Level::Region,
        Level::District => parent.level() == Level::Municipality,
        // An institute or a centre of the region stands right under it.
        Level::Organisation => parent.level() < Level::Organisation,
    };
    if fits { Ok(()) } else { Err(Refusal::WrongLevel(level, parent.level())) }
}

/// Whether the unit may be moved under `parent`.
pub(crate) fn may_move(unit: &Unit, parent: &Unit) -> Result<(), Refusal> {
    at_work(unit)?;
    if parent.id == unit.id {
        return Err(Refusal::UnderItself(unit.short_name.clone()));
    }
    if parent.path.starts_with(&unit.path) {
        return Err(Refusal::UnderOwn(unit.short_name.clone(), parent.short_name.clone()));
    }
    if unit.parent_id == Some(parent.id) {
        return Err(Refusal::AlreadyThere(parent.short_name.clone()));
    }
    may_stand(unit.level(), Some(parent))
}

/// Whether `closed` may be joined to `into`.
pub(crate) fn may_be_joined(closed: &Unit, into: &Unit) -> Result<(), Refusal> {
    at_work(closed)?;
    if closed.id == into.id {
        return Err(Refusal::IntoItself);
    }
    if into.path.starts_with(&closed.path) {
        return Err(Refusal::IntoOwn(closed.short_name.clone(), into.short_name.clone()));
    }
    if closed.level() != into.level() {
        return Err(Refusal::OtherLevel(closed.level(), into.level()));
    }
    if closed.level() == Level::Region {
        return Err(Refusal::Region);
    }
    if !into.is_active() {
        return Err(Refusal::ParentClosed(into.short_name.clone(), into.url()));
    }
    Ok(())
}

/// Whether a new unit may come out of this one.
pub(crate) fn may_split(unit: &Unit) -> Result<(), Refusal> {
    at_work(unit)?;
    if unit.level() == Level::Region { Err(Refusal::Region) } else { Ok(()) }
}

/// Whether it may be closed; `below`: the active units right under it.
pub(crate) fn may_close(unit: &Unit, below: &[Unit]) -> Result<(), Refusal> {
    at_work(unit)?;
    match below {
        [] => Ok(()),
        [first, ..] => Err(Refusal::UnitsBelow(below.len(), first.short_name.clone(), unit.url())),
    }
}

/// Whether it may be put to work again: what was joined to another has nothing of its own any more.
pub(crate) fn may_reopen(unit: &Unit, is_joined: bool, parent: Option<&Unit>) -> Result<(), Refusal> {
    if unit.is_active() {
        return Err(Refusal::AtWork(unit.short_name.clone()));
    }
    if is_joined {
        return Err(Refusal::Joined(unit.short_name.clone()));
    }
    may_stand(unit.level(), parent)
}

/// Whether a merger may be taken back; `then`: where both stood when it happened.
pub(crate) fn may_part(
    closed: &Unit,
    into: &Unit,
    then: [&str; 2],
    parent: Option<&Unit>,
) -> Result<(), Refusal> {
    if !into.is_active() {
        return Err(PartingRefusal::HeirClosed(into.short_name.clone(), into.url()).into());
    }
    if let Some(above) = parent.filter(|above| !above.is_active()) {
        return Err(PartingRefusal::AboveClosed(above.short_name.clone(), above.url()).into());
    }
    let [closed_then, into_then] = then;
    if let Some(moved) =
        [(closed, closed_then), (into, into_then)].into_iter().find(|(unit, path)| unit.path != *path)
    {
        return Err(PartingRefusal::MovedSince(moved.0.short_name.clone(), moved.0.url()).into());
    }
    may_stand(closed.level(), parent)
}

/// Whether a division may be taken back: both work and stand where they stood then.
pub(crate) fn may_rejoin(new: (&Unit, &str), from: (&Unit, &str)) -> Result<(), Refusal> {
    for (unit, then) in [new, from] {
        if !unit.is_active() {
            return Err(PartingRefusal::HeirClosed(unit.short_name.clone(), unit.url()).into());
        }
        if unit.path != then {
            return Err(PartingRefusal::MovedSince(unit.short_name.clone(), unit.url()).into());
        }
    }
    Ok(())
}

/// Whether its name may be ordered to be another.
pub(crate) fn may_change(unit: &Unit) -> Result<(), Refusal> {
    at_work(unit)
}

fn at_work(unit: &Unit) -> Result<(), Refusal> {
    if unit.is_active() { Ok(()) } else { Err(Refusal::Closed(unit.short_name.clone(), unit.url())) }
}
