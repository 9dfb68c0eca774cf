//! Above the map: the row of filters and the four figures.

use rust_decimal::{Decimal, RoundingStrategy};
use web::russian;
use web::view::Figure;

use super::Map;
use crate::pages::results::{decimal, nouns};
use crate::pages::words;
use crate::rules::{self, Percent};

/// The row of filters above the map.
pub(super) struct Filter {
    pub by: &'static str,
    pub sort: String,
    pub revision: String,
    pub levels: Vec<(String, String)>,
    pub level: String,
    pub groups: Vec<(String, String)>,
    pub group: String,
    pub reset: String,
}

/// The filters as they stand.
pub(super) fn filter(map: &Map) -> Filter {
    let shown = &map.shown;
    let one_level = shown.levels.len() < 2;
    let levels = shown.levels.iter().map(|level| (level.id.clone(), level.title.clone()));
    let groups = shown.groups.iter().map(|group| (group.clone(), nouns::group(group)));
    let is_narrowed = !shown.group.is_empty();
    Filter {
        by: map.by.code(),
        sort: map.order.code(),
        revision: shown.published.revision_asked(),
        levels: if one_level { Vec::new() } else { levels.collect() },
        level: shown.level.id.clone(),
        groups: if shown.groups.len() < 2 { Vec::new() } else { groups.collect() },
        group: shown.group.clone(),
        reset: if is_narrowed {
            shown.published.address("/results", &[("by", map.by.code())])
        } else {
            String::new()
        },
    }
}

/// The four figures, each with its objects behind it.
pub(super) fn figures(map: &Map) -> Vec<Figure> {
    let shown = &map.shown;
    let most = shown.objects.iter().filter_map(|object| decimal(&object.max)).max().unwrap_or_default();
    let mean = mean(map);
    let spread = shown.spread();
    let percent = |of: fn(&rules::Spread) -> &Percent| {
        spread.as_ref().map_or_else(|| "–".to_owned(), |spread| words::percent(&of(spread).shown()))
    };
    let tallies = map.matrix.tallies(shown.objects.iter().map(|object| object.id));
    let typical = tallies.values().filter(|tally| tally.is_deficit()).count();
    let typical =
        russian::counted(i64::try_from(typical).unwrap_or(0), "показатель", "показателя", "показателей");
    let figure = |label: &str, value: String, note: &str, url: String| Figure {
        label: label.to_owned(),
        value,
        note: note.to_owned(),
        url,
    };
    let objects = |about: &str| shown.address("/objects", &[("about", about)]);
    vec![
        figure(
            "Средний балл",
            format!("{} из {}", words::points(mean), words::points(most)),
            "по всем в таблице",
            objects("mean"),
        ),
        figure("Средний процент", percent(|of| &of.mean), "от максимума", objects("mean")),
        figure("Медиана", percent(|of| &of.median), "половина не ниже", objects("median")),
        figure(
            "Типовые дефициты",
            typical,
            "не подтвердили более половины",
            shown.address("/indicators", &[("only", "deficits")]),
        ),
    ]
}

/// Points on average, to one decimal.
fn mean(map: &Map) -> Decimal {
    let scores: Vec<Decimal> = map.shown.objects.iter().filter_map(|object| decimal(&object.score)).collect();
    let mean = scores.iter().sum::<Decimal>() / Decimal::from(scores.len().max(1));
    mean.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero)
}
