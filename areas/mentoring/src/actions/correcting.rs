//! A step marked wrongly is corrected until the order stands (п. 3.1): what stood there before stays in the history, and whoever
//! comes second sees what stands there now.

use access::Granted;
use audit::Action;
use chrono::NaiveDate;
use documents::{DocumentId, NewFile};
use serde_json::Value;
use web::{Cx, Error, Mode, Result, Write, russian};

use super::signing::{self, SignedPaper};
use super::stepping::{
    CONSENTS, Done, MENTEE_CONSENTS, TERMS, marked, mentor_of, preparing_or_succeeding, said_of,
};
use super::{in_history, stored, told};
use crate::model::{Mentor, Pair, PairId};
use crate::rules::Step;
use crate::{KeepMentoring, store};

/// A step as it is marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Its day.
    pub day: NaiveDate,
    /// How: a code of the step's own choices; empty where it has none.
    pub way: String,
    /// Number, ground or protocol.
    pub note: String,
    /// The protocol held here.
    pub document: Option<DocumentId>,
    step: Step,
}

impl Mark {
    /// A step of a pair, of this mentor's part where it is a mentor's; none: not marked.
    pub fn of(pair: &Pair, part: Option<&Mentor>, step: Step) -> Option<Self> {
        let bare = |day: Option<NaiveDate>| {
            Some(Self { day: day?, way: String::new(), note: String::new(), document: None, step })
        };
        match (step, part) {
            (Step::Council, _) => Some(Self {
                note: pair.council_note.clone(),
                document: pair.council_document_id,
                ..bare(pair.council_on)?
            }),
            (Step::Deputy, _) => bare(pair.deputy_on),
            (Step::Mentee, _) => Some(Self { way: pair.mentee_way.clone(), ..bare(pair.mentee_on)? }),
            (Step::Mentor, Some(part)) => {
                Some(Self { way: part.consent_way.clone(), ..bare(part.consent_on)? })
            }
            (Step::Agreement, Some(part)) => Some(Self {
                way: part.terms_way.clone(),
                note: part.terms_note.clone(),
                ..bare(part.terms_on)?
            }),
            _ => None,
        }
    }

    /// What a form sends back to say which mark it was made of.
    pub fn seal(&self) -> String {
        let document = self.document.map(|id| id.to_string()).unwrap_or_default();
        format!("{}|{}|{document}|{}", self.day, self.way, self.note)
    }

    /// «12.06.2026, дополнительное соглашение, № 4»
    pub fn words<M: Mode>(&self, cx: &mut Cx<M>) -> Result<String> {
        let held = match self.document {
            Some(id) => documents::store::all_of(cx.conn(), &[id.0])?.pop(),
            None => None,
        };
        let title = |all: &[(&str, &str)]| {
            all.iter()
                .find(|(code, _)| *code == self.way)
                .map_or(String::new(), |(_, title)| (*title).to_owned())
        };
        let way = match self.step {
            Step::Mentee => title(&MENTEE_CONSENTS),
            Step::Mentor => title(&CONSENTS),
            _ => title(&TERMS),
        };
        let held = held.map(|held| super::pairing::lower(&held.title_line())).unwrap_or_default();
        let parts = [russian::date(self.day), way, held, self.note.clone()];
        Ok(parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "))
    }
}

/// What becomes of the signed copy of a corrected step.
#[derive(Debug, Clone)]
pub enum Scan {
    /// The one attached stays, or there is none.
    Stays,
    /// This one comes.
    Comes(NewFile),
}

/// The paper that proves a step.
pub fn proof(step: Step) -> Option<SignedPaper> {
    match step {
        Step::Mentor => Some(SignedPaper::Consent),
        Step::Agreement => Some(SignedPaper::Agreement),
        _ => None,
    }
}

/// Corrects a marked step. `seal` is of the mark that was seen.
pub fn correct(
    cx: &mut Cx<Write>,
    may: &Granted<KeepMentoring>,
    (id, seal): (PairId, &str),
    (day, done): (NaiveDate, &Done),
    scan: &Scan,
) -> Result<()> {
    let mut pair = preparing_or_succeeding(cx, may, id, done)?;
    let step = done.step();
    let before = mark(cx, &pair, done)?.ok_or(Error::NotFound)?;
    // What a successor consented to is corrected; what an order rests on already is not.
    if let Some(part) = done.part() {
        let part = mentor_of(cx, &pair, part)?;
        if part.from_on.is_some() {
            return Err(crate::rules::Refusal::NotPrepared(super::seen(cx, &pair)?).into());
        }
    }
    marked(cx, &mut pair, day, (done, Some(seal)))?;
    let after = mark(cx, &pair, done)?.ok_or(Error::NotFound)?;
    let was_unfit = store::unfit::forget(cx.tx(), pair.id, (step.code(), done.part()))?;
    if after == before && was_unfit {
        stored(cx, &mut pair)?;
        let line = format!("Шаг «{}» подтверждён: относится и\u{a0}к\u{a0}новому сроку", step.title());
        told(cx, &pair, Action::Changed, &line)?;
    }
    if after != before {
        stored(cx, &mut pair)?;
        let part = done.part().map(|part| mentor_of(cx, &pair, part)).transpose()?;
        tell(cx, (&pair, part.as_ref()), step, (before, after))?;
    }
    if let (Scan::Comes(file), Some(paper), Some(part)) = (scan, proof(step), done.part()) {
        signing::attach(cx, may, (id, part), paper, file)?;
    }
    Ok(())
}

/// Tells the history what stood there and what stands now, the journal that it was corrected. Both sides read the history: number
/// and ground of an agreement are for who keeps the pair.
fn tell(
    cx: &mut Cx<Write>,
    (pair, part): (&Pair, Option<&Mentor>),
    step: Step,
    (before, after): (Mark, Mark),
) -> Result<()> {
    let is_closed = step == Step::Agreement;
    let changed = if is_closed && before.note != after.note {
        "; номер или основание изменены"
    } else {
        ""
    };
    let open = |mark: Mark| if is_closed { Mark { note: String::new(), ..mark } } else { mark };
    let whose = match part {
        Some(part) => part.person_id,
        None => pair.mentee_id,
    };
    let whose = people::store::all_of(cx.conn(), &[whose.0])?.pop().map(|card| card.name());
    let said = |text: String| whose.as_ref().map_or(text.clone(), |name| said_of(&text, name));
    let (was, now) = (said(open(before).words(cx)?), said(open(after).words(cx)?));
    let line = format!("Исправлен шаг «{}»", step.title());
    in_history(cx, pair, &format!("{line}. Было: {was}. Стало: {now}{changed}"))?;
    let line = format!("Наставничество: {line}");
    cx.journal(Action::Changed, ("mentoring", "mentorship", pair.id.0), &pair.unit_path, &line, Value::Null)
}

/// The mark a step has now.
fn mark<M: Mode>(cx: &mut Cx<M>, pair: &Pair, done: &Done) -> Result<Option<Mark>> {
    let part = match done.part() {
        Some(part) => Some(store::find_mentor(cx.conn(), pair.id, part)?.ok_or(Error::NotFound)?),
        None => None,
    };
    Ok(Mark::of(pair, part.as_ref(), done.step()))
}
