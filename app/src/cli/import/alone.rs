//! A preview without an installation: against nobody and nothing, by the federal words.

use lists::Choices;
use people::import::judge::Terms;
use people::import::{Ground, Known, List, Places, Rulings, found, judged, lines};
use sheets::Book;

use super::Told;
use crate::Failure;
use crate::config::Config;

fn rules(config: &Config) -> Result<std::sync::Arc<packs::Effective>, Failure> {
    let packs = crate::cli::pack::open(config.packs.value.as_ref()).map_err(Failure::Refused)?;
    packs.effective(&[]).map_err(|e| Failure::Refused(e.to_string()))
}

fn today(config: &Config) -> chrono::NaiveDate {
    db::Clock::system().now().day(config.settings().zone)
}

/// Whatever the organisation.
pub(super) fn people(config: &Config, book: &Book) -> Result<Told, Failure> {
    let (rules, today) = (rules(config)?, today(config));
    let layout = found(book, &rules).map_err(|e| Failure::Usage(e.to_string()))?;
    let places = Places::of(&[], Some(units::UnitId(0)));
    let rules = Rulings::one(rules);
    let list: List = lines(book, &layout, Ground { rules: &rules, places: &places, today });
    let terms = Terms { rules: &rules, today, started: today };
    let all = judged(list.lines, &layout, &Known::default(), &Choices::new(), terms);
    let verdicts = all.iter().map(|one| (one.line.number, one.verdict)).collect();
    let faults = all.into_iter().flat_map(|one| one.faults).collect();
    Ok(Told { sheet: layout.sheet, verdicts, faults, left_out: list.left_out })
}

/// Every unit of the list is new.
pub(super) fn units(config: &Config, book: &Book) -> Result<Told, Failure> {
    let told = units::list::alone(book, rules(config)?, today(config)).map_err(Failure::Usage)?;
    Ok(Told { sheet: told.0, verdicts: told.1, faults: told.2, left_out: told.3 })
}

/// Every structure of the list is new, whatever its unit.
pub(super) fn structures(config: &Config, book: &Book) -> Result<Told, Failure> {
    let told = structures::list::alone(book, rules(config)?, today(config)).map_err(Failure::Usage)?;
    Ok(Told { sheet: told.0, verdicts: told.1, faults: told.2, left_out: told.3 })
}

/// Every member of the list is new, whatever the structure.
pub(super) fn members(config: &Config, book: &Book) -> Result<Told, Failure> {
    let told = structures::composition::alone(book, rules(config)?, today(config)).map_err(Failure::Usage)?;
    Ok(Told { sheet: told.0, verdicts: told.1, faults: told.2, left_out: told.3 })
}
