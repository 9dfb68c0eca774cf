//! The sheet of visas as stored: who is asked, the mark and its day; whom the document is sent to (Владимир, приказ № 660-п, лист
//! согласования).

use chrono::NaiveDate;
use diesel::prelude::*;
use web::russian;

use crate::schema::{document_mailings, document_visas};

db::id! {
    /// A row of the sheet.
    VisaId
}

db::id! {
    /// Somebody the document is sent to.
    MailingId
}

/// What somebody is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asked {
    /// Завизировать: who stands above the one that wrote it, who answers for the law.
    Initial,
    /// Согласовать: who is given something to do by it.
    Agree,
}

impl Asked {
    /// Both, in the order of the sheet.
    pub const ALL: [Self; 2] = [Self::Initial, Self::Agree];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Initial => "initial",
            Self::Agree => "agree",
        }
    }

    /// What is asked of a code.
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// «завизировать»
    pub fn title(self) -> &'static str {
        match self {
            Self::Initial => "завизировать",
            Self::Agree => "согласовать",
        }
    }

    /// «завизировано», as the sheet says it when it is done.
    pub fn done(self) -> &'static str {
        match self {
            Self::Initial => "завизировано",
            Self::Agree => "согласовано",
        }
    }
}

/// What stands beside a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Завизировано, согласовано.
    Given,
    /// С замечаниями.
    Remarked,
}

impl Mark {
    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Remarked => "remarked",
        }
    }

    /// The mark of a code.
    pub fn read(code: &str) -> Option<Self> {
        [Self::Given, Self::Remarked].into_iter().find(|one| one.code() == code)
    }
}

/// A row of the sheet as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = document_visas)]
pub(crate) struct Visa {
    /// Its id.
    pub id: VisaId,
    /// Its order on the sheet.
    pub place: i64,
    /// Code of [`Asked`].
    pub asked: String,
    /// «Заведующий отделом общего образования»
    pub post: String,
    /// «И. И. Ветрова»
    pub name: String,
    /// Code of [`Mark`]; none: not yet.
    pub mark: Option<String>,
    /// The day of the mark.
    pub marked_on: Option<NaiveDate>,
    /// What is to be mended; empty unless remarked.
    pub remark: String,
    /// Grows with every mark entered, mended or taken back.
    pub version: i64,
}

impl Visa {
    /// What is asked for; an unknown code asks for the visa.
    pub fn asked(&self) -> Asked {
        Asked::read(&self.asked).unwrap_or(Asked::Initial)
    }

    /// What stands there.
    pub fn mark(&self) -> Option<Mark> {
        self.mark.as_deref().and_then(Mark::read)
    }

    /// Whether it was given, without remarks.
    pub fn is_given(&self) -> bool {
        self.mark() == Some(Mark::Given)
    }

    /// «И. И. Ветрова», never torn at the end of a line.
    pub fn called(&self) -> String {
        self.name.replace(". ", ".\u{a0}")
    }

    /// «заведующий отделом И. И. Ветрова», inside a sentence.
    pub fn who(&self) -> String {
        format!("{} {}", lowered(&self.post), self.called())
    }

    /// «завизировано 03.08.2020», «с замечаниями 03.08.2020»; empty: not yet.
    pub fn told(&self) -> String {
        let day = self.marked_on.map(russian::date).unwrap_or_default();
        match self.mark() {
            None => String::new(),
            Some(Mark::Given) => format!("{} {day}", self.asked().done()),
            Some(Mark::Remarked) => format!("с\u{a0}замечаниями {day}"),
        }
    }
}

/// A post inside a sentence: «Заведующий отделом» begins small, «ИО директора» as it is.
pub(crate) fn lowered(post: &str) -> String {
    let mut letters = post.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(letters).collect(),
        _ => post.to_owned(),
    }
}

/// What a row shall bear from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NewMark {
    /// The mark; none: taken back, it was a mistake.
    pub mark: Option<Mark>,
    /// Its day.
    pub marked_on: Option<NaiveDate>,
    /// What is to be mended.
    pub remark: String,
}

/// Whether a document is to be published on the site and in outside reference systems.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Publishable {
    /// Да.
    Yes,
    /// Нет.
    No,
}

impl Publishable {
    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
        }
    }

    /// The choice of a code.
    pub fn read(code: &str) -> Option<Self> {
        [Self::Yes, Self::No].into_iter().find(|one| one.code() == code)
    }

    /// «да»
    pub fn title(self) -> &'static str {
        match self {
            Self::Yes => "да",
            Self::No => "нет",
        }
    }
}

/// Somebody the document is sent to, as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = document_mailings)]
pub(crate) struct Mailing {
    /// Its id.
    pub id: MailingId,
    /// As it was typed: a unit, a post, a person.
    pub name: String,
    /// The day it was sent; none: not yet.
    pub sent_on: Option<NaiveDate>,
}
