//! Facts documents prove: one is in force during the period; one was signed within it (annex 6 asks for both).

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use db::{Conn, Result, fold};
use packs::{FactDecl, FactValue, ParamDecl, ParamType, ParamValue};
use registry::{Answered, Ask, Fact, FactOffer, Proof, Subject};

use crate::{Document, rules, store};

/// The offer of facts.
pub(crate) struct DocumentFacts;

const IN_FORCE: &str = "documents.in_force";
const EXISTS: &str = "documents.exists";
/// More proofs of one fact than this help nobody.
const MOST_PROOFS: usize = 20;

const KIND: ParamDecl = ParamDecl { name: "kind", value: ParamType::DocumentKinds, required: true };
const TOPIC: ParamDecl = ParamDecl { name: "topic", value: ParamType::Text, required: false };

const FACTS: &[FactDecl] = &[
    FactDecl { name: IN_FORCE, params: &[KIND], value: FactValue::Presence },
    FactDecl { name: EXISTS, params: &[KIND, TOPIC], value: FactValue::Presence },
];

impl FactOffer for DocumentFacts {
    fn declares(&self) -> &'static [FactDecl] {
        FACTS
    }

    fn compute(
        &self,
        conn: &mut Conn,
        asks: &[Ask<'_>],
        subjects: &[Subject],
        period: (NaiveDate, NaiveDate),
    ) -> Result<Vec<Answered>> {
        let units: Vec<i64> = subjects.iter().map(|subject| subject.unit).collect();
        let kinds: BTreeSet<&String> = asks.iter().flat_map(|ask| texts(ask, "kind")).collect();
        let kinds: Vec<String> = kinds.into_iter().cloned().collect();
        let found = store::in_force_of(conn, &units, &kinds, period.1)?;
        Ok(asks.iter().map(|ask| answer(ask, &found, period)).collect())
    }
}

fn texts<'a>(ask: &Ask<'a>, name: &str) -> &'a [String] {
    ask.with.get(name).map(ParamValue::texts).unwrap_or_default()
}

/// Documents come newest first with their folded topics, and so do the proofs of each unit.
fn answer(ask: &Ask<'_>, found: &[(Document, String)], period: (NaiveDate, NaiveDate)) -> Answered {
    let kinds = texts(ask, "kind");
    let topics: Vec<String> = texts(ask, "topic").iter().map(|topic| fold(topic)).collect();
    let holds = if ask.name == EXISTS { rules::is_signed_within } else { rules::is_in_force };
    let counts = |document: &Document, topic: &String| {
        kinds.contains(&document.kind)
            && (topics.is_empty() || topics.contains(topic))
            && holds(document, period)
    };
    let mut proofs: BTreeMap<i64, Vec<Proof>> = BTreeMap::new();
    for (document, _) in found.iter().filter(|(document, topic)| counts(document, topic)) {
        let own = proofs.entry(document.unit_id.0).or_default();
        if own.len() < MOST_PROOFS {
            let title = document.title_line();
            own.push(Proof { kind: "document".to_owned(), id: document.id.0, title });
        }
    }
    let fact = |proofs| Fact::Known { value: "1".to_owned(), proofs };
    proofs.into_iter().map(|(unit, proofs)| (unit, fact(proofs))).collect()
}
