//! The life of a recommendation: drafted, sent, acknowledged, answered with measures or refused, checked, taken off control.

/// Where a recommendation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// Seen by the one who drafts it alone.
    Draft,
    /// On its way: nobody has said that it arrived.
    Sent,
    /// Received; the answer is owed.
    Acknowledged,
    /// Answered with measures, which are being taken.
    Answered,
    /// Refused for a reason; the sender decides.
    Refused,
    /// Checked and taken off control.
    Fulfilled,
    /// Taken back.
    Withdrawn,
}

impl Status {
    /// All, in the order of life.
    pub const ALL: [Self; 7] = [
        Self::Draft,
        Self::Sent,
        Self::Acknowledged,
        Self::Answered,
        Self::Refused,
        Self::Fulfilled,
        Self::Withdrawn,
    ];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Sent => "sent",
            Self::Acknowledged => "acknowledged",
            Self::Answered => "answered",
            Self::Refused => "refused",
            Self::Fulfilled => "fulfilled",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The status of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }

    /// The word on the screen (annex 6, section 8: направлены, приняты, исполнены).
    pub fn title(self) -> &'static str {
        match self {
            Self::Draft => "черновик",
            Self::Sent => "направлена",
            Self::Acknowledged => "принята",
            Self::Answered => "выполняется",
            Self::Refused => "отклонена",
            Self::Fulfilled => "исполнена",
            Self::Withdrawn => "отозвана",
        }
    }

    /// The tone of its badge.
    pub fn tone(self) -> &'static str {
        match self {
            Self::Draft | Self::Withdrawn => "muted",
            Self::Sent | Self::Acknowledged | Self::Answered => "info",
            Self::Refused => "bad",
            Self::Fulfilled => "ok",
        }
    }

    /// Whether the addressee owes an answer.
    pub fn awaits_answer(self) -> bool {
        matches!(self, Self::Sent | Self::Acknowledged)
    }

    /// Whether measures may be planned.
    pub fn takes_measures(self) -> bool {
        matches!(self, Self::Sent | Self::Acknowledged | Self::Answered)
    }

    /// Whether nothing more happens to it.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Fulfilled | Self::Withdrawn)
    }
}

/// What is done with a recommendation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// By the sender: to the addressee.
    Send,
    /// By the addressee: it arrived.
    Acknowledge,
    /// By the addressee: with measures.
    Answer,
    /// By the addressee, for a reason.
    Refuse,
    /// By the sender: the refusal or the measures are not enough.
    Return,
    /// By the sender: checked.
    Fulfil,
    /// By the sender, for a reason: a mistake, or a refusal agreed with.
    Withdraw,
    /// By the sender: a withdrawn one is written anew.
    Redraft,
}

impl Verb {
    /// What cannot be done now, in words.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Send => "направить её",
            Self::Acknowledge => "принять её",
            Self::Answer => "ответить на неё",
            Self::Refuse => "отклонить её",
            Self::Return => "вернуть её",
            Self::Fulfil => "снять её с\u{a0}контроля",
            Self::Withdraw => "отозвать её",
            Self::Redraft => "составить её заново",
        }
    }
}

/// The status after a step; none: the step is not of this status.
pub fn next(status: Status, verb: Verb) -> Option<Status> {
    match (status, verb) {
        (Status::Draft, Verb::Send) | (Status::Refused, Verb::Return) => Some(Status::Sent),
        (Status::Sent, Verb::Acknowledge) | (Status::Answered, Verb::Return) => Some(Status::Acknowledged),
        (Status::Sent | Status::Acknowledged, Verb::Answer) => Some(Status::Answered),
        (Status::Sent | Status::Acknowledged, Verb::Refuse) => Some(Status::Refused),
        (Status::Answered, Verb::Fulfil) => Some(Status::Fulfilled),
        (Status::Withdrawn, Verb::Redraft) => Some(Status::Draft),
        (status, Verb::Withdraw) if !status.is_over() => Some(Status::Withdrawn),
        _ => None,
    }
}
