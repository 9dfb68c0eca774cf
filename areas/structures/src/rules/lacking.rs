//! What a structure lacks: required documents that nobody has in force, required roles nobody holds, members, a founding
//! document, an information resource.

use chrono::NaiveDate;
use documents::DocumentId;
use packs::{DocumentKind, StructureKind};

use super::Act;
use crate::model::{Member, Structure, StructureId};

/// A document in force somewhere on the way from the top to the structure's unit.
#[derive(Debug, Clone)]
pub struct Held {
    /// Its id.
    pub id: DocumentId,
    /// Its kind.
    pub kind: String,
    /// Its genus.
    pub genus: String,
    /// The path of its unit.
    pub unit_path: String,
    /// The day it was signed.
    pub signed_on: NaiveDate,
    /// «Положение № 5 от 01.09.2025»
    pub title: String,
    /// Its card.
    pub url: String,
    /// The structures whose own it was said to be.
    pub own_of: Vec<StructureId>,
}

impl Held {
    /// Whether it serves a structure of the unit at `path`: the unit's own, or of a unit above where the kind is issued there.
    pub fn serves(&self, path: &str) -> bool {
        path.starts_with(&self.unit_path)
    }

    /// Whether it is the structure's own: what founded it, or a document entered on its card.
    pub fn is_own(&self, structure: &Structure) -> bool {
        structure.document_id == Some(self.id) || self.own_of.contains(&structure.id)
    }

    /// Whether the structure has by it what the kind asks for, in the school year that began on `year`.
    pub fn answers(&self, structure: &Structure, kind: &DocumentKind, year: NaiveDate) -> bool {
        self.serves(&structure.unit_path) && self.meets(kind, year) && (!kind.each || self.is_own(structure))
    }

    /// Whether it answers for the kind, itself or as one that meets it, in the school year that began on `year`.
    pub fn meets(&self, kind: &DocumentKind, year: NaiveDate) -> bool {
        let is_of = self.kind == kind.id || kind.met_by.contains(&self.kind);
        is_of && !documents::is_of_an_earlier_year(kind, self.signed_on, year)
    }
}

/// What is lacking, in words a list can show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lacking {
    /// Titles of required kinds of documents with nothing in force.
    pub documents: Vec<String>,
    /// Titles of required roles nobody holds.
    pub roles: Vec<String>,
    /// How many members more the pack asks for.
    pub members: usize,
    /// No founding document is linked.
    pub is_unfounded: bool,
    /// What its inclusion rests on and nobody linked: «протокол общего собрания отделения».
    pub minutes: Vec<String>,
    /// The founding document is in force no more.
    pub is_lapsed: bool,
}

impl Lacking {
    /// How many things are lacking.
    pub fn count(&self) -> usize {
        self.documents.len()
            + self.roles.len()
            + usize::from(self.members > 0)
            + usize::from(self.is_unfounded)
            + self.minutes.len()
            + usize::from(self.is_lapsed)
    }
}

/// Whether its inclusion is not complete: the kind asks for a decision on minutes, and one of the two is not there (Амурская
/// область, приложение 4, п. 7.1).
pub fn is_awaited(structure: &Structure, kind: &StructureKind) -> bool {
    !kind.minutes.is_empty() && (structure.document_id.is_none() || structure.minutes_id.is_none())
}

/// What the structure lacks under its kind on the day, which lies in the school year that began on `year`.
pub fn lacking(
    structure: &Structure,
    kind: &StructureKind,
    documents: &[&DocumentKind],
    (held, act, year): (&[Held], Act, NaiveDate),
    (members, today): (&[Member], NaiveDate),
) -> Lacking {
    let is_met = |kind: &DocumentKind| held.iter().any(|one| one.answers(structure, kind, year));
    let is_asked = |one: &DocumentKind| kind.required(&structure.level).any(|id| *id == one.id);
    let missing = documents.iter().filter(|one| is_asked(one) && !is_met(one));
    let now: Vec<&Member> = members.iter().filter(|member| member.is_there(today)).collect();
    let nobody =
        |role: &&packs::StructureRole| role.required && now.iter().all(|member| member.role != role.id);
    let least = kind.min_members.or(kind.min_founders).unwrap_or(0);
    let least = usize::try_from(least).unwrap_or(0);
    Lacking {
        documents: missing.map(|one| one.title.clone()).collect(),
        roles: kind.roles.iter().filter(nobody).map(|role| role.title.clone()).collect(),
        members: least.saturating_sub(now.len()),
        is_unfounded: act == Act::None && (kind.act_first || !kind.founded.is_empty()),
        is_lapsed: act == Act::Lapsed,
        minutes: if kind.minutes.is_empty() || structure.minutes_id.is_some() {
            Vec::new()
        } else {
            vec![kind.minutes.clone()]
        },
    }
}
