//! What whoever leads a structure does for it beside its composition and partners: its information resource, and the documents
//! its kind asks for.

use audit::Action;
use documents::{Document, DocumentId, NewDocument};
use web::{Cx, Error, Result, Write};

use super::{rules_at, told, working};
use crate::access::Keeps;
use crate::model::{Structure, StructureId};
use crate::store;

/// Says where the structure is told of: its own page or site, and its section on a portal.
pub fn tell_resource(
    cx: &mut Cx<Write>,
    may: &impl Keeps,
    id: StructureId,
    (resource, section): (&str, &str),
) -> Result<()> {
    let one = working(cx, may, id)?;
    if one.resource_url == resource && one.section_url.as_deref().unwrap_or_default() == section {
        return Ok(());
    }
    let now = cx.now();
    store::tell_resource(cx.tx(), id, (resource, section), now)?;
    told(cx, &one, Action::Changed, "Изменён информационный ресурс")
}

/// Says that what is told of the structure is right as it stands: its page is of today.
pub fn look_through(cx: &mut Cx<Write>, may: &impl Keeps, id: StructureId) -> Result<()> {
    let one = working(cx, may, id)?;
    told(cx, &one, Action::Changed, "Сведения проверены")
}

/// Registers a document the kind asks for, signed and numbered elsewhere, for the unit of the structure.
pub fn register(cx: &mut Cx<Write>, may: &impl Keeps, id: StructureId, new: NewDocument) -> Result<()> {
    let one = working(cx, may, id)?;
    let rules = rules_at(cx, &one.unit_path)?;
    let kind = rules.structure_kind(&one.kind).map(|kind| &kind.rule);
    if !kind.is_some_and(|kind| kind.files(&one.level, &new.kind)) {
        return Err(Error::NotFound);
    }
    let unit = units::store::all_of(cx.conn(), &[one.unit_id.0])?.pop().ok_or(Error::NotFound)?;
    let kinds = [new.kind.clone()];
    let known = documents::store::of_unit(cx.conn(), &unit.path, &kinds, 50)?;
    let is_same =
        |one: &Document| one.number == new.number && one.signed_on == new.signed_on && one.title == new.title;
    // A second click finds the first one's work.
    if let Some(known) = known.iter().find(|one| is_same(one)) {
        return tied(cx, &one, known, "Документ структуры");
    }
    let document = documents::actions::register(cx, &unit, new)?;
    tied(cx, &one, &document, "Зарегистрирован документ")
}

/// Says that a document of the registry is the structure's own, where each structure has one of its kind.
pub fn tie(cx: &mut Cx<Write>, may: &impl Keeps, id: StructureId, document: DocumentId) -> Result<()> {
    let one = working(cx, may, id)?;
    let rules = rules_at(cx, &one.unit_path)?;
    let kind = rules.structure_kind(&one.kind).map(|kind| &kind.rule);
    let known = documents::store::all_of(cx.conn(), &[document.0])?.pop();
    let known = known.filter(|known| one.unit_path.starts_with(&known.unit_path));
    let known = known.ok_or(Error::NotFound)?;
    if !kind.is_some_and(|kind| kind.files(&one.level, &known.kind)) {
        return Err(Error::NotFound);
    }
    if !known.state().has_force() {
        return Err(Error::field("document", "Документ не\u{a0}действует: выберите действующий."));
    }
    tied(cx, &one, &known, "Документ структуры")
}

/// Makes exactly the ticked ones of these structures have the document for their own; how many changed. What is founded by it
/// stays its own. The caller has read which structures the person keeps and their kinds ask for it.
pub fn share(
    cx: &mut Cx<Write>,
    may: &impl Keeps,
    (document, all): (&Document, &[Structure]),
    ticked: &[StructureId],
) -> Result<usize> {
    cx.tx().lock("documents", document.id.0)?;
    let marked = store::ties::of_document(cx.conn(), document.id)?;
    let own = all.iter().filter(|one| may.keeps(one));
    let (taken, left): (Vec<&Structure>, Vec<&Structure>) = own.partition(|one| ticked.contains(&one.id));
    let new: Vec<&Structure> = taken
        .into_iter()
        .filter(|one| !marked.contains(&one.id) && one.document_id != Some(document.id))
        .collect();
    let gone: Vec<&Structure> = left.into_iter().filter(|one| marked.contains(&one.id)).collect();
    if !new.is_empty() && !document.state().has_force() {
        return Err(Error::field("structure", "Документ не\u{a0}действует: отметить его нельзя."));
    }
    for one in &new {
        let one = working(cx, may, one.id)?;
        tied(cx, &one, document, "Документ структуры")?;
    }
    let ids: Vec<i64> = gone.iter().map(|one| one.id.0).collect();
    store::ties::remove(cx.tx(), document.id, &ids)?;
    for one in &gone {
        let text = format!("Больше не\u{a0}документ структуры: {}", document.title_line());
        told(cx, one, Action::Changed, &text)?;
    }
    Ok(new.len() + gone.len())
}

/// A second click finds the first one's work.
fn tied(cx: &mut Cx<Write>, one: &Structure, document: &Document, what: &str) -> Result<()> {
    let row = cx.id();
    let now = cx.now();
    if !store::ties::add(cx.tx(), row, (one.id, document.id), now)? {
        return Ok(());
    }
    told(cx, one, Action::Changed, &format!("{what}: {}", document.title_line()))
}
