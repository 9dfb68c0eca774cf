//! What rests on documents: a pair on the order that made it, a successor on the order of replacement, an end on the order of
//! it, a step on the protocol of the council. None of them goes on when the paper loses its force; what is over stays over.

mod back;
mod lapsed;
mod limits;

use chrono::NaiveDate;
use db::{Conn, Result, WriteTx};
use documents::DocumentId;
use packs::Library;
use registry::{Followed, Forceless, PaperOffer};
use web::russian;

use crate::model::{EarlyEnd, Event, Mentor, Pair, PairId, Replacing, State, Succession};
use crate::store;

/// The offer.
#[derive(Default)]
pub(crate) struct Papers {
    packs: Library,
}

/// What a pair has of a document.
enum Rests {
    /// Works by it; whether a successor waits for an order of replacement.
    Order { waits: bool },
    /// Its step of the council was done by it.
    Council,
    /// A successor who waits for the order was recommended by it.
    Successor(Box<Succession>),
    /// A mentor was replaced by it, and the successor is the mentor still.
    Replacement(Replacing),
    /// It ended before its term by it.
    End(EarlyEnd),
    /// It will end by it on a day to come.
    Coming(EarlyEnd),
    /// Time has gone on since: nothing is changed by it any more.
    Past,
}

impl Rests {
    /// What would follow.
    fn told(&self, pair: &Pair) -> String {
        match self {
            Self::Order { waits } => format!(
                "По этому приказу работает наставничество: пара вернётся к\u{a0}шагу «Приказ» и\u{a0}будет ждать нового.{}",
                if *waits { " Преемник, который ждёт приказа о\u{a0}замене, будет отозван." } else { "" }
            ),
            Self::Council => "На этом протоколе держится рекомендация методсовета: её шаг в\u{a0}готовящейся паре откроется снова.".to_owned(),
            Self::Successor(_) => "На этом протоколе держится рекомендация преемника наставника: её нужно будет отметить снова.".to_owned(),
            Self::Replacement(_) => "Этим приказом заменён наставник: замена будет отменена, прежний наставник снова в\u{a0}паре.".to_owned(),
            Self::End(_) => "Этим приказом наставничество прекращено раньше срока: пара снова будет работать, наставник – снова в\u{a0}ней.".to_owned(),
            Self::Coming(_) => "Этот приказ ещё не\u{a0}подействовал: пара работает и\u{a0}продолжит работать.".to_owned(),
            Self::Past => format!(
                "{} В\u{a0}истории пары будет отмечено, что приказ потерял силу.",
                past(pair)
            ),
        }
    }

    /// Does it; what is noted.
    fn follow(&self, tx: &mut WriteTx, pair: &mut Pair, gone: &Forceless) -> Result<String> {
        match self {
            Self::Order { .. } => back::to_order(tx, pair, gone),
            Self::Council => back::to_council(tx, pair, gone),
            Self::Successor(kept) => back::to_recommendation(tx, kept, gone),
            Self::Replacement(order) => back::mentor(tx, order, pair, gone),
            Self::End(end) => back::to_work(tx, end, pair, gone),
            Self::Coming(end) => back::to_no_end(tx, end, pair, gone),
            Self::Past => Ok(format!("{}. {}", gone.what, past(pair))),
        }
    }
}

/// Why a paper changes nothing any more.
fn past(pair: &Pair) -> String {
    match (pair.state(), pair.ended_on) {
        (State::Ended, Some(day)) => format!(
            "Пара завершена {} и\u{a0}завершённой остаётся: её срок, отчёты и\u{a0}итог не\u{a0}меняются.",
            russian::date(day)
        ),
        _ => "В\u{a0}паре с\u{a0}тех пор изменились наставник или приказ: она остаётся как есть.".to_owned(),
    }
}

/// The pairs that have something of a document.
fn resting(conn: &mut Conn, document: i64) -> Result<Vec<(PairId, Rests)>> {
    let document = DocumentId(document);
    let mut found = Vec::new();
    let pairs = store::resting_on(conn, document)?;
    let mentors = store::mentors_of(conn, &pairs.iter().map(|pair| pair.id.0).collect::<Vec<i64>>())?;
    for pair in pairs {
        let waits = || mentors.get(&pair.id.0).into_iter().flatten().any(Mentor::waits);
        let is_it = |held: Option<DocumentId>| held == Some(document);
        let rests = match pair.state() {
            State::Active if is_it(pair.order_document_id) => Rests::Order { waits: waits() },
            State::Ended if is_it(pair.order_document_id) => Rests::Past,
            State::Preparing if is_it(pair.council_document_id) => Rests::Council,
            _ => continue,
        };
        found.push((pair.id, rests));
    }
    for kept in store::successions::recommended_by(conn, document)? {
        let part = store::find_mentor(conn, kept.mentorship_id, kept.mentor_id)?;
        if part.is_some_and(|part| part.waits()) {
            found.push((kept.mentorship_id, Rests::Successor(Box::new(kept))));
        }
    }
    if let Some(order) = store::order_of(conn, document)? {
        found.push((order.mentorship_id, replaced(conn, order)?));
    }
    if let Some(end) = store::ends::by_document(conn, document)? {
        found.push((end.mentorship_id, ended(conn, end)?));
    }
    Ok(found)
}

