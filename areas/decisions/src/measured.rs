//! A monitoring and the next one of the same table set against each other: what became of every deficit.

use std::collections::{BTreeSet, HashMap};

use db::Conn;
use monitoring::model::{Campaign, Publication, PublishedObject};
use monitoring::rules::Lineage;
use monitoring::store::results;
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

/// Sets a monitoring against the next one of the same table: six queries at most, whatever the number of objects.
pub(crate) fn measured<M: Mode>(cx: &mut Cx<M>, campaign: &Campaign) -> Result<Measured> {
    measured_in(cx.conn(), campaign)
}

/// The same for a job, which has no context.
pub(crate) fn measured_in(conn: &mut Conn, campaign: &Campaign) -> Result<Measured> {
    let all = results::published_of(conn, campaign.unit_id)?;
    let then = all.iter().find(|(other, _)| other.id == campaign.id);
    let later = |(other, _): &&(Campaign, Publication)| {
        other.template == campaign.template && other.period > campaign.period
    };
    let next = all.iter().rfind(later);
    let Some((_, publication)) = then else {
        return Ok(Measured { next: None, outcomes: HashMap::new() });
    };
    let before = points(conn, campaign, publication)?;
    let (after, lines) = match next {
        None => (HashMap::new(), HashMap::new()),
        Some((other, publication)) => {
            let tables = (monitoring::table_of(conn, campaign)?, monitoring::table_of(conn, other)?);
            let pairs = Lineage::of(&tables.0, &tables.1).pairs;
            let lines = pairs.into_iter().map(|pair| {
                let is_comparable = pair.is_comparable();
                (pair.before, (pair.now, is_comparable))
            });
            (points(conn, other, publication)?, lines.collect::<HashMap<_, _>>())
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
    Ok(Measured { next: next.map(|(other, _)| other.clone()), outcomes })
}

fn points(
    conn: &mut Conn,
    campaign: &Campaign,
    publication: &Publication,
) -> Result<HashMap<Line, Option<Points>>> {
    let everybody = db::Ranges::under([campaign.unit_path.as_str()]);
    let objects = results::objects(conn, publication.id, &everybody)?;
    let by_id: HashMap<i64, &PublishedObject> = objects
        .iter()
        .filter(|one| one.level != "person" && one.left_out_reason.is_empty())
        .map(|one| (one.id, one))
        .collect();
    let levels: BTreeSet<&str> = by_id.values().map(|one| one.level.as_str()).collect();
    let mut found = HashMap::new();
    for level in levels {
        for cell in results::cells(conn, publication.id, level)? {
            if let Some(object) = by_id.get(&cell.object) {
                let line = (object.unit_id.0, object.subject_key.clone(), cell.no.clone());
                found.insert(line, Points::read(&cell.score, &cell.max));
            }
        }
    }
    Ok(found)
}
