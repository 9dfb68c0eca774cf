//! The municipalities of the demo, read from `municipalities.toml`, which tells where each fact comes from.

use serde::Deserialize;

/// A municipality as the demo plants it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own in the file")]
pub(super) struct Municipality {
    /// Login of its methodist.
    pub login: String,
    /// Full name, where it is longer than the short one.
    name: Option<String>,
    /// Name for tables.
    pub short: String,
    /// «Белогорского района»
    pub of: String,
    /// A town, or a district.
    pub city: bool,
    /// Form of its methodical service in the pack; none: single specialists do the work.
    pub form: Option<String>,
    /// People in the service.
    pub staff: Option<i64>,
    /// The service has a site or a page.
    #[serde(default)]
    pub site: bool,
    /// General-education organisations.
    pub schools: usize,
    /// Of them not small (не малокомплектные).
    pub large: usize,
    /// Of them boarding schools.
    #[serde(default)]
    pub boarding: usize,
    /// One of them belongs to УФСИН.
    #[serde(default)]
    pub penal: bool,
    /// Many of its places are hard to reach.
    #[serde(default)]
    pub remote: bool,
    /// Not named in the source.
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "counted by the tests"))]
    assumed: bool,
}

impl Municipality {
    /// Full name.
    pub(super) fn name(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.short)
    }
}

#[derive(Deserialize)]
struct File {
    municipality: Vec<Municipality>,
}

/// All of them, towns first.
pub(super) fn all() -> Vec<Municipality> {
    let file: File =
        toml::from_str(include_str!("municipalities.toml")).expect("the tests read the same file");
    file.municipality
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn the_totals_are_those_of_the_regulation() {
        let all = all();
        assert_eq!(all.len(), 29);
        assert_eq!(all.iter().filter(|one| one.assumed).count(), 5);
        assert_eq!(all.iter().filter(|one| one.form.is_none()).count(), 11);
        assert_eq!(all.iter().map(|one| one.schools).sum::<usize>(), 295);
        assert_eq!(all.iter().map(|one| one.schools - one.large).sum::<usize>(), 206);
        assert_eq!(all.iter().map(|one| one.boarding).sum::<usize>(), 8);
        assert_eq!(all.iter().filter(|one| one.penal).count(), 1);
        let staff: Vec<i64> = all.iter().filter_map(|one| one.staff).collect();
        assert_eq!((staff.iter().min(), staff.iter().max()), (Some(&2), Some(&11)));
    }

    #[test]
    fn services_are_of_nine_kinds() {
        let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
        all().into_iter().filter_map(|one| one.form).for_each(|kind| *kinds.entry(kind).or_default() += 1);
        let mut counts: Vec<usize> = kinds.values().copied().collect();
        counts.sort_unstable();
        assert_eq!(counts, [1, 1, 1, 1, 1, 2, 2, 2, 7]);
        assert_eq!(kinds["cabinet"], 7);
    }
}
