//! What becomes of structures when a unit ends: those that work go on in the unit it was joined to with their members and
//! terms; closed ones are the past and stay.

use db::{Conn, Result, WriteTx};
use registry::{Merger, MergingOffer};
use web::russian;

use crate::store::mergers;

/// The offer.
pub(crate) struct Bodies;

impl MergingOffer for Bodies {
    fn told(&self, conn: &mut Conn, merger: &Merger) -> Result<Vec<String>> {
        let count = mergers::at_work(conn, merger.closed.unit)?;
        let counted = russian::counted(count, "структура", "структуры", "структур");
        let said = match &merger.into {
            Some(into) => format!(
                "Методические структуры: перейдут в\u{a0}«{}» – {counted}; если там есть такие\u{a0}же, закройте лишние после",
                into.name
            ),
            None => format!(
                "Методические структуры: останутся без\u{a0}организации – {counted}. Закройте их до\u{a0}закрытия"
            ),
        };
        Ok((count > 0).then_some(said).into_iter().collect())
    }

    fn merge(&self, tx: &mut WriteTx, merger: &Merger, _id: &dyn Fn() -> i64) -> Result<()> {
        let Some(into) = &merger.into else { return Ok(()) };
        mergers::go_on(tx, merger.closed.unit, into)
    }
}
