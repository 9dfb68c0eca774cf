//! `consents.toml`: kinds of consent to the processing of personal data – what for, of what, for how long, what a withdrawal
//! starts. Федеральный закон № 152-ФЗ, ст. 9 и 10.1.

use serde::{Deserialize, Serialize};

/// A kind of consent: one aim each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of its own in the file")]
pub struct ConsentKind {
    /// Id (`directory`).
    pub id: String,
    /// «Показ в открытом справочнике»
    pub title: String,
    /// The heading of its paper.
    pub paper: String,
    /// What the data are processed for.
    pub aim: String,
    /// Of which data; with `spreads` the person chooses among the program's own fields instead.
    #[serde(default)]
    pub data: Vec<String>,
    /// What is done with them.
    pub actions: Vec<String>,
    /// Further sentences of the paper: conditions, bans.
    #[serde(default)]
    pub terms: Vec<String>,
    /// What the person names may be shown to everybody.
    #[serde(default)]
    pub spreads: bool,
    /// Everybody at work is asked for it: the list warns where it is missing.
    #[serde(default)]
    pub expected: bool,
    /// A signed paper alone will do: no button of the person's own page.
    #[serde(default)]
    pub on_paper: bool,
    /// The paper names where the person lives and by what they are identified.
    #[serde(default)]
    pub identified: bool,
    /// The longest term in months; none: until it is withdrawn.
    #[serde(default)]
    pub months: Option<u32>,
    /// Days after a withdrawal by which the data are gone.
    pub erase_days: u32,
    /// These are working days.
    #[serde(default)]
    pub working_days: bool,
    /// What is to be done after a withdrawal, a line each.
    pub erasure: Vec<String>,
    /// What stays all the same.
    #[serde(default)]
    pub kept: String,
    /// What the program itself erases, unless another consent in force holds it.
    #[serde(default)]
    pub erases: Vec<ErasureGroup>,
    /// Not here, though a pack above has it.
    #[serde(default)]
    pub absent: bool,
    /// Clause.
    pub clause: String,
    /// Clause of the withdrawal.
    pub withdrawal_clause: String,
}

/// Data of a person the program erases together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErasureGroup {
    /// Telephone and mail.
    Contacts,
    /// Awards, publications, participation, expert work.
    Achievements,
    /// Own items of the portfolio with their files, private links.
    Portfolio,
    /// Education, service, attestation, courses – of whoever works nowhere any more.
    Card,
}

impl ErasureGroup {
    /// All, in the order of a page.
    pub const ALL: [Self; 4] = [Self::Contacts, Self::Achievements, Self::Portfolio, Self::Card];

    /// As a pack and a form write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Contacts => "contacts",
            Self::Achievements => "achievements",
            Self::Portfolio => "portfolio",
            Self::Card => "card",
        }
    }

    /// In words.
    pub fn title(self) -> &'static str {
        match self {
            Self::Contacts => "Телефон и\u{a0}почта",
            Self::Achievements => "Достижения",
            Self::Portfolio => "Портфолио",
            Self::Card => "Образование, стаж, аттестация, курсы",
        }
    }
}

/// What whoever opens data of others undertakes once before they do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confidentiality {
    /// Id (`confidentiality`).
    pub id: String,
    /// «Обязательство о неразглашении персональных данных»
    pub title: String,
    /// The obligation, a sentence or two each.
    pub text: Vec<String>,
    /// Clause.
    pub clause: String,
}

/// The file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Consents {
    /// Kinds.
    #[serde(default, rename = "kind")]
    pub(crate) kinds: Vec<ConsentKind>,
    /// Obligations of those who process.
    #[serde(default, rename = "obligation")]
    pub(crate) obligations: Vec<Confidentiality>,
}
