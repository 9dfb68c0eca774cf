//! The composition of a structure as a list tells it: people come in, leave, are told otherwise – one line of the history and
//! of the journal for all of them.

use access::Granted;
use audit::Action;
use chrono::NaiveDate;
use db::{Moment, fold};
use web::{Cx, Error, Result, Write};

use super::{rules_at, told, working};
use crate::KeepStructures;
use crate::model::{Member, MemberId, NewMember, StructureId};
use crate::rules::entry_faults;
use crate::store;

/// A membership as a row tells it.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Who, in what role, from when, on what ground.
    pub new: NewMember,
    /// The last day; none: still there.
    pub to_on: Option<NaiveDate>,
    /// Why it ended.
    pub end_reason: String,
}

impl Entry {
    /// The row of the register; `key` is the folded name.
    pub(crate) fn as_member(&self, id: MemberId, structure_id: StructureId, key: String) -> Member {
        Member {
            id,
            structure_id,
            person_id: self.new.person,
            name: self.new.name.clone(),
            name_key: key,
            post: self.new.post.clone(),
            role: self.new.role.clone(),
            from_on: self.new.from_on,
            term_on: self.new.term_on,
            to_on: self.to_on,
            basis: self.new.basis.clone(),
            end_reason: self.end_reason.clone(),
            created_at: Moment(0),
            updated_at: Moment(0),
            organisation_id: self.new.organisation.as_ref().map(|one| one.id),
            organisation: self.new.organisation.as_ref().map(|one| one.name.clone()),
            order_id: None,
        }
    }
}

/// A row to be done: the membership that is there, if any, and how it will be.
#[derive(Debug, Clone)]
pub struct Row {
    /// The one that is there.
    pub known: Option<Member>,
    /// How it will be.
    pub entry: Entry,
}

/// Does the rows of one structure in their order; the memberships as they are now.
pub fn compose(
    cx: &mut Cx<Write>,
    may: &Granted<KeepStructures>,
    id: StructureId,
    rows: &[Row],
) -> Result<Vec<Member>> {
    let one = working(cx, may, id)?;
    let (rules, today) = (rules_at(cx, &one.unit_path)?, cx.today_at(&one.unit_path)?);
    let kind = rules.structure_kind(&one.kind).map(|kind| &kind.rule);
    let mut all = store::members_of(cx.conn(), &[id.0])?;
    let mut done = Vec::with_capacity(rows.len());
    for row in rows {
        let own = row.known.as_ref().map(|known| known.id);
        if row.known.as_ref().is_some_and(|known| !all.contains(known)) {
            return Err(Error::Conflict(format!(
                "Состав структуры «{}» изменили, пока вы смотрели список. Ничего не\u{a0}принято: откройте список заново.",
                one.name
            )));
        }
        let others: Vec<Member> = all.iter().filter(|other| Some(other.id) != own).cloned().collect();
        let (key, entry) = (fold(&row.entry.new.name), &row.entry);
        let faults = entry_faults((&one, kind), &others, (&entry.new, entry.to_on), (&key, today));
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        let member = written(cx, id, row, key)?;
        all.retain(|other| other.id != member.id);
        done.push(member.clone());
        all.push(member);
    }
    let new = rows.iter().filter(|row| row.known.is_none()).count();
    let text = format!("Состав по\u{a0}списку: новых {new}, изменено {}", rows.len() - new);
    told(cx, &one, Action::Changed, &text)?;
    Ok(done)
}

fn written(cx: &mut Cx<Write>, id: StructureId, row: &Row, key: String) -> Result<Member> {
    let now = cx.now();
    if let Some(known) = &row.known {
        let will = Member {
            created_at: known.created_at,
            updated_at: now,
            order_id: known.order_id,
            ..row.entry.as_member(known.id, id, key)
        };
        store::mend_member(cx.tx(), &will)?;
        return Ok(will);
    }
    let new = row.entry.as_member(MemberId(cx.id()), id, key);
    let new = Member { created_at: now, updated_at: now, ..new };
    store::add_member(cx.tx(), &new)?;
    Ok(new)
}
