//! Where a pair is in its life.

/// The state of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The steps before the order.
    Preparing,
    /// Works by an order.
    Active,
    /// Over: the term or an order ended it.
    Ended,
    /// Never came to an order.
    Cancelled,
}

impl State {
    /// All of them, as the filter offers them.
    pub const ALL: [Self; 4] = [Self::Preparing, Self::Active, Self::Ended, Self::Cancelled];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Preparing => "preparing",
            Self::Active => "active",
            Self::Ended => "ended",
            Self::Cancelled => "cancelled",
        }
    }

    /// The words on the screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Preparing => "готовится",
            Self::Active => "работает",
            Self::Ended => "завершена",
            Self::Cancelled => "отменена",
        }
    }

    /// The colour of the badge.
    pub fn tone(self) -> &'static str {
        match self {
            Self::Preparing => "info",
            Self::Active => "ok",
            Self::Ended | Self::Cancelled => "muted",
        }
    }

    /// By its code; an unknown one reads as cancelled.
    pub fn of(code: &str) -> Self {
        Self::ALL.into_iter().find(|state| state.code() == code).unwrap_or(Self::Cancelled)
    }
}
