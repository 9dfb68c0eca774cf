//! Results of evaluation procedures of a place beside its points over the years (приложение 5, п. 5.1): shown, no cause claimed.

use std::collections::{BTreeMap, BTreeSet};

use access::{Granted, Level};
use askama::Template;
use monitoring::model::{Campaign, Publication};
use monitoring::said;
use monitoring::store::results;
use units::{Unit, UnitId};
use web::{Cx, Error, Mode, Page, Read, Reply, Result, russian};

use crate::ImportProcedures;
use crate::access::SeeReports;
use crate::compose::told;
use crate::store;

#[derive(Template)]
#[template(path = "procedures.html")]
struct ProceduresPage {
    name: String,
    periods: Vec<String>,
    points: Vec<(String, Vec<(String, String)>)>,
    works: Vec<(String, Vec<String>)>,
    below: Vec<(String, String, i64)>,
    up: Option<(String, String)>,
    may_import: bool,
}

/// `GET /procedures`: the person's own place.
pub(super) fn index(cx: &mut Cx<Read>, may: Granted<SeeReports>) -> Result<Reply> {
    let unit = may.scopes().first().map(|scope| scope.unit).ok_or(Error::NotFound)?;
    let _ = cx;
    Ok(Reply::to(format!("/procedures/units/{unit}")))
}

/// `GET /procedures/units/{unit}`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeReports>) -> Result<Reply> {
    let id: UnitId = cx.request().arg("unit")?;
    let unit = units::store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    let all = store::procedures::sums_under(cx.conn(), &unit.path)?;
    let lines = points(cx, &unit)?;
    let mut periods: BTreeSet<String> = all.values().flat_map(BTreeMap::keys).cloned().collect();
    periods.extend(lines.iter().flat_map(|(_, years)| years.keys().cloned()));
    let cell = |years: &BTreeMap<String, (String, String)>, period: &String| {
        years.get(period).cloned().unwrap_or_else(|| ("–".to_owned(), String::new()))
    };
    let works = all.iter().map(|((kind, subject, grade), years)| {
        let grade = if *grade == 0 { String::new() } else { format!(", {grade}\u{a0}класс") };
        let of = |period: &String| years.get(period).map_or_else(|| "–".to_owned(), told);
        (format!("{}, {subject}{grade}", kind.title()), periods.iter().map(of).collect())
    });
    let way = units::store::way(cx.conn(), &unit.path)?;
    let up = way.iter().rev().find(|one| one.id != unit.id && may.ranges().holds(&one.path));
    let page = ProceduresPage {
        name: unit.name.clone(),
        works: works.collect(),
        points: lines
            .iter()
            .map(|(title, years)| (title.clone(), periods.iter().map(|period| cell(years, period)).collect()))
            .collect(),
        periods: periods.iter().map(|period| russian::school_year(period)).collect(),
        below: below(cx, &unit)?,
        up: up.map(|one| (one.short_name.clone(), format!("/procedures/units/{}", one.id))),
        may_import: may_import(cx),
    };
    Page::titled(format!("Оценочные процедуры – {}", unit.short_name))
        .at(&unit.path)
        .under("/procedures")
        .show(&page)
}

fn may_import<M: Mode>(cx: &Cx<M>) -> bool {
    cx.house().policy.check::<ImportProcedures>(cx.person()).is_ok()
}

type Line = (String, BTreeMap<String, (String, String)>);

/// Percents of the published monitorings that measured the place, or – at their owner – the means: by period, with addresses.
fn points(cx: &mut Cx<Read>, unit: &Unit) -> Result<Vec<Line>> {
    let mut lines: Vec<Line> = Vec::new();
    for owner in units::store::way(cx.conn(), &unit.path)? {
        let all = results::published_of(cx.conn(), owner.id)?;
        let ids: Vec<i64> = all.iter().map(|(_, publication)| publication.id).collect();
        let scope = db::Ranges::under([unit.path.as_str()]);
        let found = results::object_through(cx.conn(), &ids, unit.id, "", &scope)?;
        let is_owner = owner.id == unit.id;
        let percent = |publication: &Publication| {
            if is_owner {
                publication.mean_percent.clone()
            } else {
                {
                    let own = found.iter().find(|one| one.publication_id == publication.id);
                    own.map(|one| one.percent.clone()).unwrap_or_default()
                }
            }
        };
        for (campaign, publication) in &all {
            let exact = percent(publication);
            if !exact.is_empty() {
                put(
                    &mut lines,
                    campaign,
                    is_owner,
                    (said::percent(&exact), address(campaign, publication, unit, is_owner)),
                );
            }
        }
    }
    Ok(lines)
}

fn address(campaign: &Campaign, publication: &Publication, unit: &Unit, is_owner: bool) -> String {
    let tail = if is_owner { "/results".to_owned() } else { format!("/results/{}", unit.id) };
    let revision = publication.revision.to_string();
    web::address(&format!("{}{tail}", campaign.url()), &[("revision", &revision)])
}

fn put(lines: &mut Vec<Line>, campaign: &Campaign, is_owner: bool, cell: (String, String)) {
    let word =
        if is_owner { "в\u{a0}среднем" } else { "процент от\u{a0}максимума" };
    let title = format!("{}: {word}", campaign.title);
    match lines.iter_mut().find(|(known, _)| *known == title) {
        Some((_, years)) => {
            years.insert(campaign.period.clone(), cell);
        }
        None => lines.push((title, BTreeMap::from([(campaign.period.clone(), cell)]))),
    }
}

/// The places right below with how many results each has.
fn below(cx: &mut Cx<Read>, unit: &Unit) -> Result<Vec<(String, String, i64)>> {
    let level = match unit.level() {
        Level::Installation => Level::Region,
        Level::Region => Level::Municipality,
        Level::Municipality | Level::District => Level::Organisation,
        Level::Organisation => return Ok(Vec::new()),
    };
    let found = units::store::under(cx.conn(), &unit.path, level)?;
    let counts = store::procedures::counts_under(cx.conn(), &unit.path)?;
    let line = |one: &Unit| {
        let own = counts.iter().filter(|(path, _)| path.starts_with(&one.path));
        let count: i64 = own.map(|(_, count)| count).sum();
        (one.short_name.clone(), format!("/procedures/units/{}", one.id), count)
    };
    Ok(found.iter().map(line).collect())
}
