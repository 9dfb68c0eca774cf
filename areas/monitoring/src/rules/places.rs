//! Places: by exact percent, then by points; equal objects share a place (1, 2, 2, 4); without percent – last.

use super::ObjectResult;
use std::cmp::Ordering;
use std::collections::HashMap;

/// Gives places among all and inside groups.
pub(super) fn give(results: &mut [ObjectResult]) {
    let mut order: Vec<usize> = (0..results.len()).collect();
    order.sort_by(|a, b| better(results.get(*a), results.get(*b)));
    for (at, place) in shared(&order, results) {
        if let Some(result) = results.get_mut(at) {
            result.rank = place;
        }
    }
    let mut groups: HashMap<String, Vec<usize>> = HashMap::new();
    for at in order {
        if let Some(group) = results.get(at).and_then(|result| result.group.clone()) {
            groups.entry(group).or_default().push(at);
        }
    }
    for members in groups.values() {
        for (at, place) in shared(members, results) {
            if let Some(result) = results.get_mut(at) {
                result.group_rank = Some(place);
            }
        }
    }
}

fn shared(order: &[usize], results: &[ObjectResult]) -> Vec<(usize, usize)> {
    let mut places: Vec<(usize, usize)> = Vec::with_capacity(order.len());
    for (index, at) in order.iter().enumerate() {
        let equal =
            |before: &(usize, usize)| better(results.get(before.0), results.get(*at)) == Ordering::Equal;
        let place = places.last().filter(|before| equal(before)).map_or(index + 1, |before| before.1);
        places.push((*at, place));
    }
    places
}

/// Less means a better place.
fn better(a: Option<&ObjectResult>, b: Option<&ObjectResult>) -> Ordering {
    let (Some(a), Some(b)) = (a, b) else {
        return Ordering::Equal;
    };
    b.percent.cmp(&a.percent).then_with(|| b.score.cmp(&a.score))
}
