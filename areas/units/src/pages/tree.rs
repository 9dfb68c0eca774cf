//! The tree with counts: the trunk down to municipalities and okrugs, organisations behind each count.

use std::collections::BTreeMap;

use access::{Granted, Level};
use askama::Template;
use web::{Cx, Page, Read, Reply, Result, russian};

use crate::store::living;
use crate::{SeeUnits, Unit};

/// So many branches are shown; a larger tree is looked at region by region.
const BRANCHES: i64 = 500;

#[derive(Template)]
#[template(path = "tree.html")]
struct TreePage {
    branches: Vec<Branch>,
    is_cut: bool,
}

struct Branch {
    unit: Unit,
    level: &'static str,
    counts: String,
    /// Steps from the top of what is shown: 1 …
    depth: usize,
}

/// `GET /units/tree`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeUnits>) -> Result<Reply> {
    let trunk = [Level::Region, Level::Municipality, Level::District];
    let mut units = living::of_levels(cx.conn(), may.ranges(), &trunk, BRANCHES)?;
    let is_cut = i64::try_from(units.len()).is_ok_and(|shown| shown == BRANCHES);
    let mut below: BTreeMap<i64, Vec<(Level, i64)>> = BTreeMap::new();
    for (parent, level, count) in living::branches(cx.conn(), may.ranges())? {
        let level = level.parse().unwrap_or(Level::Organisation);
        below.entry(parent.map_or(0, |id| id.0)).or_default().push((level, count));
    }
    sort_as_tree(&mut units);
    let schools: Vec<(String, i64)> = units
        .iter()
        .map(|unit| (unit.path.clone(), organisations(below.get(&unit.id.0).map_or(&[], Vec::as_slice))))
        .collect();
    let total = |unit: &Unit| -> i64 {
        schools.iter().filter(|(path, _)| path.starts_with(&unit.path)).map(|(_, count)| count).sum()
    };
    let steps = |unit: &Unit| unit.path.matches('/').count();
    let top = units.iter().map(steps).min().unwrap_or(2);
    let branches = units.into_iter().map(|unit| Branch {
        level: unit.level().title(),
        counts: below.get(&unit.id.0).map(|counts| said(counts, total(&unit))).unwrap_or_default(),
        depth: steps(&unit) - top + 1,
        unit,
    });
    let page = TreePage { branches: branches.collect(), is_cut };
    Page::titled("Дерево территорий").under("/units").show(&page)
}

/// Each under its parent, neighbours by name.
fn sort_as_tree(units: &mut [Unit]) {
    let names: BTreeMap<String, String> =
        units.iter().map(|unit| (unit.path.clone(), db::natural(&unit.short_name))).collect();
    units.sort_by_cached_key(|unit| {
        let ends = unit.path.match_indices('/').skip(1).map(|(at, _)| &unit.path[..=at]);
        ends.map(|path| (names.get(path).cloned().unwrap_or_default(), path.to_owned())).collect::<Vec<_>>()
    });
}

fn organisations(counts: &[(Level, i64)]) -> i64 {
    counts.iter().filter(|(level, _)| *level == Level::Organisation).map(|(_, count)| count).sum()
}

/// What stands right under it, and how many organisations in all where that is more.
fn said(counts: &[(Level, i64)], total: i64) -> String {
    let schools = |count| russian::counted(count, "организация", "организации", "организаций");
    let words = |(level, count): &(Level, i64)| match level {
        Level::Municipality => russian::counted(*count, "муниципалитет", "муниципалитета", "муниципалитетов"),
        Level::District => russian::counted(*count, "округ", "округа", "округов"),
        _ => schools(*count),
    };
    let mut said: Vec<String> = counts.iter().map(words).collect();
    if total > organisations(counts) {
        said.push(format!("всего {}", schools(total)));
    }
    said.join(", ")
}
