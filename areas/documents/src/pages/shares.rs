//! What share of the units that must have a document have one, beside what the regulation told of it; each figure opens its
//! units (Терский район, задача 9: стратегия кадровой политики школы).

use std::collections::BTreeMap;

use access::{Granted, Level};
use askama::Template;
use packs::{DocumentKind, DocumentShare, Effective};
use units::{Unit, UnitId};
use web::{Cx, Error, Page, Read, Reply, Result};

use super::kinds;
use super::required::address;
use crate::model::Proving;
use crate::rules::required::{self, Standing};
use crate::rules::share;
use crate::{SeeDocuments, store};

#[derive(Template)]
#[template(path = "shares.html")]
struct SharesPage {
    of: String,
    shares: Vec<Share>,
    /// Places below whose regulation tells a share, where the place itself has none.
    places: Vec<(String, String)>,
}

/// A share, and the units of the figure that was opened.
struct Share {
    title: String,
    clause: String,
    taken: String,
    document: String,
    percent: String,
    base: String,
    against: String,
    target: String,
    /// Label, number, the list.
    figures: Vec<(&'static str, usize, String)>,
    /// «Есть»; empty: all.
    picked: &'static str,
    sections: usize,
    rows: Vec<Row>,
}

struct Row {
    name: String,
    url: String,
    how: Standing,
    document: Option<(String, String)>,
    /// So many of its sections are found.
    found: usize,
}

/// The kinds of documents whose share the rules tell.
pub(super) fn of(rules: &Effective) -> impl Iterator<Item = (&DocumentKind, &DocumentShare)> {
    rules.document_kinds.iter().filter_map(|kind| Some((&kind.rule, kind.rule.share.as_ref()?)))
}

/// `GET /documents/shares?unit=…&kind=…&having=…`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeDocuments>) -> Result<Reply> {
    let request = cx.request_handle();
    let Some(unit) = place(cx, &may, request.asked("unit"))? else {
        return Ok(Reply::to("/documents/coverage"));
    };
    let rules = kinds::rules_at(cx, &unit.path)?;
    let mut shares = Vec::new();
    for (kind, told) in of(&rules) {
        let having = if request.asked("kind") == kind.id { request.asked("having") } else { "" };
        shares.push(share_of(cx, (&unit, &rules), (kind, told), having)?);
    }
    let places = if shares.is_empty() { below(cx, &unit)? } else { Vec::new() };
    let page = SharesPage { of: unit.name.clone(), shares, places };
    Page::titled("Доли по\u{a0}положению").at(&unit.path).under("/documents").show(&page)
}

/// The unit asked for within reach, or the person's own; of an installation none.
fn place(cx: &mut Cx<Read>, may: &Granted<SeeDocuments>, asked: &str) -> Result<Option<Unit>> {
    let id = match (asked, may.scopes().first()) {
        ("", Some(scope)) if scope.level == Level::Installation => return Ok(None),
        ("", scope) => scope.map(|scope| scope.unit),
        (typed, _) => typed.parse().ok(),
    };
    let id = UnitId(id.ok_or(Error::NotFound)?);
    units::store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound).map(Some)
}

/// Municipalities under a place whose own regulation tells a share.
fn below(cx: &mut Cx<Read>, unit: &Unit) -> Result<Vec<(String, String)>> {
    let (house, today) = (cx.house_handle(), cx.today_at(&unit.path)?);
    let found = units::store::under(cx.conn(), &unit.path, Level::Municipality)?;
    let paths: Vec<&str> = found.iter().map(|one| one.path.as_str()).collect();
    let each = units::store::effective_of(cx.conn(), &house.packs, &paths, today)?;
    let told = found.iter().zip(&each).filter(|(_, rules)| of(rules).next().is_some());
    let link = |one: &Unit| web::address("/documents/shares", &[("unit", &one.id.to_string())]);
    Ok(told.map(|(one, _)| (one.name.clone(), link(one))).collect())
}

