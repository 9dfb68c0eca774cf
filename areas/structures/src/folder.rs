//! The file of associations of subject teachers (Амурская область, приложение 3, раздел 5): asked of a region where one works; what
//! it lacks is told on the page of required documents.

use std::collections::BTreeSet;

use db::{Conn, Result};
use registry::FolderOffer;

use crate::store;

/// The condition, as packs name it: the kind of structure.
const CONDITION: &str = "subject_association";

/// The offer.
pub(crate) struct WithAssociation;

impl FolderOffer for WithAssociation {
    fn condition(&self) -> &'static str {
        CONDITION
    }

    fn holds(&self, conn: &mut Conn, units: &[i64]) -> Result<BTreeSet<i64>> {
        store::units_with(conn, CONDITION, units)
    }
}
