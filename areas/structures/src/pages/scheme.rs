//! The scheme of a unit's structures as a picture, with the matrix as its table: a region as kinds with their figures, a
//! municipality and a school body by body, schools' bodies as figures.

use access::{Granted, Level};
use askama::Template;
use packs::{Block, Effective};
use pictures::{Band, Caption, Node, Place, Scheme};
use units::Unit;
use web::view::Tab;
use web::{Body, Cx, Error, Page, Read, Reply, Result, russian};

use super::matrix::{self, BlockRow};
use super::{Choices, place, places, tabs};
use crate::actions::founding::pack_level;
use crate::actions::rules_at;
use crate::model::{Link, Structure};
use crate::{SeeStructures, store};

/// More bodies of one unit than this are drawn as kinds.
const MOST: usize = 60;
/// The box of the governing authority.
const AUTHORITY: &str = "authority";

#[derive(Template)]
#[template(path = "scheme.html")]
struct SchemePage {
    of: String,
    tabs: Vec<Tab>,
    unit: String,
    places: Choices,
    svg: String,
    has_links: bool,
    files: Vec<(&'static str, String)>,
    levels: Vec<String>,
    rows: Vec<BlockRow>,
}

/// `GET /structures/scheme?unit=…`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeStructures>) -> Result<Reply> {
    let unit = place(cx, &may)?;
    let rules = rules_at(cx, &unit.path)?;
    let rows = matrix::cells(cx, &unit, &rules)?;
    let scheme = drawn(cx, &unit, &rules, &rows)?;
    let id = unit.id.to_string();
    let file = |form: &'static str| {
        (form, web::address("/structures/scheme/file", &[("unit", id.as_str()), ("as", form)]))
    };
    let page = SchemePage {
        of: unit.name.clone(),
        tabs: tabs("/structures/scheme", &unit),
        unit: id.clone(),
        places: places(cx, &may)?,
        svg: scheme.svg(Place::Page),
        has_links: !scheme.links.is_empty(),
        files: ["svg", "png"].map(file).to_vec(),
        levels: rows
            .first()
            .map(|row| row.cells.iter().map(|cell| cell.level.clone()).collect())
            .unwrap_or_default(),
        rows,
    };
    Page::titled("Схема структур").at(&unit.path).under("/structures").show(&page)
}

/// `GET /structures/scheme/file?unit=…&as=svg`
pub(super) fn file(cx: &mut Cx<Read>, may: Granted<SeeStructures>) -> Result<Reply> {
    let unit = place(cx, &may)?;
    let rules = rules_at(cx, &unit.path)?;
    let rows = matrix::cells(cx, &unit, &rules)?;
    let svg = drawn(cx, &unit, &rules, &rows)?.svg(Place::File);
    let request = cx.request_handle();
    let (bytes, media_type, form) = match request.asked("as") {
        "png" => (cx.house().png(&svg)?, "image/png", "png"),
        "svg" => (svg.into_bytes(), "image/svg+xml", "svg"),
        _ => return Err(Error::NotFound),
    };
    let name = format!("Схема структур – {}.{form}", unit.short_name);
    Ok(Reply::of(Body::File { bytes, media_type: media_type.to_owned(), name }))
}

/// Kinds with their figures; the unit's own level body by body where there are not too many.
fn drawn(cx: &mut Cx<Read>, unit: &Unit, rules: &Effective, rows: &[BlockRow]) -> Result<Scheme> {
    let own = crate::shown::working_of(cx.conn(), unit.id)?;
    let is_single = own.len() <= MOST && !matches!(unit.level(), Level::Region | Level::Installation);
    let own_level = rules.level(pack_level(unit.level())).map(|level| level.rule.title.clone());
    let own_level = own_level.filter(|_| is_single);
    let mut bands = bands((&own, own_level.as_deref()), rules, rows);
    let links = if is_single { links(cx, &own)? } else { Vec::new() };
    if unit.level() == Level::Municipality {
        under_authority(&mut bands, (own_level.as_deref(), unit), rules);
    }
    let today = cx.today_at(&unit.path)?;
    let broken = if links.is_empty() {
        ""
    } else {
        ". Пунктир – связи рядом с\u{a0}деревом"
    };
    Ok(Scheme {
        bands,
        links,
        caption: Caption {
            title: format!("Методические структуры: {}", unit.name),
            about: format!("На\u{a0}{}{broken}", russian::date_long(today)),
            source: "Методсеть, реестр методических структур".to_owned(),
        },
        columns: Block::ALL.iter().map(|block| block.title().to_owned()).collect(),
    })
}

