//! What else is told of a person: one shape for education, courses, awards, publications and breaks of service.

use std::str::FromStr;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::PersonId;
use crate::schema::person_records;

db::id! {
    /// Something told of a person.
    RecordId
}

/// What a record tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordKind {
    /// Образование.
    Education,
    /// Учёба ради степени: магистратура, аспирантура.
    Degree,
    /// Курсы повышения квалификации.
    Course,
    /// Профессиональная переподготовка.
    Retraining,
    /// Стажировка.
    Internship,
    /// Награда, почётное звание.
    Award,
    /// Публикация.
    Publication,
    /// Участие: конкурс, конференция, семинар.
    Participation,
    /// Экспертная работа.
    ExpertWork,
    /// Чем помогает другим, когда и сколько (Терский район, задача 5).
    Help,
    /// Перерыв педагогического стажа.
    Break,
    /// Длительный отпуск, отпуск по уходу за ребёнком: пока идёт, на курсы не направляют.
    Leave,
}

impl RecordKind {
    /// All kinds, in the order of the card.
    pub const ALL: [Self; 12] = [
        Self::Education,
        Self::Degree,
        Self::Course,
        Self::Retraining,
        Self::Internship,
        Self::Award,
        Self::Publication,
        Self::Participation,
        Self::ExpertWork,
        Self::Help,
        Self::Break,
        Self::Leave,
    ];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Education => "education",
            Self::Degree => "degree",
            Self::Course => "course",
            Self::Retraining => "retraining",
            Self::Internship => "internship",
            Self::Award => "award",
            Self::Publication => "publication",
            Self::Participation => "participation",
            Self::ExpertWork => "expert_work",
            Self::Help => "help",
            Self::Break => "break",
            Self::Leave => "leave",
        }
    }

    /// The word on the screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Education => "Образование",
            Self::Degree => "Учёба ради степени",
            Self::Course => "Повышение квалификации",
            Self::Retraining => "Профессиональная переподготовка",
            Self::Internship => "Стажировка",
            Self::Award => "Награда",
            Self::Publication => "Публикация",
            Self::Participation => "Участие в конкурсе или мероприятии",
            Self::ExpertWork => "Экспертная работа",
            Self::Help => "Методическая помощь другим",
            Self::Break => "Перерыв стажа",
            Self::Leave => "Длительный отпуск, отпуск по\u{a0}уходу за\u{a0}ребёнком",
        }
    }

    /// Whether it lasts for a time: both days are asked.
    pub fn lasts(self) -> bool {
        matches!(self, Self::Break | Self::Leave | Self::Internship | Self::Degree)
    }

    /// Whether hours are asked.
    pub fn has_hours(self) -> bool {
        self.has_form() || self == Self::Help
    }

    /// Whether its form is asked: how or on what base it was held (Терский район, раздел 7).
    pub fn has_form(self) -> bool {
        matches!(self, Self::Course | Self::Retraining | Self::Internship)
    }

    /// Whether the first day may be told: of what lasts it must be.
    pub fn may_begin(self) -> bool {
        self.lasts() || self.has_form()
    }

    /// Whether its level is asked (Терский район, раздел 3).
    pub fn has_level(self) -> bool {
        self == Self::Participation
    }

    /// Whether its stage of education is asked.
    pub fn has_stage(self) -> bool {
        matches!(self, Self::Education | Self::Degree)
    }

    /// Whether the law counts it as the course due once in three years (273-ФЗ, ст. 47).
    pub fn is_course(self) -> bool {
        matches!(self, Self::Course | Self::Retraining)
    }
}

impl FromStr for RecordKind {
    type Err = String;
    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|kind| kind.code() == code).ok_or_else(|| format!("unknown kind `{code}`"))
    }
}

/// The level a participation is of (Терский район, раздел 3: «районный, муниципальный, региональный, федеральный»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// The own organisation.
    Organisation,
    /// The district, town or municipality.
    Municipality,
    /// The region.
    Region,
    /// The country.
    Country,
    /// Several countries.
    World,
}

impl Reach {
    /// All, the nearest first.
    pub const ALL: [Self; 5] =
        [Self::Organisation, Self::Municipality, Self::Region, Self::Country, Self::World];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Organisation => "organisation",
            Self::Municipality => "municipality",
            Self::Region => "region",
            Self::Country => "country",
            Self::World => "world",
        }
    }

    /// The word on the screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Organisation => "уровень организации",
            Self::Municipality => "муниципальный (районный)",
            Self::Region => "региональный",
            Self::Country => "федеральный (всероссийский)",
            Self::World => "международный",
        }
    }
}

impl FromStr for Reach {
    type Err = String;
    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|one| one.code() == code).ok_or_else(|| format!("unknown level `{code}`"))
    }
}

/// A record as stored, or to be stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = person_records)]
pub struct Record {
    /// Its id.
    pub id: RecordId,
    /// Whose.
    pub person_id: PersonId,
    /// Code of its [`RecordKind`].
    pub kind: String,
    /// What: the course, the award, the speciality.
    pub title: String,
    /// Where, by whom; may be empty.
    pub place: String,
    /// The first day, of what lasts.
    pub began_on: Option<NaiveDate>,
    /// The day it ended, was given, appeared.
    pub happened_on: NaiveDate,
    /// Hours.
    pub hours: Option<i64>,
    /// Diploma, certificate, link; may be empty.
    pub document: String,
    /// How a course was held: of the pack's forms.
    pub form: Option<String>,
    /// Code of the [`Reach`] of a participation, of the [`Stage`](crate::rules::education::Stage) of an education.
    pub level: Option<String>,
    /// Where a distance course is held: «Stepik», «СДО `АмИРО`» (Кемеровская область, п. 5.2).
    pub platform: Option<String>,
    /// Per cent passed of a course that goes on; none: it is finished. Then `happened_on` is the day it is to end.
    pub progress: Option<i64>,
    /// Version for optimistic locking.
    pub version: i64,
}

#[cfg(test)]
impl Record {
    /// A record of a kind as the tests of rules change it.
    pub(crate) fn sample(kind: RecordKind, title: &str, happened_on: &str) -> Self {
        Self {
            id: RecordId(1),
            person_id: PersonId(1),
            kind: kind.code().to_owned(),
            title: title.to_owned(),
            place: String::new(),
            began_on: None,
            happened_on: happened_on.parse().unwrap(),
            hours: None,
            document: String::new(),
            form: None,
            level: None,
            platform: None,
            progress: None,
            version: 1,
        }
    }
}

impl Record {
    /// Its kind; an unknown code reads as participation.
    pub fn kind(&self) -> RecordKind {
        self.kind.parse().unwrap_or(RecordKind::Participation)
    }

    /// Begun and not finished: planned, not done.
    pub fn is_going(&self) -> bool {
        self.progress.is_some()
    }

    /// The level of a participation.
    pub fn reach(&self) -> Option<Reach> {
        self.level.as_deref()?.parse().ok()
    }
}
