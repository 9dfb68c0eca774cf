//! What becomes of plans of further training when a unit ends: what is still planned goes on in the unit it was joined to;
//! closed without one, it is struck out. What was struck or moved stays where it was.

use db::{Change, Conn, Result, Trail, WriteTx};
use registry::{Merger, MergingOffer};
use web::russian;

use crate::model::{PLANNED, STRUCK};
use crate::store;

const WHAT: &str = "план курсов";

/// The offer.
pub(crate) struct Lines;

impl MergingOffer for Lines {
    fn told(&self, conn: &mut Conn, merger: &Merger) -> Result<Vec<String>> {
        let count = i64::try_from(store::standing_at(conn, merger.closed.unit)?.len()).unwrap_or(i64::MAX);
        if count == 0 {
            return Ok(Vec::new());
        }
        let counted = russian::counted(count, "строка", "строки", "строк");
        Ok(vec![match &merger.into {
            Some(into) => format!("План курсов: перейдут в\u{a0}план «{}» – {counted}", into.name),
            None => format!("План курсов: вычеркнутся – {counted}"),
        }])
    }

    fn merge(
        &self,
        tx: &mut WriteTx,
        merger: &Merger,
        trail: &mut Trail,
        _id: &dyn Fn() -> i64,
    ) -> Result<()> {
        let ids: Vec<i64> =
            store::standing_at(tx, merger.closed.unit)?.into_iter().map(|(line, _)| line).collect();
        let change = match &merger.into {
            Some(into) => merger.moving(into, "training_lines", ids).while_it_is("state", PLANNED),
            None => Change::of("training_lines", ids).put("state", PLANNED, STRUCK).put(
                "reason",
                "",
                "Организация закрыта",
            ),
        };
        trail.change(tx, WHAT, change.counted(), merger.at)
    }
}
