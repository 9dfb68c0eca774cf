//! People come into a structure in a role and leave it; what was stays.

use audit::Action;
use chrono::NaiveDate;
use db::{Ranges, fold};
use packs::StructureKind;
use web::{Cx, Error, Result, Write, russian};

use super::{rules_at, told, working};
use crate::access::Keeps;
use crate::model::{Member, MemberId, NewMember, Structure, StructureId};
use crate::rules::{self, Refusal, term_end};
use crate::store;
use crate::support::HEAD;

/// Takes a person in.
pub fn appoint(cx: &mut Cx<Write>, may: &impl Keeps, id: StructureId, new: &NewMember) -> Result<MemberId> {
    let one = working(cx, may, id)?;
    let rules = rules_at(cx, &one.unit_path)?;
    let kind = rules.structure_kind(&one.kind).map(|kind| &kind.rule);
    let mut known = store::members_of(cx.conn(), &[id.0])?;
    join(cx, may, (&one, kind, &mut known), new)
}

/// The same where the structure, its kind and who belongs to it are at hand; who comes in belongs to it from then on.
pub(super) fn join(
    cx: &mut Cx<Write>,
    may: &impl Keeps,
    (one, kind, known): (&Structure, Option<&StructureKind>, &mut Vec<Member>),
    new: &NewMember,
) -> Result<MemberId> {
    let (key, today) = (fold(&new.name), cx.today_at(&one.unit_path)?);
    let place = Ranges::under([one.unit_path.as_str()]);
    let person = match new.person {
        Some(person) => Some(person),
        None => store::card_of(cx.conn(), &place, &key)?,
    };
    let new = &NewMember { person, ..new.clone() };
    let same = |member: &&Member| {
        member.name_key == key
            && member.organisation_id == new.organisation.as_ref().map(|one| one.id)
            && member.role == new.role
            && member.from_on == new.from_on
            && member.to_on.is_none()
    };
    // A second click finds the first one's work.
    if let Some(twice) = known.iter().find(same) {
        return Ok(twice.id);
    }
    if new.role == HEAD && !may.names_head(one) {
        return Err(Refusal::HeadIsNamed(one.url()).into());
    }
    let faults = rules::member_faults(one, kind, known, new, (&key, today));
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let role = kind.and_then(|kind| kind.role(&new.role));
    let months = role.and_then(|role| role.term_months);
    let term = new.term_on.or_else(|| months.map(|months| term_end(new.from_on, months)));
    let member = MemberId(cx.id());
    let row = Member::begun(member, one.id, &NewMember { term_on: term, ..new.clone() }, cx.now());
    store::add_member(cx.tx(), &row)?;
    known.push(row);
    let title = role.map_or_else(|| new.role.clone(), |role| role.title.clone());
    let who = if new.organisation.is_some() {
        "Новая организация"
    } else {
        "Новый человек"
    };
    told(cx, one, Action::Changed, &format!("{who} в\u{a0}составе: {}", title.to_lowercase()))?;
    Ok(member)
}

/// Ends a membership on a day, with a reason.
pub fn release(
    cx: &mut Cx<Write>,
    may: &impl Keeps,
    id: StructureId,
    member: MemberId,
    (day, reason): (NaiveDate, &str),
) -> Result<()> {
    let one = working(cx, may, id)?;
    let Some(known) = store::find_member(cx.conn(), id, member)? else {
        return Err(Refusal::Gone(one.url()).into());
    };
    if known.to_on.is_some() {
        return Err(Refusal::Ended(one.url()).into());
    }
    if known.role == HEAD && !may.names_head(&one) {
        return Err(Refusal::HeadIsNamed(one.url()).into());
    }
    end(cx, &one, &known, (day, reason))
}

/// The end of a membership that goes on: not before it began, not to come.
pub(crate) fn end(
    cx: &mut Cx<Write>,
    one: &Structure,
    known: &Member,
    (day, reason): (NaiveDate, &str),
) -> Result<()> {
    let today = cx.today_at(&one.unit_path)?;
    if day < known.from_on || day > today {
        let from = russian::date(known.from_on);
        return Err(Error::field("to_on", format!("Последний день – с\u{a0}{from} по\u{a0}сегодня.")));
    }
    let now = cx.now();
    store::end_member(cx.tx(), known.id, (day, reason), now)?;
    told(cx, one, Action::Changed, &format!("Человек вышел из\u{a0}состава {}", russian::date(day)))
}
