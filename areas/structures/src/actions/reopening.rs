//! A closed structure works again from a day on, for a reason: what was as of the days between stays closed, roles and links
//! that ended stay ended, and whoever belonged to it on its last day may be taken in again at once.

use access::Granted;
use audit::Action;
use chrono::NaiveDate;
use packs::StructureKind;
use units::Unit;
use web::{Cx, Error, Result, Write, russian};

use super::closing::BY_CLOSING;
use super::{locked, rules_at, told};
use crate::KeepStructures;
use crate::model::{
    ACTIVE, Closure, Member, MemberId, NewMember, Organisation, Reopening, Structure, StructureId,
};
use crate::rules::{self, Refusal, reopening_faults, term_end};
use crate::store;

/// Opens it; false: it works already.
pub fn reopen(
    cx: &mut Cx<Write>,
    may: &Granted<KeepStructures>,
    id: StructureId,
    new: &Reopening,
) -> Result<bool> {
    let one = locked(cx, may, id)?;
    if one.is_open() {
        return Ok(false);
    }
    if one.version != new.version {
        return Err(Error::Conflict(format!(
            "Карточку структуры «{}» изменили, пока форма была открыта. Структура не\u{a0}открыта: посмотрите карточку заново.",
            one.name
        )));
    }
    let unit = units::store::all_of(cx.conn(), &[one.unit_id.0])?.pop().ok_or(Error::NotFound)?;
    let rules = rules_at(cx, &one.unit_path)?;
    let kind = rules.structure_kind(&one.kind).map(|kind| &kind.rule);
    may_work(cx, &unit, (&one, kind))?;
    let today = cx.today_at(&one.unit_path)?;
    let faults = reopening_faults(&one, new, today);
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let above = match one.parent_id {
        Some(id) => store::all_of(cx.conn(), &[id.0])?.pop(),
        None => None,
    };
    let above = above.filter(Structure::is_open).map(|one| one.id);
    let is_freed = above.is_none() && one.parent_id.is_some();
    let again = Structure {
        state: kind.map_or(ACTIVE, |kind| rules::standing(kind, one.document_id)).to_owned(),
        ends_on: new.ends_on.filter(|_| one.is_temporary).or(one.ends_on),
        parent_id: above,
        updated_at: cx.now(),
        ..one.clone()
    };
    let closure = Closure {
        id: cx.id(),
        structure_id: id,
        closed_on: one.closed_on.unwrap_or(one.started_on),
        reopened_on: new.day,
        result: one.result.clone(),
        reason: new.reason.clone(),
        created_at: cx.now(),
    };
    store::closures::reopen(cx.tx(), &again, &closure)?;
    let came = if new.with_people { people(cx, (&one, kind), (closure.closed_on, new.day))? } else { 0 };
    told(cx, &again, Action::Moved, &said(new, came, is_freed))?;
    Ok(true)
}

fn said(new: &Reopening, came: usize, is_freed: bool) -> String {
    let people = russian::counted(i64::try_from(came).unwrap_or(0), "человек", "человека", "человек");
    let came =
        if came > 0 { format!(". В\u{a0}состав вернулись: {people}") } else { String::new() };
    let above = if is_freed {
        ". Вышестоящая структура закрыта: подчинение снято"
    } else {
        ""
    };
    format!("Открыта снова {}: {}{came}{above}", russian::date(new.day), new.reason)
}

/// The unit is at work, and nothing else has taken the place meanwhile.
fn may_work(
    cx: &mut Cx<Write>,
    unit: &Unit,
    (one, kind): (&Structure, Option<&StructureKind>),
) -> Result<()> {
    cx.tx().lock("units", unit.id.0)?;
    if !unit.is_active() {
        return Err(Refusal::UnitIsClosed(unit.name.clone(), one.url()).into());
    }
    let own = store::of_unit(cx.conn(), unit.id)?;
    if let Some(same) = own.iter().find(|known| known.kind == one.kind && known.name_key == one.name_key) {
        return Err(Refusal::FoundedAnew(same.name.clone(), same.url()).into());
    }
    if let Some((kind, other)) = kind.and_then(|kind| Some((kind, rules::second(kind, &own)?))) {
        return Err(Refusal::SecondInUnit(other.name.clone(), kind.clause.clone(), other.url()).into());
    }
    Ok(())
}

