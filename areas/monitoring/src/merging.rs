//! What is told of monitoring when a unit ends. Nothing moves: a sheet is the answer of the unit that was measured, and whoever
//! publishes leaves it out with a reason; a monitoring of its own is ended before.

use db::{Conn, Result, Trail, WriteTx};
use registry::{Merger, MergingOffer};
use web::russian;

use crate::store::mergers;

/// The offer.
pub(crate) struct UnderWay;

impl MergingOffer for UnderWay {
    fn told(&self, conn: &mut Conn, merger: &Merger) -> Result<Vec<String>> {
        let (sheets, own) = mergers::under_way(conn, merger.closed.unit)?;
        let mut told = Vec::new();
        if sheets > 0 {
            let tables = russian::counted(sheets, "таблица", "таблицы", "таблиц");
            told.push(format!(
                "Мониторинг: не\u{a0}закончено – {tables}; они останутся за\u{a0}ней, при публикации их исключают с\u{a0}причиной"
            ));
        }
        if own > 0 {
            let campaigns = russian::counted(own, "мониторинг", "мониторинга", "мониторингов");
            told.push(format!(
                "Её собственных неопубликованных – {campaigns}: опубликуйте их до\u{a0}этого дня"
            ));
        }
        Ok(told)
    }

    fn merge(
        &self,
        _tx: &mut WriteTx,
        _merger: &Merger,
        _trail: &mut Trail,
        _id: &dyn Fn() -> i64,
    ) -> Result<()> {
        Ok(())
    }
}
