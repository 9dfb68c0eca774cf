//! How pairs stand, set-wise: as many queries for a municipality as for one pair (п. 8.3: систематический контроль).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::{Conn, Result};
use packs::Effective;

use crate::actions::planning::facts_of;
use crate::departures::Mentors;
use crate::model::Pair;
use crate::model::around::{MatterRow, Plan};
use crate::owed::owing;
use crate::owed_mentee;
use crate::rules::{Eye, Matter, PlanState, Standing, is_overdue, plan_due, silent_since};
use crate::store;
use crate::store::around::VisitDays;
use crate::store::plans::Due;

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
    lines: BTreeMap<i64, Vec<Due>>,
    last: BTreeMap<i64, NaiveDate>,
    visits: BTreeMap<i64, Vec<VisitDays>>,
    mentors: Mentors,
    briefed: BTreeMap<i64, NaiveDate>,
    waiting: BTreeMap<i64, Vec<MatterRow>>,
    late: BTreeMap<i64, usize>,
    late_of_mentees: BTreeMap<i64, usize>,
}

/// How these pairs stand, as these eyes see it; `with_reports`: late reports are counted as well.
pub(crate) fn stand(
    conn: &mut Conn,
    pairs: Vec<Pair>,
    (rules, today): (&Effective, NaiveDate),
    (eye, with_reports): (Eye, bool),
) -> Result<Vec<Stood>> {
    let ids: Vec<i64> = pairs.iter().map(|pair| pair.id.0).collect();
    let mentors = store::mentors_of(conn, &ids)?;
    stand_with(conn, (pairs, mentors), (rules, today), (eye, with_reports))
}

/// The same with the mentors that were read already.
pub(crate) fn stand_with(
    conn: &mut Conn,
    (pairs, mentors): (Vec<Pair>, Mentors),
    (rules, today): (&Effective, NaiveDate),
    (eye, with_reports): (Eye, bool),
) -> Result<Vec<Stood>> {
    if pairs.is_empty() {
        return Ok(Vec::new());
    }
    let known = known(conn, (&pairs, mentors), (rules, today), (eye, with_reports))?;
    let stood = |pair: Pair| {
        let standing = standing(&pair, &known, rules, today);
        let waiting = known.waiting.get(&pair.id.0).cloned().unwrap_or_default();
        Stood { pair, standing, waiting }
    };
    Ok(pairs.into_iter().map(stood).collect())
}

fn known(
    conn: &mut Conn,
    (pairs, mentors): (&[Pair], Mentors),
    (rules, today): (&Effective, NaiveDate),
    (eye, with_reports): (Eye, bool),
) -> Result<Known> {
    let ids: Vec<i64> = pairs.iter().map(|pair| pair.id.0).collect();
    let of = |pair: &Pair| mentors.get(&pair.id.0).into_iter().flatten().map(|one| one.person_id.0);
    let mut people: Vec<i64> = pairs.iter().flat_map(of).collect();
    people.extend(pairs.iter().map(|pair| pair.mentee_id.0));
    people.sort_unstable();
    people.dedup();
    let (mut late, mut late_of_mentees) = (BTreeMap::new(), BTreeMap::new());
    if with_reports {
        for one in owing(conn, pairs, rules, today)? {
            *late.entry(one.pair.id.0).or_insert(0) += usize::from(one.half.due() < today);
        }
        for (pair, _) in owed_mentee::late(conn, (pairs, None), rules, today)? {
            *late_of_mentees.entry(pair.id.0).or_insert(0) += 1;
        }
    }
    let mut waiting: BTreeMap<i64, Vec<MatterRow>> = BTreeMap::new();
    for one in store::around::unanswered(conn, &ids)? {
        if Matter::of(&one.matter).is_some_and(|of| of.waits() && of.is_seen(eye, false)) {
            waiting.entry(one.mentorship_id.0).or_default().push(one);
        }
    }
    Ok(Known {
        plans: store::plans::plans_of(conn, &ids)?,
        lines: store::plans::dues_of(conn, &ids)?,
        last: store::last_works(conn, &ids)?,
        visits: store::around::visit_days_of(conn, &ids)?,
        briefed: briefed(conn, (pairs, &mentors), &people)?,
        mentors,
        waiting,
        late,
        late_of_mentees,
    })
}

