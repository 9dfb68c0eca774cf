//! A structure as a row tells it, and what of it is other than before.

use chrono::NaiveDate;
use packs::StructureKind;
use web::russian;

use super::super::headings;
use super::super::line::{Line, Term};
use super::Ground;
use crate::model::{NewStructure, Structure, StructureId};

/// The structure with what the row says of it.
pub(super) fn written(
    line: &Line,
    kind: &StructureKind,
    known: Option<&Structure>,
    ground: &Ground,
) -> NewStructure {
    let text = |said: &str, was: Option<&String>| {
        if said.is_empty() { was.cloned().unwrap_or_default() } else { said.to_owned() }
    };
    let ends_on = match line.term {
        Some(Term::Until(day)) => Some(day),
        Some(Term::Permanent) => None,
        None => known.and_then(|known| known.ends_on),
    };
    NewStructure {
        kind: kind.id.clone(),
        name: line.name.clone(),
        directions: text(&line.directions, known.map(|known| &known.directions)),
        parent: known.and_then(|known| known.parent_id),
        is_temporary: ends_on.is_some(),
        started_on: line.started_on.or(known.map(|known| known.started_on)).unwrap_or(ground.day),
        ends_on,
        task: text(&line.task, known.map(|known| &known.task)),
        document: known.and_then(|known| known.document_id),
        resource_url: text(&line.resource_url, known.map(|known| &known.resource_url)),
        minutes: known.and_then(|known| known.minutes_id),
        service_directions: known
            .and_then(|known| ground.directions.get(&known.id.0).cloned())
            .unwrap_or_default(),
        section_url: Some(text(&line.section_url, known.and_then(|known| known.section_url.as_ref())))
            .filter(|url| !url.is_empty()),
        founders: Vec::new(),
    }
}

pub(super) fn changes(was: &Structure, new: &NewStructure, ground: &Ground) -> Vec<lists::Change> {
    let term = |day: Option<NaiveDate>| {
        day.map_or_else(|| "постоянная".to_owned(), |day| format!("до\u{a0}{}", russian::date(day)))
    };
    let parent = |id: Option<StructureId>| {
        let one = id.and_then(|id| ground.known.iter().find(|one| one.id == id));
        one.map(|one| one.name.clone()).unwrap_or_default()
    };
    let paper = |id: Option<documents::DocumentId>| {
        let one = ground.papers.iter().find(|one| Some(one.document.id) == id);
        one.map(|one| one.document.title_line()).unwrap_or_default()
    };
    let rules = ground.rules.at(Some(was.unit_id));
    let directions =
        |codes: Option<&Vec<String>>| codes.map(|codes| headings::titles(codes, rules)).unwrap_or_default();
    lists::different(&[
        ("название", was.name.clone(), new.name.clone()),
        ("предметы, направления", was.directions.clone(), new.directions.clone()),
        ("создана", russian::date(was.started_on), russian::date(new.started_on)),
        ("срок", term(was.ends_on), term(new.ends_on)),
        ("задача", was.task.clone(), new.task.clone()),
        ("ресурс", was.resource_url.clone(), new.resource_url.clone()),
        (
            "раздел на\u{a0}портале",
            was.section_url.clone().unwrap_or_default(),
            new.section_url.clone().unwrap_or_default(),
        ),
        (
            "направления службы",
            directions(ground.directions.get(&was.id.0)),
            directions(Some(&new.service_directions)),
        ),
        ("входит в", parent(was.parent_id), parent(new.parent)),
        ("основание", paper(was.document_id), paper(new.document)),
    ])
}
