//! Consents as stored, the fields that may be shown to everybody, the ways of giving and withdrawing, where one stands.

mod obliged;

use chrono::{Days, NaiveDate};
use db::Moment;
use diesel::prelude::*;
use files::FileId;
use people::PersonId;
use units::UnitId;

pub use obliged::Accepted;

use crate::schema::consents;

db::id! {
    /// A consent.
    ConsentId
}

/// An end is told of so many days before.
pub(crate) const AHEAD_DAYS: u64 = 30;

/// A consent as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = consents)]
pub struct Consent {
    /// Its id.
    pub id: ConsentId,
    /// Whose.
    pub person_id: PersonId,
    /// The organisation it was given to.
    pub unit_id: UnitId,
    /// The path of that organisation.
    pub unit_path: String,
    /// Kind, of the pack.
    pub kind: String,
    /// Codes of [`Field`], separated by spaces.
    pub fields: String,
    /// What for, in the words of that day.
    pub aim: String,
    /// Data, actions, terms, a line each, in the words of that day.
    pub wording: String,
    /// The clause it rests on.
    pub source: String,
    /// Code of its [`Way`].
    pub way: String,
    /// The day it was given.
    pub given_on: NaiveDate,
    /// The last day; none: until it is withdrawn.
    pub last_day: Option<NaiveDate>,
    /// The signed paper.
    pub file_id: Option<FileId>,
    /// Who noted it.
    pub recorded_by: Option<i64>,
    /// When.
    pub recorded_at: Moment,
    /// The day another one took its place.
    pub replaced_on: Option<NaiveDate>,
    /// The day it was withdrawn.
    pub withdrawn_on: Option<NaiveDate>,
    /// Code of the [`Delivery`]; empty: not withdrawn.
    pub withdrawn_way: String,
    /// The written withdrawal.
    pub withdrawal_file_id: Option<FileId>,
    /// Who noted the withdrawal.
    pub withdrawal_by: Option<i64>,
    /// The last day for what the withdrawal started.
    pub erase_by: Option<NaiveDate>,
    /// The day that was done.
    pub erased_on: Option<NaiveDate>,
    /// The act.
    pub erasure_note: String,
    /// Version for optimistic locking.
    pub version: i64,
    /// What the program erased, in words; none: nothing yet.
    pub erased_what: Option<String>,
}

impl Consent {
    /// Where it stands on a day.
    pub fn stand(&self, today: NaiveDate) -> Stand {
        match (self.withdrawn_on, self.replaced_on, self.last_day) {
            (Some(_), ..) => Stand::Withdrawn,
            (None, Some(_), _) => Stand::Replaced,
            (None, None, Some(last)) if last < today => Stand::Over,
            (None, None, Some(last)) if last <= today + Days::new(AHEAD_DAYS) => Stand::Ending,
            _ => Stand::InForce,
        }
    }

    /// Whether it is in force on a day.
    pub fn is_in_force(&self, today: NaiveDate) -> bool {
        self.given_on <= today && matches!(self.stand(today), Stand::InForce | Stand::Ending)
    }

    /// What may be shown to everybody, in the order of the form.
    pub fn fields(&self) -> Vec<Field> {
        Field::ALL.into_iter().filter(|one| self.fields.split(' ').any(|code| code == one.code())).collect()
    }

    /// Its way.
    pub fn way(&self) -> Way {
        if self.way == Way::Electronic.code() { Way::Electronic } else { Way::Paper }
    }

    /// What its withdrawal started is still to be done.
    pub fn awaits_erasure(&self) -> bool {
        self.withdrawn_on.is_some() && self.erased_on.is_none()
    }
}

/// What of a person may be shown to everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// Family name, given name, patronymic.
    Name,
    /// The post.
    Post,
    /// The organisation.
    Unit,
    /// Telephone and mail of the card.
    Contacts,
}

impl Field {
    /// All, in the order of the form.
    pub const ALL: [Self; 4] = [Self::Name, Self::Post, Self::Unit, Self::Contacts];

    /// The code stored and sent.
    pub fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Post => "post",
            Self::Unit => "unit",
            Self::Contacts => "contacts",
        }
    }

    /// In words.
    pub fn title(self) -> &'static str {
        match self {
            Self::Name => "фамилия, имя, отчество",
            Self::Post => "должность",
            Self::Unit => "место работы",
            Self::Contacts => "телефон и\u{a0}электронная почта",
        }
    }
}

/// How a consent was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// A signed paper, kept as a scan.
    Paper,
    /// By the person, signed in, on their own page.
    Electronic,
}

impl Way {
    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Paper => "paper",
            Self::Electronic => "electronic",
        }
    }

    /// In words.
    pub fn title(self) -> &'static str {
        match self {
            Self::Paper => "на\u{a0}бумаге",
            Self::Electronic => "на\u{a0}своей странице",
        }
    }
}

/// How a withdrawal came (Амурская область, приложение 3, приложение 2 к нему).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// Registered letter with notification.
    Letter,
    /// Handed over against a receipt.
    Receipt,
    /// By the person, signed in, on their own page.
    Electronic,
}

impl Delivery {
    /// What whoever keeps the card chooses from.
    pub const ON_PAPER: [Self; 2] = [Self::Receipt, Self::Letter];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::Receipt => "receipt",
            Self::Electronic => "electronic",
        }
    }

    /// In words.
    pub fn title(self) -> &'static str {
        match self {
            Self::Letter => "заказным письмом с\u{a0}уведомлением",
            Self::Receipt => "вручён под расписку",
            Self::Electronic => "на\u{a0}своей странице",
        }
    }

    /// The way of this code.
    pub fn of(code: &str) -> Option<Self> {
        [Self::Letter, Self::Receipt, Self::Electronic].into_iter().find(|one| one.code() == code)
    }
}

/// Where a consent stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// In force.
    InForce,
    /// In force, and ends within a month.
    Ending,
    /// Its term has passed.
    Over,
    /// Another one took its place.
    Replaced,
    /// Withdrawn.
    Withdrawn,
}

/// A consent to be noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewConsent {
    /// Kind, of the pack.
    pub kind: String,
    /// What may be shown to everybody.
    pub fields: Vec<Field>,
    /// How it was given.
    pub way: Way,
    /// The day it was given.
    pub given_on: NaiveDate,
    /// The last day; none: until it is withdrawn.
    pub last_day: Option<NaiveDate>,
}

/// A withdrawal to be noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewWithdrawal {
    /// The day it came.
    pub on: NaiveDate,
    /// How it came.
    pub delivery: Delivery,
}
