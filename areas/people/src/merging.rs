//! What becomes of people when a unit ends: who works there goes on in the unit it was joined to, in the same post; the work
//! of before ends with its day and stays in the card. Without such a unit the work ends.

use chrono::Days;
use db::{Change, Conn, Result, Returned, Trail, WriteTx};
use registry::{Merger, MergingOffer};
use web::russian;

use crate::store::{self, Hand, mergers};
use crate::{Employment, EmploymentId, PersonId};

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

    fn merge(
        &self,
        tx: &mut WriteTx,
        merger: &Merger,
        trail: &mut Trail,
        id: &dyn Fn() -> i64,
    ) -> Result<()> {
        let last = merger.day - Days::new(1);
        let works = mergers::going_on(tx, merger.closed.unit, merger.day)?;
        let people = people_of(&works);
        let taught =
            store::employments::subjects_of(tx, &people.iter().map(|one| one.0).collect::<Vec<_>>())?;
        for one in &works {
            let ends = Change::of("employments", vec![one.id.0])
                .put("ended_on", one.ended_on, last.max(one.started_on))
                .put("end_reason", one.end_reason.as_str(), merger.ground.as_str())
                .counted();
            let mut step = vec![ends];
            if let Some(into) = &merger.into {
                let next = EmploymentId(id());
                mergers::go_on(tx, next, one, (into, merger.day, &merger.ground), merger.at)?;
                let subjects = taught.get(&one.id.0).cloned().unwrap_or_default();
                let rows: Vec<(i64, String)> = subjects.into_iter().map(|subject| (id(), subject)).collect();
                store::employments::teach(tx, next, one.person_id, &rows)?;
                // A version says nothing: a merger of the other unit, taken back, counts it on and changes nothing.
                let made = Change::made("employments", vec![next.0])
                    .while_it_is("unit_id", into.unit)
                    .while_it_is("ended_on", one.ended_on)
                    .while_it_is("post", one.post.as_str())
                    .while_it_is("rate", one.rate);
                step.push(made);
                step.push(Change::made("employment_subjects", rows.iter().map(|(id, _)| *id).collect()));
            }
            trail.tied(tx, "места работы", step, merger.at)?;
        }
        settled(tx, merger, people)?;
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
        settled(tx, merger, people_of(&back))
    }
}

fn people_of(works: &[Employment]) -> Vec<PersonId> {
    let mut people: Vec<PersonId> = works.iter().map(|one| one.person_id).collect();
    people.sort_unstable();
    people.dedup();
    people
}

/// Where everybody stands is asked of today, however long ago the unit ended.
fn settled(tx: &mut WriteTx, merger: &Merger, people: Vec<PersonId>) -> Result<()> {
    let hand = Hand { account: merger.by, at: merger.at };
    let today = merger.at.utc().date_naive().max(merger.day);
    people.into_iter().try_for_each(|person| store::settle(tx, person, today, hand))
}
