//! What a municipality has of what the table asks: decided by its form of service, its seed and how hard a line is.

use std::collections::{BTreeMap, BTreeSet};

use monitoring::model::Sheet;
use packs::{Assessment, Scoring, Template};

use super::{Story, Year};
use crate::demo::chance::Chance;

/// Lines that most municipalities of the demo do not reach.
const HARD: [&str; 14] =
    ["2.3", "2.4", "2.7", "3.17", "3.18", "3.21", "3.25", "4.4", "5.2", "7.1", "7.2", "7.3", "7.4", "7.5"];
/// The line answered by the unit's own address, not by a document (1.4).
const SITE: &str = "1.4";
/// Judged by the institute (1.2).
const JUDGED: i64 = 1;

/// By name, not by position: a smaller scale gives the same municipality the same answers.
fn own(login: &str) -> u64 {
    login.bytes().fold(7_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)))
}

/// What one municipality answers in one year.
#[derive(Debug, Clone)]
pub(super) struct Profile {
    /// Lines it declares as there.
    pub present: BTreeSet<String>,
    /// Of them those the institute does not accept.
    pub rejected: BTreeSet<String>,
    /// The year.
    pub year: Year,
}

impl Profile {
    /// The answers of the sheet's municipality.
    pub(super) fn of(story: &Story<'_>, sheet: &Sheet, year: Year) -> Self {
        let unit = story.tree.municipalities.iter().find(|(_, unit)| unit.id == sheet.unit_id);
        let (login, staff, has_site) = unit.map_or(("", None, false), |(login, unit)| {
            (login.as_str(), unit.service_staff, unit.resource_url.is_some())
        });
        let mut chance = Chance::of(story.seed, own(login));
        // A service with people does better than single specialists.
        let target = match staff {
            Some(staff) => 38 + staff.min(9) + chance.between(0, 10),
            None => chance.between(31, 43),
        };
        // Each year most do a little better, some do not. Drawn in every year: the rest stays as it was.
        let growth = chance.between(-1, 4);
        let target = (target + growth * i64::from(year.0 - 2025)).clamp(30, 58);
        let rejected = usize::try_from(chance.between(0, 3)).unwrap_or(0);
        Self::reaching(target, rejected, has_site, year, story.template, &mut chance)
    }

    /// What is the sheet's municipality's own: the same in every year and at every scale.
    pub(super) fn own_of(story: &Story<'_>, sheet: &Sheet) -> u64 {
        let unit = story.tree.municipalities.iter().find(|(_, unit)| unit.id == sheet.unit_id);
        own(unit.map_or("", |(login, _)| login.as_str()))
    }

    /// Takes the easiest lines until the points are reached, and a few more that will not be accepted.
    fn reaching(
        target: i64,
        rejected: usize,
        has_site: bool,
        year: Year,
        template: &Template,
        chance: &mut Chance,
    ) -> Self {
        let mut order: BTreeMap<(i64, usize), (&str, i64)> = BTreeMap::new();
        for (position, (_, indicator)) in template.indicators().enumerate() {
            let no = indicator.no.as_str();
            let effort = match no {
                "1.1" | "5.1" => 0,
                _ if HARD.contains(&no) => chance.between(65, 170),
                _ => chance.between(1, 100),
            };
            let is_asked = indicator.assessment != Assessment::Manual && (no != SITE || has_site);
            if is_asked {
                let points = if matches!(indicator.scoring, Scoring::Bonus { .. }) { 2 } else { 1 };
                order.insert((effort, position), (no, points));
            }
        }
        let mut profile = Self { present: BTreeSet::new(), rejected: BTreeSet::new(), year };
        let mut reached = JUDGED;
        for (no, points) in order.into_values() {
            if reached + points <= target {
                reached += points;
            } else if profile.rejected.len() < rejected && no != SITE && points == 1 {
                profile.rejected.insert(no.to_owned());
            } else {
                continue;
            }
            profile.present.insert(no.to_owned());
        }
        profile
    }
}
