//! The minutes of the meeting that founds a branch are registered, and whom it elected leads the branch (приложение 4, пп. 7.1, 7.3).

use access::Granted;
use audit::Action;
use documents::{Bears, DocumentId, NewDocument, NewFile, Numbering, register_printed};
use web::{Cx, Error, Result, Write, russian};

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

/// Registers the minutes; a second click finds the first one's.
pub fn minute(
    cx: &mut Cx<Write>,
    may: &Granted<KeepStructures>,
    id: StructureId,
    new: &Minuting,
) -> Result<DocumentId> {
    let one = working(cx, may, id)?;
    if let Some(known) = one.minutes_id {
        return Ok(known);
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
    store::rest_on_minutes(cx.tx(), id, held.id, now)?;
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
    let is_same =
        |member: &Member| member.name_key == chosen.name_key && member.person_id == chosen.person_id;
    let head = all.iter().find(|member| member.role == HEAD && member.to_on.is_none());
    match head {
        Some(head) if is_same(head) => return Ok(()),
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
    // One person holds one role: the founder leads from now on.
    if chosen.role != HEAD && chosen.to_on.is_none() {
        store::remove_member(cx.tx(), chosen.id)?;
        told(cx, one, Action::Changed, "Учредитель избран председателем: прежняя роль заменена")?;
    }
    let new = NewMember {
        person: chosen.person_id,
        name: chosen.name.clone(),
        post: chosen.post.clone(),
        role: HEAD.to_owned(),
        from_on: one.started_on.max(meeting.day),
        term_on: None,
        basis: basis.to_owned(),
        organisation: None,
    };
    membership::appoint(cx, may, one.id, &new).map(|_| ())
}
