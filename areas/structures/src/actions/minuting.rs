//! The minutes of the meeting that founds a branch are registered, and whom it elected leads the branch (приложение 4, пп. 7.1,
//! 7.3). Minutes that were cancelled hold nothing: they are written anew.

use access::Granted;
use audit::Action;
use db::Conn;
use documents::{Bears, Document, DocumentId, NewDocument, NewFile, Numbering, Status, register_printed};
use web::{Cx, Error, Result, Write, russian};

use super::mending::ELECTED;
use super::{membership, rules_at, told, working};
use crate::KeepStructures;
use crate::model::{Meeting, Member, NewMember, Structure, StructureId};
use crate::papers::minutes_title;
use crate::store;
use crate::support::HEAD;

/// Minutes printed, to be registered.
#[derive(Debug, Clone)]
pub struct Minuting {
    /// The id its document will have.
    pub document: DocumentId,
    /// Whose number it bears.
    pub numbering: Numbering,
    /// The number on it.
    pub printed: String,
    /// The meeting.
    pub meeting: Meeting,
    /// The paper printed.
    pub file: NewFile,
}

/// The minutes it rests on; those that were cancelled are none.
pub(crate) fn standing(conn: &mut Conn, one: &Structure) -> Result<Option<Document>> {
    let Some(id) = one.minutes_id else { return Ok(None) };
    let held = documents::store::all_of(conn, &[id.0])?.pop();
    Ok(held.filter(|held| held.state() != Status::Cancelled))
}

/// Registers the minutes; a second click finds the first one's.
pub fn minute(
    cx: &mut Cx<Write>,
    may: &Granted<KeepStructures>,
    id: StructureId,
    new: &Minuting,
) -> Result<DocumentId> {
    let one = working(cx, may, id)?;
    if let Some(known) = standing(cx.conn(), &one)? {
        return Ok(known.id);
    }
    let rules = rules_at(cx, &one.unit_path)?;
    let kind = rules.structure_kind(&one.kind).map(|kind| kind.rule.minutes_kind.clone());
    let kind = kind.filter(|kind| !kind.is_empty()).ok_or(Error::NotFound)?;
    let unit = units::store::all_of(cx.conn(), &[one.unit_id.0])?.pop().ok_or(Error::NotFound)?;
    let paper = NewDocument {
        kind,
        title: minutes_title(&one),
        number: String::new(),
        signed_on: new.meeting.day,
        issuer: String::new(),
        valid_to: None,
        topic: String::new(),
        file: Some(new.file.clone()),
        link: None,
    };
    let bears = Bears { document: new.document, numbering: &new.numbering, number: Some(&new.printed) };
    let held = register_printed(cx, &unit, bears, paper, "нажмите «Зарегистрировать протокол»")?;
    let now = cx.now();
    store::rest_on_minutes(cx.tx(), id, Some(held.id), now)?;
    let text = format!("Протокол общего собрания: {}", held.title_line());
    told(cx, &one, Action::Changed, &text)?;
    elect(cx, may, &one, &new.meeting, &held.title_line().to_lowercase())?;
    Ok(held.id)
}

/// Whom the meeting elected leads the branch, unless that is told already.
fn elect(
    cx: &mut Cx<Write>,
    may: &Granted<KeepStructures>,
    one: &Structure,
    meeting: &Meeting,
    basis: &str,
) -> Result<()> {
    let all = store::members_of(cx.conn(), &[one.id.0])?;
    let Some(chosen) = all.iter().find(|member| member.id == meeting.elected).cloned() else {
        return Err(Error::NotFound);
    };
    let head = all.iter().find(|member| member.role == HEAD && member.to_on.is_none());
    match head {
        // Elected by minutes that were cancelled: these are the ground now.
        Some(head) if head.is_same_member(&chosen) => {
            let mended = Member { basis: basis.to_owned(), updated_at: cx.now(), ..head.clone() };
            return Ok(store::mend_member(cx.tx(), &mended)?);
        }
        Some(head) => {
            let text = format!(
                "Председателем уже записан другой человек: {} с\u{a0}{}. Завершите его роль или выберите его.",
                head.name,
                russian::date(head.from_on)
            );
            return Err(Error::field("elected", text));
        }
        None => {}
    }
    let since = one.started_on.max(meeting.day);
    // One person holds one role: the founder leads from now on, and stays in the history.
    if chosen.to_on.is_none() {
        let now = cx.now();
        store::end_member(cx.tx(), chosen.id, (since.max(chosen.from_on), ELECTED), now)?;
        told(cx, one, Action::Changed, "Учредитель избран председателем: прежняя роль завершена")?;
    }
    let new = NewMember {
        person: chosen.person_id,
        name: chosen.name.clone(),
        post: chosen.post.clone(),
        role: HEAD.to_owned(),
        from_on: since,
        term_on: None,
        basis: basis.to_owned(),
        organisation: None,
    };
    let rules = rules_at(cx, &one.unit_path)?;
    let kind = rules.structure_kind(&one.kind).map(|kind| &kind.rule);
    let mut others: Vec<Member> = all.into_iter().filter(|member| member.id != chosen.id).collect();
    membership::join(cx, may, (one, kind, &mut others), &new).map(|_| ())
}
