//! What becomes of representations when a unit ends: open ones go on in the unit it was joined to, the rest is the past; a unit
//! closed without another leaves them to be ended before.

use db::{Conn, Result, WriteTx};
use registry::{Merger, MergingOffer};
use web::russian;

use crate::store;

/// The offer.
pub(crate) struct Praise;

impl MergingOffer for Praise {
    fn told(&self, conn: &mut Conn, merger: &Merger) -> Result<Vec<String>> {
        let count = store::open_at(conn, merger.closed.unit)?;
        let counted = russian::counted(count, "представление", "представления", "представлений");
        let said = match &merger.into {
            Some(into) => format!("Поощрения: перейдут в\u{a0}«{}» – {counted}", into.name),
            None => format!(
                "Поощрения: останутся без\u{a0}организации – {counted}. Решите или отзовите их до\u{a0}закрытия"
            ),
        };
        Ok((count > 0).then_some(said).into_iter().collect())
    }

    fn merge(&self, tx: &mut WriteTx, merger: &Merger, _id: &dyn Fn() -> i64) -> Result<()> {
        let Some(into) = &merger.into else { return Ok(()) };
        store::go_on(tx, merger.closed.unit, into)
    }
}
