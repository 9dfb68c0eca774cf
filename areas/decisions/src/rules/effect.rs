//! What became of an indicator after measures, set against the same indicator where nobody took one. It is shown, not
//! interpreted: a change beside a measure is no proof that the measure made it (п. 2.2 Владимира, анализ эффективности).

use rust_decimal::Decimal;

/// Points of an indicator in one period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Points {
    /// Earned.
    pub score: Decimal,
    /// Of so many.
    pub max: Decimal,
}

impl Points {
    /// As published; none when the indicator was not scored.
    pub fn read(score: &str, max: &str) -> Option<Self> {
        let max: Decimal = max.parse().ok()?;
        (max > Decimal::ZERO).then_some(Self { score: score.parse().ok()?, max })
    }
}

/// What became of an indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Effect {
    /// More points than then.
    Improved,
    /// As many.
    Unchanged,
    /// Fewer.
    Worse,
    /// The next monitoring is not published, or the object has no figure in it.
    NotYet,
    /// The indicator is scored by another rule now, or is gone.
    NotComparable,
}

impl Effect {
    /// All, in the order they are told.
    pub const ALL: [Self; 5] =
        [Self::Improved, Self::Unchanged, Self::Worse, Self::NotYet, Self::NotComparable];

    /// The word on the screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Improved => "улучшилось",
            Self::Unchanged => "без изменений",
            Self::Worse => "стало хуже",
            Self::NotYet => "ещё не измерено",
            Self::NotComparable => "не сравнить",
        }
    }

    /// The tone of its badge.
    pub fn tone(self) -> &'static str {
        match self {
            Self::Improved => "ok",
            Self::Unchanged | Self::NotYet | Self::NotComparable => "muted",
            Self::Worse => "bad",
        }
    }
}

/// The effect from points then to points now; `is_comparable`: the line means the same in both tables.
pub fn effect(then: Option<Points>, now: Option<Points>, is_comparable: bool) -> Effect {
    match (then, now) {
        _ if !is_comparable => Effect::NotComparable,
        (Some(then), Some(now)) if now.score > then.score => Effect::Improved,
        (Some(then), Some(now)) if now.score < then.score => Effect::Worse,
        (Some(_), Some(_)) => Effect::Unchanged,
        _ => Effect::NotYet,
    }
}

/// What became of the same deficit where nobody took a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Aside {
    /// Objects with the deficit then, without a measure, measured again.
    pub measured: usize,
    /// Of them improved.
    pub improved: usize,
}

/// Counts the objects beside: effects of those with the deficit and without a measure.
pub fn aside(effects: impl IntoIterator<Item = Effect>) -> Aside {
    effects.into_iter().fold(Aside::default(), |sum, effect| match effect {
        Effect::Improved => Aside { measured: sum.measured + 1, improved: sum.improved + 1 },
        Effect::Unchanged | Effect::Worse => Aside { measured: sum.measured + 1, ..sum },
        Effect::NotYet | Effect::NotComparable => sum,
    })
}
