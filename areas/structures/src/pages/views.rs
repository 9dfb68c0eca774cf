//! The two models beside each other: the tree of the traditional one, by subject (приложение 5, п. 2.3.1), and the network of
//! the functional one, by task (п. 2.3.2). A region shows its municipalities as figures that open their trees.

use std::collections::BTreeMap;

use access::{Granted, Level};
use askama::Template;
use db::Ranges;
use packs::StructureKind;
use units::Unit;
use web::view::Tab;
use web::{Cx, Page, Read, Reply, Result, russian};

use super::kinds_of::Kinds;
use super::{Choices, place, places, tabs};
use crate::actions::rules_at;
use crate::model::{Link, Structure, StructureId};
use crate::rules::LinkKind;
use crate::{SeeStructures, access as reach, store};

/// More bodies than this are shown as figures of the units below.
const MOST: i64 = 600;
/// More links than a person reads.
const MOST_LINKS: usize = 300;

#[derive(Template)]
#[template(path = "tree.html")]
struct TreePage {
    of: String,
    tabs: Vec<Tab>,
    unit: String,
    places: Choices,
    lines: Vec<TreeLine>,
    below: Option<Below>,
}

/// A structure in the tree; the depth is how far it stands under the top.
struct TreeLine {
    depth: usize,
    title: String,
    url: String,
    note: String,
}

/// Units below as figures by kind.
struct Below {
    kinds: Vec<String>,
    rows: Vec<BelowRow>,
}

/// A unit below: its tree, and for each kind how many with their list.
struct BelowRow {
    name: String,
    url: String,
    cells: Choices,
}

/// `GET /structures/tree?unit=…`
pub(super) fn tree(cx: &mut Cx<Read>, may: Granted<SeeStructures>) -> Result<Reply> {
    let unit = place(cx, &may)?;
    let today = cx.today_at(&unit.path)?;
    let is_wide = matches!(unit.level(), Level::Region | Level::Installation);
    let mut found = store::at(cx.conn(), &reach::above(&unit.path))?;
    let own = if is_wide {
        store::at(cx.conn(), std::slice::from_ref(&unit.path))?
    } else {
        store::under(cx.conn(), &unit.path, MOST)?
    };
    found.extend(own);
    let kinds = Kinds::of(cx, &found, today)?;
    found.retain(|one| kinds.of_one(one).is_none_or(|kind| kind.model.is_traditional()));
    let names = names(cx, &found)?;
    let page = TreePage {
        of: unit.name.clone(),
        tabs: tabs("/structures/tree", &unit),
        unit: unit.id.to_string(),
        places: places(cx, &may)?,
        lines: lines(&kinds, &found, &names),
        below: if is_wide { Some(below(cx, &unit)?) } else { None },
    };
    Page::titled("Дерево структур").at(&unit.path).under("/structures").show(&page)
}

/// Short names of the units of these structures.
fn names(cx: &mut Cx<Read>, found: &[Structure]) -> Result<BTreeMap<i64, String>> {
    let mut ids: Vec<i64> = found.iter().map(|one| one.unit_id.0).collect();
    ids.sort_unstable();
    ids.dedup();
    let units = units::store::all_of(cx.conn(), &ids)?;
    Ok(units.into_iter().map(|unit| (unit.id.0, unit.short_name)).collect())
}

/// The tree from the top, each structure under the one it names; what names nobody here is a top of its own.
fn lines(kinds: &Kinds, found: &[Structure], names: &BTreeMap<i64, String>) -> Vec<TreeLine> {
    let mut under: BTreeMap<Option<StructureId>, Vec<&Structure>> = BTreeMap::new();
    for one in found {
        let parent = one.parent_id.filter(|id| found.iter().any(|other| other.id == *id));
        under.entry(parent).or_default().push(one);
    }
    let rank = |one: &Structure| (one.unit_path.matches('/').count(), one.block(), one.unit_path.clone());
    for group in under.values_mut() {
        group.sort_by_key(|one| (rank(one), one.name_key.clone(), one.id));
    }
    let mut lines = Vec::with_capacity(found.len());
    let mut waiting: Vec<(usize, &Structure)> =
        under.get(&None).into_iter().flatten().rev().map(|one| (0, *one)).collect();
    while let Some((depth, one)) = waiting.pop() {
        let owner = names.get(&one.unit_id.0).map(String::as_str).unwrap_or_default();
        let note = format!("{} · {owner}", kinds.title(one));
        lines.push(TreeLine { depth: depth.min(5), title: one.name.clone(), url: one.url(), note });
        let children = under.get(&Some(one.id)).into_iter().flatten().rev();
        waiting.extend(children.map(|child| (depth + 1, *child)));
    }
    lines
}

/// The municipalities of a region: how many of each kind, each figure opening its list.
fn below(cx: &mut Cx<Read>, unit: &Unit) -> Result<Below> {
    let rules = rules_at(cx, &unit.path)?;
    let level = if unit.level() == Level::Installation { Level::Region } else { Level::Municipality };
    let units = units::store::under(cx.conn(), &unit.path, level)?;
    let scope = Ranges::under([unit.path.as_str()]);
    let mut counted = store::kinds_by_unit(cx.conn(), &scope)?;
    counted.retain(|(path, _, _)| *path != unit.path);
    let is_there = |kind: &&StructureKind| counted.iter().any(|(_, id, _)| *id == kind.id);
    let is_below = |kind: &&StructureKind| kind.levels.iter().any(|level| level != "region");
    let kinds: Vec<&StructureKind> =
        rules.structure_kinds.iter().map(|kind| &kind.rule).filter(is_below).filter(is_there).collect();
    let row = |one: &Unit| {
        let id = one.id.to_string();
        let of = |kind: &&StructureKind| {
            let here = counted.iter().filter(|(path, id, _)| path.starts_with(&one.path) && *id == kind.id);
            let count: i64 = here.map(|(_, _, count)| count).sum();
            let url = web::address("/structures", &[("unit", &id), ("kind", &kind.id)]);
            (count.to_string(), url)
        };
        let tree = web::address("/structures/tree", &[("unit", &id)]);
        BelowRow { name: one.short_name.clone(), url: tree, cells: kinds.iter().map(of).collect() }
    };
    Ok(Below {
        kinds: kinds.iter().map(|kind| kind.name().to_owned()).collect(),
        rows: units.iter().map(row).collect(),
    })
}

