//! What changed in the table between two periods, in words.

use packs::Template;
use web::russian;

use crate::pages::words;
use crate::rules::{Difference, Lineage, Pair};

/// What changed in the table.
#[derive(Debug, Clone, Default)]
pub(super) struct Differences {
    /// Nothing did.
    pub is_same: bool,
    /// Lines the later table has anew: number and title.
    pub added: Vec<(String, String)>,
    /// Lines only the earlier one had.
    pub removed: Vec<(String, String)>,
    /// Lines that changed.
    pub changed: Vec<Changed>,
    /// «58 из 60 показателей»
    pub comparable: String,
}

/// A line that changed.
#[derive(Debug, Clone)]
pub(super) struct Changed {
    pub no: String,
    pub title: String,
    /// Sentences.
    pub what: Vec<String>,
    /// Its points still mean the same.
    pub is_comparable: bool,
}

/// The differences of two tables in words.
pub(super) fn differences(lineage: &Lineage, then: &Template, now: &Template) -> Differences {
    let named = |table: &Template, numbers: &[String]| -> Vec<(String, String)> {
        let title = |no: &String| table.indicator(no).map(|one| one.title.clone()).unwrap_or_default();
        numbers.iter().map(|no| (no.clone(), title(no))).collect()
    };
    let comparable = lineage.pairs.iter().filter(|pair| pair.is_comparable()).count();
    let all = i64::try_from(now.indicators().count()).unwrap_or(0);
    Differences {
        is_same: lineage.is_same(),
        added: named(now, &lineage.added),
        removed: named(then, &lineage.removed),
        changed: lineage
            .pairs
            .iter()
            .filter(|pair| !pair.differences.is_empty())
            .map(|pair| changed(pair, now))
            .collect(),
        comparable: format!(
            "{comparable} из {}",
            russian::counted(all, "показателя", "показателей", "показателей")
        ),
    }
}

fn changed(pair: &Pair, now: &Template) -> Changed {
    Changed {
        no: pair.now.clone(),
        title: now.indicator(&pair.now).map(|one| one.title.clone()).unwrap_or_default(),
        what: pair.differences.iter().map(|one| sentence(pair, one)).collect(),
        is_comparable: pair.is_comparable(),
    }
}

fn sentence(pair: &Pair, difference: &Difference) -> String {
    match difference {
        Difference::Renumbered => format!("Был под номером {}.", pair.before),
        Difference::Reworded(then) => format!("Был сформулирован иначе: «{then}»."),
        Difference::Moved(then, now) => format!("Перешёл из критерия «{then}» в критерий «{now}»."),
        Difference::Maximum(then, now) => {
            format!("Максимум был {}, стал {}.", words::points(*then), words::points(*now))
        }
        Difference::Rule(then, now) if then == now => {
            format!("Изменились условия правила «{}».", rule(now))
        }
        Difference::Rule(then, now) => format!("Правило было «{}», стало «{}».", rule(then), rule(now)),
    }
}

/// A rule of scoring by its name.
fn rule(name: &str) -> &'static str {
    match name {
        "presence" => "наличие",
        "presence+growth" => "наличие и рост",
        "parts" => "по частям",
        "bonus" => "дополнительный балл",
        "dynamics" => "динамика",
        "steps" => "пороги",
        "per_unit" => "за каждую единицу",
        "scale" => "шкала",
        "share" => "доля",
        "relative" => "относительно лучшего",
        _ => "не оценивается",
    }
}
