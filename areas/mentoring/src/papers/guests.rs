//! Mentors of another organisation: an order that appoints them names their organisation and the agreement with it (п. 2.2).

use std::collections::BTreeMap;

use web::{Cx, Mode, Result};

use crate::actions::ordering::Whole;

/// Where the mentors of a pair work who came by an agreement, with it: «МОБУ «СОШ № 2», договор № 5».
#[derive(Debug, Clone, Default)]
pub(crate) struct Guests(BTreeMap<i64, String>);

impl Guests {
    /// Of the mentors there are now; one query for all of them.
    pub fn of<M: Mode>(cx: &mut Cx<M>, whole: &Whole) -> Result<Self> {
        let invited: Vec<_> = whole.now().filter(|(one, _)| !one.agreement.is_empty()).collect();
        if invited.is_empty() {
            return Ok(Self::default());
        }
        let mut places: Vec<i64> =
            invited.iter().flat_map(|(_, card)| &card.works).map(|work| work.unit_id.0).collect();
        places.sort_unstable();
        places.dedup();
        let units = units::store::all_of(cx.conn(), &places)?;
        let told = |(one, card): &(crate::model::Mentor, people::staff::Colleague)| {
            let work =
                card.works.iter().find(|work| work.ended_on.is_none() && work.unit_id != whole.unit.id);
            let place = work.and_then(|work| units.iter().find(|unit| unit.id == work.unit_id));
            (one.person_id.0, said(place.map(|unit| unit.short_name.as_str()), &one.agreement))
        };
        Ok(Self(invited.into_iter().map(told).collect()))
    }

    /// « (МОБУ «СОШ № 2», договор № 5)»; empty: of the own school.
    pub fn told(&self, person: i64) -> String {
        self.0.get(&person).map(|text| format!(" ({text})")).unwrap_or_default()
    }
}

/// An agreement named by its number alone is called one.
fn said(place: Option<&str>, agreement: &str) -> String {
    let agreement = crate::actions::pairing::lower(agreement.trim());
    let is_bare = agreement.starts_with(|first: char| first == '№' || first.is_ascii_digit());
    let agreement = if is_bare { format!("договор {agreement}") } else { agreement };
    place.into_iter().map(str::to_owned).chain([agreement]).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::said;

    #[test]
    fn clause_2_2_the_organisation_and_the_agreement_are_named() {
        assert_eq!(said(Some("СОШ № 2"), "Договор № 5 "), "СОШ № 2, договор № 5");
        assert_eq!(said(Some("СОШ № 2"), "№ 5 от 01.06.2026"), "СОШ № 2, договор № 5 от 01.06.2026");
        assert_eq!(said(None, "соглашение о сетевом взаимодействии"), "соглашение о сетевом взаимодействии");
    }
}
