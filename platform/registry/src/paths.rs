//! Paths of units kept in tables: each area says which of its columns hold one, and what a move does with it. The area that
//! owns the tree rewrites them all in the transaction of the move.

/// A column that holds the path of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptPath {
    /// The table.
    pub table: &'static str,
    /// Its column with the path.
    pub column: &'static str,
    /// What a move does with it.
    pub keeping: Keeping,
    /// The column with the id of the region the path begins with; empty: there is none.
    pub top: &'static str,
}

/// What a move does with a kept path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeping {
    /// It follows the unit, whose id stands in this column of the row.
    Living {
        /// `unit_id`
        unit: &'static str,
    },
    /// It follows the unit unless the row belongs to somebody the unit leaves: the row whose id stands in `of` is in the
    /// table `owners`, which has a `unit_path` and comes before this one in the list.
    Within {
        /// `unit_id`
        unit: &'static str,
        /// `campaign_id`
        of: &'static str,
        /// `campaigns`
        owners: &'static str,
    },
    /// It follows the unit by its path alone: a copy for finding, whose row names no unit.
    Copied,
    /// It says what was true then and never changes.
    Frozen {
        /// Why.
        why: &'static str,
    },
}

impl KeptPath {
    /// It follows the unit in `unit`.
    pub const fn living(table: &'static str, column: &'static str, unit: &'static str) -> Self {
        Self { table, column, keeping: Keeping::Living { unit }, top: "" }
    }

    /// The usual pair `unit_id`, `unit_path`.
    pub const fn of(table: &'static str) -> Self {
        Self::living(table, "unit_path", "unit_id")
    }

    /// The same with the region beside it.
    #[must_use]
    pub const fn with_top(self, top: &'static str) -> Self {
        Self { top, ..self }
    }

    /// It follows the unit while the row's owner stands above it.
    pub const fn within(table: &'static str, of: &'static str, owners: &'static str) -> Self {
        Self { table, column: "unit_path", keeping: Keeping::Within { unit: "unit_id", of, owners }, top: "" }
    }

    /// A copy of the path of what the row is about.
    pub const fn copied(table: &'static str) -> Self {
        Self { table, column: "unit_path", keeping: Keeping::Copied, top: "" }
    }

    /// It never changes.
    pub const fn frozen(table: &'static str, column: &'static str, why: &'static str) -> Self {
        Self { table, column, keeping: Keeping::Frozen { why }, top: "" }
    }
}
