//! Pure decisions: to which place a unit belongs, shares in whole per cents.

use std::collections::{BTreeMap, BTreeSet};

use people::store::Teaches;
use registry::SupportKind;

/// Who is supported, by kind.
pub(crate) type Supported = BTreeMap<SupportKind, BTreeSet<i64>>;

/// The figures of one place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Figures {
    /// Teachers.
    pub teachers: usize,
    /// With at least one support.
    pub any: usize,
    /// By kind, in the order asked for.
    pub kinds: Vec<usize>,
}

impl Figures {
    /// Without any.
    pub fn none(&self) -> usize {
        self.teachers - self.any
    }
}

/// The figures of these people.
pub(crate) fn figures(people: &BTreeSet<i64>, supported: &Supported, kinds: &[SupportKind]) -> Figures {
    let of = |kind: &SupportKind| supported.get(kind).map_or(0, |all| all.intersection(people).count());
    let is_any = |person: &&i64| supported.values().any(|all| all.contains(person));
    Figures {
        teachers: people.len(),
        any: people.iter().filter(is_any).count(),
        kinds: kinds.iter().map(of).collect(),
    }
}

/// The people of each of these places: a person of two schools stands in both and once in what is above them.
pub(crate) fn by_place(teaches: &[Teaches], places: &[String]) -> BTreeMap<String, BTreeSet<i64>> {
    let known: BTreeSet<&str> = places.iter().map(String::as_str).collect();
    let mut found: BTreeMap<String, BTreeSet<i64>> = BTreeMap::new();
    for one in teaches {
        let ends = one.unit_path.match_indices('/').map(|(end, _)| &one.unit_path[..=end]);
        for path in ends.filter(|path| known.contains(path)) {
            found.entry(path.to_owned()).or_default().insert(one.person);
        }
    }
    found
}

/// A share in whole per cents, a half rounds up; of nothing there is none. A few of many are «меньше 1 %», and somebody left out
/// of many is «больше 99 %»: neither is nobody or everybody.
pub(crate) fn share(part: usize, whole: usize) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    if part > 0 && part * 100 < whole {
        return "меньше 1\u{a0}%".to_owned();
    }
    if part < whole && part * 100 > whole * 99 {
        return "больше 99\u{a0}%".to_owned();
    }
    format!("{}\u{a0}%", (part * 200 + whole) / (whole * 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_whole_and_honest_at_the_ends() {
        let all =
            [(0, 0), (0, 3), (1, 3), (2, 3), (1, 8), (3, 3), (999, 1000), (4, 7360), (1, 100), (99, 100)];
        let said: Vec<String> = all.map(|(part, whole)| share(part, whole).replace('\u{a0}', "")).to_vec();
        assert_eq!(said, ["–", "0%", "33%", "67%", "13%", "100%", "больше 99%", "меньше 1%", "1%", "99%"]);
    }

    #[test]
    fn a_person_of_two_schools_counts_in_both_and_once_above() {
        let teaches = |person, path: &str| Teaches { person, unit_path: path.to_owned() };
        let all = [teaches(1, "/1/2/3/"), teaches(1, "/1/2/4/"), teaches(2, "/1/2/4/"), teaches(3, "/1/20/")];
        let places = ["/1/2/", "/1/2/3/", "/1/2/4/"].map(str::to_owned);
        let found = by_place(&all, &places);
        assert_eq!(found["/1/2/"], BTreeSet::from([1, 2]), "and nobody of /1/20/");
        assert_eq!((found["/1/2/3/"].len(), found["/1/2/4/"].len()), (1, 2));
    }

    #[test]
    fn figures_count_people_not_supports() {
        let people = BTreeSet::from([1, 2, 3]);
        let supported = BTreeMap::from([
            (SupportKind::Body, BTreeSet::from([1, 2, 9])),
            (SupportKind::Course, BTreeSet::from([1])),
        ]);
        let found = figures(&people, &supported, &[SupportKind::Body, SupportKind::Course]);
        assert_eq!(found, Figures { teachers: 3, any: 2, kinds: vec![2, 1] });
        assert_eq!(found.none(), 1);
    }
}
