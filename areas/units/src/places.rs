//! The tree as the frame needs it: the way to a unit, and the zone its days are counted in.

use access::Permission;
use db::{Conn, Result};
use registry::{Place, PlaceOffer, Way};

use crate::{SeeUnits, store};

/// The offer of places.
pub(crate) struct Tree;

impl PlaceOffer for Tree {
    fn permission(&self) -> &'static str {
        SeeUnits::NAME
    }

    fn way(&self, conn: &mut Conn, path: &str) -> Result<Way> {
        let steps = store::steps(conn, path)?;
        let zone = steps.iter().rev().find_map(|(_, _, _, zone)| zone.clone());
        let place = |(id, path, name, _): store::Step| Place { url: format!("/units/{id}"), name, path };
        Ok(Way { places: steps.into_iter().map(place).collect(), zone })
    }
}
