//! The form of a structure: blank for a kind, filled from a structure, or given back with everything typed.

use access::Granted;
use askama::Template;
use documents::{Document, DocumentId, SeeDocuments};
use packs::StructureKind;
use units::Unit;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Refusal, Reply, Result};

use super::typed::Typed;
use super::{Choices, kinds, short_name};
use crate::KeepStructures;
use crate::actions::founding::{PROTOCOL, pack_level};
use crate::actions::rules_at;
use crate::model::{Structure, StructureId};
use crate::rules::FOUNDING;
use crate::{access as reach, store};

#[derive(Template)]
#[template(path = "form.html")]
struct FormPage {
    csrf: String,
    heading: String,
    owner: String,
    target: String,
    way_back: String,
    kind: StructureKind,
    typed: Typed,
    faults: Vec<(String, String)>,
    said: Option<(String, String, Choices)>,
    parents: Choices,
    documents: Choices,
    minutes: Choices,
    service: Vec<(String, String, bool)>,
    is_new: bool,
    new_document: String,
}

impl FormPage {
    fn fault(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text)
    }
}

/// What went wrong with a form that is shown again.
#[derive(Default)]
pub(super) struct Wrong {
    pub faults: Vec<FieldFault>,
    pub refusal: Option<Box<dyn Refusal>>,
}

/// `GET /structures/new?unit=…&kind=…&parent=…`
pub(super) fn blank(cx: &mut Cx<Read>, may: Granted<KeepStructures>) -> Result<Reply> {
    let (request, unit) = (cx.request_handle(), kinds::unit(cx, &may)?);
    let rules = rules_at(cx, &unit.path)?;
    let kind = rules.structure_kind(request.asked("kind")).map(|kind| &kind.rule);
    let kind = kind.filter(|kind| kind.is_of(pack_level(unit.level()))).ok_or(Error::NotFound)?;
    let typed = Typed {
        kind: kind.id.clone(),
        unit: unit.id.to_string(),
        name: suggested(&short_name(&rules, &unit, kind), kind, &unit),
        parent: request.asked("parent").to_owned(),
        is_temporary: !kind.lasting.may_stay(),
        document: request.asked("document").to_owned(),
        ..Typed::default()
    };
    show_new(cx, &unit, kind.clone(), typed, &Wrong::default())
}

/// «РМО учителей …» is left to be ended by hand; a kind that is one alone is named by its unit.
fn suggested(short: &str, kind: &StructureKind, unit: &Unit) -> String {
    if kind.one_per_unit { format!("{}, {}", kind.title, unit.short_name) } else { format!("{short} ") }
}

/// The form of a new structure.
pub(super) fn show_new<M: Mode>(
    cx: &mut Cx<M>,
    unit: &Unit,
    kind: StructureKind,
    typed: Typed,
    wrong: &Wrong,
) -> Result<Reply> {
    let mut page = page(cx, unit, (kind, None), typed, wrong)?;
    page.heading = format!("Новая структура: {}", page.kind.title);
    "/structures".clone_into(&mut page.target);
    page.way_back = web::address("/structures/kinds", &[("unit", &unit.id.to_string())]);
    page.is_new = true;
    shown(&page, unit)
}

/// `GET /structures/{structure}/requisites`
pub(super) fn filled(cx: &mut Cx<Read>, _may: Granted<KeepStructures>) -> Result<Reply> {
    let one = super::asked(cx)?;
    if !one.is_open() || !reach::keeps(cx, &one.unit_path) {
        return Err(Error::NotFound);
    }
    let service = store::directions_of(cx.conn(), &[one.id.0])?.remove(&one.id.0).unwrap_or_default();
    show_change(cx, &one, Typed::of(&one, service), &Wrong::default())
}

/// The form of a structure that is there.
pub(super) fn show_change<M: Mode>(
    cx: &mut Cx<M>,
    one: &Structure,
    typed: Typed,
    wrong: &Wrong,
) -> Result<Reply> {
    let unit = units::store::all_of(cx.conn(), &[one.unit_id.0])?.pop().ok_or(Error::NotFound)?;
    let rules = rules_at(cx, &unit.path)?;
    let kind = rules.structure_kind(&one.kind).map(|kind| kind.rule.clone()).ok_or(Error::NotFound)?;
    let mut page = page(cx, &unit, (kind, Some(one.id)), typed, wrong)?;
    page.heading = format!("Реквизиты: {}", one.name);
    page.target = format!("{}/requisites", one.url());
    page.way_back = one.url();
    shown(&page, &unit)
}

fn shown(page: &FormPage, unit: &Unit) -> Result<Reply> {
    let status = if page.faults.is_empty() && page.said.is_none() { 200 } else { 422 };
    Ok(Page::titled(page.heading.clone()).at(&unit.path).under("/structures").show(page)?.status(status))
}

fn page<M: Mode>(
    cx: &mut Cx<M>,
    unit: &Unit,
    (kind, own): (StructureKind, Option<StructureId>),
    typed: Typed,
    wrong: &Wrong,
) -> Result<FormPage> {
    let said = wrong.refusal.as_ref().map(|refusal| {
        let ways = refusal.ways().into_iter().map(|way| (way.label, way.url)).collect();
        (refusal.to_string(), refusal.clause(), ways)
    });
    Ok(FormPage {
        csrf: cx.csrf().to_owned(),
        heading: String::new(),
        owner: unit.name.clone(),
        target: String::new(),
        way_back: String::new(),
        faults: wrong.faults.iter().map(|fault| (fault.field.clone(), fault.text.clone())).collect(),
        said,
        parents: parents(cx, unit, (&kind, own))?,
        documents: documents(cx, unit, (&kind, own))?,
        minutes: minutes(cx, unit, &kind)?,
        service: service(cx, unit, &typed)?,
        is_new: false,
        new_document: new_document(unit, &kind),
        kind,
        typed,
    })
}

