//! Figures over the results of many objects: mean, median, quartiles, steps of ten percent. Never a sum of places.

use num_bigint::BigInt;
use num_rational::BigRational;

use super::Percent;
use super::summary::{mean, median};

/// How many steps of ten percent there are.
pub const STEPS: usize = 10;

/// The spread of percents: what a unit above sees of its objects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spread {
    /// How many objects.
    pub count: usize,
    /// Mean.
    pub mean: Percent,
    /// The least.
    pub least: Percent,
    /// A quarter of the objects lies not above it.
    pub lower: Percent,
    /// Half.
    pub median: Percent,
    /// Three quarters.
    pub upper: Percent,
    /// The most.
    pub most: Percent,
}

impl Spread {
    /// The spread of these percents; none of none. Quartiles lie between neighbours in proportion, as the tables of offices
    /// count them («КВАРТИЛЬ.ВКЛ»), so that anyone can check.
    pub fn of(percents: impl IntoIterator<Item = Percent>) -> Option<Self> {
        let mut all: Vec<BigRational> = percents.into_iter().map(|percent| percent.0).collect();
        all.sort();
        let sorted: Vec<&BigRational> = all.iter().collect();
        Some(Self {
            count: sorted.len(),
            mean: Percent(mean(&sorted)?),
            least: Percent((*sorted.first()?).clone()),
            lower: Percent(quartile(&sorted, 1)?),
            median: Percent(median(&sorted)?),
            upper: Percent(quartile(&sorted, 3)?),
            most: Percent((*sorted.last()?).clone()),
        })
    }
}

/// The value a number of quarters up the sorted list.
fn quartile(sorted: &[&BigRational], quarters: usize) -> Option<BigRational> {
    let at = sorted.len().checked_sub(1)? * quarters;
    let (below, rest) = (*sorted.get(at / 4)?, at % 4);
    let Some(above) = sorted.get(at / 4 + 1) else {
        return Some(below.clone());
    };
    let part = BigRational::new(BigInt::from(rest), BigInt::from(4));
    Some(below + (*above - below) * part)
}

/// The step of ten percent a result falls into, 0…9; a hundred belongs to the last one.
pub fn step_of(percent: &Percent) -> usize {
    let tens = (&percent.0 / BigInt::from(10)).floor().to_integer();
    usize::try_from(tens).unwrap_or(0).min(STEPS - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::Decimal;

    fn percent(part: i64, whole: i64) -> Percent {
        Percent::of(Decimal::from(part), Decimal::from(whole)).unwrap()
    }

    #[test]
    fn quartiles_are_those_of_the_office_tables() {
        // КВАРТИЛЬ.ВКЛ of 10, 20, 30, 40: 17.5, 25, 32.5.
        let spread = Spread::of([40, 10, 30, 20].map(|one| percent(one, 100))).unwrap();
        let figures = [&spread.least, &spread.lower, &spread.median, &spread.upper, &spread.most];
        assert_eq!(figures.map(Percent::shown), ["10", "17.5", "25", "32.5", "40"]);
        assert_eq!((spread.mean.shown().as_str(), spread.count), ("25", 4));
        let alone = Spread::of([percent(1, 3)]).unwrap();
        assert_eq!(alone.lower, alone.upper);
        assert_eq!(Spread::of([]), None);
    }

    #[test]
    fn every_percent_has_its_step() {
        let steps = [(0, 61), (1, 61), (61, 610), (6, 61), (7, 61), (99, 100), (100, 100)];
        assert_eq!(steps.map(|(part, whole)| step_of(&percent(part, whole))), [0, 0, 1, 0, 1, 9, 9]);
    }
}
