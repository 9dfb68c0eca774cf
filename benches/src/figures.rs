//! The figures: rows printed as they come, kept for JSON, held against their aims at the end.

use serde::Serialize;

use crate::{Outcome, machine};

/// One figure.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    /// `pages`, `scoring`, …
    pub part: &'static str,
    /// What was measured: `sqlite list of schools, 1 connection, CPU`.
    pub name: String,
    /// The value.
    pub value: f64,
    /// Its unit.
    pub unit: &'static str,
    /// It must not be above this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aim: Option<f64>,
}

/// The heading of a table.
pub fn head(text: &str) {
    println!("\n{text}");
}

/// All figures of a run.
#[derive(Debug, Default)]
pub struct Report {
    figures: Vec<Figure>,
}

impl Report {
    /// A figure without an aim.
    pub fn add(&mut self, part: &'static str, name: impl Into<String>, value: f64, unit: &'static str) {
        self.figures.push(Figure { part, name: name.into(), value, unit, aim: None });
    }

    /// A figure with an aim; printed by itself.
    pub fn aim(
        &mut self,
        part: &'static str,
        name: impl Into<String>,
        value: f64,
        unit: &'static str,
        aim: f64,
    ) {
        let name = name.into();
        let mark = if value <= aim { "met" } else { "MISSED" };
        println!("  {name:<58} {value:>10.2} {unit:<6} aim ≤ {aim} {mark}");
        self.hold(part, name, value, unit, aim);
    }

    /// A figure with an aim, printed already as part of a table.
    pub fn hold(
        &mut self,
        part: &'static str,
        name: impl Into<String>,
        value: f64,
        unit: &'static str,
        aim: f64,
    ) {
        self.figures.push(Figure { part, name: name.into(), value, unit, aim: Some(aim) });
    }

    /// The document of a run.
    pub fn json(&self) -> Outcome<String> {
        let document = serde_json::json!({
            "processor": machine::processor(), "load": machine::busyness(), "figures": self.figures,
        });
        Ok(serde_json::to_string_pretty(&document)?)
    }

    /// Which aims were missed.
    pub fn verdict(&self) {
        let with_aim: Vec<_> = self.figures.iter().filter_map(|one| Some((one, one.aim?))).collect();
        let missed: Vec<_> = with_aim.iter().filter(|(one, aim)| one.value > *aim).collect();
        println!("\n{} of {} aims met", with_aim.len() - missed.len(), with_aim.len());
        for (one, aim) in missed {
            println!("  missed: {}: {:.2} {}, aim ≤ {aim}", one.name, one.value, one.unit);
        }
    }
}