/// Which of these people were briefed, each with the last day (п. 8.3): at a briefing of the school, or by a line in the journal of a
/// pair – it is of its mentee and of whoever was its mentor by then.
pub(crate) fn briefed(
    conn: &mut Conn,
    (pairs, mentors): (&[Pair], &Mentors),
    people: &[i64],
) -> Result<BTreeMap<i64, NaiveDate>> {
    let mut found = store::gatherings::briefed(conn, people)?;
    let ids: Vec<i64> = pairs.iter().map(|pair| pair.id.0).collect();
    let mentees: BTreeMap<i64, i64> = pairs.iter().map(|pair| (pair.id.0, pair.mentee_id.0)).collect();
    for (pair, day) in store::gatherings::noted(conn, &ids)? {
        let then = mentors.get(&pair).into_iter().flatten().filter(|one| {
            one.from_on.is_some_and(|from| from <= day) && one.to_on.is_none_or(|last| day <= last)
        });
        for person in then.map(|one| one.person_id.0).chain(mentees.get(&pair).copied()) {
            let last = found.entry(person).or_insert(day);
            *last = day.max(*last);
        }
    }
    Ok(found)
}

fn standing(pair: &Pair, known: &Known, rules: &Effective, today: NaiveDate) -> Standing {
    let id = pair.id.0;
    let limit = |id: &str| rules.mentoring.limit(id).map(|limit| limit.value);
    let (lines, visits) = (known.lines.get(&id), known.visits.get(&id));
    let lines: &[Due] = lines.map_or(&[], Vec::as_slice);
    let visits: &[VisitDays] = visits.map_or(&[], Vec::as_slice);
    let plan = known.plans.get(&id);
    let overdue = lines.iter().filter(|(due, done, _)| is_overdue(*due, *done, today));
    let overdue: Vec<NaiveDate> = overdue.map(|(due, _, _)| *due).collect();
    let held = visits.iter().filter(|(_, held)| held.is_some()).count();
    let missed = visits.iter().filter(|(planned, held)| held.is_none() && *planned < today);
    let missed: Vec<NaiveDate> = missed.map(|(planned, _)| *planned).collect();
    let now = known.mentors.get(&id).into_iter().flatten();
    let mut people =
        now.filter(|one| one.to_on.is_none() && one.from_on.is_some()).map(|one| one.person_id.0);
    let is_briefed = |person: i64| known.briefed.contains_key(&person);
    let asks_briefing = rules.mentoring.work("briefing").is_some();
    let last = known.last.get(&id).copied();
    Standing {
        // Whoever shows who has left fills it in: it takes the works of everybody.
        alone_since: None,
        plan: PlanState::of(&facts_of(plan, lines.iter().map(|(_, _, added)| *added))),
        plan_due: plan_due(pair.order_on, limit("plan_days")),
        // Where no clause asks the council to review the plan, nothing is missed.
        is_reviewed: rules.mentoring.clause("plan_review").is_empty()
            || plan.is_some_and(|plan| plan.council_on.is_some()),
        lines: (lines.len(), lines.iter().filter(|(_, done, _)| done.is_some()).count(), overdue.len()),
        overdue_since: overdue.into_iter().min(),
        missed_since: missed.iter().min().copied(),
        last,
        silent_since: silent_since(last, pair.order_on, limit("silent_days")),
        visits: (held, visits.len() - held - missed.len(), missed.len()),
        late_reports: known.late.get(&id).copied().unwrap_or(0),
        late_mentee_reports: known.late_of_mentees.get(&id).copied().unwrap_or(0),
        is_briefed: asks_briefing.then(|| is_briefed(pair.mentee_id.0) && people.all(is_briefed)),
        waiting: known.waiting.get(&id).map_or(0, Vec::len),
    }
}
