//! `/directory`: methodical services and bodies for visitors – territories, the structures of one.

use std::collections::BTreeMap;

use access::{Anyone, Granted};
use askama::Template;
use db::Ranges;
use structures::model::{Structure, StructureId};
use units::{Unit, UnitId};
use web::{Copy, Cx, Error, Page, Read, Reply, Result, russian, unless_held};

use crate::OpenDirectory;
use crate::model::Directory;
use crate::store::directories;

/// So many directories stand on the first page.
const MOST: i64 = 500;
/// So many places are told that have a name looked for.
const FOUND: usize = 100;

/// (label, value, address)
pub(super) type Lines = Vec<(String, String, String)>;

#[derive(Template)]
#[template(path = "directory_index.html")]
struct IndexPage {
    rows: Vec<(String, String, String)>,
    /// What is looked for; empty: every open place.
    name: String,
    may_choose: bool,
}

/// `GET /directory`: the places whose structures everybody sees; those inside another open place stand on its page.
pub(super) fn index(cx: &mut Cx<Read>, _may: Granted<Anyone>) -> Result<Reply> {
    let all = directories::list(cx.conn(), MOST)?;
    let mut tops: Vec<&Directory> = Vec::new();
    for one in &all {
        if !tops.iter().any(|top| one.unit_path.starts_with(&top.unit_path)) {
            tops.push(one);
        }
    }
    let ids: Vec<i64> = tops.iter().map(|one| one.unit_id.0).collect();
    let units: BTreeMap<i64, Unit> =
        units::store::all_of(cx.conn(), &ids)?.into_iter().map(|unit| (unit.id.0, unit)).collect();
    let name = cx.request().asked("name").trim().to_owned();
    let mut rows = Vec::new();
    if !name.is_empty() {
        let paths: Vec<&str> = tops.iter().map(|one| one.unit_path.as_str()).collect();
        rows = found(cx, &paths, &name)?;
        tops.clear();
    }
    for one in tops {
        let Some(unit) = units.get(&one.unit_id.0).filter(|unit| unit.is_active()) else { continue };
        let count =
            structures::shown::counts(cx.conn(), &Ranges::under([unit.path.as_str()]))?.values().sum();
        rows.push((unit.name.clone(), address(unit.id), counted(count)));
    }
    if name.is_empty() {
        rows.sort_by_key(|row| db::fold(&row.0));
    }
    let told: Vec<String> = rows.iter().map(|row| format!("{} {} {}", row.0, row.1, row.2)).collect();
    let may_choose = cx.house().policy.check::<OpenDirectory>(cx.person()).is_ok();
    let page = IndexPage { rows, name, may_choose };
    unless_held(cx, Copy::Page, &told.join("\n"), |_| Page::titled("Справочник для всех").show(&page))
}

/// Places inside the open ones that have structures at or under themselves and a name with this text in it, by name.
fn found(cx: &mut Cx<Read>, open: &[&str], name: &str) -> Result<Vec<(String, String, String)>> {
    let counts = structures::shown::counts(cx.conn(), &Ranges::under(open.iter().copied()))?;
    let mut sums: BTreeMap<i64, i64> = BTreeMap::new();
    for (path, count) in &counts {
        let Some(top) = open.iter().find(|top| path.starts_with(**top)) else { continue };
        let own = top.trim_end_matches('/').rsplit('/').next();
        let below = path.strip_prefix(*top).unwrap_or_default().split('/');
        for id in own.into_iter().chain(below).filter_map(|id| id.parse().ok()) {
            *sums.entry(id).or_default() += count;
        }
    }
    let ids: Vec<i64> = sums.keys().copied().collect();
    let mut units = units::store::all_of(cx.conn(), &ids)?;
    let asked = packed(name);
    units.retain(|unit| {
        unit.is_active() && (packed(&unit.name).contains(&asked) || packed(&unit.short_name).contains(&asked))
    });
    units.sort_by_key(|unit| (db::natural(&unit.short_name), unit.id));
    let line = |unit: Unit| {
        let count = counted(sums.get(&unit.id.0).copied().unwrap_or_default());
        (unit.short_name, address(unit.id), count)
    };
    Ok(units.into_iter().map(line).take(FOUND).collect())
}

/// Folded, without blanks: «№1» is «№ 1».
fn packed(text: &str) -> String {
    db::fold(text).chars().filter(|letter| !letter.is_whitespace()).collect()
}

pub(super) fn address(unit: UnitId) -> String {
    format!("/directory/{unit}")
}

fn counted(count: i64) -> String {
    russian::counted(count, "структура", "структуры", "структур")
}

