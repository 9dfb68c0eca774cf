//! Places: the names on the way from the region to a unit, for the top bar.

use db::{Conn, Result};

/// One step of the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// «Белогорский округ»
    pub name: String,
    /// The unit's page.
    pub url: String,
}

/// The offer of the area that owns the tree of units.
pub trait PlaceOffer: Send + Sync {
    /// The units on the path, from the top; an unknown path gives nothing.
    fn way(&self, conn: &mut Conn, path: &str) -> Result<Vec<Place>>;

    /// The zone in which the unit's days are counted.
    fn zone(&self, conn: &mut Conn, path: &str) -> Result<Option<String>>;
}
