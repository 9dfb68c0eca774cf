//! Facts about structures: one of a kind worked in the unit within the period, and how many did; each is proved by its card.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use packs::{FactDecl, FactValue, ParamDecl, ParamType, ParamValue};
use registry::{Answered, Ask, Fact, FactOffer, Proof, Subject};

use crate::model::Structure;
use crate::store;

/// The offer of facts.
pub(crate) struct StructureFacts;

const EXISTS: &str = "structures.exists";
const COUNT: &str = "structures.count";
/// More proofs of one fact than this help nobody.
const MOST_PROOFS: usize = 20;

/// Kinds of structures, separated by commas: any of them answers.
const KIND: ParamDecl = ParamDecl { name: "kind", value: ParamType::Text, required: true };
/// `own`: of the unit itself; `below`: of the organisations under it.
const LEVEL: ParamDecl = ParamDecl { name: "level", value: ParamType::Text, required: false };

const FACTS: &[FactDecl] = &[
    FactDecl { name: EXISTS, params: &[KIND, LEVEL], value: FactValue::Presence },
    FactDecl { name: COUNT, params: &[KIND, LEVEL], value: FactValue::Number },
];

impl FactOffer for StructureFacts {
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
        let scope = Ranges::under(subjects.iter().map(|subject| subject.path.as_str()));
        let kinds: Vec<String> = asks.iter().flat_map(|ask| kinds(ask)).collect();
        let found = store::working_within(conn, &scope, &kinds, period)?;
        let answers = |ask: &Ask<'_>| {
            let of = |subject: &Subject| (subject.unit, answer(ask, subject, &found));
            subjects.iter().map(of).collect::<BTreeMap<i64, Fact>>()
        };
        Ok(asks.iter().map(answers).collect())
    }
}

fn kinds(ask: &Ask<'_>) -> Vec<String> {
    let typed = ask.with.get("kind").map(ParamValue::texts).unwrap_or_default();
    let all = typed.iter().flat_map(|one| one.split(','));
    all.map(str::trim).filter(|one| !one.is_empty()).map(str::to_owned).collect()
}

/// No structure is no proof that there is none: a unit may not have entered its own yet.
fn answer(ask: &Ask<'_>, subject: &Subject, found: &[Structure]) -> Fact {
    let kinds = kinds(ask);
    let levels = ask.with.get("level").map(ParamValue::texts).unwrap_or_default();
    let is_below = levels.iter().any(|one| one == "below");
    let is_whose = |one: &&Structure| {
        let is_own = one.unit_path == subject.path;
        kinds.contains(&one.kind)
            && if is_below { one.unit_path.starts_with(&subject.path) && !is_own } else { is_own }
    };
    let own: Vec<&Structure> = found.iter().filter(is_whose).collect();
    if own.is_empty() {
        return Fact::Unknown;
    }
    let proof =
        |one: &&Structure| Proof { kind: "structure".to_owned(), id: one.id.0, title: one.name.clone() };
    let value = if ask.name == COUNT { own.len().to_string() } else { "1".to_owned() };
    Fact::Known { value, proofs: own.iter().take(MOST_PROOFS).map(proof).collect() }
}
