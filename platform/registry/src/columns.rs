//! Columns that hold the id of something another area owns: when two of those become one, the rows follow.

/// A column that holds a person's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyColumn {
    /// The table; it has an `id`.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
    /// What a person has there: «согласия»; empty: nothing a reader would miss.
    pub told: &'static str,
    /// With this column it is unique: where the kept one has the same already, the row stays. Empty: no such rule.
    pub twin: &'static str,
}
