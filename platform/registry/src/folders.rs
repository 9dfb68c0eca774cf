//! Folders asked of units something holds of: the pack names the condition – «there are pairs of mentoring» –, the area that knows it
//! answers for a set of units (Амурская область, приложение 2, раздел 9).

use std::collections::BTreeSet;

use db::{Conn, Result};

/// An area's offer: of which units a condition of a folder holds.
pub trait FolderOffer: Send + Sync {
    /// The condition, as packs name it: `mentoring`.
    fn condition(&self) -> &'static str;

    /// Those of these units it holds of now.
    fn holds(&self, conn: &mut Conn, units: &[i64]) -> Result<BTreeSet<i64>>;
}
