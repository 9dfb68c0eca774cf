//! What becomes of structures when a unit ends: those that work go on in the unit it was joined to with their members and
//! terms and a line of their history; links that led to it follow; closed ones are the past and stay.

use db::{Conn, Result, Returned, Trail, WriteTx};
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
        let links = mergers::leading_to(conn, merger.closed.unit)?;
        let counted = russian::counted(links, "связь", "связи", "связей");
        let linked = match &merger.into {
            Some(into) => format!("Связи методических структур: поведут к\u{a0}«{}» – {counted}", into.name),
            None => format!("Связи методических структур: завершатся – {counted}"),
        };
        let joined = mergers::joined(conn, merger.closed.unit)?;
        let counted = russian::counted(joined, "структура", "структуры", "структур");
        let member = match &merger.into {
            Some(into) => format!("Членство организации: перейдёт к\u{a0}«{}» – {counted}", into.name),
            None => format!("Членство организации завершится – {counted}"),
        };
        let said =
            [(count > 0).then_some(said), (links > 0).then_some(linked), (joined > 0).then_some(member)];
        Ok(said.into_iter().flatten().collect())
    }

    fn merge(
        &self,
        tx: &mut WriteTx,
        merger: &Merger,
        trail: &mut Trail,
        id: &dyn Fn() -> i64,
    ) -> Result<()> {
        if let Some(into) = &merger.into {
            let moved = mergers::working(tx, merger.closed.unit)?;
            mergers::go_on(tx, merger, (into, &moved), (trail, id))?;
        }
        mergers::stay_members(tx, merger, trail)?;
        mergers::follow(tx, merger, trail)
    }

    fn undone(
        &self,
        tx: &mut WriteTx,
        merger: &Merger,
        returned: &Returned,
        id: &dyn Fn() -> i64,
    ) -> Result<()> {
        mergers::came_back(tx, (merger, merger.undone_words()), returned.of("structures"), id)
    }
}
