//! What documents require of a person: those their own unit must have and has not. The regulations set no day for that, so
//! the line stands until the end of the month and comes back with the next one.

use std::collections::BTreeMap;

use access::{Level, Person, Role, Scope};
use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use packs::Library;
use registry::{Obligation, ObligationOffer, month_end};
use units::UnitId;
use web::russian;

use crate::model::Proving;
use crate::rules::required;
use crate::{pages, store};

/// Who is told: who answers for the regulations of the own unit.
const TOLD: [(Role, Level); 5] = [
    (Role::Ministry, Level::Region),
    (Role::InstituteMethodist, Level::Region),
    (Role::ServiceHead, Level::Municipality),
    (Role::MunicipalMethodist, Level::Municipality),
    (Role::Principal, Level::Organisation),
];

/// The offer of the area's duties.
#[derive(Default)]
pub(crate) struct MissingDocuments {
    packs: Library,
}

impl ObligationOffer for MissingDocuments {
    fn learn(&mut self, packs: &Library) {
        self.packs = packs.clone();
    }

    /// A line for each place the person answers for.
    fn all(&self, conn: &mut Conn, person: &Person, today: NaiveDate) -> Result<Vec<Obligation>> {
        let own = person.scopes.iter().filter(|scope| TOLD.contains(&(scope.role, scope.level)));
        let places: BTreeMap<i64, &Scope> = own.map(|scope| (scope.unit, scope)).collect();
        let mut duties = Vec::new();
        for scope in places.into_values() {
            duties.extend(self.of(conn, scope, today)?);
        }
        Ok(duties)
    }
}

impl MissingDocuments {
    fn of(&self, conn: &mut Conn, place: &Scope, today: NaiveDate) -> Result<Option<Obligation>> {
        let rules = units::effective(conn, &self.packs, &place.path, today)?;
        let list = required::asked_of(&rules, pages::pack_level(place.level));
        let found = store::of_kinds(conn, &[place.unit], &required::kinds_of(&list))?;
        let found: Vec<&Proving> = found.iter().collect();
        let days = (today, required::year_start(&rules, today));
        let mut must = required::must_exist(&list);
        if must.iter().any(|kind| !kind.must_kinds.is_empty()) {
            let kind = units::store::all_of(conn, &[place.unit])?.pop().map(|unit| unit.kind);
            let level = pages::pack_level(place.level);
            must.retain(|one| kind.as_ref().is_none_or(|kind| one.is_asked_of(level, kind)));
        }
        let is_met = |kind: &&&packs::DocumentKind| required::standing(kind, &found, days).0.is_met();
        let lacking: Vec<_> = must.iter().filter(|kind| !is_met(kind)).collect();
        let Some(first) = lacking.first() else { return Ok(None) };
        let scope = Ranges::under([place.path.as_str()]);
        let Some(unit) = units::store::find(conn, &scope, UnitId(place.unit))? else { return Ok(None) };
        let count = i64::try_from(lacking.len()).unwrap_or(i64::MAX);
        let count = russian::counted(count, "документа", "документов", "документов");
        let due = month_end(today);
        Ok(Some(Obligation {
            key: format!("documents:missing:{}:{due}", unit.id),
            due,
            title: format!("Привести в\u{a0}порядок обязательные документы: не\u{a0}хватает {count}"),
            note: format!("{} · первый в\u{a0}списке: {}", unit.short_name, first.title),
            action: "Посмотреть".to_owned(),
            url: format!("/documents/required?unit={}", unit.id),
        }))
    }
}
