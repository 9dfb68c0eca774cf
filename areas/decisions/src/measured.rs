//! A monitoring and the next one of the same table set against each other: what became of every deficit, or of one unit's.

use std::collections::{BTreeSet, HashMap};

use db::Conn;
use monitoring::model::{Campaign, Publication, PublishedObject};
use monitoring::rules::Lineage;
use monitoring::store::results::{self, Cell};
use units::UnitId;
use web::{Cx, Mode, Result};

use crate::rules::{Effect, Points, effect};

/// What an object's line is known by: its unit, the body inside it, the indicator's number then.
pub(crate) type Line = (i64, String, String);

/// Points of a line then and now, and what became of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Outcome {
    /// Then.
    pub then: Option<Points>,
    /// In the next monitoring.
    pub now: Option<Points>,
    /// What became of it.
    pub effect: Effect,
}

/// Every line of a monitoring with what became of it.
pub(crate) struct Measured {
    /// The next published monitoring of the same table.
    pub next: Option<Campaign>,
    outcomes: HashMap<Line, Outcome>,
}

impl Measured {
    /// What became of a line; one the publication does not know is not measured yet.
    pub fn outcome(&self, line: &Line) -> Outcome {
        let unknown = Outcome { then: None, now: None, effect: Effect::NotYet };
        self.outcomes.get(line).copied().unwrap_or(unknown)
    }

    /// The deficits: each object's line without a point then.
    pub fn deficits(&self) -> impl Iterator<Item = (&Line, &Outcome)> {
        self.outcomes.iter().filter(|(_, outcome)| outcome.then.is_some_and(|points| points.score.is_zero()))
    }
}

type Scored = HashMap<Line, Option<Points>>;

/// The publication of a monitoring, and the next published monitoring of the same table with its own.
struct Pair {
    then: Publication,
    next: Option<(Campaign, Publication)>,
}

/// Sets a monitoring against the next one of the same table: six queries at most, whatever the number of objects.
pub(crate) fn measured<M: Mode>(cx: &mut Cx<M>, campaign: &Campaign) -> Result<Measured> {
    measured_in(cx.conn(), campaign)
}

/// The same for a job, which has no context.
pub(crate) fn measured_in(conn: &mut Conn, campaign: &Campaign) -> Result<Measured> {
    let Some(pair) = pair(conn, campaign)? else { return Ok(nothing()) };
    let before = points(conn, campaign, &pair.then)?;
    let after = match &pair.next {
        None => HashMap::new(),
        Some((other, publication)) => points(conn, other, publication)?,
    };
    compared(conn, campaign, pair.next.map(|(next, _)| next), before, &after)
}

/// The same of one unit alone: its two objects and their figures, nothing of the others.
pub(crate) fn measured_of<M: Mode>(cx: &mut Cx<M>, campaign: &Campaign, unit: UnitId) -> Result<Measured> {
    let Some(pair) = pair(cx.conn(), campaign)? else { return Ok(nothing()) };
    let mut ids = vec![pair.then.id];
    ids.extend(pair.next.as_ref().map(|(_, publication)| publication.id));
    let everywhere = db::Ranges::under([campaign.unit_path.as_str()]);
    let objects = results::object_through(cx.conn(), &ids, unit, "", &everywhere)?;
    let numbers: Vec<i64> = objects.iter().map(|one| one.id).collect();
    let cells = results::cells_of_objects(cx.conn(), &numbers)?;
    let of = |publication: i64| -> Scored {
        let own: HashMap<i64, &PublishedObject> = shown(&objects)
            .filter(|one| one.publication_id == publication)
            .map(|one| (one.id, one))
            .collect();
        scored(&cells, &own)
    };
    let after = ids.get(1).map(|id| of(*id)).unwrap_or_default();
    compared(cx.conn(), campaign, pair.next.map(|(next, _)| next), of(pair.then.id), &after)
}

fn nothing() -> Measured {
    Measured { next: None, outcomes: HashMap::new() }
}

fn pair(conn: &mut Conn, campaign: &Campaign) -> Result<Option<Pair>> {
    let mut all = results::published_of(conn, campaign.unit_id)?;
    let later = |(other, _): &&(Campaign, Publication)| {
        other.template == campaign.template && other.period > campaign.period
    };
    let next = all.iter().rfind(later).cloned();
    let at = all.iter().position(|(other, _)| other.id == campaign.id);
    Ok(at.map(|at| Pair { then: all.swap_remove(at).1, next }))
}

fn compared(
    conn: &mut Conn,
    campaign: &Campaign,
    next: Option<Campaign>,
    before: Scored,
    after: &Scored,
) -> Result<Measured> {
    let lines: HashMap<String, (String, bool)> = match &next {
        None => HashMap::new(),
        Some(other) => {
            let tables = (monitoring::table_of(conn, campaign)?, monitoring::table_of(conn, other)?);
            let pairs = Lineage::of(&tables.0, &tables.1).pairs;
            let told = pairs.into_iter().map(|pair| {
                let is_comparable = pair.is_comparable();
                (pair.before, (pair.now, is_comparable))
            });
            told.collect()
        }
    };
    let told = |(line, then): (Line, Option<Points>)| {
        let found = lines.get(&line.2);
        let now =
            found.and_then(|(no, _)| after.get(&(line.0, line.1.clone(), no.clone())).copied().flatten());
        let is_comparable = next.is_none() || found.is_some_and(|(_, comparable)| *comparable);
        (line, Outcome { then, now, effect: effect(then, now, is_comparable) })
    };
    let outcomes = before.into_iter().map(told).collect();
    Ok(Measured { next, outcomes })
}

/// Objects that count: persons' results are personal data.
fn shown(objects: &[PublishedObject]) -> impl Iterator<Item = &PublishedObject> {
    objects.iter().filter(|one| one.level != "person" && one.left_out_reason.is_empty())
}

fn points(conn: &mut Conn, campaign: &Campaign, publication: &Publication) -> Result<Scored> {
    let everybody = db::Ranges::under([campaign.unit_path.as_str()]);
    let objects = results::objects(conn, publication.id, &everybody)?;
    let by_id: HashMap<i64, &PublishedObject> = shown(&objects).map(|one| (one.id, one)).collect();
    let levels: BTreeSet<&str> = by_id.values().map(|one| one.level.as_str()).collect();
    let mut found = HashMap::new();
    for level in levels {
        found.extend(scored(&results::cells(conn, publication.id, level)?, &by_id));
    }
    Ok(found)
}

fn scored(cells: &[Cell], by_id: &HashMap<i64, &PublishedObject>) -> Scored {
    let line = |cell: &Cell| {
        let object = by_id.get(&cell.object)?;
        let line = (object.unit_id.0, object.subject_key.clone(), cell.no.clone());
        Some((line, Points::read(&cell.score, &cell.max)))
    };
    cells.iter().filter_map(line).collect()
}
