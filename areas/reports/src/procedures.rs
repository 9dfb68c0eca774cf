//! Evaluation procedures of schools as aggregates (приложение 5, п. 5.1): kinds, what a file may bring, sums over schools.

mod file;
mod sums;

pub use file::{COLUMNS, Known, Line, Refused, Row, School, read, template};
pub use sums::{Sum, Sums, Work};
pub(crate) use sums::{Weighted, until};

/// A kind of procedure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Всероссийская проверочная работа.
    Vpr,
    /// Основной государственный экзамен.
    Oge,
    /// Единый государственный экзамен.
    Ege,
    /// Муниципальная диагностическая работа.
    Municipal,
    /// Иная.
    Other,
}

impl Kind {
    /// All, in the order they are told.
    pub const ALL: [Self; 5] = [Self::Vpr, Self::Oge, Self::Ege, Self::Municipal, Self::Other];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Vpr => "vpr",
            Self::Oge => "oge",
            Self::Ege => "ege",
            Self::Municipal => "municipal",
            Self::Other => "other",
        }
    }

    /// The word on the screen and in a file.
    pub fn title(self) -> &'static str {
        match self {
            Self::Vpr => "ВПР",
            Self::Oge => "ОГЭ",
            Self::Ege => "ЕГЭ",
            Self::Municipal => "муниципальная работа",
            Self::Other => "иная",
        }
    }

    /// The kind of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The kind of a word in a file, whatever its case.
    pub fn of_word(word: &str) -> Option<Self> {
        let key = db::fold(word);
        Self::ALL.into_iter().find(|kind| db::fold(kind.title()) == key)
    }
}
