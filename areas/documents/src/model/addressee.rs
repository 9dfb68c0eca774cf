//! Whom a methodical material is addressed to (Владимир, приложение, п. 2: three lines of the table, by addressee).

/// The addressee.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Addressee {
    /// Heads and teachers of schools.
    Teachers,
    /// Methodical unions and professional communities.
    Unions,
    /// The young.
    Young,
}

impl Addressee {
    /// All of them, as the table names them.
    pub const ALL: [Self; 3] = [Self::Teachers, Self::Unions, Self::Young];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Teachers => "teachers",
            Self::Unions => "unions",
            Self::Young => "young",
        }
    }

    /// The words on the screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Teachers => "руководители и\u{a0}педагоги",
            Self::Unions => "методические объединения, профессиональные сообщества",
            Self::Young => "молодые педагоги",
        }
    }

    /// The addressee of a code.
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}