#[derive(Template)]
#[template(path = "directory_place.html")]
struct PlacePage {
    heading: String,
    above: Vec<(String, String)>,
    about: Vec<String>,
    contacts: Lines,
    /// Name, address, kind, when it was changed last.
    own: Vec<(String, String, String, String)>,
    below: Vec<(String, String, String)>,
}

/// `GET /directory/{unit}`: the structures of a place, and the places under it that have some.
pub(super) fn place(cx: &mut Cx<Read>, _may: Granted<Anyone>) -> Result<Reply> {
    let id: UnitId = cx.request().arg("unit")?;
    let unit =
        units::store::all_of(cx.conn(), &[id.0])?.pop().filter(Unit::is_active).ok_or(Error::NotFound)?;
    let directory = directories::over(cx.conn(), &unit.path)?.ok_or(Error::NotFound)?;
    let rules = units::rules_at(cx, &unit.path)?;
    let kind = |one: &Structure| {
        rules.structure_kind(&one.kind).map(|kind| kind.rule.title.clone()).unwrap_or_default()
    };
    let own = structures::shown::working_of(cx.conn(), unit.id)?;
    let zone = cx.zone_at(&unit.path)?;
    let updated = |one: &Structure| russian::date(one.updated_at.day(zone));
    let line = |one: &Structure| (one.name.clone(), card_address(one.id), kind(one), updated(one));
    let own: Vec<_> = own.iter().map(line).collect();
    let page = PlacePage {
        heading: unit.name.clone(),
        above: ending(above(cx, &unit, &directory)?),
        about: if directory.unit_id == unit.id { lines(&directory.about) } else { Vec::new() },
        contacts: contacts(cx, unit.id)?,
        own,
        below: below(cx, &unit)?,
    };
    let state = format!(
        "{:?} {:?} {:?} {:?} {:?} {}",
        page.above, page.about, page.contacts, page.own, page.below, page.heading
    );
    unless_held(cx, Copy::Page, &state, |_| {
        Page::titled(format!("{} – методические структуры", unit.name)).show(&page)
    })
}

fn card_address(id: StructureId) -> String {
    format!("/directory/structures/{id}")
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// The way from the open place down to the unit.
pub(super) fn above(cx: &mut Cx<Read>, unit: &Unit, directory: &Directory) -> Result<Vec<(String, String)>> {
    let mut way = units::store::way(cx.conn(), &unit.path)?;
    // A unit above may be open by a directory of its own.
    let top = way.iter().position(|one| one.id == directory.unit_id).unwrap_or_default();
    let mut shown = vec![("Справочник для всех".to_owned(), "/directory".to_owned())];
    shown.extend(way.drain(top..).map(|one| (one.short_name, address(one.id))));
    Ok(shown)
}

/// The way of a page that is its last step: no link leads to itself.
fn ending(mut way: Vec<(String, String)>) -> Vec<(String, String)> {
    if let Some((_, url)) = way.last_mut() {
        url.clear();
    }
    way
}

/// How the organisation is reached: what it wrote itself.
pub(super) fn contacts(cx: &mut Cx<Read>, unit: UnitId) -> Result<Lines> {
    let kept = units::contacts_of(cx.conn(), unit)?.contacts;
    let site = kept.site.clone();
    let is_link = site.starts_with("https://") || site.starts_with("http://");
    let all = [
        ("Адрес", kept.address, String::new()),
        ("Телефон", kept.phone, String::new()),
        ("Почта", kept.email, String::new()),
        ("Сайт", kept.site, if is_link { site } else { String::new() }),
    ];
    let filled = all.into_iter().filter(|(_, value, _)| !value.is_empty());
    Ok(filled.map(|(label, value, url)| (label.to_owned(), value, url)).collect())
}

/// The units right under this one with their structures counted together with everything below.
fn below(cx: &mut Cx<Read>, unit: &Unit) -> Result<Lines> {
    let mut sums: BTreeMap<i64, i64> = BTreeMap::new();
    for (path, count) in structures::shown::counts(cx.conn(), &Ranges::under([unit.path.as_str()]))? {
        let next = path.strip_prefix(&unit.path).and_then(|rest| rest.split('/').next()?.parse::<i64>().ok());
        if let Some(next) = next {
            *sums.entry(next).or_default() += count;
        }
    }
    let ids: Vec<i64> = sums.keys().copied().collect();
    let mut units = units::store::all_of(cx.conn(), &ids)?;
    units.retain(Unit::is_active);
    units.sort_by_key(|one| (db::natural(&one.short_name), one.id));
    let count = |one: &Unit| counted(sums.get(&one.id.0).copied().unwrap_or_default());
    Ok(units.iter().map(|one| (one.short_name.clone(), address(one.id), count(one))).collect())
}
