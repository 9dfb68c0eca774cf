//! Links beside the tree: partner, base, supervision, coordination (приложение 5, п. 2.3.2; Терский район, раздел 1).

use crate::model::{Link, StructureId};
use crate::rules::Refusal;
use units::UnitId;

/// What a link says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// Works together with.
    Partner,
    /// Works on the base of an organisation.
    Base,
    /// Supervises scientifically.
    Supervises,
    /// Coordinates.
    Coordinates,
    /// Works for a school (Терский район, раздел 1: опорная площадка и её школы).
    Serves,
}

impl LinkKind {
    /// All, in the order of the form.
    pub const ALL: [Self; 5] = [Self::Partner, Self::Base, Self::Supervises, Self::Coordinates, Self::Serves];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Partner => "partner",
            Self::Base => "base",
            Self::Supervises => "supervises",
            Self::Coordinates => "coordinates",
            Self::Serves => "serves",
        }
    }

    /// By its code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// Before the target: «работает вместе с».
    pub fn title(self) -> &'static str {
        match self {
            Self::Partner => "партнёр",
            Self::Base => "работает на\u{a0}базе",
            Self::Supervises => "научно руководит",
            Self::Coordinates => "координирует",
            Self::Serves => "работает со\u{a0}школой",
        }
    }

    /// Said on the card of the target.
    pub fn back(self) -> &'static str {
        match self {
            Self::Partner => "партнёр",
            Self::Base => "база для",
            Self::Supervises => "научный руководитель",
            Self::Coordinates => "координируется",
            Self::Serves => "сопровождается",
        }
    }
}

/// Where a link leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// To a structure.
    Structure(StructureId),
    /// To a unit.
    Unit(UnitId),
}

/// Whether the structure may say this beside what stands already, in both directions.
pub fn may_link(from: StructureId, kind: LinkKind, target: Target, known: &[Link]) -> Result<(), Refusal> {
    if target == Target::Structure(from) {
        return Err(Refusal::LinkToItself);
    }
    let leads = |link: &Link| match target {
        Target::Structure(id) => link.to_id == Some(id),
        Target::Unit(id) => link.unit_id == Some(id),
    };
    let stands = |link: &&Link| link.until.is_none() && link.kind == kind.code();
    let there = |link: &Link| link.structure_id == from && leads(link);
    // Partnership has no direction.
    let back = |link: &Link| {
        kind == LinkKind::Partner
            && link.to_id == Some(from)
            && target == Target::Structure(link.structure_id)
    };
    if known.iter().filter(stands).any(|link| there(link) || back(link)) {
        return Err(Refusal::LinkTwice);
    }
    Ok(())
}
