//! What was ordered for a unit ahead and its day refused: told to whoever keeps the unit from above: whoever
//! ordered it may have been standing in, or have left.

use access::{Person, Scope};
use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use registry::{Obligation, ObligationOffer};

use crate::access::KEEPERS;
use crate::actions::is_from_above;
use crate::model::UnitOrder;
use crate::store::{self, orders};

/// The offer.
pub(crate) struct Refused;

impl ObligationOffer for Refused {
    fn all(&self, conn: &mut Conn, person: &Person, _today: NaiveDate) -> Result<Vec<Obligation>> {
        let keeps = |scope: &&Scope| KEEPERS.contains(&(scope.role, scope.level));
        let ranges = Ranges::under(person.scopes.iter().filter(keeps).map(|scope| scope.path.as_str()));
        if ranges.pairs().is_empty() {
            return Ok(Vec::new());
        }
        let mut all = orders::refused(conn)?;
        if all.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<i64> =
            all.iter().flat_map(|one| [Some(one.unit_id), one.into_id]).flatten().map(|id| id.0).collect();
        let units = store::all_of(conn, &ids)?;
        let is_kept = |id| units.iter().any(|one| one.id == id && is_from_above(&ranges, one));
        all.retain(|one| is_kept(one.unit_id));
        let name = |id| units.iter().find(|unit| unit.id == id).map_or("", |unit| unit.short_name.as_str());
        let unit = |id| units.iter().find(|unit| unit.id == id);
        let duty = |one: &UnitOrder| Obligation {
            key: format!("units:ahead:{}:{}", one.id, one.due_on),
            due: one.due_on,
            title: format!(
                "Не\u{a0}{} в\u{a0}силу: {}",
                if one.stopped_at.is_some() { "вступит" } else { "вступило" },
                one.words(one.into_id.and_then(unit))
            ),
            note: format!("{} · {}", name(one.unit_id), one.refusal),
            action: "Открыть".to_owned(),
            url: format!("/units/{}", one.unit_id),
        };
        Ok(all.iter().map(duty).collect())
    }
}
