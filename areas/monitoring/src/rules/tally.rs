//! How many objects confirmed each indicator: what is typical, and what is a deficit of many.

use std::collections::HashMap;

use rust_decimal::Decimal;

/// One indicator over the objects it was scored for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Objects it was scored for: whoever it did not concern is not counted.
    pub counted: usize,
    /// Objects with points, in full or in part.
    pub confirmed: usize,
    /// Objects with all points.
    pub full: usize,
    /// All points together.
    pub points: Decimal,
}

impl Tally {
    /// A typical deficit: more than half got nothing.
    pub fn is_deficit(&self) -> bool {
        (self.counted - self.confirmed) * 2 > self.counted
    }

    /// Counts one object.
    pub fn count(&mut self, score: Decimal, max: Decimal) {
        self.counted += 1;
        self.confirmed += usize::from(score > Decimal::ZERO);
        self.full += usize::from(score > Decimal::ZERO && score >= max);
        self.points += score;
    }
}

/// Tallies by number. A line without points to give, or not scored for an object, does not count for it.
pub fn tallies<'a>(
    cells: impl Iterator<Item = (&'a str, Option<Decimal>, Decimal)>,
) -> HashMap<&'a str, Tally> {
    let mut found: HashMap<&str, Tally> = HashMap::new();
    for (no, score, max) in cells {
        let tally = found.entry(no).or_default();
        if let Some(score) = score.filter(|_| !max.is_zero()) {
            tally.count(score, max);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deficit_is_typical_when_more_than_half_got_nothing() {
        let (one, none, half) = (Decimal::ONE, Decimal::ZERO, Decimal::new(5, 1));
        let cells = [
            ("1.1", Some(one), one),
            ("1.1", Some(none), one),
            ("1.2", Some(none), one),
            ("1.2", Some(none), one),
            ("1.2", Some(half), one),
            // Nothing to compare with: the object does not count.
            ("1.1", None, none),
            ("1.3", None, none),
        ];
        let found = tallies(cells.into_iter());
        assert!(!found["1.1"].is_deficit(), "half is not more than half");
        assert!(found["1.2"].is_deficit());
        assert_eq!((found["1.2"].confirmed, found["1.2"].full, found["1.2"].points), (1, 0, half));
        assert_eq!(found["1.3"], Tally::default());
        assert!(!found["1.3"].is_deficit());
    }
}
