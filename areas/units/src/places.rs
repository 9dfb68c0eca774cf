//! The tree as the frame needs it: the way to a unit, and the zone its days are counted in.

use access::Permission;
use db::{Conn, Result};
use registry::{Place, PlaceOffer, Way};

use crate::{SeeUnits, Unit, store};

/// The offer of places.
pub(crate) struct Tree;

impl PlaceOffer for Tree {
    fn permission(&self) -> &'static str {
        SeeUnits::NAME
    }

    fn way(&self, conn: &mut Conn, path: &str) -> Result<Way> {
        let units = store::way(conn, path)?;
        let zone = units.iter().rev().find_map(|unit| unit.zone.clone());
        let place = |unit: Unit| Place { url: unit.url(), name: unit.short_name, path: unit.path };
        Ok(Way { places: units.into_iter().map(place).collect(), zone })
    }
}
