//! The tree as the frame needs it: the way to a unit, and the zone its days are counted in.

use db::{Conn, Result};
use registry::{Place, PlaceOffer};

use crate::store;

/// The offer of places.
pub(crate) struct Tree;

impl PlaceOffer for Tree {
    fn way(&self, conn: &mut Conn, path: &str) -> Result<Vec<Place>> {
        let way = store::way(conn, path)?;
        Ok(way.into_iter().map(|unit| Place { url: unit.url(), name: unit.short_name }).collect())
    }

    fn zone(&self, conn: &mut Conn, path: &str) -> Result<Option<String>> {
        Ok(store::way(conn, path)?.into_iter().rev().find_map(|unit| unit.zone))
    }
}
