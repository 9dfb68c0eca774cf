//! Results of many schools together: means weighted by participants, by kind, subject, grade and year. The database sums them in
//! whole millionths, so that both databases give the same to the last digit.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};

use super::Kind;

/// The results of a subject in a year over some schools.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sum {
    /// Schools.
    pub schools: i64,
    /// All participants.
    pub participants: i64,
    /// Mean points or mark, in hundredths; empty where no school tells it.
    pub mean: Option<Decimal>,
    /// Percent of those who coped, in tenths.
    pub passed: Option<Decimal>,
    /// Percent of «4» and «5», in tenths.
    pub quality: Option<Decimal>,
}

/// What a sum is of: kind, subject, grade.
pub type Work = (Kind, String, i64);

/// Sums by work and period.
pub type Sums = BTreeMap<Work, BTreeMap<String, Sum>>;

/// What the database has summed: how many people a value is told of, and values times people in millionths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Weighted {
    /// People of the schools that tell it.
    pub people: i64,
    /// Values times people, millionths.
    pub total: i64,
}

impl Weighted {
    /// The mean with so many places.
    pub fn mean(self, places: u32) -> Option<Decimal> {
        let mean = Decimal::new(self.total, 6).checked_div(Decimal::from(self.people))?;
        Some(mean.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero).normalize())
    }
}

/// Up to this period, its own included.
pub(crate) fn until(sums: &Sums, last: &str) -> Sums {
    let told = |years: &BTreeMap<String, Sum>| -> BTreeMap<String, Sum> {
        years
            .iter()
            .filter(|(period, _)| period.as_str() <= last)
            .map(|(p, sum)| (p.clone(), sum.clone()))
            .collect()
    };
    let all = sums.iter().map(|(work, years)| (work.clone(), told(years)));
    all.filter(|(_, years)| !years.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_is_exact_to_its_last_place_and_none_where_nobody_tells() {
        let of = |people, total, places| Weighted { people, total }.mean(places).map(|one| one.to_string());
        // 3,6 of 40 people and 4,1 of 60.
        assert_eq!(of(100, 40 * 3_600_000 + 60 * 4_100_000, 2).as_deref(), Some("3.9"));
        assert_eq!(of(2, 61_500_000 + 61_600_000, 1).as_deref(), Some("61.6"), "a half goes away from zero");
        assert_eq!(of(0, 0, 1), None);
    }
}
