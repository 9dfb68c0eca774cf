//! What becomes of a plan of further training when people go to a new unit: what is planned for whoever leaves goes with them.

use std::collections::BTreeSet;

use db::{Conn, Result, Trail, WriteTx};
use registry::{DividingOffer, Division};
use web::russian;

use crate::model::PLANNED;
use crate::store;

/// The offer.
pub(crate) struct Lines;

fn going(conn: &mut Conn, division: &Division) -> Result<Vec<i64>> {
    let leavers: BTreeSet<i64> = division.leavers().map(|goer| goer.person).collect();
    let all = store::standing_at(conn, division.from.unit)?;
    Ok(all.into_iter().filter(|(_, person)| leavers.contains(person)).map(|(line, _)| line).collect())
}

impl DividingOffer for Lines {
    fn told(&self, conn: &mut Conn, division: &Division) -> Result<Vec<String>> {
        let count = i64::try_from(going(conn, division)?.len()).unwrap_or(i64::MAX);
        let counted = russian::counted(count, "строка", "строки", "строк");
        let said =
            format!("План курсов: в\u{a0}«{}» вместе с\u{a0}людьми перейдут – {counted}", division.into.name);
        Ok((count > 0).then_some(said).into_iter().collect())
    }

    fn divide(
        &self,
        tx: &mut WriteTx,
        division: &Division,
        trail: &mut Trail,
        _id: &dyn Fn() -> i64,
    ) -> Result<()> {
        let ids = going(tx, division)?;
        let change = division.as_merger().moving(&division.into, "training_lines", ids);
        trail.change(tx, "план курсов", change.while_it_is("state", PLANNED).counted(), division.at)
    }
}
