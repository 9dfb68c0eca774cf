//! `/directory`: methodical services and bodies for visitors – territories, the structures of one, a page of each. Never names:
//! of people only roles and organisations.

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

/// (label, value, address)
type Lines = Vec<(String, String, String)>;

#[derive(Template)]
#[template(path = "directory_index.html")]
struct IndexPage {
    rows: Vec<(String, String, String)>,
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
    let mut rows = Vec::new();
    for one in tops {
        let Some(unit) = units.get(&one.unit_id.0).filter(|unit| unit.is_active()) else { continue };
        let count =
            structures::shown::counts(cx.conn(), &Ranges::under([unit.path.as_str()]))?.values().sum();
        rows.push((unit.name.clone(), address(unit.id), counted(count)));
    }
    rows.sort_by_key(|row| db::fold(&row.0));
    let told: Vec<String> = rows.iter().map(|row| format!("{} {} {}", row.0, row.1, row.2)).collect();
    let may_choose = cx.house().policy.check::<OpenDirectory>(cx.person()).is_ok();
    let page = IndexPage { rows, may_choose };
    unless_held(cx, Copy::Page, &told.join("\n"), |_| Page::titled("Методические структуры").show(&page))
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
    own: Vec<(String, String, String)>,
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
    let own: Vec<_> = own.iter().map(|one| (one.name.clone(), card_address(one.id), kind(one))).collect();
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
fn above(cx: &mut Cx<Read>, unit: &Unit, directory: &Directory) -> Result<Vec<(String, String)>> {
    let mut way = units::store::way(cx.conn(), &unit.path)?;
    // A unit above may be open by a directory of its own.
    let top = way.iter().position(|one| one.id == directory.unit_id).unwrap_or_default();
    let mut shown = vec![("Методические структуры".to_owned(), "/directory".to_owned())];
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
fn contacts(cx: &mut Cx<Read>, unit: UnitId) -> Result<Lines> {
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
    units.sort_by_key(|one| (db::fold(&one.short_name), one.id));
    let count = |one: &Unit| counted(sums.get(&one.id.0).copied().unwrap_or_default());
    Ok(units.iter().map(|one| (one.short_name.clone(), address(one.id), count(one))).collect())
}

#[derive(Template)]
#[template(path = "directory_card.html")]
struct CardPage {
    heading: String,
    kind: String,
    above: Vec<(String, String)>,
    facts: Lines,
    contacts: Lines,
    roles: Vec<(String, usize, String)>,
}

/// `GET /directory/structures/{structure}`
pub(super) fn card(cx: &mut Cx<Read>, _may: Granted<Anyone>) -> Result<Reply> {
    let id: StructureId = cx.request().arg("structure")?;
    let one = structures::shown::working(cx.conn(), id)?.ok_or(Error::NotFound)?;
    let directory = directories::over(cx.conn(), &one.unit_path)?.ok_or(Error::NotFound)?;
    let unit = units::store::all_of(cx.conn(), &[one.unit_id.0])?.pop().filter(Unit::is_active);
    let unit = unit.ok_or(Error::NotFound)?;
    let rules = units::rules_at(cx, &unit.path)?;
    let kind = rules.structure_kind(&one.kind).map(|kind| &kind.rule);
    let page = CardPage {
        heading: one.name.clone(),
        kind: kind.map(|kind| kind.title.clone()).unwrap_or_default(),
        above: {
            let mut way = above(cx, &unit, &directory)?;
            way.push((one.name.clone(), String::new()));
            way
        },
        facts: facts(cx, &one)?,
        contacts: contacts(cx, unit.id)?,
        roles: roles(cx, &one, kind)?,
    };
    let state = format!(
        "{} {} {:?} {:?} {:?} {:?}",
        page.heading, page.kind, page.above, page.facts, page.contacts, page.roles
    );
    unless_held(cx, Copy::Page, &state, |_| Page::titled(one.name.clone()).show(&page))
}

/// What it is for, since when, by what; a document only once it is registered.
fn facts(cx: &mut Cx<Read>, one: &Structure) -> Result<Lines> {
    let founding = match one.document_id {
        Some(id) => documents::store::all_of(cx.conn(), &[id.0])?.pop(),
        None => None,
    };
    let founding = founding.filter(|document| document.state().has_force());
    let founding = founding.map(|document| format!("{} «{}»", document.title_line(), document.title));
    let zone = cx.zone_at(&one.unit_path)?;
    let site = one.resource_url.clone();
    let all = [
        ("Направления", one.directions.clone(), String::new()),
        ("Зачем создана", one.task.clone(), String::new()),
        ("Работает с", russian::date(one.started_on), String::new()),
        ("До какого дня", one.ends_on.map(russian::date).unwrap_or_default(), String::new()),
        ("Создана по документу", founding.unwrap_or_default(), String::new()),
        ("Своя страница", site.clone(), site),
        ("Сведения обновлены", russian::date(one.updated_at.day(zone)), String::new()),
    ];
    let filled = all.into_iter().filter(|(_, value, _)| !value.is_empty());
    Ok(filled.map(|(label, value, url)| (label.to_owned(), value, url)).collect())
}

/// (role, how many, from which organisations), in the order of the kind.
fn roles(
    cx: &mut Cx<Read>,
    one: &Structure,
    kind: Option<&packs::StructureKind>,
) -> Result<Vec<(String, usize, String)>> {
    let members = structures::shown::composition(cx.conn(), one.id)?;
    let ids: Vec<i64> = members.iter().filter_map(|(_, unit)| unit.map(|unit| unit.0)).collect();
    let names: BTreeMap<i64, String> =
        units::store::all_of(cx.conn(), &ids)?.into_iter().map(|unit| (unit.id.0, unit.short_name)).collect();
    let known: Vec<(&str, &str)> = kind
        .map(|kind| kind.roles.iter().map(|role| (role.id.as_str(), role.title.as_str())).collect())
        .unwrap_or_default();
    let place = |role: &str| known.iter().position(|(id, _)| *id == role).unwrap_or(known.len());
    let mut found: BTreeMap<(usize, String), (usize, Vec<String>)> = BTreeMap::new();
    for (role, unit) in members {
        let at = place(&role);
        let title = known.get(at).map_or_else(|| "Другие".to_owned(), |(_, title)| (*title).to_owned());
        let entry = found.entry((at, title)).or_default();
        entry.0 += 1;
        let name = unit.and_then(|unit| names.get(&unit.0));
        entry.1.extend(name.filter(|name| !entry.1.contains(name)).cloned());
    }
    let row = |((_, title), (count, mut places)): (_, (usize, Vec<String>))| {
        places.sort_by_key(|name| db::fold(name));
        (title, count, places.join(", "))
    };
    Ok(found.into_iter().map(row).collect())
}
