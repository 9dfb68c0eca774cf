//! What reports tell of the directions of effectiveness: the analytical reports approved about a place.

use chrono::NaiveDate;
use db::{Conn, Result};
use registry::{DirectionLine, DirectionOffer, DirectionPlace};

use crate::store::reports;

/// The offer.
pub(crate) struct Analyses;

impl DirectionOffer for Analyses {
    fn lines(
        &self,
        conn: &mut Conn,
        place: &DirectionPlace,
        _today: NaiveDate,
    ) -> Result<Vec<DirectionLine>> {
        let count = reports::approved_about(conn, &place.scope)?;
        Ok(vec![DirectionLine {
            direction: "analytics",
            label: "Утверждённых аналитических отчётов".to_owned(),
            value: count.to_string(),
            url: "/reports".to_owned(),
        }])
    }
}
