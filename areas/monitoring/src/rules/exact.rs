//! Exact fractions of decimals: percents, means, and half-up rounding to four decimals.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use rust_decimal::Decimal;

/// An exact percent.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(pub BigRational);

impl Percent {
    /// `100·part/whole`, exact; none when `whole` is 0.
    pub fn of(part: Decimal, whole: Decimal) -> Option<Self> {
        if whole.is_zero() {
            return None;
        }
        Some(Self(rational(part) * BigInt::from(100) / rational(whole)))
    }

    /// Half-up to four decimals, without trailing zeros.
    pub fn shown(&self) -> String {
        rounded(&self.0, 4)
    }
}

/// The decimal as an exact fraction.
pub(super) fn rational(value: Decimal) -> BigRational {
    let (numerator, scale) = (BigInt::from(value.mantissa()), value.scale());
    BigRational::new(numerator, BigInt::from(10).pow(scale))
}

/// A fraction rounded half-up to so many decimals, as an exact fraction.
pub(super) fn half_up(value: &BigRational, decimals: u32) -> BigRational {
    let power = BigRational::from(BigInt::from(10).pow(decimals));
    let half = BigRational::new(1.into(), 2.into());
    ((value.abs() * &power + half).floor() / power) * value.signum()
}

/// A fraction rounded half-up to so many decimals, as a decimal.
pub(super) fn to_decimal(value: &BigRational, decimals: u32) -> Decimal {
    rounded(value, decimals).parse().unwrap_or_default()
}

/// A fraction rounded half-up, written without trailing zeros.
pub(super) fn rounded(value: &BigRational, decimals: u32) -> String {
    let power = BigInt::from(10).pow(decimals);
    let scaled = (half_up(value, decimals) * BigRational::from(power)).to_integer();
    let sign = if scaled.is_negative() { "-" } else { "" };
    let width = usize::try_from(decimals).unwrap_or_default();
    let digits = format!("{:0>width$}", scaled.abs().to_string(), width = width + 1);
    let (whole, part) = digits.split_at(digits.len() - width);
    let part = part.trim_end_matches('0');
    if scaled.is_zero() || part.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{part}")
    }
}

/// A decimal without trailing zeros.
pub fn shown(value: Decimal) -> String {
    value.normalize().to_string()
}
