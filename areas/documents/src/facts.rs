//! Facts documents prove: one is in force during the period; one was signed within it (annex 6 asks for both).

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use db::{Conn, Result, fold};
use packs::{FactDecl, FactValue, ParamDecl, ParamType, ParamValue};
use registry::{Answered, Ask, Fact, FactOffer, Period, Proof, Subject};
use web::russian;

use crate::model::Proving;
use crate::{Status, rules, store};

/// The offer of facts; an area whose things documents hold may ask it too.
#[derive(Debug, Clone, Copy)]
pub struct DocumentFacts;

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
        period: Period,
    ) -> Result<Vec<Answered>> {
        let units: Vec<i64> = subjects.iter().map(|subject| subject.unit).collect();
        let kinds: BTreeSet<&String> = asks.iter().flat_map(|ask| texts(ask, "kind")).collect();
        let kinds: Vec<String> = kinds.into_iter().cloned().collect();
        let found = store::of_kinds(conn, &units, &kinds)?;
        Ok(asks.iter().map(|ask| answer(ask, &found, period.days())).collect())
    }
}

fn texts<'a>(ask: &Ask<'a>, name: &str) -> &'a [String] {
    ask.with.get(name).map(ParamValue::texts).unwrap_or_default()
}

/// Documents come newest first with their folded topics, and so do the proofs of each unit. Where none counts, the
/// first of those that nearly do says what is missing.
fn answer(ask: &Ask<'_>, found: &[Proving], period: Days) -> Answered {
    let kinds = texts(ask, "kind");
    let topics: Vec<String> = texts(ask, "topic").iter().map(|topic| fold(topic)).collect();
    let mut proofs: BTreeMap<i64, Vec<Proof>> = BTreeMap::new();
    let mut short: BTreeMap<i64, Short<'_>> = BTreeMap::new();
    for document in found.iter().filter(|document| kinds.contains(&document.kind)) {
        let topic = &document.topic_key;
        let is_asked = topics.is_empty() || topics.contains(topic);
        match lack(ask.name, document, period) {
            None if is_asked => {
                let own = proofs.entry(document.unit_id.0).or_default();
                if own.len() < MOST_PROOFS {
                    own.push(proof(document));
                }
            }
            // A document without a topic may be the one; a document of another topic is another matter.
            None if topic.is_empty() => nearer(&mut short, document, Lack::Topic),
            Some(lack) if is_asked => nearer(&mut short, document, lack),
            _ => {}
        }
    }
    let known = |proofs| Fact::Known { value: "1".to_owned(), proofs };
    let short = short.into_iter().map(|(unit, short)| (unit, short.fact(ask, period)));
    let mut answers: Answered = short.collect();
    answers.extend(proofs.into_iter().map(|(unit, proofs)| (unit, known(proofs))));
    answers
}

fn proof(document: &Proving) -> Proof {
    Proof { kind: "document".to_owned(), id: document.id.0, title: document.title_line() }
}

/// First and last day of a period.
type Days = (NaiveDate, NaiveDate);

/// Why a document of the kind does not count, the nearest miss first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Lack {
    /// It counts but for its topic, which nobody wrote.
    Topic,
    /// It is not in force yet: a draft, or waiting for its registration.
    NotYet,
    /// Its last day came before the period.
    Lapsed,
    /// It was signed before the period or after it.
    Signed,
    /// It was cancelled.
    Cancelled,
}

fn lack(name: &str, document: &Proving, (from, to): Days) -> Option<Lack> {
    match document.state() {
        Status::Cancelled => return Some(Lack::Cancelled),
        state if !state.has_force() => return Some(Lack::NotYet),
        _ => {}
    }
    if name == EXISTS {
        return (!rules::is_signed_within(document, (from, to))).then_some(Lack::Signed);
    }
    let is_lapsed = document.valid_to.is_some_and(|last| last < from);
    let lack = if is_lapsed { Lack::Lapsed } else { Lack::Signed };
    (!rules::is_in_force(document, (from, to))).then_some(lack)
}

/// A document that nearly counts.
struct Short<'a> {
    document: &'a Proving,
    lack: Lack,
}

fn nearer<'a>(short: &mut BTreeMap<i64, Short<'a>>, document: &'a Proving, lack: Lack) {
    let known = short.entry(document.unit_id.0).or_insert(Short { document, lack });
    if lack < known.lack {
        *known = Short { document, lack };
    }
}

impl Short<'_> {
    /// «есть Программа № 5 от 10.01.2020, но срок вышел 31.12.2024»
    fn fact(&self, ask: &Ask<'_>, (from, to): Days) -> Fact {
        let why = match (self.lack, self.document.valid_to) {
            (Lack::Topic, _) => "тема не указана".to_owned(),
            (Lack::NotYet, _) => "документ ещё не введён в действие".to_owned(),
            (Lack::Lapsed, Some(last)) => format!("срок вышел {}", russian::date(last)),
            (Lack::Lapsed, None) => "срок вышел".to_owned(),
            (Lack::Signed, _) => "подписан не в этот период".to_owned(),
            (Lack::Cancelled, _) => "документ отменён".to_owned(),
        };
        let (from, to) = (russian::date(from), russian::date(to));
        let need = match (self.lack, ask.name) {
            (Lack::Topic, _) => {
                format!("тема «{}» в карточке документа", texts(ask, "topic").join("» или «"))
            }
            (_, EXISTS) => format!("документ, подписанный с\u{a0}{from} по\u{a0}{to}"),
            _ => format!("документ, действующий с\u{a0}{from} по\u{a0}{to}"),
        };
        let have = format!("есть {}, но {why}", self.document.title_line());
        Fact::Short { have, need, proofs: vec![proof(self.document)] }
    }
}