/// Whether the closing ended the membership.
fn is_let_go(member: &Member, closed_on: NaiveDate) -> bool {
    member.end_reason == BY_CLOSING && member.to_on.is_some_and(|last| last >= closed_on)
}

/// How many people the closing of a structure let go.
pub(crate) fn let_go(one: &Structure, members: &[Member]) -> usize {
    returning(members, one.closed_on.unwrap_or(one.started_on)).len()
}

/// Whom the closing let go: each person once in a role, the latest row of them, and nobody who stands in that role already.
fn returning(members: &[Member], closed_on: NaiveDate) -> Vec<Member> {
    let is_same = |one: &Member, other: &Member| one.role == other.role && one.is_same_member(other);
    let mut found: Vec<Member> = Vec::new();
    for member in members.iter().rev().filter(|member| is_let_go(member, closed_on)) {
        let stands = members.iter().any(|other| other.to_on.is_none() && is_same(other, member));
        if !stands && found.iter().all(|other| !is_same(other, member)) {
            found.push(member.clone());
        }
    }
    found.reverse();
    found
}

/// Whoever the closing let go comes in again; a card that is at work no more stays out. How many came.
fn people(
    cx: &mut Cx<Write>,
    (one, kind): (&Structure, Option<&StructureKind>),
    (closed_on, day): (NaiveDate, NaiveDate),
) -> Result<usize> {
    let mut gone = returning(&store::members_of(cx.conn(), &[one.id.0])?, closed_on);
    let cards: Vec<i64> = gone.iter().filter_map(|member| member.person_id).collect();
    let cards = people::store::all_of(cx.conn(), &cards)?;
    let is_here = |card: i64| cards.iter().any(|one| one.id.0 == card && one.is_active());
    gone.retain(|member| member.person_id.is_none_or(is_here));
    for member in &gone {
        // Closed and opened on one day: nobody ever left.
        if day == closed_on {
            let stays =
                Member { to_on: None, end_reason: String::new(), updated_at: cx.now(), ..member.clone() };
            store::mend_member(cx.tx(), &stays)?;
            continue;
        }
        let months = kind.and_then(|kind| kind.role(&member.role)).and_then(|role| role.term_months);
        let kept = member.term_on.filter(|last| *last >= day);
        let new = NewMember {
            person: member.person_id,
            name: member.name.clone(),
            post: member.post.clone(),
            role: member.role.clone(),
            from_on: day,
            term_on: kept.or_else(|| months.map(|months| term_end(day, months))),
            basis: member.basis.clone(),
            organisation: member
                .organisation_id
                .zip(member.organisation.clone())
                .map(|(id, name)| Organisation { id, name }),
        };
        let row = Member::begun(MemberId(cx.id()), one.id, &new, cx.now());
        store::add_member(cx.tx(), &row)?;
    }
    Ok(gone.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::member;

    #[test]
    fn each_comes_back_once_in_a_role_and_nobody_who_stands_there() {
        let day: NaiveDate = "2026-06-12".parse().unwrap();
        let gone = |name: &str, role: &str, to: &str| Member {
            end_reason: BY_CLOSING.to_owned(),
            ..member(name, role, "2025-09-01", Some(to))
        };
        let left =
            Member { end_reason: "ушёл".to_owned(), ..gone("Ракитина", "founder", "2026-06-12") };
        let all = [
            gone("Тростникова", "founder", "2026-06-15"),
            gone("Тростникова", "founder", "2026-06-18"),
            gone("Тростникова", "member", "2026-06-12"),
            gone("Заречин", "founder", "2026-06-12"),
            member("Заречин", "founder", "2026-06-01", None),
            gone("Осокин", "founder", "2026-06-11"),
            left,
        ];
        let line = |one: Member| format!("{} {} {}", one.name, one.role, one.to_on.unwrap());
        let back: Vec<String> = returning(&all, day).into_iter().map(line).collect();
        assert_eq!(back, ["Тростникова founder 2026-06-18", "Тростникова member 2026-06-12"]);
    }
}
