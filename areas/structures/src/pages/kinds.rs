//! Before a structure is founded: the kinds of the unit's level, what each is, and what is there already.

use access::Granted;
use askama::Template;
use packs::{Block, StructureKind};
use units::{Unit, UnitId};
use web::{Cx, Error, Page, Read, Reply, Result};

use super::Choices;
use crate::KeepStructures;
use crate::actions::founding::pack_level;
use crate::actions::rules_at;
use crate::model::Structure;
use crate::store;

#[derive(Template)]
#[template(path = "kinds.html")]
struct KindsPage {
    of: String,
    unit: String,
    units: Choices,
    blocks: Vec<(&'static str, Vec<Line>)>,
}

struct Line {
    title: String,
    about: String,
    clause: String,
    url: String,
    count: usize,
    /// The only one there can be, when it is there.
    only: String,
}

/// `GET /structures/kinds?unit=…`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<KeepStructures>) -> Result<Reply> {
    let unit = unit(cx, &may)?;
    let rules = rules_at(cx, &unit.path)?;
    let own = store::of_unit(cx.conn(), unit.id)?;
    let level = pack_level(unit.level());
    let kinds: Vec<&StructureKind> =
        rules.structure_kinds.iter().map(|kind| &kind.rule).filter(|kind| kind.is_of(level)).collect();
    let of = |block: Block| {
        let lines = kinds.iter().filter(|kind| kind.block == block).map(|kind| line(kind, &unit, &own));
        (block.title(), lines.collect::<Vec<_>>())
    };
    let page = KindsPage {
        of: unit.name.clone(),
        unit: unit.id.to_string(),
        units: units(cx, &may)?,
        blocks: Block::ALL.into_iter().map(of).filter(|(_, lines)| !lines.is_empty()).collect(),
    };
    Page::titled("Новая структура").at(&unit.path).under("/structures").show(&page)
}

fn line(kind: &StructureKind, unit: &Unit, own: &[Structure]) -> Line {
    let there: Vec<&Structure> = own.iter().filter(|one| one.kind == kind.id).collect();
    let about = [kind.lasting.title().to_owned(), kind.model.title().to_owned(), kind.founded.clone()];
    let about: Vec<String> = about.into_iter().filter(|text| !text.is_empty()).collect();
    Line {
        title: kind.title.clone(),
        about: about.join(" · "),
        clause: kind.clause.clone(),
        url: web::address("/structures/new", &[("unit", &unit.id.to_string()), ("kind", &kind.id)]),
        count: there.len(),
        only: there.first().filter(|_| kind.one_per_unit).map(|one| one.url()).unwrap_or_default(),
    }
}

/// The unit asked for, or the person's own.
pub(super) fn unit<M: web::Mode>(cx: &mut Cx<M>, may: &Granted<KeepStructures>) -> Result<Unit> {
    let request = cx.request_handle();
    let id: Option<UnitId> = match request.asked("unit") {
        "" => may.scopes().first().map(|scope| UnitId(scope.unit)),
        typed => Some(typed.parse().map_err(|_| Error::NotFound)?),
    };
    let found = match id {
        Some(id) => units::store::find(cx.conn(), may.ranges(), id)?,
        None => None,
    };
    found.ok_or(Error::NotFound)
}

/// The person's own units and what stands right under them.
fn units<M: web::Mode>(cx: &mut Cx<M>, may: &Granted<KeepStructures>) -> Result<Choices> {
    let mut found = Vec::new();
    for scope in may.scopes() {
        found.extend(units::store::all_of(cx.conn(), &[scope.unit])?);
        let below = match scope.level {
            access::Level::Region => access::Level::Municipality,
            access::Level::Municipality | access::Level::District => access::Level::Organisation,
            access::Level::Installation | access::Level::Organisation => continue,
        };
        found.extend(units::store::under(cx.conn(), &scope.path, below)?);
    }
    Ok(found.into_iter().map(|unit| (unit.id.to_string(), unit.short_name)).collect())
}
