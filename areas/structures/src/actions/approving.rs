//! The composition is approved by an order: one issued here, printed with the list, or one registered already. Either way the
//! list as it was on the day of the order is kept.

use access::Granted;
use audit::Action;
use chrono::NaiveDate;
use documents::{Bears, Document, DocumentId, NewDocument, NewFile, Numbering, register_printed};
use units::Unit;
use web::{Cx, Error, Mode, Result, Write};

use super::{rules_at, told, working};
use crate::KeepStructures;
use crate::model::{Approval, ApprovalId, ApprovalLine, Member, Structure, StructureId};
use crate::rules::approval_fault;
use crate::store;

/// So many orders of the unit are offered, or answer a search.
const CHOICES: i64 = 500;

/// An order to be issued.
#[derive(Debug, Clone)]
pub struct Approving {
    /// The id its document will have.
    pub document: DocumentId,
    /// Whose number it bears.
    pub numbering: Numbering,
    /// Its day.
    pub signed_on: NaiveDate,
    /// The paper printed.
    pub file: NewFile,
    /// The number on it.
    pub printed: String,
    /// The memberships printed, as they were: another list is another order.
    pub listed: Vec<Member>,
}

/// Who belongs to the structure on the day of an order and works, or what is wrong with the day.
pub fn composed<M: Mode>(
    cx: &mut Cx<M>,
    one: &Structure,
    (day, field): (NaiveDate, &str),
) -> Result<Vec<Member>> {
    let today = cx.today_at(&one.unit_path)?;
    let all = store::at_work(cx.conn(), one, day)?;
    match approval_fault(one, (day, today), all.len()) {
        Some(text) => Err(Error::field(field, text)),
        None => Ok(all),
    }
}

/// The kind of orders that approve such compositions; a kind without one has no such page.
pub fn order_kind<M: Mode>(cx: &mut Cx<M>, one: &Structure) -> Result<String> {
    let rules = rules_at(cx, &one.unit_path)?;
    let kind = rules.structure_kind(&one.kind).map(|kind| kind.rule.approved_by.clone());
    kind.filter(|kind| !kind.is_empty()).ok_or(Error::NotFound)
}

/// Issues the order.
pub fn approve(
    cx: &mut Cx<Write>,
    may: &Granted<KeepStructures>,
    id: StructureId,
    new: &Approving,
) -> Result<DocumentId> {
    let one = working(cx, may, id)?;
    if store::approvals::of(cx.conn(), id)?.iter().any(|known| known.document_id == new.document) {
        return Ok(new.document);
    }
    let all = composed(cx, &one, (new.signed_on, "signed_on"))?;
    if all != new.listed {
        return Err(Error::Conflict(
            "Пока печатался приказ, состав изменили. Ничего не\u{a0}издано: вернитесь и\u{a0}нажмите «Издать приказ» ещё раз.".to_owned(),
        ));
    }
    if let Some(first) = issued_already(cx, &one, new)? {
        return Ok(first);
    }
    let unit = units::store::all_of(cx.conn(), &[one.unit_id.0])?.pop().ok_or(Error::NotFound)?;
    let document = registered(cx, &unit, &one, new)?;
    kept(cx, &one, &document, &all)?;
    Ok(document.id)
}

/// The order in force that approves this very list on this day: a form sent once more – by a slow line, from another tab – finds
/// it instead of issuing a second one. Under another number of one's own it is another order.
fn issued_already(cx: &mut Cx<Write>, one: &Structure, new: &Approving) -> Result<Option<DocumentId>> {
    let mut known = store::approvals::of(cx.conn(), one.id)?;
    known.retain(|known| known.approved_on == new.signed_on);
    let ids: Vec<ApprovalId> = known.iter().map(|known| known.id).collect();
    let lines = store::approvals::lines_of(cx.conn(), &ids)?;
    let wanted = people(new.listed.iter().map(|member| ApprovalLine::of(0, ApprovalId(0), member)));
    known.retain(|known| people(lines.iter().filter(|line| line.approval_id == known.id).cloned()) == wanted);
    let documents: Vec<i64> = known.iter().map(|known| known.document_id.0).collect();
    let mut held = documents::store::all_of(cx.conn(), &documents)?;
    held.retain(|held| {
        let is_same = match &new.numbering {
            Numbering::Own => true,
            Numbering::External(number) => held.number == *number,
        };
        is_same && held.state().has_force()
    });
    Ok(held.pop().map(|held| held.id))
}

