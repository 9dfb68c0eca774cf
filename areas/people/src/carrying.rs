//! Work that goes on in another unit: it ends on the day before and begins anew there, in the same post with the same subjects;
//! both rows go back together or not at all.

use chrono::{Days, NaiveDate};
use db::{Change, Moment, Result, Trail, WriteTx};
use registry::Merged;

use crate::store::{self, Hand, mergers};
use crate::{Employment, EmploymentId, PersonId};

/// What the steps of a trail call it.
pub(crate) const WORKS: &str = "места работы";

/// Where work goes on, from when, on what ground; none: it ends.
pub(crate) struct Carried<'a> {
    pub into: Option<&'a Merged>,
    pub day: NaiveDate,
    pub ground: &'a str,
    pub at: Moment,
}

/// Carries one work over; `subjects` are taught in it.
pub(crate) fn carry(
    tx: &mut WriteTx,
    trail: &mut Trail,
    (one, subjects): (&Employment, Vec<String>),
    to: &Carried<'_>,
    id: &dyn Fn() -> i64,
) -> Result<()> {
    let last = to.day - Days::new(1);
    let ends = Change::of("employments", vec![one.id.0])
        .put("ended_on", one.ended_on, last.max(one.started_on))
        .put("end_reason", one.end_reason.as_str(), to.ground)
        .counted();
    let mut step = vec![ends];
    if let Some(into) = to.into {
        let next = EmploymentId(id());
        mergers::go_on(tx, next, one, (into, to.day, to.ground), to.at)?;
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
    trail.tied(tx, WORKS, step, to.at)
}

/// Whose works these are, each once.
pub(crate) fn people_of(works: &[Employment]) -> Vec<PersonId> {
    let mut people: Vec<PersonId> = works.iter().map(|one| one.person_id).collect();
    people.sort_unstable();
    people.dedup();
    people
}

/// Where everybody stands is asked of today, however long ago it was.
pub(crate) fn settled(
    tx: &mut WriteTx,
    (account, at, day): (Option<i64>, Moment, NaiveDate),
    people: Vec<PersonId>,
) -> Result<()> {
    let today = at.utc().date_naive().max(day);
    people.into_iter().try_for_each(|person| store::settle(tx, person, today, Hand { account, at }))
}
