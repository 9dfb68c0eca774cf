//! How pairs stand, set-wise: as many queries for a municipality as for one pair (п. 8.3: систематический контроль).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::{Conn, Result};
use packs::Effective;

use crate::actions::planning::facts;
use crate::model::around::{MatterRow, Plan, Visit};
use crate::model::{Mentor, Pair, Task};
use crate::obligations::owing;
use crate::rules::{Eye, Matter, PlanState, Standing, is_overdue, plan_due, silent_since};
use crate::store;

/// A pair with how it stands.
pub(crate) struct Stood {
    pub pair: Pair,
    pub standing: Standing,
    /// What waits for an answer and these eyes see.
    pub waiting: Vec<MatterRow>,
}

/// What is known of the pairs.
struct Known {
    plans: BTreeMap<i64, Plan>,
    lines: BTreeMap<i64, Vec<Task>>,
    last: BTreeMap<i64, NaiveDate>,
    visits: BTreeMap<i64, Vec<Visit>>,
    mentors: BTreeMap<i64, Vec<Mentor>>,
    briefed: BTreeMap<i64, NaiveDate>,
    waiting: Vec<MatterRow>,
    late: BTreeMap<i64, usize>,
}

/// How these pairs stand, as these eyes see it; `with_reports`: late reports are counted as well.
pub(crate) fn stand(
    conn: &mut Conn,
    pairs: Vec<Pair>,
    (rules, today): (&Effective, NaiveDate),
    (eye, with_reports): (Eye, bool),
) -> Result<Vec<Stood>> {
    if pairs.is_empty() {
        return Ok(Vec::new());
    }
    let known = known(conn, &pairs, (rules, today), (eye, with_reports))?;
    let stood = |pair: Pair| {
        let standing = standing(&pair, &known, rules, today);
        let waiting = known.waiting.iter().filter(|one| one.mentorship_id == pair.id).cloned().collect();
        Stood { pair, standing, waiting }
    };
    Ok(pairs.into_iter().map(stood).collect())
}

fn known(
    conn: &mut Conn,
    pairs: &[Pair],
    (rules, today): (&Effective, NaiveDate),
    (eye, with_reports): (Eye, bool),
) -> Result<Known> {
    let ids: Vec<i64> = pairs.iter().map(|pair| pair.id.0).collect();
    let mentors = store::mentors_of(conn, &ids)?;
    let mut people: Vec<i64> = mentors.values().flatten().map(|one| one.person_id.0).collect();
    people.extend(pairs.iter().map(|pair| pair.mentee_id.0));
    people.sort_unstable();
    people.dedup();
    let mut late = BTreeMap::new();
    if with_reports {
        for (pair, half) in owing(conn, pairs, rules, today)? {
            *late.entry(pair.id.0).or_insert(0) += usize::from(half.due() < today);
        }
    }
    let mut waiting = store::around::unanswered(conn, &ids)?;
    waiting.retain(|one| Matter::of(&one.matter).is_some_and(|of| of.waits() && of.is_seen(eye, false)));
    Ok(Known {
        plans: store::plans::plans_of(conn, &ids)?,
        lines: store::plans::lines_of(conn, &ids)?,
        last: store::last_works(conn, &ids)?,
        visits: store::around::visits_of(conn, &ids)?,
        briefed: store::gatherings::briefed(conn, &people)?,
        mentors,
        waiting,
        late,
    })
}

fn standing(pair: &Pair, known: &Known, rules: &Effective, today: NaiveDate) -> Standing {
    let id = pair.id.0;
    let limit = |id: &str| rules.mentoring.limit(id).map(|limit| limit.value);
    let (lines, visits) = (known.lines.get(&id), known.visits.get(&id));
    let lines: &[Task] = lines.map_or(&[], Vec::as_slice);
    let visits: &[Visit] = visits.map_or(&[], Vec::as_slice);
    let plan = known.plans.get(&id);
    let count = |is: &dyn Fn(&Task) -> bool| lines.iter().filter(|one| is(one)).count();
    let kept = visits.iter().filter(|one| one.off_on.is_none());
    let coming = kept.clone().filter(|one| one.held_on.is_none());
    let missed = coming.clone().filter(|one| one.planned_on < today);
    let missed_since = missed.clone().map(|one| one.planned_on).min();
    let missed = missed.count();
    let now = known.mentors.get(&id).into_iter().flatten();
    let mut people =
        now.filter(|one| one.to_on.is_none() && one.from_on.is_some()).map(|one| one.person_id.0);
    let is_briefed = |person: i64| known.briefed.contains_key(&person);
    let asks_briefing = rules.mentoring.work("briefing").is_some();
    let last = known.last.get(&id).copied();
    Standing {
        plan: PlanState::of(&facts(plan, lines)),
        plan_due: plan_due(pair.order_on, limit("plan_days")),
        is_reviewed: plan.is_some_and(|plan| plan.council_on.is_some()),
        lines: (
            lines.len(),
            count(&|one| one.done_on.is_some()),
            count(&|one| is_overdue(one.due_on, one.done_on, today)),
        ),
        overdue_since: lines
            .iter()
            .filter(|one| is_overdue(one.due_on, one.done_on, today))
            .map(|one| one.due_on)
            .min(),
        missed_since,
        last,
        silent_since: silent_since(last, pair.order_on, limit("silent_days")),
        visits: (kept.filter(|one| one.held_on.is_some()).count(), coming.count() - missed, missed),
        late_reports: known.late.get(&id).copied().unwrap_or(0),
        is_briefed: asks_briefing.then(|| is_briefed(pair.mentee_id.0) && people.all(is_briefed)),
        waiting: known.waiting.iter().filter(|one| one.mentorship_id == pair.id).count(),
    }
}
