//! Names and posts in the cases that papers need: «назначить Иванову Анну Петровну», «директору школы».
//!
//! Names by the rules of petrovich (`rules.json`, MIT); posts by the endings of their first words. A wrong form is mended
//! by hand where the paper is written: whoever keeps such a form asks it before this.

mod name;
mod post;
mod rules;
#[cfg(test)]
mod tests;

pub use name::{Gender, Name};
pub use post::post;

/// A case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// Кто? – методист
    Nominative,
    /// Кого? – методиста
    Genitive,
    /// Кому? – методисту
    Dative,
    /// Кого? – методиста
    Accusative,
    /// Кем? – методистом
    Instrumental,
    /// О ком? – о методисте
    Prepositional,
}

impl Case {
    /// Its place among the endings of a rule; the nominative has none.
    pub(crate) fn column(self) -> Option<usize> {
        match self {
            Self::Nominative => None,
            Self::Genitive => Some(0),
            Self::Dative => Some(1),
            Self::Accusative => Some(2),
            Self::Instrumental => Some(3),
            Self::Prepositional => Some(4),
        }
    }
}
