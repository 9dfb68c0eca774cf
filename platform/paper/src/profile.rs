//! ГОСТ Р 7.0.97 in two editions, chosen by the paper's date: what a past year dated stays as it was then.

use chrono::NaiveDate;

use crate::Paper;

/// An edition of the standard of official papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// ГОСТ Р 7.0.97-2016.
    Edition2016,
    /// ГОСТ Р 7.0.97-2025, from 18.08.2025: a heading on every paper, the QR requisite.
    Edition2025,
}

impl Profile {
    /// The edition in force on a day.
    pub fn on(day: NaiveDate) -> Self {
        let since = NaiveDate::from_ymd_opt(2025, 8, 18);
        if since.is_some_and(|since| day >= since) { Self::Edition2025 } else { Self::Edition2016 }
    }

    /// Whether the edition knows the QR requisite (lower right of the first sheet).
    pub fn has_code(self) -> bool {
        self == Self::Edition2025
    }

    /// Whether every paper has a heading to its text.
    pub fn asks_heading(self) -> bool {
        self == Self::Edition2025
    }

    /// «ГОСТ Р 7.0.97-2025».
    pub fn name(self) -> &'static str {
        match self {
            Self::Edition2016 => "ГОСТ Р 7.0.97-2016",
            Self::Edition2025 => "ГОСТ Р 7.0.97-2025",
        }
    }
}

/// A requisite the standard asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// «О …» before the text.
    Heading,
    /// What kind of paper it is: only a letter has none.
    Kind,
    /// Who answers for it.
    Signature,
}

impl Missing {
    /// What to add, in words.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Heading => {
                "Нет заголовка к\u{a0}тексту: впишите, о\u{a0}чём документ («О\u{a0}проведении …»)."
            }
            Self::Kind => "Не назван вид документа: впишите, например, «ПРИКАЗ» или «СПРАВКА».",
            Self::Signature => "Нет подписи: укажите должность и\u{a0}фамилию того, кто подписывает.",
        }
    }
}

pub(crate) fn missing(paper: &Paper) -> Vec<Missing> {
    let requisites = &paper.requisites;
    let is_letter = !requisites.addressee.is_empty();
    let blocks = paper.sections.iter().flat_map(|section| &section.blocks);
    let is_signed = blocks.into_iter().any(|block| matches!(block, crate::Block::Signatures(_)));
    [
        (Missing::Heading, paper.profile.asks_heading() && requisites.heading.is_empty()),
        (Missing::Kind, !is_letter && requisites.kind.is_empty()),
        (Missing::Signature, !is_signed),
    ]
    .into_iter()
    .filter(|(_, is_missing)| *is_missing)
    .map(|(missing, _)| missing)
    .collect()
}
