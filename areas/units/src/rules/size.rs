//! How large an organisation is, by its pupils: steps of the program's own, for lists. No regulation names any.

/// A class of size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SizeClass {
    /// Up to 100 pupils.
    Tiny,
    /// 101 to 400.
    Middling,
    /// 401 to 800.
    Large,
    /// More.
    Vast,
}

impl SizeClass {
    /// All, from the smallest.
    pub const ALL: [Self; 4] = [Self::Tiny, Self::Middling, Self::Large, Self::Vast];

    /// The code of the filter.
    pub fn code(self) -> &'static str {
        match self {
            Self::Tiny => "100",
            Self::Middling => "400",
            Self::Large => "800",
            Self::Vast => "more",
        }
    }

    /// The words on the screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Tiny => "до\u{a0}100 обучающихся",
            Self::Middling => "101–400",
            Self::Large => "401–800",
            Self::Vast => "больше 800",
        }
    }

    /// The class of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.code() == code)
    }

    /// From so many pupils to so many.
    pub fn bounds(self) -> (i64, Option<i64>) {
        match self {
            Self::Tiny => (0, Some(100)),
            Self::Middling => (101, Some(400)),
            Self::Large => (401, Some(800)),
            Self::Vast => (801, None),
        }
    }
}
