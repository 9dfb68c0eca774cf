//! What becomes of pairs when a school ends: those that are prepared or work go on in the school it was joined to, closed ones
//! are the past; a school closed without another leaves its pairs to be ended before.

use db::{Conn, Result, Trail, WriteTx};
use registry::{Merger, MergingOffer};
use web::russian;

use crate::store;

/// The offer.
pub(crate) struct Pairs;

impl MergingOffer for Pairs {
    fn told(&self, conn: &mut Conn, merger: &Merger) -> Result<Vec<String>> {
        let count = i64::try_from(store::open_at(conn, merger.closed.unit)?.len()).unwrap_or(i64::MAX);
        let counted = russian::counted(count, "пара", "пары", "пар");
        let said = match &merger.into {
            Some(into) => format!("Наставничество: перейдут в\u{a0}«{}» – {counted}", into.name),
            None => format!(
                "Наставничество: останутся без\u{a0}организации – {counted}. Прекратите их до\u{a0}закрытия"
            ),
        };
        Ok((count > 0).then_some(said).into_iter().collect())
    }

    fn merge(
        &self,
        tx: &mut WriteTx,
        merger: &Merger,
        trail: &mut Trail,
        _id: &dyn Fn() -> i64,
    ) -> Result<()> {
        let Some(into) = &merger.into else { return Ok(()) };
        let open = store::open_at(tx, merger.closed.unit)?;
        merger.move_of_states(tx, trail, (into, "наставнические пары"), ("mentorships", "state"), open)
    }
}
