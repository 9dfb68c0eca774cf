//! What monitoring tells of the directions of effectiveness: how the municipal services of the region did, or this one.

use chrono::NaiveDate;
use db::{Conn, Result};
use registry::{DirectionLine, DirectionOffer, DirectionPlace};
use units::UnitId;
use web::russian;

use crate::pages::words;
use crate::store::results;

/// The offer.
pub(crate) struct Services;

impl DirectionOffer for Services {
    fn lines(
        &self,
        conn: &mut Conn,
        place: &DirectionPlace,
        _today: NaiveDate,
    ) -> Result<Vec<DirectionLine>> {
        // Monitoring of the services is the region's, the first of the way.
        let region = place.path.split('/').find_map(|id| id.parse::<UnitId>().ok());
        let Some(region) = region else { return Ok(Vec::new()) };
        let Some((campaign, publication)) = results::published_of(conn, region)?.into_iter().next() else {
            return Ok(Vec::new());
        };
        let line = |label: String, value: String, url: String| DirectionLine {
            direction: "school_unions",
            label,
            value,
            url,
        };
        let year = russian::school_year(&campaign.period);
        if place.unit == region.0 {
            let mean = words::percent(&publication.mean_percent);
            let url = format!("{}/results", campaign.url());
            return Ok(vec![line(
                format!("Мониторинг муниципальных служб {year}, в\u{a0}среднем"),
                mean,
                url,
            )]);
        }
        let found = results::object_among(conn, publication.id, &[UnitId(place.unit)])?;
        let measured = found.filter(|object| object.left_out_reason.is_empty());
        Ok(measured
            .map(|object| {
                let score =
                    format!("{} из {}", russian::decimal(&object.score), russian::decimal(&object.max));
                let url = format!("{}/results/{}", campaign.url(), object.unit_id);
                line(format!("Мониторинг методической службы {year}"), score, url)
            })
            .into_iter()
            .collect())
    }
}