fn share_of(
    cx: &mut Cx<Read>,
    (unit, rules): (&Unit, &Effective),
    (kind, told): (&DocumentKind, &DocumentShare),
    having: &str,
) -> Result<Share> {
    let today = cx.today_at(&unit.path)?;
    let all = asked(cx, unit, kind)?;
    let ids: Vec<i64> = all.iter().map(|one| one.id.0).collect();
    let sought: Vec<String> = std::iter::once(&kind.id).chain(&kind.met_by).cloned().collect();
    let found = store::of_kinds(cx.conn(), &ids, &sought)?;
    let mut by_unit: BTreeMap<i64, Vec<&Proving>> = BTreeMap::new();
    for document in &found {
        by_unit.entry(document.unit_id.0).or_default().push(document);
    }
    let papers: Vec<i64> = found.iter().map(|one| one.id.0).collect();
    let marked =
        if kind.sections.is_empty() { BTreeMap::new() } else { store::sections::counts(cx.conn(), &papers)? };
    let days = (today, required::year_start(rules, today));
    let row = |one: &Unit| {
        let own = by_unit.get(&one.id.0).map_or(&[][..], Vec::as_slice);
        let (how, document) = required::standing(kind, own, days);
        Row {
            name: one.short_name.clone(),
            url: format!("/documents/required?unit={}", one.id),
            how,
            document: document.map(|known| (known.title_line(), address(known))),
            found: document.and_then(|known| marked.get(&known.id.0).copied()).unwrap_or(0),
        }
    };
    let rows: Vec<Row> = all.iter().map(row).collect();
    let (met, whole) = (rows.iter().filter(|row| row.how.is_met()).count(), rows.len());
    let link = |having: &str| {
        let unit = unit.id.to_string();
        web::address("/documents/shares", &[("unit", &unit), ("kind", &kind.id), ("having", having)])
    };
    let tenths = share::tenths(met, whole);
    Ok(Share {
        title: told.title.clone(),
        clause: told.clause.clone(),
        taken: told.taken.clone(),
        document: kind.title.clone(),
        percent: tenths.map_or_else(|| "некого считать".to_owned(), share::percent),
        base: share::percent(usize::try_from(told.base).unwrap_or(0) * 10),
        against: tenths.map(|tenths| share::against(tenths, told.base)).unwrap_or_default(),
        target: target(told, tenths),
        figures: vec![
            ("Есть", met, link("yes")),
            ("Нет", whole - met, link("no")),
            ("Должны иметь", whole, link("")),
        ],
        picked: match having {
            "yes" => "есть",
            "no" => "нет",
            _ => "",
        },
        sections: kind.sections.len(),
        rows: rows
            .into_iter()
            .filter(|row| match having {
                "yes" => row.how.is_met(),
                "no" => !row.how.is_met(),
                _ => true,
            })
            .collect(),
    })
}

fn target(told: &DocumentShare, tenths: Option<usize>) -> String {
    let Some(target) = told.target else { return String::new() };
    let said = share::percent(usize::try_from(target).unwrap_or(0) * 10);
    let against = tenths.map(|tenths| format!(", {}", share::against(tenths, target))).unwrap_or_default();
    format!("{said}{against}")
}

/// Units at and under the place that must have a document of the kind, by name.
fn asked(cx: &mut Cx<Read>, unit: &Unit, kind: &DocumentKind) -> Result<Vec<Unit>> {
    let mut all = Vec::new();
    for level in [Level::Municipality, Level::District, Level::Organisation] {
        if kind.must_exist.iter().any(|one| one == kinds::pack_level(level)) {
            if unit.level() == level {
                all.push(unit.clone());
            }
            all.extend(units::store::under(cx.conn(), &unit.path, level)?);
        }
    }
    all.retain(|one| kind.is_asked_of(kinds::pack_level(one.level()), &one.kind));
    Ok(all)
}
