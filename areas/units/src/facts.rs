//! Facts the tree itself can tell: the site or page of a municipal service (annex 6, indicator 1.4).

use db::{Conn, Result};
use packs::{FactDecl, FactValue};
use registry::{Answered, Ask, Fact, FactOffer, Period, Proof, Subject};

use crate::store;

/// The offer of facts.
pub(crate) struct UnitFacts;

const FACTS: &[FactDecl] =
    &[FactDecl { name: "units.information_resource", params: &[], value: FactValue::Presence }];

impl FactOffer for UnitFacts {
    fn declares(&self) -> &'static [FactDecl] {
        FACTS
    }

    fn compute(
        &self,
        conn: &mut Conn,
        asks: &[Ask<'_>],
        subjects: &[Subject],
        _period: Period,
    ) -> Result<Vec<Answered>> {
        let ids: Vec<i64> = subjects.iter().map(|subject| subject.unit).collect();
        let found = store::all_of(conn, &ids)?.into_iter().filter_map(|unit| {
            let address = unit.resource_url?;
            let proof = Proof { kind: "unit".to_owned(), id: unit.id.0, title: address };
            Some((unit.id.0, Fact::Known { value: "1".to_owned(), proofs: vec![proof] }))
        });
        let resources: Answered = found.collect();
        Ok(asks.iter().map(|_| resources.clone()).collect())
    }
}
