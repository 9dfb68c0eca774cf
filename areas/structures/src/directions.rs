//! What structures tell of the directions of effectiveness: school unions, and professional unions of the three levels.

use chrono::NaiveDate;
use db::{Conn, Result};
use packs::{Block, Library};
use registry::{DirectionLine, DirectionOffer, DirectionPlace};

use crate::store;

/// The offer.
#[derive(Default)]
pub(crate) struct Unions {
    packs: Library,
}

impl DirectionOffer for Unions {
    fn learn(&mut self, packs: &Library) {
        self.packs = packs.clone();
    }

    fn lines(&self, conn: &mut Conn, place: &DirectionPlace, today: NaiveDate) -> Result<Vec<DirectionLine>> {
        let rules = units::effective(conn, &self.packs, &place.path, today)?;
        let counted = store::kinds_by_level(conn, &place.scope)?;
        let is_union =
            |id: &str| rules.structure_kind(id).is_some_and(|kind| kind.rule.block == Block::Association);
        let unit = place.unit.to_string();
        let mut lines = Vec::new();
        let depth = place.path.matches('/').count() - 1;
        let has_unions = |id: &str| {
            rules
                .structure_kinds
                .iter()
                .any(|kind| kind.rule.is_of(id) && kind.rule.block == Block::Association)
        };
        // A level above the place has its bodies elsewhere.
        let is_here = |id: &str| !(id == "region" && depth > 1 || id == "municipality" && depth > 2);
        let those = |level: &str| has_unions(level) && is_here(level);
        for level in rules.levels.iter().filter(|level| those(&level.rule.id)) {
            let of_level = counted.iter().filter(|(of, kind, _)| *of == level.rule.id && is_union(kind));
            let count: i64 = of_level.map(|(_, _, count)| count).sum();
            lines.push(DirectionLine {
                direction: "unions",
                label: format!("Объединений: {}", level.rule.title.to_lowercase()),
                value: count.to_string(),
                url: web::address(
                    "/structures",
                    &[("unit", &unit), ("level", &level.rule.id), ("block", Block::Association.code())],
                ),
            });
        }
        let school: i64 =
            counted.iter().filter(|(_, kind, _)| kind == "school_union").map(|(_, _, count)| count).sum();
        lines.push(DirectionLine {
            direction: "school_unions",
            label: "Школьных методических объединений".to_owned(),
            value: school.to_string(),
            url: web::address("/structures", &[("unit", &unit), ("kind", "school_union")]),
        });
        Ok(lines)
    }
}
