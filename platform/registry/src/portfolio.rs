//! Portfolio: what areas know of one person's work, gathered by the page of the portfolio. An area that comes later offers
//! its own things and nothing else changes.

use chrono::NaiveDate;
use db::{Conn, Result};

/// A section of a portfolio, in the order of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// Образование.
    Education,
    /// Категории и соответствие.
    Attestation,
    /// Курсы, переподготовка, стажировки.
    Training,
    /// Награды и звания.
    Awards,
    /// Конкурсы и мероприятия.
    Participation,
    /// Публикации и материалы.
    Publications,
    /// Экспертная работа.
    Expertise,
    /// Методические структуры: состав и руководство.
    Bodies,
    /// Наставничество.
    Mentoring,
    /// Иное.
    Other,
}

impl Section {
    /// All sections, in the order of the page.
    pub const ALL: [Self; 10] = [
        Self::Education,
        Self::Attestation,
        Self::Training,
        Self::Awards,
        Self::Participation,
        Self::Publications,
        Self::Expertise,
        Self::Bodies,
        Self::Mentoring,
        Self::Other,
    ];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Education => "education",
            Self::Attestation => "attestation",
            Self::Training => "training",
            Self::Awards => "awards",
            Self::Participation => "participation",
            Self::Publications => "publications",
            Self::Expertise => "expertise",
            Self::Bodies => "bodies",
            Self::Mentoring => "mentoring",
            Self::Other => "other",
        }
    }

    /// The heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Education => "Образование",
            Self::Attestation => "Аттестация",
            Self::Training => "Повышение квалификации",
            Self::Awards => "Награды",
            Self::Participation => "Конкурсы и мероприятия",
            Self::Publications => "Публикации и материалы",
            Self::Expertise => "Экспертная работа",
            Self::Bodies => "Методические структуры",
            Self::Mentoring => "Наставничество",
            Self::Other => "Иное",
        }
    }

    /// The section of this code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// One thing in a portfolio.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PortfolioItem {
    /// Stable key: area, kind, id. What the person hides or moves is remembered by it.
    pub key: String,
    /// Where it stands.
    pub section: Section,
    /// What it is.
    pub title: String,
    /// Where, by whom, from when to when; may be empty.
    pub about: String,
    /// The day it is ordered by; none: not known.
    pub on: Option<NaiveDate>,
    /// Diploma, order, certificate; may be empty.
    pub document: String,
    /// The page it comes from; may be empty.
    pub url: String,
    /// The path of the unit whose people may open that page.
    pub unit_path: String,
}

/// An area's offer: what it knows of a person.
pub trait PortfolioOffer: Send + Sync {
    /// Told once, when the house is built: for what packs call things.
    fn learn(&mut self, _packs: &packs::Library) {}

    /// What there is of the person on a day, in no promised order.
    fn items(&self, conn: &mut Conn, person: i64, today: NaiveDate) -> Result<Vec<PortfolioItem>>;
}