#[derive(Template)]
#[template(path = "network.html")]
struct NetworkPage {
    of: String,
    tabs: Vec<Tab>,
    unit: String,
    places: Choices,
    rows: Vec<NetworkRow>,
    links: Vec<LinkRow>,
}

struct NetworkRow {
    title: String,
    url: String,
    kind: String,
    owner: String,
    base: String,
    task: String,
    term: String,
    is_overdue: bool,
}

struct LinkRow {
    from: (String, String),
    kind: &'static str,
    to: (String, String),
    about: String,
    since: String,
}

/// `GET /structures/network?unit=…`
pub(super) fn network(cx: &mut Cx<Read>, may: Granted<SeeStructures>) -> Result<Reply> {
    let unit = place(cx, &may)?;
    let today = cx.today_at(&unit.path)?;
    let mut found = store::under(cx.conn(), &unit.path, MOST * 8)?;
    let kinds = Kinds::of(cx, &found, today)?;
    let all: Vec<i64> = found.iter().map(|one| one.id.0).collect();
    let links = store::links_of_all(cx.conn(), &all, MOST_LINKS)?;
    let is_network = |one: &Structure| kinds.of_one(one).is_some_and(|kind| !kind.model.is_traditional());
    found.retain(|one| one.is_temporary || is_network(one));
    let ends = Ends::of(cx, &links)?;
    let names = names(cx, &found)?;
    let row = |one: &Structure| NetworkRow {
        title: one.name.clone(),
        url: one.url(),
        kind: kinds.short(one, &unit),
        owner: names.get(&one.unit_id.0).cloned().unwrap_or_default(),
        base: ends.base(&links, one.id),
        task: one.task.clone(),
        term: one
            .ends_on
            .map_or_else(|| "без срока".to_owned(), |day| format!("до\u{a0}{}", russian::date(day))),
        is_overdue: one.is_overdue(today),
    };
    let page = NetworkPage {
        of: unit.name.clone(),
        tabs: tabs("/structures/network", &unit),
        unit: unit.id.to_string(),
        places: places(cx, &may)?,
        rows: found.iter().map(row).collect(),
        links: links.iter().map(|link| ends.row(link)).collect(),
    };
    Page::titled("Сеть структур").at(&unit.path).under("/structures").show(&page)
}

/// Names of both ends of links.
pub(super) struct Ends {
    structures: BTreeMap<i64, (String, String)>,
    units: BTreeMap<i64, (String, String)>,
}

impl Ends {
    /// Of these links: two queries.
    pub fn of<M: web::Mode>(cx: &mut Cx<M>, links: &[Link]) -> Result<Self> {
        let mut ids: Vec<i64> = links
            .iter()
            .flat_map(|link| [Some(link.structure_id.0), link.to_id.map(|id| id.0)])
            .flatten()
            .collect();
        ids.sort_unstable();
        ids.dedup();
        let mut places: Vec<i64> = links.iter().filter_map(|link| link.unit_id).map(|id| id.0).collect();
        places.sort_unstable();
        places.dedup();
        let structures = store::all_of(cx.conn(), &ids)?;
        let units = units::store::all_of(cx.conn(), &places)?;
        let may: Granted<SeeStructures> = cx.house().policy.check(cx.person())?;
        let (view, seen) = (reach::view(&may), reach::reaches::<units::SeeUnits, M>(cx));
        let body = |one: Structure| {
            let url = if view.holds(&one.unit_path) { one.url() } else { String::new() };
            (one.id.0, (one.name, url))
        };
        let place = |unit: Unit| {
            let url = reach::open(&seen, &unit.path, unit.url());
            (unit.id.0, (unit.short_name, url))
        };
        Ok(Self {
            structures: structures.into_iter().map(body).collect(),
            units: units.into_iter().map(place).collect(),
        })
    }

    /// The structure a link begins at.
    pub fn from(&self, link: &Link) -> (String, String) {
        self.structures.get(&link.structure_id.0).cloned().unwrap_or_default()
    }

    /// What a link leads to.
    pub fn to(&self, link: &Link) -> (String, String) {
        let structure = link.to_id.and_then(|id| self.structures.get(&id.0));
        let unit = link.unit_id.and_then(|id| self.units.get(&id.0));
        structure.or(unit).cloned().unwrap_or_default()
    }

    fn base(&self, links: &[Link], id: StructureId) -> String {
        let is_base = |link: &&Link| link.structure_id == id && link.kind == LinkKind::Base.code();
        links.iter().find(is_base).map(|link| self.to(link).0).unwrap_or_default()
    }

    fn row(&self, link: &Link) -> LinkRow {
        LinkRow {
            from: self.from(link),
            kind: LinkKind::of(&link.kind).map_or("", LinkKind::title),
            to: self.to(link),
            about: link.about.clone(),
            since: russian::date(link.since),
        }
    }
}
