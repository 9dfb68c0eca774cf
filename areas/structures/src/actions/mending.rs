//! What was entered by mistake is taken away for a reason: it is gone from lists, counts, facts and exports, and the history
//! keeps what it was, who took it away and why. What has ended is ended and not taken away.

use audit::Action;
use packs::Effective;
use web::{Cx, Error, Result, Write, russian};

use super::{locked, rules_at, told};
use crate::access::Keeps;
use crate::model::{Link, LinkId, Member, MemberId, PartnerId, Structure, StructureId};
use crate::rules::{LinkKind, Refusal, mistake_fault};
use crate::store;
use crate::support::HEAD;

/// Why the role ended of whoever was elected to lead.
pub(super) const ELECTED: &str = "избран председателем";

/// What was entered by mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    /// A membership.
    Member(MemberId),
    /// A link beside the tree.
    Link(LinkId),
    /// Something done over a link.
    LinkWork(LinkId, i64),
    /// A partner.
    Partner(PartnerId),
    /// Something done with a partner.
    JointWork(PartnerId, i64),
}

/// Why it is taken away, and what of it was seen then.
#[derive(Debug, Clone, Copy)]
pub struct Correction<'a> {
    /// The reason.
    pub reason: &'a str,
    /// The [`seen`](member_seen) of the row as the form had it.
    pub seen: &'a str,
}

/// What a form keeps of a membership: another value means somebody changed it.
pub fn member_seen(one: &Member) -> String {
    let order = one.order_id.map(|id| id.to_string()).unwrap_or_default();
    format!("{}/{}/{order}", one.updated_at.0, until_seen(one.to_on))
}

/// What a form keeps of a link or a partner: its last day.
pub(crate) fn until_seen(until: Option<chrono::NaiveDate>) -> String {
    until.map(|day| day.to_string()).unwrap_or_default()
}

/// Takes it away; false: it was gone before. A closed structure is mended as well: its past is counted.
pub fn take_away(
    cx: &mut Cx<Write>,
    may: &impl Keeps,
    (id, mistake): (StructureId, Mistake),
    by: Correction<'_>,
) -> Result<bool> {
    let one = locked(cx, may, id)?;
    let rules = rules_at(cx, &one.unit_path)?;
    let Some(what) = found(cx, may, (&one, &rules), mistake, by.seen)? else { return Ok(false) };
    if let Some(text) = mistake_fault(by.reason) {
        return Err(Error::field("mistake", text));
    }
    let mut again = "";
    match mistake {
        Mistake::Member(member) => {
            if is_back(cx, &one, member)? {
                again = " Роль, которую завершило избрание, возвращена.";
            }
            store::remove_member(cx.tx(), member)?;
        }
        Mistake::Link(link) => store::links::remove(cx.tx(), link)?,
        Mistake::LinkWork(_, work) => store::cooperation::remove(cx.tx(), work)?,
        Mistake::Partner(partner) => store::partners::remove(cx.tx(), partner)?,
        Mistake::JointWork(_, work) => store::partners::remove_work(cx.tx(), work)?,
    }
    let end = if by.reason.ends_with(['.', '!', '?']) { "" } else { "." };
    told(
        cx,
        &one,
        Action::Changed,
        &format!("Убрана ошибочная запись: {what}. Причина: {}{end}{again}", by.reason),
    )?;
    Ok(true)
}

/// The role that ended by the election goes on as the mistaken one did: who was a founder is one again.
fn is_back(cx: &mut Cx<Write>, one: &Structure, id: MemberId) -> Result<bool> {
    let all = store::members_of(cx.conn(), &[one.id.0])?;
    let Some(head) = all.iter().find(|member| member.id == id && member.role == HEAD) else {
        return Ok(false);
    };
    let is_before =
        |member: &&Member| member.end_reason == ELECTED && member.role != HEAD && member.is_same_member(head);
    let Some(before) = all.iter().rev().find(is_before) else { return Ok(false) };
    let again = Member {
        to_on: head.to_on.map(|last| last.max(before.from_on)),
        end_reason: head.end_reason.clone(),
        updated_at: cx.now(),
        ..before.clone()
    };
    store::mend_member(cx.tx(), &again)?;
    Ok(true)
}

