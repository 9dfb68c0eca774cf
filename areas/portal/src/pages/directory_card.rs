//! The page of one structure for visitors: what it is, how it is reached, its composition – roles and organisations, and of who
//! leads it the name and just the fields they agreed to show (152-ФЗ, ст. 10.1), while that consent is in force.

use std::collections::BTreeMap;

use access::{Anyone, Granted};
use askama::Template;
use consent::shown::Shown;
use structures::model::{Publication, Structure, StructureId};
use structures::shown::Holder;
use units::Unit;
use web::{Copy, Cx, Error, Page, Read, Reply, Result, russian, unless_held};

use super::directory::{Lines, above, contacts};
use crate::model::Directory;
use crate::store::directories;

#[derive(Template)]
#[template(path = "directory_card.html")]
struct CardPage {
    /// Where its emblem is; empty: it carries none.
    emblem: String,
    heading: String,
    kind: String,
    above: Vec<(String, String)>,
    facts: Lines,
    contacts: Lines,
    roles: Vec<RoleLine>,
    has_names: bool,
    /// «12.03.2026, «Учитель Приамурья»», title, address.
    published: Vec<(String, String, String)>,
    /// Issues of its bulletin, the same way.
    issues: Vec<(String, String, String)>,
}

/// So many publications are shown.
const PUBLISHED: usize = 20;

/// A role: how many hold it, which organisations they are from, who agreed to be named.
#[derive(Debug)]
struct RoleLine {
    role: String,
    count: usize,
    places: String,
    people: Vec<Named>,
}

/// Somebody who agreed to be named.
#[derive(Debug)]
struct Named {
    name: String,
    about: String,
}

/// The structure of the address, if everybody sees it, with the directory over it and its unit.
fn open(cx: &mut Cx<Read>) -> Result<(Structure, Directory, Unit)> {
    let id: StructureId = cx.request().arg("structure")?;
    let one = structures::shown::working(cx.conn(), id)?.ok_or(Error::NotFound)?;
    let directory = directories::over(cx.conn(), &one.unit_path)?.ok_or(Error::NotFound)?;
    let unit = units::store::all_of(cx.conn(), &[one.unit_id.0])?.pop().filter(Unit::is_active);
    Ok((one, directory, unit.ok_or(Error::NotFound)?))
}

/// `GET /directory/structures/{structure}/emblem`
pub(super) fn emblem(cx: &mut Cx<Read>, _may: Granted<Anyone>) -> Result<Reply> {
    let (one, ..) = open(cx)?;
    structures::shown::emblem(cx, one.id)
}

/// `GET /directory/structures/{structure}`
pub(super) fn card(cx: &mut Cx<Read>, _may: Granted<Anyone>) -> Result<Reply> {
    let (one, directory, unit) = open(cx)?;
    let rules = units::rules_at(cx, &unit.path)?;
    let kind = rules.structure_kind(&one.kind).map(|kind| &kind.rule);
    let roles = roles(cx, &one, kind)?;
    let (issues, rest) = structures::shown::published(cx.conn(), one.id, PUBLISHED)?;
    let mut issues: Vec<_> = issues.into_iter().map(came_out).collect();
    let registered = structures::shown::issued(cx.conn(), &one, &rules, PUBLISHED)?;
    // One told in the log as well stands once.
    let is_told = |title: &str| issues.iter().any(|(_, told, _)| told == title);
    let registered: Vec<_> =
        registered.into_iter().filter(|one| !is_told(&one.title)).map(registered_issue).collect();
    issues.splice(0..0, registered);
    let has_emblem = structures::shown::has_emblem(cx.conn(), one.id)?;
    let page = CardPage {
        emblem: if has_emblem { format!("/directory/structures/{}/emblem", one.id) } else { String::new() },
        heading: one.name.clone(),
        kind: kind.map(|kind| kind.title.clone()).unwrap_or_default(),
        above: {
            let mut way = above(cx, &unit, &directory)?;
            way.push((one.name.clone(), String::new()));
            way
        },
        facts: facts(cx, &one)?,
        contacts: contacts(cx, unit.id)?,
        has_names: roles.iter().any(|role| !role.people.is_empty()),
        roles,
        published: rest.into_iter().map(came_out).collect(),
        issues,
    };
    let state = format!(
        "{} {} {} {:?} {:?} {:?} {:?} {:?} {:?}",
        page.emblem,
        page.heading,
        page.kind,
        page.above,
        page.facts,
        page.contacts,
        page.roles,
        page.published,
        page.issues
    );
    unless_held(cx, Copy::Page, &state, |_| Page::titled(one.name.clone()).show(&page))
}

fn came_out(one: Publication) -> (String, String, String) {
    (format!("{}, {}", russian::date(one.published_on), one.outlet_name), one.title, one.url)
}

/// An issue that is a registered document: opened where it is published, its file is not for strangers.
fn registered_issue(one: documents::Document) -> (String, String, String) {
    let number = if one.number.is_empty() { String::new() } else { format!(" №\u{a0}{}", one.number) };
    (
        format!("выпуск{number} от\u{a0}{}", russian::date(one.signed_on)),
        one.title,
        one.link.unwrap_or_default(),
    )
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
    let (site, section) = (one.resource_url.clone(), one.section_url.clone().unwrap_or_default());
    let all = [
        ("Направления", one.directions.clone(), String::new()),
        ("Зачем создана", one.task.clone(), String::new()),
        ("Работает с", russian::date(one.started_on), String::new()),
        ("До какого дня", one.ends_on.map(russian::date).unwrap_or_default(), String::new()),
        ("Создана по документу", founding.unwrap_or_default(), String::new()),
        ("Своя страница", site.clone(), site),
        ("Раздел на\u{a0}портале", section.clone(), section),
        ("Сведения обновлены", russian::date(one.updated_at.day(zone)), String::new()),
    ];
    let filled = all.into_iter().filter(|(_, value, _)| !value.is_empty());
    Ok(filled.map(|(label, value, url)| (label.to_owned(), value, url)).collect())
}

