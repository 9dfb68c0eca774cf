//! Three blocks × the levels (приложение 1, раздел 3.4): how many of each kind work in each cell; an empty cell is seen and
//! opens its list.

use std::collections::BTreeMap;

use access::Granted;
use askama::Template;
use db::Ranges;
use packs::{Block, Effective, Level};
use units::Unit;
use web::view::Tab;
use web::{Cx, Mode, Page, Read, Reply, Result};

use super::list::{self, PROVIDED};
use super::{Choices, place, places, tabs};
use crate::actions::founding::pack_level;
use crate::actions::rules_at;
use crate::{SeeStructures, access as reach, store};

#[derive(Template)]
#[template(path = "matrix.html")]
struct MatrixPage {
    of: String,
    tabs: Vec<Tab>,
    unit: String,
    places: Choices,
    levels: Vec<String>,
    rows: Vec<BlockRow>,
    empty: usize,
}

/// How many there are, by level and kind.
type Counted = BTreeMap<(String, String), i64>;
/// How many are provided so, by level and block, in the order of [`PROVIDED`].
type Provisions = BTreeMap<(String, String), [i64; 3]>;

/// A block with its cells.
pub(super) struct BlockRow {
    pub title: &'static str,
    pub cells: Vec<CellOf>,
}

/// A block at a level.
pub(super) struct CellOf {
    pub level: String,
    pub total: i64,
    pub url: String,
    pub kinds: Vec<KindCount>,
    /// How many have an act, a head, joint works of the year: words, how many, their list.
    pub provided: Vec<(&'static str, i64, String)>,
    /// Titles of kinds that must be there and are not.
    pub missing: Vec<String>,
    /// Nothing is there, and nothing need be.
    pub is_free: bool,
}

/// A kind of the cell.
pub(super) struct KindCount {
    pub id: String,
    pub title: String,
    pub count: i64,
    pub url: String,
    pub under: Vec<String>,
}

/// `GET /structures/matrix?unit=…`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeStructures>) -> Result<Reply> {
    let unit = place(cx, &may)?;
    let rules = rules_at(cx, &unit.path)?;
    let rows = cells(cx, &unit, &rules)?;
    let page = MatrixPage {
        of: unit.name.clone(),
        tabs: tabs("/structures/matrix", &unit),
        unit: unit.id.to_string(),
        places: places(cx, &may)?,
        levels: levels(&rules).map(|level| level.title.clone()).collect(),
        empty: rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.total == 0 && !cell.is_free).count(),
        rows,
    };
    Page::titled("Блоки и\u{a0}уровни").at(&unit.path).under("/structures").show(&page)
}

/// Levels that have a kind of structure, the upper first: an inherited level comes after the pack's own ones.
fn levels(rules: &Effective) -> impl Iterator<Item = &Level> {
    let has = |id: &str| rules.structure_kinds.iter().any(|kind| kind.rule.is_of(id));
    let mut found: Vec<&Level> = rules.levels.iter().map(|level| &level.rule).collect();
    found.retain(|level| !level.measured && has(&level.id));
    found.sort_by_key(|level| depth(rules, level));
    found.into_iter()
}

/// How many levels stand above one.
fn depth(rules: &Effective, level: &Level) -> usize {
    let above = |level: &Level| level.above.as_deref().and_then(|id| rules.level(id)).map(|one| &one.rule);
    std::iter::successors(above(level), |level| above(level)).take(rules.levels.len()).count()
}

/// Every cell at and under the unit; levels above it are those of the units it stands under.
pub(super) fn cells<M: Mode>(cx: &mut Cx<M>, unit: &Unit, rules: &Effective) -> Result<Vec<BlockRow>> {
    let mut counted = Counted::new();
    for (level, _, kind, count) in store::counts(cx.conn(), &Ranges::under([unit.path.as_str()]))? {
        *counted.entry((level, kind)).or_default() += count;
    }
    for one in store::at(cx.conn(), &reach::above(&unit.path))? {
        *counted.entry((one.level, one.kind)).or_default() += 1;
    }
    let (own, today) = (pack_level(unit.level()), cx.today_at(&unit.path)?);
    let (place, above) = (Ranges::under([unit.path.as_str()]), reach::above(&unit.path));
    let mut provided = Provisions::new();
    for (at, (code, _)) in PROVIDED.iter().enumerate() {
        let Some(by) = list::provided(code, today) else { continue };
        for (level, block, count) in store::provided::counts(cx.conn(), (&place, &above), by)? {
            provided.entry((level, block)).or_default()[at] += count;
        }
    }
    let row = |block: Block| BlockRow {
        title: block.title(),
        cells: levels(rules)
            .map(|level| cell(unit, rules, (block, level, own), (&counted, &provided)))
            .collect(),
    };
    Ok(Block::ALL.into_iter().map(row).collect())
}

fn cell(
    unit: &Unit,
    rules: &Effective,
    (block, level, own): (Block, &Level, &str),
    (counted, provided): (&Counted, &Provisions),
) -> CellOf {
    let id = unit.id.to_string();
    let cell_list = |kind: &str| {
        web::address(
            "/structures",
            &[("unit", id.as_str()), ("level", level.id.as_str()), ("block", block.code()), ("kind", kind)],
        )
    };
    let of = rules.structure_kinds.iter().map(|kind| &kind.rule);
    let of: Vec<_> = of.filter(|kind| kind.block == block && kind.is_of(&level.id)).collect();
    let count = |kind: &str| counted.get(&(level.id.clone(), kind.to_owned())).copied().unwrap_or(0);
    // What is only here and there – one school, one service – is missed at its own level alone.
    let is_asked = |kind: &&&packs::StructureKind| {
        !kind.may_be_none && count(&kind.id) == 0 && (level.id == own || kind.levels.len() == 1)
    };
    CellOf {
        level: level.title.clone(),
        total: of.iter().map(|kind| count(&kind.id)).sum(),
        url: cell_list(""),
        kinds: of
            .iter()
            .filter(|kind| count(&kind.id) > 0)
            .map(|kind| KindCount {
                id: kind.id.clone(),
                title: kind.title.clone(),
                count: count(&kind.id),
                url: cell_list(&kind.id),
                under: kind.under.clone(),
            })
            .collect(),
        provided: if of.iter().all(|kind| count(&kind.id) == 0) {
            Vec::new()
        } else {
            let counts =
                provided.get(&(level.id.clone(), block.code().to_owned())).copied().unwrap_or_default();
            let line = |((code, title), count): (&(&str, &'static str), i64)| {
                (*title, count, format!("{}&provided={code}", cell_list("")))
            };
            PROVIDED.iter().zip(counts).map(line).collect()
        },
        missing: of.iter().filter(is_asked).map(|kind| kind.title.clone()).collect(),
        is_free: of.iter().all(|kind| kind.may_be_none),
    }
}

#[cfg(test)]
mod tests {
    use super::levels;

    #[test]
    fn levels_go_from_the_region_down_whichever_pack_names_them() {
        let library = packs::Library::embedded().unwrap();
        let order = |id: &str| {
            let rules = library.effective(&[id]).unwrap();
            levels(&rules).map(|level| level.id.clone()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(order("terek-2021"), "region municipality okrug organisation");
        assert_eq!(order("amur-2020"), "region municipality organisation");
        assert_eq!(order("izhmorsky-2021"), "municipality organisation");
    }
}
