//! What becomes of people when a unit ends: who works there goes on in the unit it was joined to, in the same post; the work
//! of before ends with its day and stays in the card. Without such a unit the work ends.

use db::{Conn, Result, Returned, Trail, WriteTx};
use registry::{Merger, MergingOffer};
use web::russian;

use crate::Employment;
use crate::carrying::{Carried, carry, people_of, settled};
use crate::store::{self, mergers};

/// The offer.
pub(crate) struct Staff;

impl MergingOffer for Staff {
    fn told(&self, conn: &mut Conn, merger: &Merger) -> Result<Vec<String>> {
        let works = mergers::offered(conn, merger.closed.unit, merger.day)?;
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

    fn merge(
        &self,
        tx: &mut WriteTx,
        merger: &Merger,
        trail: &mut Trail,
        id: &dyn Fn() -> i64,
    ) -> Result<()> {
        let works = mergers::going_on(tx, merger.closed.unit, merger.day)?;
        let people = people_of(&works);
        let mut taught =
            store::employments::subjects_of(tx, &people.iter().map(|one| one.0).collect::<Vec<_>>())?;
        let to =
            Carried { into: merger.into.as_ref(), day: merger.day, ground: &merger.ground, at: merger.at };
        for one in &works {
            let subjects = taught.remove(&one.id.0).unwrap_or_default();
            carry(tx, trail, (one, subjects), &to, id)?;
        }
        settled(tx, (merger.by, merger.at, merger.day), people)?;
        if let Some(into) = &merger.into {
            let teams = merger.moving(into, "teams", mergers::teams_at(tx, merger.closed.unit)?);
            let teams = teams.while_it_is("state", "active");
            trail.change(tx, "школьные команды", teams, merger.at)?;
        }
        Ok(())
    }

    fn undone(
        &self,
        tx: &mut WriteTx,
        merger: &Merger,
        returned: &Returned,
        _id: &dyn Fn() -> i64,
    ) -> Result<()> {
        let works = mergers::going_on(tx, merger.closed.unit, merger.day)?;
        let back: Vec<Employment> =
            works.into_iter().filter(|one| returned.of("employments").contains(&one.id.0)).collect();
        settled(tx, (merger.by, merger.at, merger.day), people_of(&back))
    }
}
