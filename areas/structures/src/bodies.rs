//! Bodies of one kind as an area above works with them: which there are at a place, who belongs to one, people taken in at
//! once and let go. Whoever may was asked by that area.

use audit::Action;
use chrono::NaiveDate;
use db::{Conn, Ranges, Result, fold};
use documents::DocumentId;
use web::{Cx, Error, Write, russian};

use crate::actions::{membership, rules_at, told};
use crate::model::{Member, MemberId, NewMember, Structure, StructureId};
use crate::rules::{self, Refusal};
use crate::store;

/// The role that leads, in all packs.
pub const HEAD: &str = crate::support::HEAD;

/// The working bodies of these kinds within a scope, by name.
pub fn of_kinds(conn: &mut Conn, scope: &Ranges, kinds: &[&str]) -> Result<Vec<Structure>> {
    store::of_kinds(conn, scope, kinds)
}

/// The bodies of a kind within a scope that worked on some day of a period, by id.
pub fn within(
    conn: &mut Conn,
    scope: &Ranges,
    kind: &str,
    period: (NaiveDate, NaiveDate),
) -> Result<Vec<Structure>> {
    store::working_within(conn, scope, &[kind.to_owned()], period)
}

/// The working bodies of a kind that the person of an account leads on a day.
pub fn led_by(conn: &mut Conn, account: i64, kinds: &[&str], day: NaiveDate) -> Result<Vec<Structure>> {
    let Some(card) = people::store::of_account(conn, account)? else { return Ok(Vec::new()) };
    let found = store::memberships(conn, &[card.id.0])?.into_iter();
    let leads = found.filter(|(member, one)| {
        kinds.contains(&one.kind.as_str()) && one.is_active() && member.role == HEAD && member.is_there(day)
    });
    Ok(leads.map(|(_, one)| one).collect())
}

/// A body, working or closed, of the units of the scope.
pub fn find(conn: &mut Conn, scope: &Ranges, id: StructureId) -> Result<Option<Structure>> {
    store::find(conn, &store::View { scope: scope.clone(), above: Vec::new() }, id)
}

/// The working bodies a document is the own one of, by id.
pub fn of_document(conn: &mut Conn, document: DocumentId) -> Result<Vec<Structure>> {
    let ids: Vec<i64> = store::ties::of_document(conn, document)?.iter().map(|id| id.0).collect();
    let all = store::all_of(conn, &ids)?;
    Ok(all.into_iter().filter(Structure::is_active).collect())
}

/// Everybody who belongs or belonged to these bodies.
pub fn members(conn: &mut Conn, ids: &[i64]) -> Result<Vec<Member>> {
    store::members_of(conn, ids)
}

/// Where these people belong or belonged, the latest first.
pub fn of_people(conn: &mut Conn, people: &[i64]) -> Result<Vec<(Member, Structure)>> {
    store::memberships(conn, people)
}

/// Takes people in at once: who is there already stays as they are. How many came.
pub fn enrol(cx: &mut Cx<Write>, id: StructureId, all: &[NewMember]) -> web::Result<usize> {
    let one = locked(cx, id)?;
    let rules = rules_at(cx, &one.unit_path)?;
    let kind = rules.structure_kind(&one.kind).map(|kind| &kind.rule);
    let mut known = store::members_of(cx.conn(), &[id.0])?;
    let today = cx.today_at(&one.unit_path)?;
    let mut came = 0;
    for new in all {
        let is_there = |member: &Member| member.person_id == new.person && member.is_there(new.from_on);
        if new.person.is_some() && known.iter().any(is_there) {
            continue;
        }
        let key = fold(&new.name);
        let faults = rules::member_faults(&one, kind, &known, new, (&key, today));
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        let row = Member::begun(MemberId(cx.id()), id, new, cx.now());
        store::add_member(cx.tx(), &row)?;
        known.push(row);
        came += 1;
    }
    if came > 0 {
        let count = russian::counted(i64::try_from(came).unwrap_or(0), "человек", "человека", "человек");
        told(cx, &one, Action::Changed, &format!("В\u{a0}состав вошли: {count}"))?;
    }
    Ok(came)
}

/// Lets somebody go on a day; who left already stays as they are.
pub fn leave(
    cx: &mut Cx<Write>,
    id: StructureId,
    member: MemberId,
    (day, reason): (NaiveDate, &str),
) -> web::Result<()> {
    let one = locked(cx, id)?;
    let known = store::find_member(cx.conn(), id, member)?.ok_or(Error::NotFound)?;
    if known.to_on.is_some() {
        return Ok(());
    }
    membership::end(cx, &one, &known, (day, reason))
}

fn locked(cx: &mut Cx<Write>, id: StructureId) -> web::Result<Structure> {
    cx.tx().lock("structures", id.0)?;
    let one = store::all_of(cx.conn(), &[id.0])?.pop().ok_or(Error::NotFound)?;
    if one.is_open() { Ok(one) } else { Err(Refusal::Closed(one.url()).into()) }
}
