//! Facts decisions prove: one was taken within the period, about a topic, at a level, on the results of analysis (annex 6, 5.1;
//! Владимир, приложение, п. 9); address recommendations were issued (annex 6, 1.5). Where a question also names kinds of
//! documents, a document of such a kind answers as well: not everybody keeps the register.

use std::collections::{BTreeMap, BTreeSet};

use db::{Conn, Ranges, Result};
use documents::DocumentFacts;
use packs::{FactDecl, FactValue, ParamDecl, ParamType, ParamValue};
use registry::{Answered, Ask, Fact, FactOffer, Period, Proof, Subject};

use crate::model::{Decision, Recommendation};
use crate::rules::{Audience, DecisionKind};
use crate::store::{self, decisions};

/// The offer of facts.
pub(crate) struct DecisionFacts;

const TAKEN: &str = "decisions.taken";
const RECOMMENDED: &str = "decisions.recommended";
/// What answers for documents.
const DOCUMENTS: &str = "documents.exists";
/// More proofs of one fact than this help nobody.
const MOST_PROOFS: usize = 20;

const KIND: ParamDecl = ParamDecl { name: "kind", value: ParamType::DocumentKinds, required: false };
const TOPIC: ParamDecl = ParamDecl { name: "topic", value: ParamType::Text, required: false };
/// `own`: of the unit itself; `below`: of the organisations under it.
const LEVEL: ParamDecl = ParamDecl { name: "level", value: ParamType::Text, required: false };

const FACTS: &[FactDecl] = &[
    FactDecl { name: TAKEN, params: &[KIND, TOPIC, LEVEL], value: FactValue::Presence },
    FactDecl { name: RECOMMENDED, params: &[KIND], value: FactValue::Presence },
];

impl FactOffer for DecisionFacts {
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
        let taken = decisions::taken_within(conn, &scope, period.days())?;
        let held: Vec<i64> = taken.iter().filter_map(|one| one.document_id).map(|id| id.0).collect();
        let documents = documents::store::all_of(conn, &held)?;
        let titles = documents.into_iter().map(|one| (one.id.0, one.title_line())).collect();
        let sent = store::sent_within(conn, &scope, period.days())?;
        let rest = by_documents(conn, asks, subjects, period)?;
        let told = |(ask, documents): (&Ask<'_>, Answered)| {
            let mut answers = documents;
            for subject in subjects {
                let mut proofs = proofs(ask, subject, &taken, &titles);
                if ask.name == RECOMMENDED {
                    proofs.extend(issued(subject, &sent));
                    proofs.truncate(MOST_PROOFS);
                }
                if !proofs.is_empty() {
                    answers.insert(subject.unit, Fact::Known { value: "1".to_owned(), proofs });
                }
            }
            answers
        };
        Ok(asks.iter().zip(rest).map(told).collect())
    }
}

/// What documents of the kinds named answer, for each question; nothing where none is named.
fn by_documents(
    conn: &mut Conn,
    asks: &[Ask<'_>],
    subjects: &[Subject],
    period: Period,
) -> Result<Vec<Answered>> {
    let with = |ask: &Ask<'_>| -> BTreeMap<String, ParamValue> {
        ask.with.iter().filter(|(name, _)| *name == "kind").map(|(n, v)| (n.clone(), v.clone())).collect()
    };
    let params: Vec<BTreeMap<String, ParamValue>> = asks.iter().map(with).collect();
    let named: Vec<usize> = (0..asks.len()).filter(|at| !params[*at].is_empty()).collect();
    let asked: Vec<Ask<'_>> = named.iter().map(|at| Ask { name: DOCUMENTS, with: &params[*at] }).collect();
    let mut answers = vec![Answered::new(); asks.len()];
    if asked.is_empty() {
        return Ok(answers);
    }
    for (at, answered) in named.into_iter().zip(DocumentFacts.compute(conn, &asked, subjects, period)?) {
        answers[at] = answered;
    }
    Ok(answers)
}

/// The recommendations a unit has sent within the period: to others, or to a category of its teachers. What a unit advises its
/// own staff as a whole is no address recommendation to a school.
fn issued(subject: &Subject, sent: &[Recommendation]) -> Vec<Proof> {
    let is_counted = |one: &&Recommendation| !one.is_to_own() || one.audience() == Some(Audience::Category);
    let own = sent.iter().filter(|one| one.owner_id.0 == subject.unit).filter(is_counted);
    let proof = |one: &Recommendation| Proof {
        kind: "recommendation".to_owned(),
        id: one.id.0,
        title: match (one.no.as_str(), one.addressee.as_str()) {
            ("", "") => format!("Адресная рекомендация: {}", one.name()),
            ("", whom) => format!("Адресная рекомендация: {}, {whom}", one.name()),
            (no, _) => format!("Адресная рекомендация: {}, показатель {no}", one.name()),
        },
    };
    own.take(MOST_PROOFS).map(proof).collect()
}

/// The decisions that answer a question for a unit: the document that holds one proves it, else its card.
fn proofs(
    ask: &Ask<'_>,
    subject: &Subject,
    taken: &[Decision],
    titles: &BTreeMap<i64, String>,
) -> Vec<Proof> {
    let text = |name: &str| ask.with.get(name).map(ParamValue::texts).unwrap_or_default();
    // «support, young»: any of them answers.
    let topics: BTreeSet<&str> = text("topic").iter().flat_map(|one| one.split(',')).map(str::trim).collect();
    let is_below = text("level").iter().any(|level| level == "below");
    let is_whose = |one: &Decision| {
        if is_below {
            one.unit_path.starts_with(&subject.path) && one.unit_path != subject.path
        } else {
            one.unit_id.0 == subject.unit
        }
    };
    let is_asked = |one: &&Decision| match ask.name {
        RECOMMENDED => {
            is_whose(one) && one.kind() == DecisionKind::Recommendation && !one.audience.is_empty()
        }
        _ => is_whose(one) && (topics.is_empty() || topics.contains(one.topic.as_str())),
    };
    let proof = |one: &Decision| {
        let held = one.document_id.and_then(|id| Some((id.0, titles.get(&id.0)?.clone())));
        match held {
            Some((id, title)) => Proof { kind: "document".to_owned(), id, title },
            None => Proof { kind: "decision".to_owned(), id: one.id.0, title: one.title.clone() },
        }
    };
    taken.iter().filter(is_asked).take(MOST_PROOFS).map(proof).collect()
}