/// What it is, in words; none: it is gone. What hangs on it and what was changed since it was seen are refused.
fn found(
    cx: &mut Cx<Write>,
    may: &impl Keeps,
    (one, rules): (&Structure, &Effective),
    mistake: Mistake,
    seen: &str,
) -> Result<Option<String>> {
    match mistake {
        Mistake::Member(id) => {
            let Some(known) = store::find_member(cx.conn(), one.id, id)? else { return Ok(None) };
            if known.role == HEAD && !may.names_head(one) {
                return Err(Refusal::HeadIsNamed(one.url()).into());
            }
            unchanged(seen, &member_seen(&known))?;
            Ok(Some(member(rules, one, &known)))
        }
        Mistake::Link(id) => {
            let Some(known) = store::find_link(cx.conn(), one.id, id)? else { return Ok(None) };
            unchanged(seen, &until_seen(known.until))?;
            bare(store::cooperation::of(cx.conn(), &[id.0])?.len())?;
            link(cx, &known).map(Some)
        }
        Mistake::LinkWork(link, id) => {
            let is_own = store::find_link(cx.conn(), one.id, link)?.is_some();
            let done = store::cooperation::of(cx.conn(), &[link.0])?;
            let known = done.into_iter().find(|work| is_own && work.id == id);
            Ok(known.map(|work| format!("совместное дело {}: {}", russian::date(work.held_on), work.title)))
        }
        Mistake::Partner(id) => {
            let Some(known) = store::partners::find(cx.conn(), one.id, id)? else { return Ok(None) };
            unchanged(seen, &until_seen(known.until))?;
            let done = store::partners::works_of(cx.conn(), one.id)?;
            bare(done.iter().filter(|work| work.partner_id == id).count())?;
            Ok(Some(format!("партнёр «{}» с\u{a0}{}", known.name, russian::date(known.since))))
        }
        Mistake::JointWork(partner, id) => {
            let done = store::partners::works_of(cx.conn(), one.id)?;
            let known = done.into_iter().find(|work| work.partner_id == partner && work.id == id);
            Ok(known.map(|work| format!("совместное дело {}: {}", russian::date(work.held_on), work.title)))
        }
    }
}

/// Somebody ended it or told it otherwise while the form was open.
pub(super) fn unchanged(seen: &str, now: &str) -> Result<()> {
    if seen == now {
        return Ok(());
    }
    Err(Error::Conflict(
        "Эту запись изменили, пока форма была открыта. Ничего не\u{a0}убрано: откройте карточку заново и\u{a0}посмотрите, что в\u{a0}ней теперь."
            .to_owned(),
    ))
}

/// What was done together hangs on the link or the partner.
fn bare(works: usize) -> Result<()> {
    if works == 0 { Ok(()) } else { Err(Error::field("mistake", Refusal::HasWorks(works).to_string())) }
}

/// «руководитель с 01.09.2025»: never a person's name, an organisation's is none.
fn member(rules: &Effective, one: &Structure, known: &Member) -> String {
    let kind = rules.structure_kind(&one.kind);
    let role = kind.and_then(|kind| kind.rule.role(&known.role)).map_or(&known.role, |role| &role.title);
    let who = known.organisation.as_ref().map(|name| format!(" «{name}»")).unwrap_or_default();
    let end = known.to_on.map(|day| format!(" по\u{a0}{}", russian::date(day))).unwrap_or_default();
    format!("в\u{a0}составе – {}{who} с\u{a0}{}{end}", role.to_lowercase(), russian::date(known.from_on))
}

/// «связь «база»: Школа № 1 с 01.09.2025»
fn link(cx: &mut Cx<Write>, known: &Link) -> Result<String> {
    let structure = match known.to_id {
        Some(id) => store::all_of(cx.conn(), &[id.0])?.pop().map(|one| one.name),
        None => None,
    };
    let unit = match known.unit_id {
        Some(id) => units::store::all_of(cx.conn(), &[id.0])?.pop().map(|one| one.short_name),
        None => None,
    };
    let kind = LinkKind::of(&known.kind).map_or("", LinkKind::title);
    let to = structure.or(unit).unwrap_or_default();
    Ok(format!("связь «{kind}: {to}» с\u{a0}{}", russian::date(known.since)))
}
