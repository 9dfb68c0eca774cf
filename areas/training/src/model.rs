//! A line of a plan of further training, and what is typed of it.

use db::Moment;
use diesel::prelude::*;
use people::PersonId;
use units::UnitId;

use crate::schema::training_lines;

db::id! {
    /// A line of a plan.
    LineId
}

/// What the course is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// Повышение квалификации.
    Course,
    /// Профессиональная переподготовка.
    Retraining,
}

impl Sort {
    /// All, in the order of a choice.
    pub const ALL: [Self; 2] = [Self::Course, Self::Retraining];

    /// As stored: the kind of the record that answers the line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Course => "course",
            Self::Retraining => "retraining",
        }
    }

    /// On the screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Course => "повышение квалификации",
            Self::Retraining => "профессиональная переподготовка",
        }
    }

    /// By its code; what is unknown is a course.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// A line as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = training_lines)]
pub struct Line {
    /// Its id.
    pub id: LineId,
    /// Whose plan.
    pub unit_id: UnitId,
    /// The path of that unit.
    pub unit_path: String,
    /// Who is to learn.
    pub person_id: PersonId,
    /// In which year.
    pub year: i64,
    /// In which quarter, 1 to 4.
    pub quarter: i64,
    /// Code of its [`Sort`].
    pub kind: String,
    /// What about.
    pub theme: String,
    /// The same folded.
    pub theme_key: String,
    /// Hours; none: not told.
    pub hours: Option<i64>,
    /// By whom; empty: not known yet.
    pub provider: String,
    /// `planned`, `moved` or `struck`.
    pub state: String,
    /// Why it was moved or struck.
    pub reason: String,
    /// The year it was moved to.
    pub moved_to: Option<i64>,
    /// Who planned it; none: a command.
    pub created_by: Option<i64>,
    /// When.
    pub created_at: Moment,
    /// When it changed last.
    pub updated_at: Moment,
    /// Version for optimistic locking.
    pub version: i64,
}

/// It stands in the plan.
pub const PLANNED: &str = "planned";
/// It went to another year.
pub const MOVED: &str = "moved";
/// It was struck out.
pub const STRUCK: &str = "struck";

impl Line {
    /// Its page.
    pub fn url(&self) -> String {
        format!("/training/{}", self.id)
    }

    /// What the course is.
    pub fn sort(&self) -> Sort {
        Sort::of(&self.kind).unwrap_or(Sort::Course)
    }

    /// Whether nobody moved or struck it.
    pub fn stands(&self) -> bool {
        self.state == PLANNED
    }
}

/// What is told of the course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// In which year.
    pub year: i64,
    /// In which quarter.
    pub quarter: i64,
    /// What it is.
    pub sort: Sort,
    /// What about.
    pub theme: String,
    /// Hours; none: not told.
    pub hours: Option<i64>,
    /// By whom; empty: not known yet.
    pub provider: String,
}

impl Told {
    /// As the line tells it.
    pub fn of(line: &Line) -> Self {
        Self {
            year: line.year,
            quarter: line.quarter,
            sort: line.sort(),
            theme: line.theme.clone(),
            hours: line.hours,
            provider: line.provider.clone(),
        }
    }
}
