//! The last published result of the person's municipality, for Home: a school finds here what concerns it. Nobody is
//! shown a figure whose page they may not open.

use access::{Level, Person};
use chrono::NaiveDate;
use db::{Conn, Result};
use registry::{FigureOffer, HomeFigure};
use units::UnitId;
use web::russian;

use crate::access::runs;
use crate::store::{campaigns, results};

/// The offer of figures.
pub(crate) struct LastResult;

impl FigureOffer for LastResult {
    fn figures(&self, conn: &mut Conn, person: &Person, _today: NaiveDate) -> Result<Vec<HomeFigure>> {
        let way: Vec<UnitId> = person
            .main_scope()
            .filter(|scope| scope.level >= Level::Municipality && runs().contains(&(scope.role, scope.level)))
            .map(|scope| scope.path.split('/').filter_map(|id| id.parse().ok()).collect())
            .unwrap_or_default();
        if way.is_empty() {
            return Ok(Vec::new());
        }
        let Some((campaign, publication)) = campaigns::last_published(conn, &person.scopes)? else {
            return Ok(Vec::new());
        };
        let found = results::object_among(conn, publication.id, &way)?;
        Ok(found
            .into_iter()
            .filter(|object| object.left_out_reason.is_empty())
            .map(|object| HomeFigure {
                label: format!("{}, мониторинг {}", object.name, russian::school_year(&campaign.period)),
                value: format!("{} из {}", russian::decimal(&object.score), russian::decimal(&object.max)),
                url: format!("{}/results/{}", campaign.url(), object.unit_id),
            })
            .collect())
    }
}