/// The bands that hold anything; of the own level, where one is told, the bodies themselves.
fn bands((own, own_level): (&[Structure], Option<&str>), rules: &Effective, rows: &[BlockRow]) -> Vec<Band> {
    let band = |index: usize| {
        let title = rows.first().and_then(|row| row.cells.get(index)).map(|cell| cell.level.clone());
        let title = title.unwrap_or_default();
        let of = |(block, row): (Block, &BlockRow)| match row.cells.get(index) {
            Some(_) if own_level == Some(title.as_str()) => bodies(own, block, rules),
            Some(cell) => kinds(cell),
            None => Vec::new(),
        };
        Band { cells: Block::ALL.into_iter().zip(rows).map(of).collect(), title }
    };
    let count = rows.first().map_or(0, |row| row.cells.len());
    let all = (0..count).map(band);
    all.filter(|band| band.cells.iter().any(|cell| !cell.is_empty())).collect()
}

/// Links in force between bodies of the picture.
fn links(cx: &mut Cx<Read>, own: &[Structure]) -> Result<Vec<(String, String)>> {
    let ids: Vec<i64> = own.iter().map(|one| one.id.0).collect();
    let found = store::links_of_all(cx.conn(), &ids, MOST)?;
    let ends = |link: &Link| Some((format!("s{}", link.structure_id), format!("s{}", link.to_id?)));
    Ok(found.iter().filter_map(ends).collect())
}

/// The governing authority over the bodies of a municipality that stand under nothing (Владимир, п. 3).
fn under_authority(bands: &mut [Band], (own_level, unit): (Option<&str>, &Unit), rules: &Effective) {
    let founder = rules.structure_kind("municipal_service").map(|kind| kind.rule.founder.clone());
    let Some(founder) = founder.filter(|founder| !founder.is_empty()) else { return };
    let is_own = |band: &&mut Band| Some(band.title.as_str()) == own_level;
    let Some(own) = bands.iter_mut().find(is_own) else { return };
    if own.cells.iter().all(Vec::is_empty) {
        return;
    }
    for node in own.cells.iter_mut().flatten().filter(|node| node.above.is_empty() && !node.is_hollow) {
        node.above.push(AUTHORITY.to_owned());
    }
    let authority = Node {
        id: AUTHORITY.to_owned(),
        title: founder,
        note: "орган управления".to_owned(),
        url: unit.url(),
        ..Node::default()
    };
    if let Some(first) = own.cells.first_mut() {
        first.insert(0, authority);
    }
}

/// The kinds of a cell, and what must be there and is not.
fn kinds(cell: &matrix::CellOf) -> Vec<Node> {
    let there = cell.kinds.iter().map(|kind| Node {
        id: kind.id.clone(),
        title: kind.title.clone(),
        note: russian::counted(kind.count, "структура", "структуры", "структур"),
        url: kind.url.clone(),
        is_hollow: false,
        above: kind.under.clone(),
    });
    let missing = cell.missing.iter().map(|title| Node {
        title: title.clone(),
        note: "нет".to_owned(),
        url: cell.url.clone(),
        is_hollow: true,
        ..Node::default()
    });
    there.chain(missing).collect()
}

/// The bodies of the unit itself in a block.
fn bodies(own: &[Structure], block: Block, rules: &Effective) -> Vec<Node> {
    let of = own.iter().filter(|one| one.block() == block);
    let node = |one: &Structure| Node {
        id: format!("s{}", one.id),
        title: one.name.clone(),
        note: match one.ends_on {
            Some(day) => format!("временная, до\u{a0}{}", russian::date(day)),
            None => {
                rules.structure_kind(&one.kind).map_or_else(String::new, |kind| kind.rule.name().to_owned())
            }
        },
        url: one.url(),
        is_hollow: false,
        above: one.parent_id.map(|id| format!("s{id}")).into_iter().collect(),
    };
    of.map(node).collect()
}
