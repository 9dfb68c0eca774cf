//! What a session leaves to whoever was not there: a link, or a document of the registry.

use audit::Action;
use documents::DocumentId;
use structures::model::StructureId;
use web::{Cx, Error, Result, Write};

use super::{School, told, working};
use crate::model::{Material, Session, SessionId, State};
use crate::rules::Refusal;
use crate::store;

/// A material to be added.
#[derive(Debug, Clone, Default)]
pub struct NewMaterial {
    /// What it is.
    pub title: String,
    /// Where it is; empty: the document.
    pub link: String,
    /// A document of the registry.
    pub document: Option<DocumentId>,
    /// Whether it is a methodical material that helps young teachers; of a document its card says whom it is addressed to.
    pub is_methodical: bool,
}

/// Adds a material to a session that was not called off; the same one a second time is the first.
pub fn add(cx: &mut Cx<Write>, school: StructureId, id: SessionId, new: &NewMaterial) -> Result<()> {
    let school = working(cx, school, super::Power::works)?;
    enter(cx, &school, id, new)
}

/// The same for a command: whoever may was asked already.
pub fn enter(cx: &mut Cx<Write>, school: &School, id: SessionId, new: &NewMaterial) -> Result<()> {
    let one = store::find(cx.conn(), school.one.id, id)?.ok_or(Error::NotFound)?;
    if one.state() == State::Cancelled {
        let last = super::last(cx, &one, &school.one.unit_path)?;
        return Err(Refusal::Settled(one.url(), last).into());
    }
    match (new.link.as_str(), new.document) {
        ("", None) => return Err(Error::field("link", "Укажите ссылку или выберите документ.")),
        ("", Some(_)) => {}
        (_, Some(_)) => return Err(Error::field("link", "Выберите одно: ссылку или документ.")),
        (link, None) if !is_link(link) => {
            return Err(Error::field("link", "Ссылка начинается с\u{a0}https:// и\u{a0}без пробелов."));
        }
        _ => {}
    }
    if new.is_methodical && new.document.is_some() {
        let text = "У\u{a0}документа адресата указывают в\u{a0}его карточке: снимите отметку.";
        return Err(Error::field("is_methodical", text));
    }
    if let Some(document) = new.document {
        let own = documents::store::of_unit(cx.conn(), &school.one.unit_path, &[], MOST)?;
        if own.iter().all(|one| one.id != document) {
            return Err(Error::field("document", "Выберите документ из\u{a0}списка."));
        }
    }
    let known = store::materials_of(cx.conn(), &[id])?;
    if let Some(twice) = known.iter().find(|one| one.link == new.link && one.document_id == new.document) {
        return if new.is_methodical { marked(cx, school, &one, (twice, true)) } else { Ok(()) };
    }
    let row = Material {
        id: cx.id(),
        session_id: id,
        title: new.title.clone(),
        link: new.link.clone(),
        document_id: new.document,
        added_by: cx.person().map(|person| person.account.0),
        created_at: cx.now(),
        is_methodical: new.is_methodical.then_some(true),
    };
    store::add_material(cx.tx(), &row)?;
    told(cx, &school.one, &one, Action::Changed, "Добавлен материал занятия")
}

/// Says whether a link of a session is a methodical material that helps young teachers; the same again changes nothing. Whether the
/// session was held is answered: only then what it left is listed.
pub fn mark(
    cx: &mut Cx<Write>,
    school: StructureId,
    id: SessionId,
    (material, is_methodical): (i64, bool),
) -> Result<bool> {
    let school = working(cx, school, super::Power::works)?;
    let one = store::find(cx.conn(), school.one.id, id)?.ok_or(Error::NotFound)?;
    let all = store::materials_of(cx.conn(), &[id])?;
    let own = all.iter().find(|one| one.id == material && one.document_id.is_none());
    marked(cx, &school, &one, (own.ok_or(Error::NotFound)?, is_methodical))?;
    Ok(one.state() == State::Held)
}

fn marked(
    cx: &mut Cx<Write>,
    school: &School,
    session: &Session,
    (material, is_methodical): (&Material, bool),
) -> Result<()> {
    if material.is_methodical.unwrap_or(false) == is_methodical {
        return Ok(());
    }
    store::mark_material(cx.tx(), material.id, is_methodical)?;
    let text = if is_methodical {
        "Материал занятия отмечен как методический"
    } else {
        "С\u{a0}материала занятия снята отметка «методический»"
    };
    told(cx, &school.one, session, Action::Changed, text)
}

/// So many documents of the place are offered, the latest.
pub const MOST: i64 = 100;

fn is_link(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
}
