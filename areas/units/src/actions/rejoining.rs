//! A division is taken back: it was entered by mistake, or was called off. What nobody has changed since is as it was before; what
//! came to the new unit since goes to the old one as by a merger.

use access::Granted;
use db::{Conn, Returned};
use registry::{Division, Merger};
use web::{Cx, Error, Mode, Result, Write};

use super::ending::{ending, merged};
use super::entering::both;
use super::moving::hang;
use super::{Dated, kept_from_above, settle, told, unordered_under};
use crate::model::Happened;
use crate::rules::{self, PartingRefusal, Refusal};
use crate::store::divisions::{self, Kept};
use crate::store::{living, mergers, versions};
use crate::{KeepUnits, Unit, UnitId};

/// Whether the unit came out of another by a division that is remembered.
pub(crate) fn is_divided(conn: &mut Conn, unit: &Unit) -> Result<bool> {
    Ok(unit.is_active() && divisions::standing(conn, unit.id)?.is_some())
}

/// The division a unit came out of another by and that other unit, where it can be taken back.
pub(crate) fn division_of<M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<KeepUnits>,
    new: &Unit,
) -> Result<(Kept, Unit)> {
    let kept = divisions::standing(cx.conn(), new.id)?;
    let kept = kept.ok_or_else(|| Refusal::from(PartingRefusal::NotDivided(new.short_name.clone())))?;
    let from = UnitId(kept.told.from.unit);
    let from = crate::store::find(cx.conn(), may.ranges(), from)?
        .ok_or_else(|| Refusal::from(PartingRefusal::OldElsewhere(kept.told.from.name.clone())))?;
    let since = match mergers::later(cx.conn(), new.id, kept.id)? {
        Some(joined) => Some(joined),
        None => divisions::later(cx.conn(), new.id)?,
    };
    if let Some(since) = since
        && let Some(since) = living::reread(cx.conn(), since)?
    {
        return Err(Refusal::from(PartingRefusal::SinceFirst(since.short_name.clone(), since.url())).into());
    }
    rules::may_rejoin((new, &kept.told.new.path), (&from, &kept.told.from.path))?;
    Ok((kept, from))
}

/// Takes the division a unit came out of another by back; `reason` goes into the history of both, and so does what `said` makes of
/// what went back. Gives the old unit.
pub(crate) fn rejoin(
    cx: &mut Cx<Write>,
    may: &Granted<KeepUnits>,
    (id, version): (UnitId, i64),
    reason: &str,
    said: &dyn Fn(&Returned, &Unit) -> Vec<String>,
) -> Result<Unit> {
    let new = kept_from_above(cx, may, id, version)?;
    let (_, from) = division_of(cx, may, &new)?;
    let (new, from) = both(cx, may, new, from.id, "into")?;
    // Read again behind the locks: one of both may just have ended.
    let (kept, _) = division_of(cx, may, &new)?;
    unordered_under(cx, &new)?;
    if reason.is_empty() {
        return Err(Error::field(
            "ground",
            "Укажите, почему выделение отменяют: ошибка, отмена приказа, его номер и\u{a0}дата.",
        ));
    }
    let now = cx.now();
    let dated = Dated { day: cx.today_at(&new.path)?, ground: reason.to_owned() };
    let returned = kept.told.trail.back(cx.tx(), now)?;
    // What stood under it besides what came along had it above itself on those days: then it was there.
    let stood = living::children(cx.conn(), id, false)?;
    let is_bare = stood.iter().all(|child| child.is_active() && kept.told.along.contains(&child.id.0));
    come_home(cx, &kept, (&new, &from), &dated)?;
    let rest = take_home(cx, (&kept, &returned), (&new, &from), &dated)?;
    living::set_state(cx.tx(), id, "closed", now)?;
    if rest.is_empty() && is_bare {
        versions::never(cx.tx(), id)?;
    } else {
        versions::end(cx.tx(), id, dated.day)?;
    }
    let by = cx.person().map(|person| person.account.0);
    divisions::undo(cx.tx(), kept.id, by, now)?;
    let mut lines = vec![format!("Выделение из\u{a0}{} отменено", rules::of_unit(&from))];
    lines.extend(said(&returned, &from));
    if !rest.is_empty() {
        lines.push(format!("Появившееся с\u{a0}тех пор – как при присоединении. {}", rest.join(". ")));
    }
    told(cx, &new, (Happened::Parted, Some(from.id)), &dated, &lines.join(". "))?;
    let text = format!("Выделение {} отменено", rules::of_unit(&new));
    told(cx, &from, (Happened::Parted, Some(id)), &dated, &text)?;
    Ok(from)
}

/// What stands under the new unit goes under the old one: what came along as if it had never gone.
fn come_home(cx: &mut Cx<Write>, kept: &Kept, (new, from): (&Unit, &Unit), dated: &Dated) -> Result<()> {
    for child in living::children(cx.conn(), new.id, true)? {
        hang(cx, &child, from)?;
        let moved = living::reread(cx.conn(), child.id)?.ok_or(Error::NotFound)?;
        if kept.told.along.contains(&child.id.0) {
            versions::hung_back(cx.tx(), (&child, from), kept.day)?;
        } else {
            settle(cx, &moved.path, dated.day)?;
        }
        let text = format!("Возвращение: из\u{a0}«{}» в\u{a0}«{}»", new.short_name, from.short_name);
        told(cx, &moved, (Happened::Moved, Some(from.id)), dated, &text)?;
    }
    Ok(())
}

/// The areas see to what follows from rows that went back, and take what came since to the old unit; what that was, in words.
fn take_home(
    cx: &mut Cx<Write>,
    (kept, returned): (&Kept, &Returned),
    (new, from): (&Unit, &Unit),
    dated: &Dated,
) -> Result<Vec<String>> {
    let (house, at) = (cx.house_handle(), cx.now());
    let id = || house.ids.next_at(at);
    let division = Division {
        from: merged(from),
        into: merged(new),
        day: kept.day,
        ground: dated.ground.clone(),
        chosen: std::collections::BTreeSet::new(),
        goers: Vec::new(),
        by: cx.person().map(|person| person.account.0),
        at,
    };
    for offer in &house.registry.dividings {
        offer.undone(cx.tx(), &division, returned, &id)?;
    }
    let rest: Merger = ending(cx, new, Some(from), dated);
    let (mut said, mut trail) = (Vec::new(), db::Trail::default());
    for offer in &house.registry.mergings {
        said.extend(offer.told(cx.conn(), &rest)?);
        offer.merge(cx.tx(), &rest, &mut trail, &id)?;
    }
    Ok(said)
}