/// The roles in the order of the kind.
fn roles(cx: &mut Cx<Read>, one: &Structure, kind: Option<&packs::StructureKind>) -> Result<Vec<RoleLine>> {
    let today = cx.today_at(&one.unit_path)?;
    let members = structures::shown::composition(cx.conn(), one.id, today)?;
    let leading: Vec<i64> =
        members.iter().filter(|one| leads(kind, &one.role)).filter_map(|one| one.person).collect();
    let named = consent::shown::to_everybody(cx.conn(), &leading, today)?;
    let ids: Vec<i64> = members.iter().filter_map(|one| one.unit.map(|unit| unit.0)).collect();
    let units: BTreeMap<i64, String> =
        units::store::all_of(cx.conn(), &ids)?.into_iter().map(|unit| (unit.id.0, unit.short_name)).collect();
    let mut found: BTreeMap<(usize, String), Vec<Holder>> = BTreeMap::new();
    for member in members {
        found.entry(place_of(kind, &member.role)).or_default().push(member);
    }
    let nobody = BTreeMap::new();
    let told = |((_, title), holders): ((usize, String), Vec<Holder>)| {
        let is_leading = holders.iter().any(|one| leads(kind, &one.role));
        line(title, &holders, if is_leading { &named } else { &nobody }, &units)
    };
    Ok(found.into_iter().map(told).collect())
}

/// Whom a visitor turns to: a role that only so many hold, and not an advisory one.
fn leads(kind: Option<&packs::StructureKind>, role: &str) -> bool {
    kind.and_then(|kind| kind.role(role)).is_some_and(|role| role.holders.is_some() && !role.advisory)
}

/// Where the role stands among those of the kind, and what it is called.
fn place_of(kind: Option<&packs::StructureKind>, role: &str) -> (usize, String) {
    let known = kind.map(|kind| kind.roles.as_slice()).unwrap_or_default();
    let at = known.iter().position(|one| one.id == role);
    at.and_then(|at| Some((at, known.get(at)?.title.clone())))
        .unwrap_or_else(|| (known.len(), "Другие".to_owned()))
}

fn line(
    role: String,
    holders: &[Holder],
    named: &BTreeMap<i64, Shown>,
    units: &BTreeMap<i64, String>,
) -> RoleLine {
    let shown = |one: &Holder| one.person.and_then(|id| named.get(&id));
    // Beside a name stands only what its holder agreed to, and the organisation of the only holder tells who that is: both are told
    // with the consent or not at all.
    let is_hidden = |one: &Holder| shown(one).is_some() || holders.len() == 1;
    let told = holders.iter().filter(|one| one.is_organisation || !is_hidden(one));
    let mut places: Vec<String> = told.filter_map(|one| units.get(&one.unit?.0)).cloned().collect();
    places.sort_by_cached_key(|name| db::natural(name));
    places.dedup();
    let people =
        holders.iter().filter_map(shown).map(|one| Named { name: one.name.clone(), about: about(one) });
    RoleLine { role, count: holders.len(), places: places.join("; "), people: people.collect() }
}

/// «учитель, Школа № 1, +7 …»
fn about(one: &Shown) -> String {
    let parts = [one.post.clone(), one.unit.clone()].into_iter().chain(one.contacts.iter().cloned());
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use units::UnitId;

    use super::*;

    fn holder(person: i64, unit: i64) -> Holder {
        Holder {
            role: "head".to_owned(),
            person: Some(person),
            unit: Some(UnitId(unit)),
            is_organisation: false,
        }
    }

    #[test]
    fn the_organisation_of_the_only_holder_is_told_with_their_consent_alone() {
        let units = BTreeMap::from([(7, "Школа № 7".to_owned()), (8, "Школа № 8".to_owned())]);
        let agreed = |unit: &str| {
            let shown = Shown {
                name: "Осокина Нина".to_owned(), unit: unit.to_owned(), ..Shown::default()
            };
            BTreeMap::from([(1, shown)])
        };
        let told = |holders: &[Holder], named: &BTreeMap<i64, Shown>| {
            let line = line("Президент".to_owned(), holders, named, &units);
            let people: Vec<String> =
                line.people.iter().map(|one| format!("{} {}", one.name, one.about)).collect();
            format!("{}|{}", people.join(", "), line.places)
        };
        let (one, nobody) = ([holder(1, 7)], BTreeMap::new());
        assert_eq!(told(&one, &nobody), "|");
        assert_eq!(told(&one, &agreed("")), "Осокина Нина |");
        assert_eq!(told(&one, &agreed("Школа № 7")), "Осокина Нина Школа № 7|");
        let two = [holder(1, 7), holder(2, 8)];
        assert_eq!(told(&two, &nobody), "|Школа № 7; Школа № 8");
        assert_eq!(told(&two, &agreed("")), "Осокина Нина |Школа № 8");
        let school = [Holder { is_organisation: true, ..holder(1, 7) }];
        assert_eq!(told(&school, &nobody), "|Школа № 7", "an organisation is no person");
    }
}
