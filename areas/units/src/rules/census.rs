//! A number a regulation declares beside the one the program counts.

use registry::Fact;

/// Both numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Compared {
    /// Of the regulation.
    pub declared: i64,
    /// Counted today.
    pub counted: i64,
}

impl Compared {
    /// How many more there are than declared; fewer: below nought.
    pub(crate) fn difference(self) -> i64 {
        self.counted - self.declared
    }

    /// Whether both are the same.
    pub(crate) fn agrees(self) -> bool {
        self.difference() == 0
    }

    /// «сходится», «больше на 2», «меньше на 3».
    pub(crate) fn words(self) -> String {
        match self.difference() {
            0 => "сходится".to_owned(),
            more if more > 0 => format!("больше на\u{a0}{more}"),
            less => format!("меньше на\u{a0}{}", -less),
        }
    }
}

/// What the fact answers beside what is declared: what the program knows nothing about was counted as none.
pub(crate) fn compare(declared: i64, fact: &Fact) -> Compared {
    let value = match fact {
        Fact::Known { value, .. } => value.parse().unwrap_or(0),
        Fact::Short { have, .. } => have.parse().unwrap_or(0),
        Fact::Unknown => 0,
    };
    Compared { declared, counted: value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_fewer_and_the_same() {
        let known = |value: &str| Fact::Known { value: value.to_owned(), proofs: Vec::new() };
        assert_eq!(compare(3, &known("3")).words(), "сходится");
        assert_eq!(compare(3, &known("4")).words(), "больше на\u{a0}1");
        assert_eq!(compare(3, &known("0")).words(), "меньше на\u{a0}3");
        assert_eq!(compare(3, &Fact::Unknown), Compared { declared: 3, counted: 0 });
        assert!(compare(0, &Fact::Unknown).agrees());
    }
}
