//! Which municipalities adopted a monitoring of the adaptation of young teachers and conducted it in a school year (Амурская область,
//! приложение 7, ожидаемый результат 2): by the document of its order, by results told of people or papers of the study.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::{Conn, Result};
use documents::DocumentFacts;
use packs::ParamValue;
use registry::{Ask, Fact, FactOffer as _, Period, Proof, Subject};
use units::Unit;

use crate::facts::Studies;

/// The kind of document the monitoring is adopted by.
const ADOPTED: &str = "adaptation_monitoring_act";
/// Kinds that tell it was conducted, as indicator 2.3 of приложение 6 takes them.
const CONDUCTED: [&str; 2] = ["adaptation_monitoring", "adaptation_analysis"];

/// How a municipality stands.
pub(crate) struct Adapted {
    /// The documents it was adopted by.
    pub adopted: Vec<Proof>,
    /// What tells it was conducted.
    pub conducted: Vec<Proof>,
}

/// What a municipality may be asked for in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    /// Adopted and conducted: what the programme counts.
    Both,
    /// Adopted only.
    Adopted,
    /// Conducted only.
    Conducted,
    /// Neither.
    Neither,
}

impl Which {
    /// All, as the page shows them.
    pub const ALL: [Self; 4] = [Self::Both, Self::Adopted, Self::Conducted, Self::Neither];

    /// Its code in an address.
    pub fn code(self) -> &'static str {
        match self {
            Self::Both => "both",
            Self::Adopted => "adopted",
            Self::Conducted => "conducted",
            Self::Neither => "neither",
        }
    }

    /// The words on the page.
    pub fn title(self) -> &'static str {
        match self {
            Self::Both => "Принят и\u{a0}проведён",
            Self::Adopted => "Принят, но\u{a0}не\u{a0}проведён",
            Self::Conducted => "Проведён без принятого порядка",
            Self::Neither => "Ни\u{a0}порядка, ни\u{a0}мониторинга",
        }
    }

    /// The tone of its badge.
    pub fn tone(self) -> &'static str {
        match self {
            Self::Both => "ok",
            Self::Adopted | Self::Conducted => "warn",
            Self::Neither => "bad",
        }
    }

    /// By what is there.
    pub fn of(is_adopted: bool, is_conducted: bool) -> Self {
        match (is_adopted, is_conducted) {
            (true, true) => Self::Both,
            (true, false) => Self::Adopted,
            (false, true) => Self::Conducted,
            (false, false) => Self::Neither,
        }
    }
}

impl Adapted {
    /// Where it belongs.
    pub fn which(&self) -> Which {
        Which::of(!self.adopted.is_empty(), !self.conducted.is_empty())
    }
}

/// How these municipalities stand in the school year until a day: two questions, whatever their number.
pub(crate) fn adapted(
    conn: &mut Conn,
    municipalities: &[Unit],
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<Adapted>> {
    let subjects: Vec<Subject> =
        municipalities.iter().map(|unit| Subject { unit: unit.id.0, path: unit.path.clone() }).collect();
    let kinds = |all: &[&str]| {
        let all = all.iter().map(|kind| (*kind).to_owned()).collect();
        BTreeMap::from([("kind".to_owned(), ParamValue::Any(all))])
    };
    // In force on the day itself: an order that lapsed in the autumn is no monitoring of the winter.
    let with = kinds(&[ADOPTED]);
    let asked = [Ask { name: "documents.in_force", with: &with }];
    let adopted = DocumentFacts.compute(conn, &asked, &subjects, Period::whole(to, to))?.pop();
    let with = kinds(&CONDUCTED);
    let asked = [Ask { name: "mentoring.adaptation_studied", with: &with }];
    let conducted = Studies.compute(conn, &asked, &subjects, Period::whole(from, to))?.pop();
    let (adopted, conducted) = (adopted.unwrap_or_default(), conducted.unwrap_or_default());
    let proofs = |fact: Option<&Fact>| match fact {
        Some(Fact::Known { proofs, .. }) => proofs.clone(),
        _ => Vec::new(),
    };
    let of = |unit: &Unit| Adapted {
        adopted: proofs(adopted.get(&unit.id.0)),
        conducted: proofs(conducted.get(&unit.id.0)),
    };
    Ok(municipalities.iter().map(of).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_programme_counts_what_was_adopted_and_conducted() {
        let all = [(true, true), (true, false), (false, true), (false, false)];
        assert_eq!(all.map(|(adopted, conducted)| Which::of(adopted, conducted)), Which::ALL);
    }
}
