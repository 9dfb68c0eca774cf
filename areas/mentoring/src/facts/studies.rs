//! Whether the adaptation of young teachers was studied in the period (Амурская область, приложение 6, 2.3): by results told of
//! people, else by documents.

use std::collections::BTreeMap;

use db::{Conn, Ranges, Result};
use documents::DocumentFacts;
use packs::{FactDecl, FactValue, ParamDecl, ParamType};
use registry::{Answered, Ask, Fact, FactOffer, Period, Proof, Subject};

use crate::store::young;

/// The offer.
pub(crate) struct Studies;

/// What answers for documents.
const DOCUMENTS: &str = "documents.exists";
/// Kinds of documents that answer as well.
const KIND: ParamDecl = ParamDecl { name: "kind", value: ParamType::DocumentKinds, required: false };
const FACTS: &[FactDecl] =
    &[FactDecl { name: "mentoring.adaptation_studied", params: &[KIND], value: FactValue::Presence }];

impl FactOffer for Studies {
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
        let scope = Ranges::under(subjects.iter().map(|subject| subject.path.as_str()));
        let mut results = young::results_within(conn, &scope)?;
        let (from, to) = period.days();
        results.retain(|one| from <= one.studied_on && one.studied_on <= to);
        let told = |subject: &Subject| {
            let count = results.iter().filter(|one| one.unit_path.starts_with(&subject.path)).count();
            let title = format!("Изучена адаптация молодых педагогов: результатов {count}");
            let proof = Proof { kind: "adaptation".to_owned(), id: subject.unit, title };
            (count > 0).then(|| (subject.unit, Fact::Known { value: "1".to_owned(), proofs: vec![proof] }))
        };
        let mut answers = Vec::with_capacity(asks.len());
        for ask in asks {
            let mut answered = by_documents(conn, ask, subjects, period)?;
            answered.extend(subjects.iter().filter_map(told));
            answers.push(answered);
        }
        Ok(answers)
    }
}

/// What documents of the kinds named answer; nothing where none is named.
fn by_documents(conn: &mut Conn, ask: &Ask<'_>, subjects: &[Subject], period: Period) -> Result<Answered> {
    let Some(kinds) = ask.with.get("kind") else { return Ok(Answered::new()) };
    let with = BTreeMap::from([("kind".to_owned(), kinds.clone())]);
    let asked = [Ask { name: DOCUMENTS, with: &with }];
    Ok(DocumentFacts.compute(conn, &asked, subjects, period)?.pop().unwrap_or_default())
}
