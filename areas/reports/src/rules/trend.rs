//! A line through the years carried on by one: what would be if the change of these years went on. No cause is claimed
//! (приложение 6, раздел 5: the forecast rests on a trend of at least two years).

use rust_decimal::{Decimal, RoundingStrategy};

/// Fewest years a line is drawn through.
pub const YEARS: usize = 2;

/// The percent of the year after the last, in tenths, between 0 and 100; none while there are fewer than [`YEARS`] years. Years
/// come in order, each once.
pub fn carried_on(years: &[(i32, Decimal)]) -> Option<Decimal> {
    let (last, _) = years.last()?;
    if years.len() < YEARS {
        return None;
    }
    let count = Decimal::from(years.len());
    let mean_year = years.iter().map(|(year, _)| Decimal::from(*year)).sum::<Decimal>() / count;
    let mean = years.iter().map(|(_, percent)| *percent).sum::<Decimal>() / count;
    let from = |year: i32| Decimal::from(year) - mean_year;
    let leaning: Decimal = years.iter().map(|(year, percent)| from(*year) * (percent - mean)).sum();
    let width: Decimal = years.iter().map(|(year, _)| from(*year) * from(*year)).sum();
    let next = mean + leaning.checked_div(width)? * from(last + 1);
    let next = next.clamp(Decimal::ZERO, Decimal::ONE_HUNDRED);
    Some(next.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero).normalize())
}
