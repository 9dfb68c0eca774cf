//! One document for several structures, where each must have one of its kind: ticked at once, without a second upload.

use access::Granted;
use askama::Template;
use db::Ranges;
use documents::{Document, DocumentId, SeeDocuments};
use packs::Effective;
use web::{Cx, Error, Mode, Page, Read, Reply, Result, Write};

use crate::actions::{own, rules_at};
use crate::model::{Structure, StructureId};
use crate::{KeepStructures, access as reach, store};

#[derive(Template)]
#[template(path = "shared.html")]
struct SharedPage {
    csrf: String,
    line: String,
    title: String,
    url: String,
    document: String,
    groups: Vec<(String, Vec<Candidate>)>,
    faults: Vec<(String, String)>,
}

/// A structure whose kind asks for such a document of each.
struct Candidate {
    id: String,
    name: String,
    is_own: bool,
    /// It is founded by the document: own without a mark.
    is_founded: bool,
}

/// The structures within reach that must each have such a document, by unit and name; the document, if it is seen.
fn candidates<M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<KeepStructures>,
    id: DocumentId,
) -> Result<(Document, Vec<Structure>)> {
    let seen = reach::reaches::<SeeDocuments, M>(cx);
    let document = documents::store::find(cx.conn(), &seen, id)?.ok_or(Error::NotFound)?;
    let rules = rules_at(cx, &document.unit_path)?;
    let kinds = kinds_of(&rules, &document.kind);
    if kinds.is_empty() {
        return Err(Error::NotFound);
    }
    let here = Ranges::under([document.unit_path.as_str()]);
    let mut all = store::of_kinds(cx.conn(), &here, &kinds)?;
    let asks = |one: &Structure| {
        rules.structure_kind(&one.kind).is_some_and(|kind| kind.rule.files(&one.level, &document.kind))
    };
    all.retain(|one| may.ranges().holds(&one.unit_path) && asks(one));
    Ok((document, all))
}

/// Kinds of structures of which each must have a document of this kind; none, where one serves all.
pub(crate) fn kinds_of<'r>(rules: &'r Effective, kind: &str) -> Vec<&'r str> {
    if !rules.document_kind(kind).is_some_and(|kind| kind.rule.each) {
        return Vec::new();
    }
    let all = rules.structure_kinds.iter().map(|one| &one.rule);
    let files = |one: &&packs::StructureKind| one.levels.iter().any(|level| one.files(level, kind));
    all.filter(files).map(|one| one.id.as_str()).collect()
}

fn asked<M: Mode>(cx: &Cx<M>) -> Result<DocumentId> {
    cx.request().arg("document")
}

/// `GET /structures/documents/{document}`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<KeepStructures>) -> Result<Reply> {
    let id = asked(cx)?;
    show(cx, &may, id, Vec::new())
}

fn show<M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<KeepStructures>,
    id: DocumentId,
    faults: Vec<(String, String)>,
) -> Result<Reply> {
    let (document, all) = candidates(cx, may, id)?;
    let marked = store::ties::of_document(cx.conn(), document.id)?;
    let units: Vec<i64> = all.iter().map(|one| one.unit_id.0).collect();
    let units = units::store::all_of(cx.conn(), &units)?;
    let mut groups: Vec<(String, Vec<Candidate>)> = Vec::new();
    for unit in &units {
        let of = all.iter().filter(|one| one.unit_id == unit.id);
        let candidate = |one: &Structure| Candidate {
            id: one.id.to_string(),
            name: one.name.clone(),
            is_own: marked.contains(&one.id),
            is_founded: one.document_id == Some(document.id),
        };
        groups.push((unit.name.clone(), of.map(candidate).collect()));
    }
    let page = SharedPage {
        csrf: cx.csrf().to_owned(),
        line: document.title_line(),
        title: document.title.clone(),
        url: document.url(),
        document: document.id.to_string(),
        groups,
        faults,
    };
    let status = if page.faults.is_empty() { 200 } else { 422 };
    Ok(Page::titled("Документ нескольких структур")
        .at(&document.unit_path)
        .under("/structures")
        .show(&page)?
        .status(status))
}

/// `POST /structures/documents/{document}`: exactly the ticked ones have it for their own.
pub(super) fn save(cx: &mut Cx<Write>, may: Granted<KeepStructures>) -> Result<Reply> {
    let id = asked(cx)?;
    let (document, all) = candidates(cx, &may, id)?;
    let request = cx.request_handle();
    let ticked: Vec<StructureId> =
        request.form.all("structure").iter().filter_map(|id| id.parse().ok()).collect();
    match own::share(cx, &may, (&document, &all), &ticked) {
        Ok(count) => {
            cx.notice(&match count {
                0 => "Ничего не\u{a0}изменилось.".to_owned(),
                count => format!("Отметки сохранены: изменено {count}."),
            });
            Ok(Reply::to(format!("/structures/documents/{}", document.id)))
        }
        Err(Error::Invalid(faults)) => {
            let faults = faults.into_iter().map(|fault| (fault.field, fault.text)).collect();
            show(cx, &may, id, faults)
        }
        Err(other) => Err(other),
    }
}
