//! What an object answers: raw values per indicator, declared by the object and accepted by the verifier.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Raw values of one indicator. Which are needed depends on the scoring kind.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Answer {
    /// Whether it is there; `false` is «заявлено отсутствие» for any kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub present: Option<bool>,
    /// This period's value.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(pattern = "^[0-9]{1,12}([.][0-9]{1,6})?$")]
    pub value: Option<Decimal>,
    /// Previous period's value.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(pattern = "^[0-9]{1,12}([.][0-9]{1,6})?$")]
    pub previous: Option<Decimal>,
    /// Mark on a scale.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark: Option<u32>,
    /// Numerator of a share.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(pattern = "^[0-9]{1,12}([.][0-9]{1,6})?$")]
    pub num: Option<Decimal>,
    /// Denominator of a share.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(pattern = "^[0-9]{1,12}([.][0-9]{1,6})?$")]
    pub den: Option<Decimal>,
    /// Text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Answers of the parts, by their number.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(no_recursion)]
    pub parts: BTreeMap<String, Answer>,
}

impl Answer {
    /// It is there.
    pub fn present() -> Self {
        Self { present: Some(true), ..Self::default() }
    }

    /// It is declared absent.
    pub fn absent() -> Self {
        Self { present: Some(false), ..Self::default() }
    }

    /// A value, with the previous one when known.
    pub fn of_value(value: Decimal, previous: Option<Decimal>) -> Self {
        Self { value: Some(value), previous, ..Self::default() }
    }

    /// Whether nothing is filled in.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the answer says that something is there: for conditions on other indicators.
    pub fn is_positive(&self) -> bool {
        let above = |value: Option<Decimal>| value.is_some_and(|value| value > Decimal::ZERO);
        match self.present {
            Some(present) => present,
            None => {
                above(self.value)
                    || above(self.num)
                    || self.mark.is_some_and(|mark| mark > 0)
                    || self.parts.values().any(Self::is_positive)
            }
        }
    }
}

/// Both values of an indicator and the verifier's rejection.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// What the object declared.
    pub declared: Option<Answer>,
    /// What the verifier accepted; official when given.
    pub accepted: Option<Answer>,
    /// The verifier rejected it, for this reason.
    pub rejected: Option<String>,
}

impl Entry {
    /// An answer as the object declared it.
    pub fn declared(answer: Answer) -> Self {
        Self { declared: Some(answer), ..Self::default() }
    }

    /// The answer that counts: the accepted one, else the declared one.
    pub fn winning(&self) -> Option<&Answer> {
        self.accepted.as_ref().or(self.declared.as_ref()).filter(|answer| !answer.is_empty())
    }

    /// Whether the verifier turned the declared answer down.
    pub fn is_rejected(&self) -> bool {
        let says = |answer: &Option<Answer>, present| {
            answer.as_ref().is_some_and(|one| one.present == Some(present))
        };
        self.rejected.is_some()
            || (says(&self.accepted, false)
                && self.declared.as_ref().is_some_and(|one| !one.is_empty() && one.present != Some(false)))
    }

    /// Whether the winning answer says that something is there.
    pub fn counts(&self) -> bool {
        self.rejected.is_none() && self.winning().is_some_and(Answer::is_positive)
    }
}

/// One object with its answers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ObjectAnswers {
    /// Id of the object.
    pub id: String,
    /// Group it is compared in («город»).
    pub group: Option<String>,
    /// Level of a multi-level template; all lines are measured when absent.
    pub level: Option<String>,
    /// Object above.
    pub parent: Option<String>,
    /// Entries by indicator number; one left out is «нет ответа».
    pub answers: BTreeMap<String, Entry>,
}
