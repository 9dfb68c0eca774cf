//! Exact decimal as a pack writes it: points, thresholds, weights. At most four decimals, never binary
//! floating point; travels as a string in JSON.

use rust_decimal::Decimal;
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// An exact decimal of a pack. Written in TOML as `2`, `0.5` or `"0.5"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Number(pub Decimal);

impl Number {
    /// One point, the commonest value.
    pub const ONE: Self = Self(Decimal::ONE);
    /// Nothing.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// Half a point: what «сохранение показателей» earns (Владимир, приложение).
    pub fn half() -> Self {
        Self(Decimal::new(5, 1))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.normalize().fmt(out)
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self(Decimal::from(value))
    }
}

impl FromStr for Number {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let plain = text.strip_prefix('-').unwrap_or(text);
        let digits = plain.chars().all(|c| c.is_ascii_digit() || c == '.');
        let value = Decimal::from_str_exact(text).ok().filter(|_| digits && !plain.is_empty());
        let value = value.ok_or_else(|| format!("«{text}» – не число"))?.normalize();
        if value.scale() > 4 {
            return Err(format!("у числа {text} больше четырёх знаков после запятой"));
        }
        Ok(Self(value))
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumberVisitor)
    }
}

struct NumberVisitor;

impl Visitor<'_> for NumberVisitor {
    type Value = Number;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("число")
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Number, E> {
        Ok(Number::from(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Number, E> {
        Ok(Number(Decimal::from(value)))
    }

    /// The shortest decimal that reads back as the same float is the one the methodist typed.
    fn visit_f64<E: Error>(self, value: f64) -> Result<Number, E> {
        value.to_string().parse().map_err(E::custom)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Number, E> {
        value.parse().map_err(E::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_a_methodist_writes() {
        for (text, shown) in [("0.5", "0.5"), ("61", "61"), ("1.50", "1.5"), ("-2", "-2")] {
            assert_eq!(text.parse::<Number>().unwrap().to_string(), shown);
        }
        assert_eq!(serde_json::from_str::<Number>("0.5").unwrap(), Number::half());
        assert_eq!(serde_json::to_string(&Number::half()).unwrap(), "\"0.5\"");
    }

    #[test]
    fn refuses_what_is_not_exact() {
        for text in ["", "-", "1e3", "1_000", "0,5", "0.00001", "+1"] {
            assert!(text.parse::<Number>().is_err(), "{text}");
        }
    }
}
