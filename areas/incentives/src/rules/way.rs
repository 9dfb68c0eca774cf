//! The way of a representation up to whoever decides: organisation → municipality → region → whoever stands above the region.

use access::Level;
use packs::AwardKind;

/// What an agreement of a level means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// This level decides.
    Decided,
    /// It goes on to this one.
    Passed(&'static str),
}

fn place(level: &str) -> Option<usize> {
    AwardKind::LEVELS.iter().position(|one| *one == level)
}

/// What comes of an agreement at a level, when an award is decided at another; none: the award is decided below.
pub fn next(at: &str, decided_at: &str) -> Option<Next> {
    let (here, there) = (place(at)?, place(decided_at)?);
    match here.cmp(&there) {
        std::cmp::Ordering::Equal => Some(Next::Decided),
        std::cmp::Ordering::Less => AwardKind::LEVELS.get(here + 1).map(|level| Next::Passed(level)),
        std::cmp::Ordering::Greater => None,
    }
}

/// Who speaks for a level: what stands above the region is entered by the region.
pub fn word_of(at: &str) -> Option<Level> {
    match at {
        "organisation" => Some(Level::Organisation),
        "municipality" => Some(Level::Municipality),
        "region" | "federal" => Some(Level::Region),
        _ => None,
    }
}

/// Whether somebody with the right over a place of a level speaks for a representation that waits at another.
pub fn speaks(scope: (Level, &str), at: &str, unit_path: &str) -> bool {
    let (level, path) = scope;
    // An operator's right is over the whole installation.
    let is_level = level == Level::Installation || word_of(at) == Some(level);
    is_level && unit_path.starts_with(path)
}

/// «орган управления образованием»
pub fn level_title(level: &str) -> &'static str {
    match level {
        "organisation" => "руководитель организации",
        "municipality" => "муниципальный орган управления образованием",
        "region" => "министерство образования региона",
        "federal" => "федеральный орган",
        _ => "",
    }
}

/// «руководителем организации»: by whom.
pub fn level_title_by(level: &str) -> &'static str {
    match level {
        "organisation" => "руководителем организации",
        "municipality" => "муниципальным органом управления образованием",
        "region" => "министерством образования региона",
        "federal" => "федеральным органом",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_agreement_decides_at_the_award_s_own_level_and_passes_on_below() {
        assert_eq!(next("organisation", "organisation"), Some(Next::Decided));
        assert_eq!(next("organisation", "municipality"), Some(Next::Passed("municipality")));
        assert_eq!(next("organisation", "region"), Some(Next::Passed("municipality")));
        assert_eq!(next("municipality", "region"), Some(Next::Passed("region")));
        assert_eq!(next("region", "federal"), Some(Next::Passed("federal")));
        assert_eq!(next("federal", "federal"), Some(Next::Decided));
        assert_eq!(next("municipality", "organisation"), None);
        assert_eq!(next("nowhere", "region"), None);
    }

    #[test]
    fn a_level_is_spoken_for_by_its_own_people_over_the_place_alone() {
        let school = "/1/2/3/";
        assert!(speaks((Level::Organisation, school), "organisation", school));
        assert!(!speaks((Level::Municipality, "/1/2/"), "organisation", school), "not above the head");
        assert!(speaks((Level::Municipality, "/1/2/"), "municipality", school));
        assert!(!speaks((Level::Municipality, "/1/4/"), "municipality", school));
        assert!(
            speaks((Level::Region, "/1/"), "federal", school)
                && speaks((Level::Region, "/1/"), "region", school)
        );
        assert!(!speaks((Level::Region, "/1/"), "municipality", school));
    }

    proptest! {
        #[test]
        fn every_way_ends_at_the_level_that_decides(from in 0usize..4, to in 0usize..4) {
            let (start, end) = (AwardKind::LEVELS[from], AwardKind::LEVELS[to]);
            let mut at = start;
            let mut steps = 0;
            loop {
                match next(at, end) {
                    None => { prop_assert!(from > to); break }
                    Some(Next::Decided) => { prop_assert_eq!(at, end); break }
                    Some(Next::Passed(level)) => at = level,
                }
                steps += 1;
                prop_assert!(steps <= 3);
            }
        }
    }
}
