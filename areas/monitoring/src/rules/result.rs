//! What scoring gives: per indicator, criterion, object and for the whole.

use super::Percent;
use super::explain::Because;
use num_rational::BigRational;
use rust_decimal::Decimal;

/// State of an indicator in a result. Missing is never silently zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Scored by its rule.
    Scored,
    /// Declared absent.
    Absent,
    /// Turned down by the verifier.
    Rejected,
    /// Not answered.
    NoAnswer,
    /// Not scored: kept for the record, or nothing to compare with.
    NotScored,
}

impl State {
    /// From its code; an unknown one is told as not scored.
    pub fn from_code(code: &str) -> Self {
        let all = [Self::Scored, Self::Absent, Self::Rejected, Self::NoAnswer];
        all.into_iter().find(|state| state.code() == code).unwrap_or(Self::NotScored)
    }

    /// Code in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Scored => "scored",
            Self::Absent => "absent",
            Self::Rejected => "rejected",
            Self::NoAnswer => "no_answer",
            Self::NotScored => "not_scored",
        }
    }

    /// Words on the screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Scored => "оценено",
            Self::Absent => "отсутствует",
            Self::Rejected => "не принято",
            Self::NoAnswer => "нет ответа",
            Self::NotScored => "не оценивается",
        }
    }
}

/// Result of one indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorResult {
    /// Number.
    pub no: String,
    /// Points; none when not scored.
    pub score: Option<Decimal>,
    /// Most points this object could have.
    pub max: Decimal,
    /// State.
    pub state: State,
    /// Name of the rule.
    pub rule: &'static str,
    /// Whether the winning answer says that it is there.
    pub present: bool,
    /// Why so many points.
    pub because: Because,
}

/// Sum of one criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriterionResult {
    /// Number.
    pub no: String,
    /// Points.
    pub score: Decimal,
    /// Most points this object could have.
    pub max: Decimal,
}

/// Result of one object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectResult {
    /// Id of the object.
    pub id: String,
    /// Group.
    pub group: Option<String>,
    /// Points.
    pub score: Decimal,
    /// Most points this object could have.
    pub max: Decimal,
    /// Exact percent of the own maximum; none when the maximum is 0.
    pub percent: Option<Percent>,
    /// Title of the level band, when the template has bands.
    pub band: Option<String>,
    /// Place among all; 0 when the object was scored alone.
    pub rank: usize,
    /// Place inside the group.
    pub group_rank: Option<usize>,
    /// Sums per criterion, in the order of the table.
    pub criteria: Vec<CriterionResult>,
    /// Indicators in the order of the table.
    pub indicators: Vec<IndicatorResult>,
}

impl ObjectResult {
    /// Result of an indicator.
    pub fn indicator(&self, no: &str) -> Option<&IndicatorResult> {
        self.indicators.iter().find(|one| one.no == no)
    }
}

/// Figures over all objects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Mean percent.
    pub mean_percent: Option<Percent>,
    /// Median percent.
    pub median_percent: Option<Percent>,
    /// Share of the measured objects that have the indicator, 0…1, for indicators of presence.
    pub share_present: Vec<(String, BigRational)>,
}

/// Result of a whole campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Results {
    /// Objects in the order given.
    pub objects: Vec<ObjectResult>,
    /// Figures over all.
    pub summary: Summary,
}
