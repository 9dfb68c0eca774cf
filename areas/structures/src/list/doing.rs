//! Accepting a list of structures: each chosen row as the same action the pages take, in one transaction.

use std::collections::HashMap;

use access::Granted;
use chrono::NaiveDate;
use lists::{Done, Verdict};
use serde::{Deserialize, Serialize};
use serde_json::json;
use web::{Cx, Error, Result, Write};

use super::judge::Ground;
use super::kind::StructurePlan;
use super::{Judged, StructureLists};
use crate::actions::founding;
use crate::model::{NewMember, NewStructure, Structure, StructureId};
use crate::{KeepStructures, store};

/// What was there before.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Was {
    /// The structure is of the import.
    pub added: bool,
    /// People taken in with it.
    pub members: Vec<i64>,
    /// Name, directions, task, resource before.
    pub texts: [String; 4],
    /// What it stood under.
    pub parent: Option<i64>,
    /// The document it was founded by.
    #[serde(default)]
    pub document: Option<i64>,
    /// The day it was founded on, and the last of its term.
    pub days: (NaiveDate, Option<NaiveDate>),
    /// Its section on a portal, empty: it had none; lists accepted before there was such a column remember nothing.
    #[serde(default)]
    pub section: Option<String>,
    /// Directions of the service.
    #[serde(default)]
    pub service: Option<Vec<String>>,
}

impl Was {
    fn of(one: &Structure, service: Vec<String>) -> Self {
        let texts = [one.name.clone(), one.directions.clone(), one.task.clone(), one.resource_url.clone()];
        let days = (one.started_on, one.ends_on);
        Self {
            added: false,
            members: Vec::new(),
            texts,
            parent: one.parent_id.map(|id| id.0),
            document: one.document_id.map(|id| id.0),
            days,
            section: Some(one.section_url.clone().unwrap_or_default()),
            service: Some(service),
        }
    }
}

/// Does what the chosen rows say.
pub(super) fn apply(
    cx: &mut Cx<Write>,
    may: &Granted<KeepStructures>,
    plan: &StructurePlan,
    is_chosen: &dyn Fn(u32) -> bool,
) -> Result<Done> {
    let (mut done, mut ids) = (Done::default(), HashMap::<usize, StructureId>::new());
    let mut marks = Vec::new();
    for (at, one) in plan.all.iter().enumerate() {
        if let Some(known) = &one.known {
            ids.insert(at, known.id);
        }
        if !one.verdict.is_good() || !is_chosen(one.line.number) {
            continue;
        }
        let Some(mut new) = one.new.clone() else { continue };
        match one.above.map(|above| ids.get(&above)) {
            Some(Some(id)) => new.parent = Some(*id),
            // The row of what it stands under was not chosen.
            Some(None) => continue,
            None => {}
        }
        let (id, was) = if let Some(known) = &one.known {
            founding::change_listed(cx, may, (known.id, known.version), &new)?;
            done.changed += 1;
            let service = plan.ground.directions.get(&known.id.0).cloned().unwrap_or_default();
            (known.id, Was::of(known, service))
        } else {
            done.new += 1;
            founded(cx, may, (one, &plan.ground), &new)?
        };
        ids.insert(at, id);
        marks.push((id, was));
    }
    mark(cx, plan, &marks)?;
    let count = |asked: Verdict| plan.all.iter().filter(|one| one.verdict == asked).count();
    let told = json!({
        "new": done.new, "changed": done.changed, "same": count(Verdict::Same),
        "doubtful": count(Verdict::Doubtful), "wrong": count(Verdict::Wrong),
    });
    lists::accepted::<StructureLists>(cx, &plan.import, told)?;
    Ok(done)
}

fn founded(
    cx: &mut Cx<Write>,
    may: &Granted<KeepStructures>,
    (one, ground): (&Judged, &Ground),
    new: &NewStructure,
) -> Result<(StructureId, Was)> {
    let unit = one.line.unit.ok_or(Error::NotFound)?;
    let path = ground.units.iter().find(|known| known.id == unit).map_or("", |known| known.path.as_str());
    let names: Vec<&str> = one.line.head.split(';').map(str::trim).filter(|name| !name.is_empty()).collect();
    // The post of the only head may hold a semicolon itself.
    let mut posts = one.line.head_post.splitn(names.len().max(1), ';').map(str::trim);
    let head = |name: &&str| {
        let (full, card) = ground.head_of(name, path);
        NewMember {
            person: card.ok(),
            name: full,
            post: posts.next().unwrap_or_default().to_owned(),
            role: "head".to_owned(),
            from_on: new.started_on,
            term_on: None,
            basis: String::new(),
            organisation: None,
        }
    };
    let heads: Vec<NewMember> = names.iter().map(head).collect();
    let (id, members) = founding::found_listed(cx, may, unit, new, &heads)?;
    let members = members.into_iter().map(|member| member.0).collect();
    Ok((id, Was { added: true, members, ..Was::default() }))
}

/// Marks what was done with the versions the structures have now.
fn mark(cx: &mut Cx<Write>, plan: &StructurePlan, marks: &[(StructureId, Was)]) -> Result<()> {
    let ids: Vec<i64> = marks.iter().map(|(id, _)| id.0).collect();
    let versions: HashMap<StructureId, i64> =
        store::all_of(cx.conn(), &ids)?.into_iter().map(|one| (one.id, one.version)).collect();
    for (id, was) in marks {
        let version = versions.get(id).copied().ok_or(Error::NotFound)?;
        let (row, was) = (cx.id(), serde_json::to_string(was).map_err(|e| Error::Broken(e.to_string()))?);
        lists::store::mark(cx.tx(), row, plan.import.id, (id.0, &was, version))?;
    }
    Ok(())
}
