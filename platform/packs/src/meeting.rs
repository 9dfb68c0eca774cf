//! `meetings.toml`: how a body meets and votes: frequency, notice, quorum, majority per kind of question.
//! Shares are exact fractions (2/3), so a boundary vote is never lost to rounding.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A body and its rules of meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Id (`young_teachers_council`).
    pub id: String,
    /// Title.
    pub title: String,
    /// How often it must meet.
    #[serde(default)]
    pub frequency: Option<Frequency>,
    /// Days of notice before a meeting.
    #[serde(default)]
    pub notice_days: Option<u32>,
    /// Days within which a meeting without quorum is called again.
    #[serde(default)]
    pub repeat_within_days: Option<u32>,
    /// Share of members who may demand an extraordinary meeting.
    #[serde(default)]
    pub extraordinary_share: Option<Fraction>,
    /// Months within which the extraordinary meeting is held.
    #[serde(default)]
    pub extraordinary_months: Option<u32>,
    /// Quorum; not stated by the source when absent.
    #[serde(default)]
    pub quorum: Option<Quorum>,
    /// Majority by kind of question.
    #[serde(default, rename = "question")]
    pub questions: Vec<Question>,
    /// Clause.
    pub clause: String,
}

/// At least so many meetings in a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frequency {
    /// Meetings.
    pub at_least: u32,
    /// `school_year`, `half_year`, `year`, `three_years`.
    pub per: String,
}

/// Share of those who must be present.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quorum {
    /// Share of voting members.
    pub share: Fraction,
    /// Whether the share itself is enough.
    pub comparison: Comparison,
}

/// Majority needed for a kind of question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Id (`exclusion`).
    pub id: String,
    /// Title.
    pub title: String,
    /// Share of the base that must vote for.
    pub share: Fraction,
    /// Whether the share itself is enough.
    pub comparison: Comparison,
    /// What the share is counted of.
    pub of: Base,
    /// The source is silent, the pack proposes.
    #[serde(default)]
    pub proposed: bool,
    /// Clause.
    pub clause: String,
}

/// `≥` («не менее») or `>` («более»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Comparison {
    /// Not less.
    #[serde(rename = ">=")]
    AtLeast,
    /// More.
    #[serde(rename = ">")]
    MoreThan,
}

/// What a majority is counted of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Base {
    /// Voting members present.
    Present,
    /// All voting members.
    Members,
}

/// An exact share: `"2/3"` or `"50 %"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fraction {
    /// Numerator.
    pub num: u32,
    /// Denominator, never 0.
    pub den: u32,
}

impl Fraction {
    /// Whether `part` of `whole` reaches the share.
    pub fn is_met(self, part: u64, whole: u64, comparison: Comparison) -> bool {
        let (part, share) =
            (u128::from(part) * u128::from(self.den), u128::from(whole) * u128::from(self.num));
        match comparison {
            Comparison::AtLeast => part >= share,
            Comparison::MoreThan => part > share,
        }
    }

    /// Whether the share is above the whole.
    pub fn is_above_whole(self) -> bool {
        self.num > self.den
    }
}

impl FromStr for Fraction {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let bad = || format!("«{text}» – не доля. Пишите дробью «2/3» или процентом «50 %»");
        let (num, den) = match text.split_once('/') {
            Some(pair) => pair,
            None => (text.trim().strip_suffix('%').ok_or_else(bad)?, "100"),
        };
        let number = |part: &str| part.trim().parse::<u32>().map_err(|_| bad());
        let (num, den) = (number(num)?, number(den)?);
        if den == 0 {
            return Err(bad());
        }
        Ok(Self { num, den })
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.den {
            100 => write!(out, "{} %", self.num),
            den => write!(out, "{}/{den}", self.num),
        }
    }
}

impl Serialize for Fraction {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fraction {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boundary_votes_follow_the_clause() {
        let two_thirds: Fraction = "2/3".parse().unwrap();
        assert!(!two_thirds.is_met(6, 9, Comparison::MoreThan), "п. 6.9: более двух третей");
        assert!(two_thirds.is_met(6, 9, Comparison::AtLeast), "п. 6.6: не менее двух третей");
        let half: Fraction = "50 %".parse().unwrap();
        assert!(half.is_met(5, 10, Comparison::AtLeast), "п. 3.9: не менее 50 %");
        assert!(!half.is_met(5, 10, Comparison::MoreThan), "п. 6.3: более половины");
        assert!("120 %".parse::<Fraction>().unwrap().is_above_whole());
        assert!("1/0".parse::<Fraction>().is_err() && "половина".parse::<Fraction>().is_err());
    }
}
