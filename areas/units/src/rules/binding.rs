//! Which regulation may be put into force for a unit, from which day, and how it ends.

use chrono::{Months, NaiveDate};
use packs::Manifest;

use super::{BindingRefusal, Refusal};
use crate::Unit;
use crate::model::Bound;

/// A regulation is told of at most this long before it begins.
const AHEAD: Months = Months::new(12);

/// Whether a regulation is one that units of this level put into force themselves; the federal one is under everything.
pub(crate) fn is_of_level(manifest: &Manifest, unit: &Unit) -> bool {
    manifest.id != "federal" && manifest.top_level.as_deref().is_none_or(|top| top == unit.level)
}

/// What becomes of the regulation that was in force before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Before<'a> {
    /// Nothing was.
    Nothing,
    /// It ends the day before.
    Ends(&'a Bound, NaiveDate),
    /// It began that very day: it is taken away.
    Goes(&'a Bound),
}

/// Whether the regulation may be put into force for the unit from that day; `own`: what the unit has put into force so far.
pub(crate) fn may_bind<'a>(
    unit: &Unit,
    manifest: &Manifest,
    (from, today): (NaiveDate, NaiveDate),
    own: &'a [Bound],
) -> Result<Before<'a>, Refusal> {
    if !unit.is_active() {
        return Err(Refusal::Closed(unit.short_name.clone(), unit.url()));
    }
    if !is_of_level(manifest, unit) {
        return Err(BindingRefusal::NotOfLevel(manifest.title.clone(), unit.level()).into());
    }
    if let Some(first) = manifest.in_force_from.filter(|first| from < first.0) {
        return Err(BindingRefusal::BeforeAct(manifest.title.clone(), first.0).into());
    }
    not_too_far(from, today)?;
    let coming = own.iter().filter(|bound| bound.valid_from > from).min_by_key(|bound| bound.valid_from);
    if let Some(coming) = coming {
        return Err(BindingRefusal::LaterRules(coming.valid_from).into());
    }
    let Some(present) = own.iter().find(|bound| bound.holds_on(from)) else {
        return Ok(Before::Nothing);
    };
    if present.pack == manifest.id {
        return Err(BindingRefusal::AlreadyRules(manifest.title.clone(), present.valid_from).into());
    }
    match from.pred_opt() {
        Some(last) if present.valid_from < from => Ok(Before::Ends(present, last)),
        // What was worked by does not vanish; a slip of today or of a day to come does.
        _ if present.valid_from < today => Err(BindingRefusal::LaterRules(present.valid_from).into()),
        _ => Ok(Before::Goes(present)),
    }
}

/// Whether a regulation in force may end with that day; `own`: what the unit has put into force so far.
pub(crate) fn may_end(
    bound: &Bound,
    (last, today): (NaiveDate, NaiveDate),
    own: &[Bound],
) -> Result<(), Refusal> {
    if let Some(next) = own.iter().find(|one| bound.valid_from < one.valid_from && one.valid_from <= last) {
        return Err(BindingRefusal::Followed(next.valid_from).into());
    }
    if let Some(ended) = bound.valid_to.filter(|ended| *ended < today) {
        return Err(BindingRefusal::RulesEnded(ended).into());
    }
    if last < bound.valid_from {
        return Err(BindingRefusal::RulesBegin(bound.valid_from).into());
    }
    not_too_far(last, today)
}

/// Whether it may be taken back as if it had never been: only before it has begun.
pub(crate) fn may_take_back(bound: &Bound, today: NaiveDate) -> Result<(), Refusal> {
    if bound.valid_from > today { Ok(()) } else { Err(BindingRefusal::RulesBegun(bound.valid_from).into()) }
}

/// The one that goes on where another is taken back before it began: it was to end the day before.
pub(crate) fn ended_for<'a>(bound: &Bound, own: &'a [Bound]) -> Option<&'a Bound> {
    let eve = bound.valid_from.pred_opt()?;
    own.iter().find(|one| one.id != bound.id && one.valid_to == Some(eve))
}

fn not_too_far(day: NaiveDate, today: NaiveDate) -> Result<(), Refusal> {
    match today.checked_add_months(AHEAD) {
        Some(bound) if day > bound => Err(BindingRefusal::TooFar(bound).into()),
        _ => Ok(()),
    }
}
