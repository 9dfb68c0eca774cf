//! What a document has to do with others: it rests on an act, approves, amends, cancels, is an annex. Rules are pure.

use chrono::NaiveDate;
use web::{Refusal, Way, russian};

use crate::model::Link;
use crate::status::Status;
use crate::{Document, DocumentId};

/// What a document has to do with its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// Издан на основании.
    RestsOn,
    /// Утверждает.
    Approves,
    /// Вносит изменения.
    Amends,
    /// Отменяет.
    Cancels,
    /// Приложение к документу.
    AnnexTo,
}

impl Relation {
    /// Every relation, in the order of the form.
    pub const ALL: [Self; 5] = [Self::RestsOn, Self::Approves, Self::Amends, Self::Cancels, Self::AnnexTo];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::RestsOn => "rests_on",
            Self::Approves => "approves",
            Self::Amends => "amends",
            Self::Cancels => "cancels",
            Self::AnnexTo => "annex_to",
        }
    }

    /// The relation of a code.
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|relation| relation.code() == code)
    }

    /// «издан на основании», before the target.
    pub fn title(self) -> &'static str {
        match self {
            Self::RestsOn => "издан на основании",
            Self::Approves => "утверждает",
            Self::Amends => "вносит изменения в",
            Self::Cancels => "отменяет",
            Self::AnnexTo => "приложение к",
        }
    }

    /// «основание для», said on the card of the target.
    pub fn back(self) -> &'static str {
        match self {
            Self::RestsOn => "основание для",
            Self::Approves => "утверждён документом",
            Self::Amends => "изменён документом",
            Self::Cancels => "отменён документом",
            Self::AnnexTo => "имеет приложение",
        }
    }
}

/// What a link leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A document of the registry.
    Document(DocumentId),
    /// An act from outside.
    Act {
        /// «Федеральный закон от 29.12.2012 № 273-ФЗ …»
        line: String,
        /// Its day.
        dated: Option<NaiveDate>,
        /// Its last day in force.
        valid_to: Option<NaiveDate>,
    },
}

/// A rule's no about a link.
#[derive(Debug, PartialEq, Eq)]
pub enum NoLink {
    /// To itself.
    Itself(String),
    /// The same link stands already.
    Twice(String),
    /// The target is an annex of this one.
    Circle(String),
    /// An archived or cancelled document changes no more.
    Fixed(String),
}

impl std::fmt::Display for NoLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Itself(_) => "Документ не связывают с ним самим: выберите другой.",
            Self::Twice(_) => "Такая связь уже записана на карточке документа.",
            Self::Circle(_) => "Выбранный документ сам записан с обратной связью: два документа не бывают приложением, \
                                отменой или изменением друг друга. Уберите ту связь или выберите другой документ.",
            Self::Fixed(_) => "Документ отменён или сдан в архив: его связи больше не меняются.",
        })
    }
}

impl Refusal for NoLink {
    fn ways(&self) -> Vec<Way> {
        let (Self::Itself(url) | Self::Twice(url) | Self::Circle(url) | Self::Fixed(url)) = self;
        vec![Way { label: "Открыть карточку".to_owned(), url: url.clone() }]
    }
}

/// Whether the document may say this, beside what it and the target say already.
pub(crate) fn may_link(
    document: &Document,
    relation: Relation,
    target: &Target,
    own: &[Link],
    of_target: &[Link],
) -> Result<(), NoLink> {
    may_relink(document)?;
    let same = |link: &&Link| link.relation == relation.code();
    let is_known = |link: &Link| match target {
        Target::Document(id) => link.target_id == Some(*id),
        Target::Act { line, .. } => link.target_id.is_none() && link.line == *line,
    };
    if *target == Target::Document(document.id) {
        return Err(NoLink::Itself(document.url()));
    }
    if own.iter().filter(same).any(is_known) {
        return Err(NoLink::Twice(document.url()));
    }
    if of_target.iter().filter(same).any(|link| link.target_id == Some(document.id)) {
        return Err(NoLink::Circle(document.url()));
    }
    Ok(())
}

/// What is archived or cancelled keeps its links.
pub(crate) fn may_relink(document: &Document) -> Result<(), NoLink> {
    let is_fixed = matches!(document.state(), Status::Archived | Status::Cancelled);
    if is_fixed { Err(NoLink::Fixed(document.url())) } else { Ok(()) }
}

/// What is wrong with an act a document rests on: it is later, or was not in force on the document's day any more.
pub(crate) fn doubt(
    signed_on: NaiveDate,
    act: &str,
    dated: Option<NaiveDate>,
    valid_to: Option<NaiveDate>,
) -> Option<String> {
    if let Some(day) = dated.filter(|day| *day > signed_on) {
        let (day, signed) = (russian::date(day), russian::date(signed_on));
        return Some(format!("Основание подписано позже документа ({day}, а документ – {signed}): {act}."));
    }
    let last = valid_to.filter(|last| *last < signed_on)?;
    let (last, signed) = (russian::date(last), russian::date(signed_on));
    Some(format!("Основание на {signed} уже не действовало, его последний день – {last}: {act}."))
}

/// The approval stamp of a document by what approved it: «УТВЕРЖДЕНА приказом от 20.09.2021 № 19 (Управление образования)».
pub(crate) fn stamp(genus: &str, by: &Document) -> String {
    let word = match genus {
        "programme" | "analysis" => "УТВЕРЖДЕНА",
        "regulation" | "letter" => "УТВЕРЖДЕНО",
        "materials" => "УТВЕРЖДЕНЫ",
        _ => "УТВЕРЖДЁН",
    };
    let act = match by.genus.as_str() {
        "order" => "приказом",
        "protocol" => "протоколом",
        _ => "документом",
    };
    // A stamp is never blank: what was signed without a number says so.
    let number = if by.number.is_empty() { "б/н" } else { by.number.as_str() };
    let issuer = if by.issuer.is_empty() { String::new() } else { format!(" ({})", by.issuer) };
    format!("{word} {act} от\u{a0}{} №\u{a0}{number}{issuer}", russian::date(by.signed_on))
}

#[cfg(test)]
mod tests;
