//! A preview without an installation: against nobody and nothing, by the federal words.

use lists::Preview;
use sheets::Book;

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
pub(super) fn people(config: &Config, book: &Book) -> Result<Preview, Failure> {
    people::import::alone(book, rules(config)?, today(config)).map_err(Failure::Usage)
}

/// Every unit of the list is new.
pub(super) fn units(config: &Config, book: &Book) -> Result<Preview, Failure> {
    units::list::alone(book, rules(config)?, today(config)).map_err(Failure::Usage)
}

/// Every structure of the list is new, whatever its unit.
pub(super) fn structures(config: &Config, book: &Book) -> Result<Preview, Failure> {
    structures::list::alone(book, rules(config)?, today(config)).map_err(Failure::Usage)
}

/// Every member of the list is new, whatever the structure.
pub(super) fn members(config: &Config, book: &Book) -> Result<Preview, Failure> {
    structures::composition::alone(book, rules(config)?, today(config)).map_err(Failure::Usage)
}