/// A replacement is undone while the successor is the mentor still.
fn replaced(conn: &mut Conn, order: Replacing) -> Result<Rests> {
    let is_at_work =
        store::reread(conn, order.mentorship_id)?.is_some_and(|pair| pair.state() == State::Active);
    let next = store::find_mentor(conn, order.mentorship_id, order.next_id)?;
    let goes_on = next.is_some_and(|one| one.to_on.is_none() && one.from_on.is_some());
    Ok(if is_at_work && goes_on { Rests::Replacement(order) } else { Rests::Past })
}

/// An end is undone by the order that made it, not by one of before.
fn ended(conn: &mut Conn, end: EarlyEnd) -> Result<Rests> {
    let is_over = store::reread(conn, end.mentorship_id)?.is_some_and(|pair| pair.state() == State::Ended);
    if store::coming::of_pair(conn, end.mentorship_id)?.is_some_and(|coming| coming.end_id == end.id) {
        return Ok(Rests::Coming(end));
    }
    let last = store::ends::of_pair(conn, end.mentorship_id)?.into_iter().next();
    let is_last = last.is_some_and(|last| last.id == end.id);
    Ok(if is_over && is_last { Rests::End(end) } else { Rests::Past })
}

impl PaperOffer for Papers {
    fn learn(&mut self, packs: &Library) {
        self.packs = packs.clone();
    }

    fn objection(&self, conn: &mut Conn, document: i64, day: NaiveDate) -> Result<Option<String>> {
        for (id, rests) in resting(conn, document)? {
            let returning = match rests {
                Rests::End(end) => store::ends::parts_of(conn, end.id)?,
                Rests::Replacement(order) => {
                    store::find_mentor(conn, id, order.leaving_id)?.into_iter().collect()
                }
                _ => continue,
            };
            let Some(pair) = store::reread(conn, id)? else { continue };
            let rules = units::effective(conn, &self.packs, &pair.unit_path, day)?;
            if let Some(text) = limits::exceeded(conn, &pair, &returning, &rules)? {
                return Ok(Some(text));
            }
        }
        Ok(None)
    }

    fn told(&self, conn: &mut Conn, document: i64) -> Result<Vec<String>> {
        said(conn, document, Rests::told)
    }

    fn told_of_lapse(&self, conn: &mut Conn, document: i64) -> Result<Vec<String>> {
        said(conn, document, lapsed::told)
    }

    fn naming(&self, conn: &mut Conn, person: &access::Person) -> Result<Vec<i64>> {
        match people::store::of_account(conn, person.account.0)? {
            Some(card) => store::naming::documents(conn, card.id),
            None => Ok(Vec::new()),
        }
    }

    fn follow(&self, tx: &mut WriteTx, gone: &Forceless, id: &dyn Fn() -> i64) -> Result<Vec<Followed>> {
        let mut followed = Vec::new();
        let mut pairs: Vec<PairId> = resting(tx, gone.document)?.into_iter().map(|(pair, _)| pair).collect();
        pairs.dedup_by_key(|pair| pair.0);
        for pair in &pairs {
            tx.lock("mentorships", pair.0)?;
        }
        // Asked again behind the locks: somebody may have been first.
        for (pair, rests) in resting(tx, gone.document)? {
            let Some(mut pair) = store::reread(tx, pair)?.filter(|pair| pairs.contains(&pair.id)) else {
                continue;
            };
            let text = match gone.last {
                Some(last) => lapsed::follow(tx, &rests, (&mut pair, last), gone)?,
                None => rests.follow(tx, &mut pair, gone)?,
            };
            followed.push(noted(tx, &pair, gone, (id(), &text))?);
        }
        Ok(followed)
    }
}

/// What would follow for each pair that has something of a document.
fn said(conn: &mut Conn, document: i64, told: fn(&Rests, &Pair) -> String) -> Result<Vec<String>> {
    let mut said = Vec::new();
    for (id, rests) in resting(conn, document)? {
        if let Some(pair) = store::reread(conn, id)? {
            said.push(told(&rests, &pair));
        }
    }
    Ok(said)
}

fn noted(tx: &mut WriteTx, pair: &Pair, gone: &Forceless, (id, text): (i64, &str)) -> Result<Followed> {
    let event = Event { id, mentorship_id: pair.id, account: gone.by, at: gone.at, text: text.to_owned() };
    store::note(tx, &event)?;
    Ok(Followed {
        subject: ("mentoring", "mentorship", pair.id.0),
        unit_path: pair.unit_path.clone(),
        text: format!("Наставничество: {text}"),
    })
}
