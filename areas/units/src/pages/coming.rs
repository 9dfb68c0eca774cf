//! What is ordered for a unit from a day to come: shown on its card, called off from there.

use access::Granted;
use web::{Cx, FieldFault, Mode, Read, Reply, Result, Write, russian};

use super::events::done;
use super::{asked, keeps};
use crate::actions::{self, Dated};
use crate::model::{Coming, OrderId};
use crate::rules::quoted;
use crate::store::orders;
use crate::{KeepUnits, Unit, UnitId};

/// A line of «Предстоит».
pub(super) struct Line {
    /// «С 01.09.2026: присоединение к «Школа № 2»»
    pub text: String,
    /// The document, who entered it.
    pub note: String,
    /// Why its day did not do it; may be empty.
    pub refusal: String,
    /// What is said over the reason: its day did not do it, or will not.
    pub refused: &'static str,
    /// Where somebody else stands behind it; empty: nobody needs to, or not this person.
    pub confirmation: String,
    /// Where it is called off; empty: not by this person.
    pub withdrawal: String,
}

/// What awaits the unit.
pub(super) fn of(cx: &mut Cx<Read>, unit: &Unit) -> Result<Vec<Line>> {
    let all = orders::of_unit(cx.conn(), unit.id)?;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let by: Vec<i64> = all.iter().filter_map(|one| one.ordered_by).collect();
    let names = access::store::short_names(cx.conn(), &by)?;
    let ids: Vec<i64> =
        all.iter().flat_map(|one| [Some(one.unit_id), one.into_id]).flatten().map(|id| id.0).collect();
    let units = crate::store::all_of(cx.conn(), &ids)?;
    let of = |id: UnitId| units.iter().find(|one| one.id == id);
    let (zone, is_kept) = (cx.zone_at(&unit.path)?, keeps(cx, unit));
    let kept = cx.house().policy.check::<KeepUnits>(cx.person()).map(|may| may.ranges().clone());
    // Who may not make an order neither confirms it nor calls it off.
    let may_make = |one: &crate::model::UnitOrder| {
        let is_seen = |into: &Unit| kept.as_ref().is_ok_and(|scope| scope.holds(&into.path));
        one.into_id.is_none_or(|into| of(into).is_some_and(is_seen))
    };
    let line = |one: crate::model::UnitOrder| {
        let is_own = one.unit_id == unit.id;
        let is_theirs = is_own && is_kept && may_make(&one);
        let words = if is_own {
            one.words(one.into_id.and_then(of))
        } else {
            let what = if matches!(one.coming(), Coming::Moved(_)) {
                "Передадут сюда"
            } else {
                "Присоединят"
            };
            format!("{what} {}", of(one.unit_id).map(|one| quoted(&one.short_name)).unwrap_or_default())
        };
        let who = one.ordered_by.and_then(|id| names.get(&id).cloned());
        Line {
            text: format!("С\u{a0}{}: {words}", russian::date(one.due_on)),
            note: format!(
                "Основание: {} · внесено {}, {}",
                one.ground,
                russian::moment(one.ordered_at, zone),
                who.unwrap_or_else(|| "программа".to_owned())
            ),
            refused: if one.stopped_at.is_some() {
                "Само это не\u{a0}исполнится"
            } else {
                "День настал, но это не\u{a0}исполнено"
            },
            confirmation: if is_theirs && one.stopped_at.is_some() {
                format!("/units/{}/coming/{}/confirmation", one.unit_id, one.id)
            } else {
                String::new()
            },
            // Who lost a right is nobody's concern but of those who keep the unit.
            refusal: if is_kept || one.stopped_at.is_none() { one.refusal } else { String::new() },
            withdrawal: if is_theirs {
                format!("/units/{}/coming/{}/withdrawal", one.unit_id, one.id)
            } else {
                String::new()
            },
        }
    };
    Ok(all.into_iter().map(line).collect())
}

/// `POST /units/{unit}/coming/{unit_order}/withdrawal`
pub(super) fn withdraw(cx: &mut Cx<Write>, may: Granted<KeepUnits>) -> Result<Reply> {
    let (unit, order) = (asked(cx, &may)?, cx.request().arg::<OrderId>("unit_order")?);
    actions::withdraw(cx, &may, unit.id, order)?;
    cx.notice("Предстоявшее отменено. Оно осталось в\u{a0}истории.");
    Ok(Reply::to(unit.url()))
}

/// `POST /units/{unit}/coming/{unit_order}/confirmation`
pub(super) fn confirm(cx: &mut Cx<Write>, may: Granted<KeepUnits>) -> Result<Reply> {
    let (unit, order) = (asked(cx, &may)?, cx.request().arg::<OrderId>("unit_order")?);
    actions::confirm(cx, &may, unit.id, order)?;
    cx.notice("Подтверждено: в\u{a0}свой день программа исполнит это, а\u{a0}если он настал\u{a0}– в\u{a0}ближайший час.");
    Ok(Reply::to(unit.url()))
}

/// Whether the day is still to come where the unit stands.
pub(super) fn is_ahead<M: Mode>(cx: &mut Cx<M>, unit: &Unit, dated: &Dated) -> Result<bool> {
    Ok(dated.day > cx.today_at(&unit.path)?)
}

/// Orders what is to come and leads on to the card, or shows the form once more.
pub(super) fn ordered(
    cx: &mut Cx<Write>,
    may: &Granted<KeepUnits>,
    of: (UnitId, i64),
    (coming, dated): (&Coming, &Dated),
    again: impl FnOnce(&mut Cx<Write>, &[FieldFault]) -> Result<Reply>,
) -> Result<Reply> {
    let outcome = actions::order(cx, may, of, coming, dated);
    let notice = format!(
        "Внесено: вступит в\u{a0}силу {}. До\u{a0}этого дня его можно отменить.",
        russian::date(dated.day)
    );
    done(cx, outcome, &notice, again)
}
