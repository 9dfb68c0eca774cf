//! The documents bodies are founded by: one regulation of every municipality and of every school for all their bodies, and what
//! the pack asks of a service and of a council by name.

use std::collections::BTreeMap;

use access::Level;
use documents::{NewDocument, actions};
use units::Unit;
use web::{Cx, Write};

use super::book::Book;
use crate::demo::stage::day;

/// Registers them and names them in the rows of the book.
pub(super) fn register(cx: &mut Cx<Write>, book: &mut Book<'_>) -> web::Result<()> {
    let mut known: BTreeMap<(i64, &str), String> = BTreeMap::new();
    for row in &mut book.rows {
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