/// Who a list names and as what, in an order that does not matter.
fn people(lines: impl Iterator<Item = ApprovalLine>) -> Vec<(Option<i64>, String, String, Option<i64>)> {
    let mut all: Vec<_> = lines
        .map(|line| (line.person_id, line.name_key, line.role, line.organisation_id.map(|unit| unit.0)))
        .collect();
    all.sort();
    all
}

fn registered(cx: &mut Cx<Write>, unit: &Unit, one: &Structure, new: &Approving) -> Result<Document> {
    let paper = NewDocument {
        kind: order_kind(cx, one)?,
        title: title(one),
        number: String::new(),
        signed_on: new.signed_on,
        issuer: String::new(),
        valid_to: None,
        topic: String::new(),
        file: Some(new.file.clone()),
        link: None,
    };
    let bears = Bears { document: new.document, numbering: &new.numbering, number: Some(&new.printed) };
    register_printed(cx, unit, bears, paper, "нажмите «Издать приказ»")
}

/// «О составе: Учёный совет»
pub fn title(one: &Structure) -> String {
    format!("О\u{a0}составе: {}", one.name)
}

/// Rests the composition of the order's day on an order in force that is registered already.
pub fn rest(
    cx: &mut Cx<Write>,
    may: &Granted<KeepStructures>,
    id: StructureId,
    document: DocumentId,
) -> Result<()> {
    let one = working(cx, may, id)?;
    // A second click finds the first one's work.
    if store::approvals::of(cx.conn(), id)?.iter().any(|known| known.document_id == document) {
        return Ok(());
    }
    let kind = order_kind(cx, &one)?;
    let mut held = documents::store::all_of(cx.conn(), &[document.0])?;
    held.retain(|held| held.unit_path == one.unit_path && held.kind == kind && held.state().has_force());
    let held = held.pop().ok_or_else(|| Error::field("document", "Выберите приказ из\u{a0}списка."))?;
    let all = composed(cx, &one, (held.signed_on, "document"))?;
    kept(cx, &one, &held, &all)
}

/// Orders in force of the unit that may approve the composition: the latest, or those that answer what is asked for.
fn choices<M: Mode>(cx: &mut Cx<M>, one: &Structure, asked: &str) -> Result<Vec<Document>> {
    let kinds = [order_kind(cx, one)?];
    Ok(if asked.is_empty() {
        documents::store::of_unit(cx.conn(), &one.unit_path, &kinds, CHOICES)?
    } else {
        documents::store::sought(cx.conn(), &one.unit_path, &kinds, asked, CHOICES)?
    })
}

/// Orders offered on the form: those that fit and approve nothing yet; when something is asked for – a number, a day, words of
/// the title – also those that approve other structures. One that approved this composition is never offered again.
pub fn offered<M: Mode>(
    cx: &mut Cx<M>,
    one: &Structure,
    members: &[Member],
    asked: &str,
) -> Result<Vec<Document>> {
    let (mut all, today) = (choices(cx, one, asked)?, cx.today_at(&one.unit_path)?);
    let ids: Vec<DocumentId> = all.iter().map(|held| held.id).collect();
    let used = store::approvals::using(cx.conn(), &ids)?;
    all.retain(|held| {
        let approves = || used.iter().filter(|(document, _)| *document == held.id);
        if approves().any(|(_, structure)| *structure == one.id) {
            return false;
        }
        if !asked.is_empty() {
            return true;
        }
        let there = members.iter().filter(|member| member.is_there(held.signed_on)).count();
        approves().next().is_none() && approval_fault(one, (held.signed_on, today), there).is_none()
    });
    Ok(all)
}

fn kept(cx: &mut Cx<Write>, one: &Structure, document: &Document, all: &[Member]) -> Result<()> {
    let approval = Approval {
        id: ApprovalId(cx.id()),
        structure_id: one.id,
        document_id: document.id,
        approved_on: document.signed_on,
        created_at: cx.now(),
    };
    let lines: Vec<ApprovalLine> =
        all.iter().map(|member| ApprovalLine::of(cx.id(), approval.id, member)).collect();
    store::approvals::add(cx.tx(), &approval, &lines)?;
    told(
        cx,
        one,
        Action::Moved,
        &format!("Состав утверждён: {}, человек {}", document.title_line(), lines.len()),
    )
}
