//! The figures that everybody may see of a publication: territories, organisations and bodies, never people.

use std::collections::HashMap;
use std::sync::Arc;

use monitoring::model::{Campaign, Publication, PublishedObject};
use monitoring::rules::weighted;
use monitoring::store::results::{self, Cell};
use packs::{Criterion, Indicator, ObjectLevel, Template};
use rust_decimal::Decimal;
use web::{Cx, Mode, Result};

/// Points of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Points {
    /// None: not scored.
    pub score: Option<Decimal>,
    /// The most there could be.
    pub max: Decimal,
}

/// A publication as it is shown.
pub(crate) struct Board {
    /// By object and indicator.
    cells: HashMap<(i64, String), Points>,
    /// Objects with figures, by place.
    pub objects: Vec<PublishedObject>,
    /// Objects published without figures.
    pub left_out: Vec<PublishedObject>,
}

impl Board {
    /// Everything open of a publication; it never changes, so it is read once.
    pub fn of<M: Mode>(cx: &mut Cx<M>, publication: &Publication) -> Result<Arc<Self>> {
        let house = cx.house_handle();
        house.kept.get_or_make(publication.id, "open", Self::size, || {
            // Seen from nowhere: no person is among them.
            let all = results::objects(cx.conn(), publication.id, &db::Ranges::default())?;
            let ids: Vec<i64> = all.iter().map(|object| object.id).collect();
            let cells = results::cells_of_objects(cx.conn(), &ids)?;
            let (objects, left_out) = all.into_iter().partition(|object| object.left_out_reason.is_empty());
            Ok(Self { cells: cells.into_iter().map(placed).collect(), objects, left_out })
        })
    }

    fn size(&self) -> usize {
        self.cells.len() + self.objects.len()
    }

    /// Objects of a level, by place where places are shown, else by name.
    pub fn of_level(&self, level: &str, has_places: bool) -> Vec<&PublishedObject> {
        let mut own: Vec<_> = self.objects.iter().filter(|object| object.level == level).collect();
        if !has_places {
            own.sort_by_cached_key(|object| db::natural(object.title()));
        }
        own
    }

    /// Points of an object for an indicator; none: it does not measure the object.
    pub fn indicator(&self, object: i64, no: &str) -> Option<Points> {
        self.cells.get(&(object, no.to_owned())).copied()
    }

    /// Points of an object for a criterion, with its weight.
    pub fn criterion(&self, object: i64, criterion: &Criterion) -> Points {
        let own = || criterion.indicators.iter().filter_map(|one| self.indicator(object, &one.no));
        Points {
            score: Some(weighted(own().filter_map(|points| points.score).sum(), criterion.weight)),
            max: weighted(own().map(|points| points.max).sum(), criterion.weight),
        }
    }

    /// Levels of the table that have objects here.
    pub fn levels<'a>(&self, table: &'a Template) -> Vec<&'a ObjectLevel> {
        let has = |level: &&ObjectLevel| self.objects.iter().any(|object| object.level == level.id);
        table.levels.iter().filter(has).collect()
    }
}

fn placed(cell: Cell) -> ((i64, String), Points) {
    let decimal = |text: &str| text.parse::<Decimal>().ok();
    let points = Points { score: decimal(&cell.score), max: decimal(&cell.max).unwrap_or_default() };
    ((cell.object, cell.no), points)
}

/// Criteria that measure a level.
pub(crate) fn criteria<'a>(table: &'a Template, level: &'a str) -> impl Iterator<Item = &'a Criterion> {
    let own = table.criteria.iter().filter(move |criterion| table.level_of(criterion) == level);
    // A criterion that is only told in words has no points to show: its nothing would look like a failure.
    own.filter(|criterion| scored(criterion).next().is_some())
}

/// Indicators of a criterion that have points.
pub(crate) fn scored(criterion: &Criterion) -> impl Iterator<Item = &Indicator> {
    criterion.indicators.iter().filter(|one| one.scoring.is_scored())
}

/// Everything a page of a monitoring is made from.
pub(crate) struct Shown {
    pub opening: crate::model::Opening,
    pub campaign: Campaign,
    pub publication: Publication,
    pub table: Arc<Template>,
}
