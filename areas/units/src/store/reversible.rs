//! What a merger or a division is kept as while it may be taken back: its row, its day and what it told.

use chrono::NaiveDate;
use db::{Error, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// One that stands.
#[derive(Debug, Clone)]
pub(crate) struct Kept<T> {
    pub id: i64,
    pub day: NaiveDate,
    pub told: T,
}

impl<T: DeserializeOwned> Kept<T> {
    /// Of its row: id, day, what it told.
    pub(super) fn read(found: Option<(i64, NaiveDate, String)>) -> Result<Option<Self>> {
        let Some((id, day, told)) = found else { return Ok(None) };
        let told = serde_json::from_str(&told).map_err(|e| Error::Other(e.to_string()))?;
        Ok(Some(Self { id, day, told }))
    }
}

/// The last row of a table that stands for a unit; none: nothing of it was kept, or it was taken back.
macro_rules! standing {
    ($conn:expr, $table:ident, $unit:expr) => {
        $table::table
            .filter($unit)
            .filter($table::undone_at.is_null())
            .order($table::id.desc())
            .select(($table::id, $table::happened_on, $table::told))
            .first::<(i64, chrono::NaiveDate, String)>($conn)
            .optional()
    };
}
pub(super) use standing;

/// What it told as its row keeps it.
pub(super) fn written(told: &impl Serialize) -> Result<String> {
    serde_json::to_string(told).map_err(|e| Error::Other(e.to_string()))
}
