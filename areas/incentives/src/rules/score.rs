//! Activity weighed: how many deeds of each kind, by which weights, how much together (Кемеровская область, п. 5.3). The list
//! helps to choose whom to encourage and decides nothing.

use std::collections::BTreeMap;

use registry::Deed;

/// Points for one deed of a kind; a kind that is not named weighs nothing.
pub type Weights = BTreeMap<String, u32>;

/// What somebody did, weighed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scored {
    /// Who.
    pub person: i64,
    /// How many deeds of each kind.
    pub counts: BTreeMap<&'static str, u32>,
    /// All together.
    pub score: u64,
}

impl Scored {
    /// How many of a kind.
    pub fn count(&self, kind: &str) -> u32 {
        self.counts.get(kind).copied().unwrap_or(0)
    }
}

/// Everybody of `people` with what they did, those without anything as well, in the order given.
pub fn scored(people: &[i64], deeds: &[Deed], weights: &Weights) -> Vec<Scored> {
    let mut counts: BTreeMap<i64, BTreeMap<&'static str, u32>> = BTreeMap::new();
    for deed in deeds {
        *counts.entry(deed.person).or_default().entry(deed.kind).or_default() += 1;
    }
    let one = |person: &i64| {
        let counts = counts.remove(person).unwrap_or_default();
        let points = |(kind, count): (&&str, &u32)| {
            u64::from(*count) * u64::from(weights.get(*kind).copied().unwrap_or(0))
        };
        let score = counts.iter().map(points).sum();
        Scored { person: *person, counts, score }
    };
    people.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn deed(person: i64, kind: &'static str) -> Deed {
        Deed {
            person,
            kind,
            title: String::new(),
            on: "2026-01-01".parse().unwrap(),
            document: String::new(),
            url: String::new(),
            unit_path: String::new(),
        }
    }

    fn weights() -> Weights {
        [("course", 2), ("publication", 4)]
            .into_iter()
            .map(|(kind, weight)| (kind.to_owned(), weight))
            .collect()
    }

    #[test]
    fn each_deed_weighs_what_its_kind_does_and_a_kind_without_weight_nothing() {
        let deeds = [
            deed(1, "course"),
            deed(1, "course"),
            deed(2, "publication"),
            deed(2, "mentoring"),
            deed(9, "course"),
        ];
        let all = scored(&[1, 2, 3], &deeds, &weights());
        let told: Vec<(i64, u64)> = all.iter().map(|one| (one.person, one.score)).collect();
        assert_eq!(
            told,
            [(1, 4), (2, 4), (3, 0)],
            "whoever did nothing is in the list, who was not asked for is not"
        );
        assert_eq!((all[1].count("mentoring"), all[2].count("course")), (1, 0));
    }

    proptest! {
        #[test]
        fn another_deed_never_lowers_a_score_and_the_sum_is_the_counts_by_their_weights(
            kinds in proptest::collection::vec(0usize..3, 0..20), more in 0usize..3,
        ) {
            let names = ["course", "publication", "mentoring"];
            let mut deeds: Vec<Deed> = kinds.iter().map(|one| deed(1, names[*one])).collect();
            let before = scored(&[1], &deeds, &weights())[0].clone();
            let by_hand: u64 = names.iter().map(|name| u64::from(before.count(name)) * u64::from(weights().get(*name).copied().unwrap_or(0))).sum();
            prop_assert_eq!(before.score, by_hand);
            deeds.push(deed(1, names[more]));
            prop_assert!(scored(&[1], &deeds, &weights())[0].score >= before.score);
        }
    }
}
