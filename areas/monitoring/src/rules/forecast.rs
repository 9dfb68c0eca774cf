//! A forecast: the line through the years carried on by one (Владимир, 5.2: «прогноз» by extending trends). A picture of
//! what the years say, never a score.

use rust_decimal::{Decimal, RoundingStrategy};

use super::Total;

/// Fewest years a line is drawn through: through two any line fits.
pub const YEARS: usize = 3;

/// The sum expected in the year after the last, in tenths, between nothing and the maximum; none while fewer than [`YEARS`]
/// years in a row at the end were measured against the last one's maximum. Years come in order, each once.
pub fn forecast(years: &[(i32, Total)]) -> Option<Decimal> {
    let (last, latest) = years.last()?;
    if latest.max.is_zero() {
        return None;
    }
    let alike = years.iter().rev().take_while(|(_, total)| total.max == latest.max);
    let points: Vec<(Decimal, Decimal)> =
        alike.map(|(year, total)| (Decimal::from(*year), total.score)).collect();
    if points.len() < YEARS {
        return None;
    }
    let count = Decimal::from(points.len());
    let mean_year = points.iter().map(|(year, _)| *year).sum::<Decimal>() / count;
    let mean_score = points.iter().map(|(_, score)| *score).sum::<Decimal>() / count;
    let leaning: Decimal = points.iter().map(|(year, score)| (year - mean_year) * (score - mean_score)).sum();
    let width: Decimal = points.iter().map(|(year, _)| (year - mean_year) * (year - mean_year)).sum();
    let next = mean_score + leaning.checked_div(width)? * (Decimal::from(last + 1) - mean_year);
    let next = next.clamp(Decimal::ZERO, latest.max);
    Some(next.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero).normalize())
}
