//! People picked from a place by name, a page of fifty: few are asked for by their ids, many are met on a walk along the names of
//! the region.

use std::collections::BTreeSet;

use people::store;
use web::{Cx, Read, Result};

use super::asked::PAGE;

/// The most rows of a page.
pub(super) const MOST: usize = PAGE;
/// So many are asked for by their ids.
const FEW: usize = 200;
/// A step of the walk.
const STEP: usize = 300;

/// A page of these people, and after whom the next one goes on. `strangers` may stand in another region by now.
pub(super) fn page(
    cx: &mut Cx<Read>,
    path: &str,
    ids: &BTreeSet<i64>,
    strangers: &[i64],
) -> Result<(Vec<i64>, Option<i64>)> {
    let after: Option<i64> = cx.request().asked("after").parse().ok();
    let after = match after {
        Some(id) => store::keys_of(cx.conn(), &[id])?.pop(),
        None => None,
    };
    let top = path.split('/').nth(1).and_then(|top| top.parse().ok());
    let known = if ids.len() <= FEW { ids.iter().copied().collect() } else { strangers.to_vec() };
    let mut found = store::keys_of(cx.conn(), &known)?;
    found.retain(|key| after.as_ref().is_none_or(|after| after < key));
    if let Some(top) = top.filter(|_| ids.len() > FEW) {
        walk(cx, top, (ids, after), &mut found)?;
    }
    found.sort();
    found.dedup();
    let has_more = found.len() > PAGE;
    let shown: Vec<i64> = found.into_iter().take(PAGE).map(|(_, id)| id).collect();
    let next = shown.last().copied().filter(|_| has_more);
    Ok((shown, next))
}

fn walk(
    cx: &mut Cx<Read>,
    top: i64,
    (ids, mut after): (&BTreeSet<i64>, Option<(String, i64)>),
    found: &mut Vec<(String, i64)>,
) -> Result<()> {
    let mut met = 0;
    while met <= PAGE {
        let names =
            store::names_after(cx.conn(), top, after.as_ref(), i64::try_from(STEP).unwrap_or_default())?;
        let is_last = names.len() < STEP;
        after = names.last().cloned();
        let these = names.into_iter().filter(|(_, id)| ids.contains(id));
        let before = found.len();
        found.extend(these);
        met += found.len() - before;
        if is_last {
            break;
        }
    }
    Ok(())
}

/// All of them, by name.
pub(super) fn all(cx: &mut Cx<Read>, ids: &BTreeSet<i64>) -> Result<Vec<i64>> {
    let keys = store::keys_of(cx.conn(), &ids.iter().copied().collect::<Vec<i64>>())?;
    Ok(keys.into_iter().map(|(_, id)| id).collect())
}
