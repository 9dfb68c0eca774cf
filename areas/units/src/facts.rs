//! Facts the tree itself can tell: the site or page of a municipal service (annex 6, indicator 1.4), how many units of a kind
//! stand under one.

use db::{Conn, Ranges, Result};
use packs::{FactDecl, FactValue, ParamDecl, ParamType, ParamValue};
use registry::{Answered, Ask, Fact, FactOffer, Period, Proof, Subject};

use crate::store::{self, versions};

/// The offer of facts.
pub(crate) struct UnitFacts;

const RESOURCE: &str = "units.information_resource";
const COUNT: &str = "units.count";
const KIND: ParamDecl = ParamDecl { name: "kind", value: ParamType::UnitKinds, required: true };
const FACTS: &[FactDecl] = &[
    FactDecl { name: RESOURCE, params: &[], value: FactValue::Presence },
    FactDecl { name: COUNT, params: &[KIND], value: FactValue::Number },
];

impl FactOffer for UnitFacts {
    fn declares(&self) -> &'static [FactDecl] {
        FACTS
    }

    fn compute(
        &self,
        conn: &mut Conn,
        asks: &[Ask<'_>],
        subjects: &[Subject],
        period: Period,
    ) -> Result<Vec<Answered>> {
        let resources = resources(conn, asks, subjects)?;
        let scope = Ranges::under(subjects.iter().map(|subject| subject.path.as_str()));
        let kinds: Vec<String> = asks.iter().flat_map(|ask| kinds(ask)).cloned().collect();
        let found = if kinds.is_empty() {
            Vec::new()
        } else {
            versions::kinds_within(conn, &scope, &kinds, period.until)?
        };
        let answer = |ask: &Ask<'_>| match ask.name {
            COUNT => subjects.iter().filter_map(|subject| counted(ask, subject, &found)).collect(),
            _ => resources.clone(),
        };
        Ok(asks.iter().map(answer).collect())
    }

    fn listed(&self, ask: &Ask<'_>, subject: &Subject, _fact: &Fact) -> String {
        if ask.name != COUNT {
            return String::new();
        }
        web::address("/units", &[("within", &subject.unit.to_string()), ("kind", &kinds(ask).join(","))])
    }
}

fn kinds<'a>(ask: &Ask<'a>) -> &'a [String] {
    ask.with.get(KIND.name).filter(|_| ask.name == COUNT).map(ParamValue::texts).unwrap_or_default()
}

/// None of a kind is no proof that there is none: a territory may not have entered its organisations yet.
fn counted(ask: &Ask<'_>, subject: &Subject, found: &[(String, String)]) -> Option<(i64, Fact)> {
    let is_here = |(path, kind): &&(String, String)| {
        path.starts_with(&subject.path) && *path != subject.path && kinds(ask).contains(kind)
    };
    let count = found.iter().filter(is_here).count();
    let proof = Proof {
        kind: "unit".to_owned(), id: subject.unit, title: format!("Организаций: {count}")
    };
    let fact = Fact::Known { value: count.to_string(), proofs: vec![proof] };
    (count > 0).then_some((subject.unit, fact))
}

/// Where each service is read about.
fn resources(conn: &mut Conn, asks: &[Ask<'_>], subjects: &[Subject]) -> Result<Answered> {
    if asks.iter().all(|ask| ask.name != RESOURCE) {
        return Ok(Answered::new());
    }
    let ids: Vec<i64> = subjects.iter().map(|subject| subject.unit).collect();
    let found = store::all_of(conn, &ids)?.into_iter().filter_map(|unit| {
        let address = unit.resource_url?;
        let proof = Proof { kind: "unit".to_owned(), id: unit.id.0, title: address };
        Some((unit.id.0, Fact::Known { value: "1".to_owned(), proofs: vec![proof] }))
    });
    Ok(found.collect())
}
