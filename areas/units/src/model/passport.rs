//! The passport of a unit: what is told of it besides its name and place.

use serde::{Deserialize, Serialize};

use crate::Unit;

/// The form of a service that is one responsible specialist (приложение 1, раздел 2): what a municipality without a form told has.
pub(crate) const SPECIALISTS: &str = "specialist";

/// The passport.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passport {
    /// Kind, of the pack's unit kinds.
    pub kind: String,
    /// ОКТМО or the school's code; unique under the unit above.
    pub code: String,
    /// IANA zone; none: the parent's.
    pub zone: Option<String>,
    /// Group of a rank: `city`, `district` or empty.
    pub size_group: String,
    /// Form of the municipal service; none: individual specialists.
    pub service_form: Option<String>,
    /// People in the service.
    pub service_staff: Option<i64>,
    /// Site or page of the methodical service.
    pub resource_url: Option<String>,
    /// The education authority of a municipality: управление, отдел, комитет; none: not told.
    #[serde(default)]
    pub authority: Option<String>,
    /// Малокомплектная.
    pub is_small: bool,
    /// Отдалённая.
    pub is_remote: bool,
    /// Труднодоступная.
    #[serde(default)]
    pub is_hard_to_reach: bool,
    /// Kilometres to the centre of the municipality.
    pub distance_km: Option<i64>,
    /// Pupils.
    pub pupils: Option<i64>,
    /// Teachers.
    pub teachers: Option<i64>,
}

impl Passport {
    /// What stands in the passport of the unit.
    pub fn of(unit: &Unit) -> Self {
        Self {
            kind: unit.kind.clone(),
            code: unit.code.clone(),
            zone: unit.zone.clone(),
            size_group: unit.size_group.clone(),
            service_form: unit.service_form.clone(),
            service_staff: unit.service_staff,
            resource_url: unit.resource_url.clone(),
            authority: unit.authority.clone(),
            is_small: unit.is_small,
            is_remote: unit.is_remote,
            is_hard_to_reach: unit.is_hard_to_reach,
            distance_km: unit.distance_km,
            pupils: unit.pupils,
            teachers: unit.teachers,
        }
    }

    /// What stands above it is told by whoever stands above: kind, code, zone, group and marks stay those of the unit.
    #[must_use]
    pub fn told_by_itself(self, unit: &Unit) -> Self {
        let own = Self::of(unit);
        Self {
            kind: own.kind,
            code: own.code,
            zone: own.zone,
            size_group: own.size_group,
            is_small: own.is_small,
            is_remote: own.is_remote,
            is_hard_to_reach: own.is_hard_to_reach,
            distance_km: own.distance_km,
            ..self
        }
    }
}

/// A unit to be added by hand or from a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entered {
    /// Full name.
    pub name: String,
    /// Name for tables; empty: the full one.
    pub short_name: String,
    /// Everything else.
    pub passport: Passport,
}
