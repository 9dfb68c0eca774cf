//! What becomes of documents when a unit is joined to another: what is in force or still being made goes on there, the number
//! and the journal it was entered into stay its own; what has lapsed, was cancelled or archived is the past and stays.

use db::{Conn, Result, Returned, Trail, WriteTx};
use registry::{Merger, MergingOffer};
use web::russian;

use crate::store::mergers;

/// The offer.
pub(crate) struct Papers;

impl MergingOffer for Papers {
    fn told(&self, conn: &mut Conn, merger: &Merger) -> Result<Vec<String>> {
        let (alive, past) = mergers::counted(conn, merger.closed.unit, merger.day)?;
        let documents = |count| russian::counted(count, "документ", "документа", "документов");
        let mut told = Vec::new();
        if alive > 0 && merger.into.is_some() {
            told.push(format!("Документы: перейдут действующие и\u{a0}проекты – {}", documents(alive)));
        }
        let left = if merger.into.is_some() { past } else { alive + past };
        if left > 0 {
            told.push(format!("Документы: останутся в\u{a0}закрытой – {}", documents(left)));
        }
        Ok(told)
    }

    fn merge(
        &self,
        tx: &mut WriteTx,
        merger: &Merger,
        trail: &mut Trail,
        _id: &dyn Fn() -> i64,
    ) -> Result<()> {
        let Some(into) = &merger.into else { return Ok(()) };
        let living = mergers::living(tx, merger.closed.unit, merger.day)?;
        merger.move_of_states(tx, trail, (into, "документы"), ("documents", "status"), living)?;
        mergers::found_anew(tx, (into.unit, &into.path))
    }

    fn undone(
        &self,
        tx: &mut WriteTx,
        merger: &Merger,
        _returned: &Returned,
        _id: &dyn Fn() -> i64,
    ) -> Result<()> {
        mergers::found_anew(tx, (merger.closed.unit, &merger.closed.path))
    }
}
