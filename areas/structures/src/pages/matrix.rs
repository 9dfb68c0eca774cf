//! Three blocks × the levels (приложение 1, раздел 3.4): how many of each kind work in each cell; an empty cell is seen and
//! opens its list.

use std::collections::BTreeMap;

use access::Granted;
use askama::Template;
use db::Ranges;
use packs::{Block, Effective, Level, Library, StructureKind};
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

/// How many there are, by level, block and kind.
type Counted = BTreeMap<(String, String, String), i64>;
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
    for (level, block, kind, count) in store::counts(cx.conn(), &Ranges::under([unit.path.as_str()]))? {
        *counted.entry((level, block, kind)).or_default() += count;
    }
    for one in store::at(cx.conn(), &reach::above(&unit.path))? {
        *counted.entry((one.level, one.block, one.kind)).or_default() += 1;
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
    let house = cx.house_handle();
    let all = Figures { counted, provided, packs: &house.packs };
    let row = |block: Block| BlockRow {
        title: block.title(),
        cells: levels(rules).map(|level| cell(unit, rules, (block, level, own), &all)).collect(),
    };
    Ok(Block::ALL.into_iter().map(row).collect())
}

/// What is counted of a place.
struct Figures<'a> {
    counted: Counted,
    provided: Provisions,
    packs: &'a Library,
}

impl Figures<'_> {
    /// Kinds of a cell that the rules of the place do not name: of a unit below that stands under a pack of its own.
    fn others(&self, (level, block): (&str, &str), known: &[&StructureKind]) -> Vec<(String, i64)> {
        let of = self.counted.iter().filter(|((at, of, kind), _)| {
            at == level && of == block && known.iter().all(|one| one.id != *kind)
        });
        of.map(|((_, _, kind), count)| (kind.clone(), *count)).collect()
    }

    /// What a pack calls a kind; the code where none has it any more.
    fn title(&self, kind: &str) -> String {
        let mut all = self.packs.packs().flat_map(|pack| &pack.structure_kinds);
        all.find(|one| one.id == kind).map_or_else(|| kind.to_owned(), |one| one.title.clone())
    }
}

fn cell(
    unit: &Unit,
    rules: &Effective,
    (block, level, own): (Block, &Level, &str),
    all: &Figures<'_>,
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
    let key = |kind: &str| (level.id.clone(), block.code().to_owned(), kind.to_owned());
    let count = |kind: &str| all.counted.get(&key(kind)).copied().unwrap_or(0);
    let others = all.others((&level.id, block.code()), &of);
    let other = |(kind, count): &(String, i64)| KindCount {
        id: kind.clone(),
        title: all.title(kind),
        count: *count,
        url: cell_list(kind),
        under: Vec::new(),
    };
    let total = of.iter().map(|kind| count(&kind.id)).chain(others.iter().map(|(_, count)| *count)).sum();
    // What is only here and there – one school, one service – is missed at its own level alone.
    let is_asked = |kind: &&&packs::StructureKind| {
        !kind.may_be_none && count(&kind.id) == 0 && (level.id == own || kind.levels.len() == 1)
    };
    CellOf {
        level: level.title.clone(),
        total,
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
            .chain(others.iter().map(other))
            .collect(),
        provided: if total == 0 {
            Vec::new()
        } else {
            let counts =
                all.provided.get(&(level.id.clone(), block.code().to_owned())).copied().unwrap_or_default();
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
