//! The documents bodies are founded by: one regulation of every municipality and of every school for all their bodies, and what
//! the pack asks of a service and of a council by name.

use std::collections::BTreeMap;

use access::Level;
use documents::{NewDocument, actions};
use units::Unit;
use web::{Cx, Write};

use super::book::Book;
use crate::demo::stage::day;

/// Kinds each of which has a regulation of its own (приложение 5, п. 2.4).
const OF_THEIR_OWN: [&str; 6] = [
    "creative_group",
    "problem_group",
    "resource_centre",
    "support_site",
    "virtual_union",
    "discussion_platform",
];

/// Registers them and names them in the rows of the book.
pub(super) fn register(cx: &mut Cx<Write>, book: &mut Book<'_>) -> web::Result<()> {
    let mut known: BTreeMap<(i64, &str), String> = BTreeMap::new();
    let mut own = 0;
    for row in &mut book.rows {
        if row.unit.level() == Level::Municipality && OF_THEIR_OWN.contains(&row.kind.as_str()) {
            own += 1;
            // Every third has none yet, so that a gap is seen.
            if own % 3 != 0 {
                let (number, title) = (format!("{own}-с"), format!("Положение: {}", row.name));
                actions::register(
                    cx,
                    row.unit,
                    new(row.unit, ("mms_structure_regulation", &title), &number),
                )?;
                row.founded = format!("№ {number} от 30.08.2023");
                continue;
            }
        }
        let (kind, title) = match (row.unit.level(), row.kind.as_str()) {
            (Level::Municipality, "municipal_service") => {
                ("mms_regulation", "Положение о муниципальной методической службе")
            }
            (Level::Municipality, "municipal_council") => {
                ("council_members_order", "О составе методического совета")
            }
            (Level::Municipality, _) => ("local_act", "Положение о методических объединениях и группах"),
            (Level::Organisation, _) => ("local_act", "Положение о методической работе школы"),
            _ => continue,
        };
        let number = known.len() + 1;
        if let Some(line) = known.get(&(row.unit.id.0, kind)) {
            row.founded.clone_from(line);
            continue;
        }
        let number = format!("{number}-м");
        actions::register(cx, row.unit, new(row.unit, (kind, title), &number))?;
        row.founded = format!("№ {number} от 30.08.2023");
        known.insert((row.unit.id.0, kind), row.founded.clone());
    }
    Ok(())
}

/// What a region of Кузбасс and an okrug in it found their structures by – without an act none works (п. 4.1) – and have beside.
pub(super) fn kuzbass(cx: &mut Cx<Write>, book: &mut Book<'_>) -> web::Result<()> {
    let mut known: BTreeMap<(i64, &str), String> = BTreeMap::new();
    for row in &mut book.rows {
        let (kind, title) = match (row.unit.level(), row.kind.as_str()) {
            (Level::Region, "region_institute") => ("regional_order", "О региональном институте"),
            (Level::Region, _) => ("structures_order", "О составе региональных методических структур"),
            (Level::Municipality, _) => ("system_regulation", "Положение о системе методической работы"),
            _ => ("local_act", "Положение о методической работе школы"),
        };
        if let Some(line) = known.get(&(row.unit.id.0, kind)) {
            row.founded.clone_from(line);
            continue;
        }
        let number = format!("{}-м", known.len() + 1);
        actions::register(cx, row.unit, new(row.unit, (kind, title), &number))?;
        row.founded = format!("№ {number} от 30.08.2023");
        known.insert((row.unit.id.0, kind), row.founded.clone());
        if kind == "system_regulation" {
            for (beside, title) in [
                ("monitoring_regulation", "Положение о мониторинге методической работы"),
                ("service_roadmap", "«Дорожная карта» развития методической службы"),
            ] {
                actions::register(
                    cx,
                    row.unit,
                    new(row.unit, (beside, title), &format!("{number}-{}", beside.len())),
                )?;
            }
        }
    }
    Ok(())
}

/// What the pack asks of the region and the region has: the rest is still to be written.
pub(super) fn regional(cx: &mut Cx<Write>, region: &Unit) -> web::Result<()> {
    let rules = units::rules_at(cx, &region.path)?;
    for (place, kind) in REGIONAL.into_iter().enumerate() {
        let Some(known) = rules.document_kind(kind).map(|one| &one.rule) else { continue };
        actions::register(cx, region, new(region, (kind, &known.title), &format!("{}-р", 114 + place)))?;
    }
    Ok(())
}

/// Eight of the thirteen kinds a region must have.
const REGIONAL: [&str; 8] = [
    "region_concept",
    "rumo_regulation",
    "region_site_regulation",
    "young_association_regulation",
    "subject_association_regulation",
    "expert_council_regulation",
    "mentoring_regulation",
    "mms_model_regulation",
];

/// An order of the unit that founds a structure; the line a list names it by.
pub(in crate::demo) fn by_order(cx: &mut Cx<Write>, unit: &Unit, title: &str) -> web::Result<String> {
    let kind = match unit.level() {
        Level::Organisation => "school_order",
        _ => "municipal_order",
    };
    let signed = day(2024, 8, 30);
    actions::register(cx, unit, NewDocument { signed_on: signed, ..new(unit, (kind, title), "87-ш") })?;
    Ok(format!("№ 87-ш от {}", signed.format("%d.%m.%Y")))
}

fn new(unit: &Unit, (kind, title): (&str, &str), number: &str) -> NewDocument {
    NewDocument {
        kind: kind.to_owned(),
        title: title.to_owned(),
        number: number.to_owned(),
        signed_on: day(2023, 8, 30),
        issuer: unit.name.clone(),
        valid_to: None,
        topic: String::new(),
        file: None,
        link: Some("https://metodset.example/documents".to_owned()),
    }
}
