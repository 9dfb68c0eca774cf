//! What a session leaves to whoever was not there: a link, or a document of the registry.

use audit::Action;
use documents::DocumentId;
use structures::model::StructureId;
use web::{Cx, Error, Result, Write};

use super::{School, told, working};
use crate::model::{Material, SessionId, State};
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
    if let Some(document) = new.document {
        let own = documents::store::of_unit(cx.conn(), &school.one.unit_path, &[], MOST)?;
        if own.iter().all(|one| one.id != document) {
            return Err(Error::field("document", "Выберите документ из\u{a0}списка."));
        }
    }
    let known = store::materials_of(cx.conn(), &[id])?;
    if known.iter().any(|one| one.link == new.link && one.document_id == new.document) {
        return Ok(());
    }
    let row = Material {
        id: cx.id(),
        session_id: id,
        title: new.title.clone(),
        link: new.link.clone(),
        document_id: new.document,
        added_by: cx.person().map(|person| person.account.0),
        created_at: cx.now(),
    };
    store::add_material(cx.tx(), &row)?;
    told(cx, &school.one, &one, Action::Changed, "Добавлен материал занятия")
}

/// So many documents of the place are offered, the latest.
pub const MOST: i64 = 100;

fn is_link(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
}
