//! What becomes of recommendations, measures and decisions when a unit is joined to another: what is still owed or controlled
//! goes on there; what has ended is the past and stays. Where both were recommended the same, one recommendation is enough.

use db::{Conn, Result, Returned, Trail, WriteTx};
use registry::{Merger, MergingOffer};
use web::russian;

use crate::rules::Status;
use crate::store::mergers;

/// The offer.
pub(crate) struct Owed;

impl MergingOffer for Owed {
    fn told(&self, conn: &mut Conn, merger: &Merger) -> Result<Vec<String>> {
        let unit = merger.closed.unit;
        let open = count(mergers::open(conn, unit)?.len());
        let planned = mergers::planned(conn, unit)?;
        let controlled = count(mergers::controlled(conn, unit)?.len());
        let recommendations = russian::counted(open, "рекомендация", "рекомендации", "рекомендаций");
        let measures = russian::counted(planned, "мера", "меры", "мер");
        let decisions = russian::counted(controlled, "решение", "решения", "решений");
        let mut told = Vec::new();
        let Some(into) = &merger.into else {
            if open + planned + controlled > 0 {
                told.push(format!(
                    "Останутся незаконченными: {recommendations}, {measures}, {decisions}. Отзовите или закройте их до\u{a0}закрытия"
                ));
            }
            return Ok(told);
        };
        if open > 0 {
            told.push(format!("Рекомендации, на\u{a0}которые ещё отвечают: перейдут – {recommendations}"));
        }
        let drafts = count(mergers::drafts(conn, unit)?.len());
        if drafts > 0 {
            told.push(format!("Черновики рекомендаций: перейдут – {drafts}"));
        }
        let met = mergers::met(conn, unit, into.unit)?;
        let dead = count(met.iter().filter(|(_, twin)| !is_open(*twin)).count());
        let same = count(met.len()) - dead;
        if same > 0 {
            told.push(format!("Из\u{a0}них у\u{a0}обеих одинаковые: {same} – эти будут отозваны, останутся рекомендации «{}»", into.name));
        }
        if dead > 0 {
            told.push(format!("Из\u{a0}них будут отозваны, хотя у\u{a0}«{}» такие\u{a0}же не\u{a0}действуют: {dead}. Если они нужны, составьте их там заново", into.name));
        }
        if planned > 0 {
            told.push(format!("Меры и\u{a0}пункты решений на\u{a0}контроле: перейдут – {measures}"));
        }
        if controlled > 0 {
            told.push(format!("Решения, которые она контролирует: перейдут – {decisions}"));
        }
        Ok(told)
    }

    fn merge(
        &self,
        tx: &mut WriteTx,
        merger: &Merger,
        trail: &mut Trail,
        id: &dyn Fn() -> i64,
    ) -> Result<()> {
        let Some(into) = &merger.into else { return Ok(()) };
        let unit = merger.closed.unit;
        let met = mergers::met(tx, unit, into.unit)?;
        for (one, twin) in met {
            let said = format!(
                "«{}» присоединена к\u{a0}«{}», у\u{a0}которой такая\u{a0}же рекомендация{}",
                merger.closed.name,
                into.name,
                state_of(twin)
            );
            mergers::withdraw(tx, one, (&said, merger.at), trail)?;
            crate::store::note(tx, id(), one, (merger.by, merger.at), &said)?;
        }
        let moved =
            format!("Перешла к\u{a0}«{}» от\u{a0}«{}»: {}", into.name, merger.closed.name, merger.ground);
        let drafts = mergers::drafts(tx, unit)?;
        for one in mergers::open(tx, unit)?.into_iter().chain(drafts) {
            crate::store::note(tx, id(), one, (merger.by, merger.at), &moved)?;
        }
        for (one, _) in mergers::controlled(tx, unit)? {
            crate::store::decided::note(tx, id(), one, (merger.by, merger.at), &moved)?;
        }
        mergers::go_on(tx, merger, into, trail)
    }

    fn undone(
        &self,
        tx: &mut WriteTx,
        merger: &Merger,
        returned: &Returned,
        id: &dyn Fn() -> i64,
    ) -> Result<()> {
        let back = format!(
            "Вернулась к\u{a0}«{}»: {}, {}",
            merger.closed.name,
            merger.undone_words(),
            merger.ground
        );
        let mut recommendations = returned.of("recommendations").to_vec();
        recommendations.sort_unstable();
        recommendations.dedup();
        for one in recommendations {
            crate::store::note(tx, id(), one, (merger.by, merger.at), &back)?;
        }
        for one in returned.of("decisions") {
            crate::store::decided::note(tx, id(), *one, (merger.by, merger.at), &back)?;
        }
        Ok(())
    }
}

/// Sent, and neither fulfilled nor withdrawn.
fn is_open(twin: Status) -> bool {
    !twin.is_over() && twin != Status::Draft
}

/// How the same recommendation stands there, where it is not open, and what to do.
fn state_of(twin: Status) -> &'static str {
    match twin {
        Status::Draft => " ещё в\u{a0}черновике: направьте её",
        Status::Withdrawn => " отозвана: если она нужна, составьте её заново",
        Status::Fulfilled => " уже исполнена",
        Status::Sent | Status::Acknowledged | Status::Answered | Status::Refused => "",
    }
}

fn count(found: usize) -> i64 {
    i64::try_from(found).unwrap_or(i64::MAX)
}
