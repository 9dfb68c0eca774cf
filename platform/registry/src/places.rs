//! Places: the names on the way from the region to a unit, for the top bar.

use db::{Conn, Result};

/// One step of the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// «Белогорский округ»
    pub name: String,
    /// The unit's path.
    pub path: String,
    /// The unit's page.
    pub url: String,
}

/// The way from the top to a unit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Way {
    /// Its steps, from the top.
    pub places: Vec<Place>,
    /// The zone in which the unit's days are counted: the nearest one named.
    pub zone: Option<String>,
}

/// The offer of the area that owns the tree of units.
pub trait PlaceOffer: Send + Sync {
    /// Name of the permission that opens the page of a place.
    fn permission(&self) -> &'static str;

    /// The way to a unit; an unknown path gives an empty one.
    fn way(&self, conn: &mut Conn, path: &str) -> Result<Way>;
}
