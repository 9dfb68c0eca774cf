//! States of a campaign and of a sheet as tables of allowed steps; everything not in a table is refused.

use super::Refusal;

/// State of a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CampaignState {
    /// Planned: dates and objects may change.
    Planned,
    /// Objects fill their sheets.
    Collecting,
    /// Sheets are verified.
    Verifying,
    /// Results are published.
    Published,
    /// Kept for the record.
    Archived,
}

/// State of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SheetState {
    /// Nothing entered.
    Empty,
    /// Being filled.
    Draft,
    /// Handed in.
    Submitted,
    /// Given back with indicators named.
    Returned,
    /// Verified: the object sees its preliminary result.
    Verified,
    /// The object objects.
    Objected,
    /// The objection is answered.
    Answered,
    /// Final.
    Final,
}

/// Direction of an allowed step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The usual way.
    Forward,
    /// A step back: needs a reason and is audited.
    Back,
}

const CAMPAIGN: [(CampaignState, CampaignState, Step); 8] = {
    use CampaignState::{Archived, Collecting, Planned, Published, Verifying};
    [
        (Planned, Collecting, Step::Forward),
        (Collecting, Verifying, Step::Forward),
        (Verifying, Published, Step::Forward),
        (Published, Archived, Step::Forward),
        (Collecting, Planned, Step::Back),
        (Verifying, Collecting, Step::Back),
        (Published, Verifying, Step::Back),
        (Archived, Published, Step::Back),
    ]
};

const SHEET: [(SheetState, SheetState); 13] = {
    use SheetState::{Answered, Draft, Empty, Final, Objected, Returned, Submitted, Verified};
    [
        (Empty, Draft),
        (Draft, Submitted),
        (Submitted, Returned),
        (Returned, Draft),
        (Submitted, Verified),
        (Verified, Objected),
        (Objected, Answered),
        (Answered, Objected),
        (Answered, Final),
        (Verified, Final),
        (Verified, Submitted),
        (Answered, Submitted),
        (Final, Submitted),
    ]
};

impl CampaignState {
    /// All states in their order.
    pub const ALL: [Self; 5] =
        [Self::Planned, Self::Collecting, Self::Verifying, Self::Published, Self::Archived];

    /// Code in the database and the API.
    pub fn code(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Collecting => "collecting",
            Self::Verifying => "verifying",
            Self::Published => "published",
            Self::Archived => "archived",
        }
    }

    /// State by its code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Words on the screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Planned => "запланирован",
            Self::Collecting => "идёт сбор",
            Self::Verifying => "идёт проверка",
            Self::Published => "опубликован",
            Self::Archived => "в архиве",
        }
    }

    /// Moves the campaign; a step back needs a reason.
    pub fn step(self, to: Self, reason: Option<&str>) -> Result<Step, Refusal> {
        let found = CAMPAIGN.iter().find(|(from, next, _)| *from == self && *next == to);
        let (_, _, step) = found.ok_or(Refusal::CampaignStep(self, to))?;
        if *step == Step::Back && reason.is_none_or(|reason| reason.trim().is_empty()) {
            return Err(Refusal::NoReasonForStepBack);
        }
        Ok(*step)
    }
}

impl SheetState {
    /// All states in their order.
    pub const ALL: [Self; 8] = [
        Self::Empty,
        Self::Draft,
        Self::Submitted,
        Self::Returned,
        Self::Verified,
        Self::Objected,
        Self::Answered,
        Self::Final,
    ];

    /// Code in the database and the API.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Returned => "returned",
            Self::Verified => "verified",
            Self::Objected => "objected",
            Self::Answered => "answered",
            Self::Final => "final",
        }
    }

    /// State by its code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Words on the screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Empty => "не начата",
            Self::Draft => "черновик",
            Self::Submitted => "сдана",
            Self::Returned => "возвращена",
            Self::Verified => "проверена",
            Self::Objected => "есть возражение",
            Self::Answered => "ответ на возражение дан",
            Self::Final => "итоговая",
        }
    }

    /// Moves the sheet.
    pub fn step(self, to: Self) -> Result<(), Refusal> {
        let allowed = SHEET.iter().any(|(from, next)| *from == self && *next == to);
        if allowed { Ok(()) } else { Err(Refusal::SheetStep(self, to)) }
    }

    /// Whether the object may change its answers.
    pub fn is_editable(self) -> bool {
        matches!(self, Self::Empty | Self::Draft | Self::Returned)
    }

    /// Whether the verifier may rule on answers: submitted, or objected.
    pub fn is_under_verification(self) -> bool {
        matches!(self, Self::Submitted | Self::Objected)
    }

    /// Whether the sheet's result may be published: verification is over and no objection is open.
    pub fn is_publishable(self) -> bool {
        matches!(self, Self::Verified | Self::Answered | Self::Final)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_of_campaign_states_is_decided() {
        for (at, from) in CampaignState::ALL.into_iter().enumerate() {
            for (to_at, to) in CampaignState::ALL.into_iter().enumerate() {
                let got = from.step(to, Some("ошибка в сроках"));
                match (at, to_at) {
                    _ if to_at == at + 1 => assert_eq!(got, Ok(Step::Forward), "{from:?} → {to:?}"),
                    _ if at == to_at + 1 => assert_eq!(got, Ok(Step::Back), "{from:?} → {to:?}"),
                    _ => assert_eq!(got, Err(Refusal::CampaignStep(from, to))),
                }
            }
            assert_eq!(CampaignState::from_code(from.code()), Some(from));
        }
    }

    #[test]
    fn a_step_back_needs_a_reason() {
        for reason in [None, Some(""), Some("  ")] {
            let refused = CampaignState::Published.step(CampaignState::Verifying, reason);
            assert_eq!(refused, Err(Refusal::NoReasonForStepBack));
        }
    }

    #[test]
    fn every_pair_of_sheet_states_is_decided() {
        let allowed: Vec<String> = SheetState::ALL
            .into_iter()
            .flat_map(|from| SheetState::ALL.into_iter().map(move |to| (from, to)))
            .filter(|(from, to)| from.step(*to).is_ok())
            .map(|(from, to)| format!("{} → {}", from.code(), to.code()))
            .collect();
        let expected = [
            "empty → draft",
            "draft → submitted",
            "submitted → returned",
            "submitted → verified",
            "returned → draft",
            "verified → submitted",
            "verified → objected",
            "verified → final",
            "objected → answered",
            "answered → submitted",
            "answered → objected",
            "answered → final",
            "final → submitted",
        ];
        assert_eq!(allowed, expected);
        for state in SheetState::ALL {
            assert_eq!(SheetState::from_code(state.code()), Some(state));
            assert!(!(state.is_editable() && state.is_under_verification()));
        }
    }
}
