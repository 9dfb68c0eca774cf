//! A temporary structure is prolonged while its task is open, and any is closed with what it came to; its members' roles, its
//! links and its partners end with it (приложение 5, п. 2.3.2).

use access::Granted;
use audit::Action;
use chrono::NaiveDate;
use web::{Cx, Error, Result, Write, russian};

use super::{told, working};
use crate::KeepStructures;
use crate::model::{Partner, StructureId};
use crate::rules::Refusal;
use crate::store;

/// Why a role ended that ended with its structure.
pub(super) const BY_CLOSING: &str = "структура закрыта";

/// Moves the last day of a temporary structure, for a reason.
pub fn prolong(
    cx: &mut Cx<Write>,
    may: &Granted<KeepStructures>,
    id: StructureId,
    (end, reason): (NaiveDate, &str),
) -> Result<()> {
    let one = working(cx, may, id)?;
    let Some(before) = one.ends_on.filter(|_| one.is_temporary) else {
        return Err(Refusal::Permanent(one.url()).into());
    };
    if end <= before {
        let before = russian::date(before);
        return Err(Error::field("ends_on", format!("Новый срок должен быть позже прежнего: {before}.")));
    }
    if reason.is_empty() {
        return Err(Error::field(
            "reason",
            "Напишите, почему задача ещё не\u{a0}решена: с\u{a0}этим срок и\u{a0}продлевают.",
        ));
    }
    let now = cx.now();
    store::prolong(cx.tx(), id, end, now)?;
    told(cx, &one, Action::Changed, &format!("Продлена до\u{a0}{}: {reason}", russian::date(end)))
}

/// Closes a structure on a day with what it came to.
pub fn close(
    cx: &mut Cx<Write>,
    may: &Granted<KeepStructures>,
    id: StructureId,
    (day, result): (NaiveDate, &str),
) -> Result<()> {
    let one = working(cx, may, id)?;
    let below = store::children(cx.conn(), id)?.len();
    if below > 0 {
        let list = format!("{}#under", one.url());
        return Err(Refusal::StillUnder(below, list).into());
    }
    let today = cx.today_at(&one.unit_path)?;
    // What was opened again has its days before that behind it.
    let opened = store::closures::last_opened(cx.conn(), id)?;
    let first = opened.map_or(one.started_on, |day| day.max(one.started_on));
    if day < first || day > today {
        let from = russian::date(first);
        return Err(Error::field("closed_on", format!("Закрыть можно днём с\u{a0}{from} по\u{a0}сегодня.")));
    }
    if result.is_empty() {
        let asked = if one.is_temporary {
            "Напишите, решена ли задача и\u{a0}что получилось."
        } else {
            "Напишите, почему структура закрыта и\u{a0}куда перешла её работа."
        };
        return Err(Error::field("result", asked));
    }
    let now = cx.now();
    for member in store::members_of(cx.conn(), &[id.0])?.iter().filter(|member| member.to_on.is_none()) {
        store::end_member(cx.tx(), member.id, (day.max(member.from_on), BY_CLOSING), now)?;
    }
    for link in store::links_of(cx.conn(), id)?.iter().filter(|link| link.until.is_none()) {
        store::end_link(cx.tx(), link.id, day.max(link.since))?;
    }
    let lasts = |partner: &Partner| partner.until.is_none_or(|last| last > day);
    for partner in store::partners::of(cx.conn(), id)?.iter().filter(|partner| lasts(partner)) {
        store::partners::end(cx.tx(), partner.id, day.max(partner.since))?;
    }
    store::close(cx.tx(), id, (day, result), now)?;
    told(cx, &one, Action::Moved, &format!("Закрыта {}: {result}", russian::date(day)))
}
