//! What becomes of people when a unit ends: who works there goes on in the unit it was joined to, in the same post; the work
//! of before ends with its day and stays in the card. Without such a unit the work ends.

use chrono::Days;
use db::{Conn, Result, WriteTx};
use registry::{Merger, MergingOffer};
use web::russian;

use crate::store::{self, Hand, mergers};
use crate::{EmploymentId, PersonId};

/// The offer.
pub(crate) struct Staff;

impl MergingOffer for Staff {
    fn told(&self, conn: &mut Conn, merger: &Merger) -> Result<Vec<String>> {
        let works = mergers::going_on(conn, merger.closed.unit, merger.day)?;
        let count = i64::try_from(works.len()).unwrap_or(i64::MAX);
        let counted = russian::counted(count, "место работы", "места работы", "мест работы");
        let said = match &merger.into {
            Some(into) => format!(
                "Педагоги: {counted} продолжится в\u{a0}«{}», прежние останутся в\u{a0}карточках",
                into.name
            ),
            None => format!("Педагоги: {counted} закончится"),
        };
        Ok((count > 0).then_some(said).into_iter().collect())
    }

    fn merge(&self, tx: &mut WriteTx, merger: &Merger, id: &dyn Fn() -> i64) -> Result<()> {
        let hand = Hand { account: merger.by, at: merger.at };
        let last = merger.day - Days::new(1);
        let works = mergers::going_on(tx, merger.closed.unit, merger.day)?;
        let mut people: Vec<PersonId> = works.iter().map(|one| one.person_id).collect();
        people.sort_unstable();
        people.dedup();
        let taught =
            store::employments::subjects_of(tx, &people.iter().map(|one| one.0).collect::<Vec<_>>())?;
        for one in &works {
            store::employments::end(tx, one.id, Some(last.max(one.started_on)), &merger.ground, merger.at)?;
            if let Some(into) = &merger.into {
                let next = EmploymentId(id());
                mergers::go_on(tx, next, one, (into, merger.day, &merger.ground), merger.at)?;
                let subjects = taught.get(&one.id.0).cloned().unwrap_or_default();
                let rows: Vec<(i64, String)> = subjects.into_iter().map(|subject| (id(), subject)).collect();
                store::employments::teach(tx, next, one.person_id, &rows)?;
            }
        }
        // Where everybody stands is asked of today, however long ago the unit ended.
        let today = merger.at.utc().date_naive().max(merger.day);
        for person in people {
            store::settle(tx, person, today, hand)?;
        }
        if let Some(into) = &merger.into {
            mergers::teams_go_on(tx, merger.closed.unit, into)?;
        }
        Ok(())
    }
}
