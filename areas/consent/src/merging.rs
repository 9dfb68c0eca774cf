//! What becomes of consents when an organisation ends: what was given to it goes on with the one that took its place; closed
//! without one, what it still had to erase is to be done before.

use db::{Conn, Result, Trail, WriteTx};
use registry::{Merger, MergingOffer};
use web::russian;

use crate::store;

/// The offer.
pub(crate) struct Given;

impl MergingOffer for Given {
    fn told(&self, conn: &mut Conn, merger: &Merger) -> Result<Vec<String>> {
        let count = store::open_at(conn, merger.closed.unit)?;
        let counted = russian::counted(count, "согласие", "согласия", "согласий");
        let said = match &merger.into {
            Some(into) => format!("Персональные данные: перейдут в\u{a0}«{}» – {counted}", into.name),
            None => format!(
                "Персональные данные: останутся без\u{a0}организации – {counted}. Удалите данные по\u{a0}отозванным до\u{a0}закрытия"
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
        let given = merger.moving(into, "consents", store::given_to(tx, merger.closed.unit)?);
        trail.change(tx, "согласия", given, merger.at)
    }
}