/// What it may stand under: working structures of the unit and of those above, the pack's kinds first.
fn parents<M: Mode>(
    cx: &mut Cx<M>,
    unit: &Unit,
    (kind, own): (&StructureKind, Option<StructureId>),
) -> Result<Choices> {
    let mut paths = reach::above(&unit.path);
    paths.push(unit.path.clone());
    let mut found = store::standing_at(cx.conn(), &paths)?;
    found.retain(|one| Some(one.id) != own);
    let rank = |one: &Structure| kind.under.iter().position(|id| *id == one.kind).unwrap_or(usize::MAX);
    if found.iter().any(|one| rank(one) < usize::MAX) {
        found.retain(|one| rank(one) < usize::MAX);
    }
    found.sort_by_key(|one| (rank(one), one.name_key.clone(), one.id));
    Ok(found.into_iter().map(|one| (one.id.to_string(), one.name)).collect())
}

/// Documents in force that may found it: of the unit and of those above; of what the person does not see, only kinds the
/// pack names; and the one it is founded by.
fn documents<M: Mode>(
    cx: &mut Cx<M>,
    unit: &Unit,
    (kind, own): (&StructureKind, Option<StructureId>),
) -> Result<Choices> {
    let is_named = !kind.founded_by.is_empty();
    let found = if is_named {
        in_force(cx, unit, (&kind.founded_by, true))?
    } else {
        let rules = rules_at(cx, &unit.path)?;
        let all = rules.document_kinds.iter().map(|one| &one.rule);
        let kinds: Vec<String> =
            all.filter(|one| FOUNDING.contains(&one.genus.as_str())).map(|one| one.id.clone()).collect();
        in_force(cx, unit, (&kinds, false))?
    };
    let ids: Vec<DocumentId> = found.iter().map(|one| one.id).collect();
    let used = store::founding(cx.conn(), &ids)?;
    // Those nothing rests on yet come first; of the rest it is said what they founded.
    let (taken, free): (Vec<_>, Vec<_>) = found.iter().partition(|one| used.contains_key(&one.id.0));
    let mut choices: Choices = free.into_iter().map(choice).collect();
    choices.extend(taken.into_iter().map(|one| {
        let names = used.get(&one.id.0).map_or("", String::as_str);
        (one.id.to_string(), format!("{} · уже основание: {names}", one.title_line()))
    }));
    let before = match own {
        Some(id) => store::all_of(cx.conn(), &[id.0])?.pop().and_then(|one| one.document_id),
        None => None,
    };
    if let Some(id) = before.filter(|id| found.iter().all(|one| one.id != *id)) {
        let held = documents::store::all_of(cx.conn(), &[id.0])?;
        choices.extend(held.iter().map(|one| (one.id.to_string(), one.title_line())));
    }
    Ok(choices)
}

/// So many of one unit are offered.
const MOST_DOCUMENTS: i64 = 200;

/// Minutes in force of the unit and of those above, where the kind asks for them.
fn minutes<M: Mode>(cx: &mut Cx<M>, unit: &Unit, kind: &StructureKind) -> Result<Choices> {
    if kind.minutes.is_empty() {
        return Ok(Vec::new());
    }
    let found = in_force(cx, unit, (&[], false))?;
    Ok(found.iter().filter(|one| one.genus == PROTOCOL).map(choice).collect())
}

/// Documents in force of the unit and of those above, the nearest first: of kinds the pack names all, else those the person sees.
fn in_force<M: Mode>(
    cx: &mut Cx<M>,
    unit: &Unit,
    (kinds, is_named): (&[String], bool),
) -> Result<Vec<Document>> {
    let mut paths = vec![unit.path.clone()];
    paths.extend(reach::above(&unit.path).into_iter().rev());
    let seen = reach::reaches::<SeeDocuments, M>(cx);
    paths.retain(|path| is_named || seen.holds(path));
    let mut found = Vec::new();
    for path in paths {
        found.extend(documents::store::of_unit(cx.conn(), &path, kinds, MOST_DOCUMENTS)?);
    }
    Ok(found)
}

fn choice(one: &Document) -> (String, String) {
    (one.id.to_string(), format!("{} · {}", one.title_line(), one.title))
}

/// Directions of the service, where the pack names them: code, title, ticked.
fn service<M: Mode>(cx: &mut Cx<M>, unit: &Unit, typed: &Typed) -> Result<Vec<(String, String, bool)>> {
    let rules = rules_at(cx, &unit.path)?;
    let all = rules.service_directions.iter().map(|one| &one.rule);
    Ok(all.map(|one| (one.id.clone(), one.title.clone(), typed.service.contains(&one.id))).collect())
}

fn new_document(unit: &Unit, kind: &StructureKind) -> String {
    let id = unit.id.to_string();
    let first = kind.founded_by.first().map(String::as_str).unwrap_or_default();
    web::address("/documents/new", &[("unit", &id), ("kind", first)])
}
