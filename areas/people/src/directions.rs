//! What people tell of the directions of effectiveness: the young teachers there are to support.

use chrono::NaiveDate;
use db::{Conn, Result};
use packs::Library;
use registry::{DirectionLine, DirectionOffer, DirectionPlace};

use crate::pages::young_teachers;
use crate::store;

/// The offer.
#[derive(Default)]
pub(crate) struct Young {
    packs: Library,
}

impl DirectionOffer for Young {
    fn learn(&mut self, packs: &Library) {
        self.packs = packs.clone();
    }

    fn lines(&self, conn: &mut Conn, place: &DirectionPlace, today: NaiveDate) -> Result<Vec<DirectionLine>> {
        let rules = units::effective(conn, &self.packs, &place.path, today)?;
        let Some(filter) = young_teachers(&rules, today) else { return Ok(Vec::new()) };
        let count = store::list::count(conn, &place.scope, &filter)?;
        let unit = place.unit.to_string();
        Ok(vec![DirectionLine {
            direction: "young",
            label: "Молодых педагогов".to_owned(),
            value: count.to_string(),
            url: web::address("/people", &[("unit", &unit), ("mark", "young_teacher")]),
        }])
    }
}
