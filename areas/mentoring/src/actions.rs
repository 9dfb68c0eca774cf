//! What is done with pairs: load → rules → store → history and journal, in the transaction of the request.

pub mod agreeing;
pub mod amending;
pub mod analysing;
pub mod announcing;
pub mod applying;
pub(crate) mod around;
pub mod assessing;
pub(crate) mod candidates;
pub(crate) mod coming;
pub(crate) mod concerned;
pub mod controlling;
pub mod correcting;
pub mod deeds;
pub mod early_end;
pub(crate) mod employed;
pub mod ending;
pub(crate) mod eves;
pub mod experiencing;
pub mod finishing;
pub mod gathering;
pub mod handing;
pub(crate) mod heads;
pub(crate) mod hirings;
pub mod issuing;
pub mod matters;
pub mod onward;
pub mod ordering;
pub mod pairing;
pub mod planning;
pub(crate) mod proving;
pub(crate) mod reopening;
pub mod replacing;
pub mod reporting;
pub mod responding;
pub mod settling;
pub mod sheets;
pub mod signing;
pub mod stepping;
pub mod studying;
pub mod succession;
pub mod surveying;
pub mod visiting;
pub mod working;

pub(crate) use units::rules_at;

use access::{Granted, Permission};
use audit::Action;
use db::Ranges;
use serde_json::Value;
use web::{Cx, Error, Mode, Result, Write, russian};

use crate::departures::Departures;
use crate::model::{Event, Pair, PairId, State};
use crate::rules::{Refusal, Seen, Steps};
use crate::store;

/// The pair, locked, if the permission reaches its unit.
fn locked<P: Permission>(cx: &mut Cx<Write>, may: &Granted<P>, id: PairId) -> Result<Pair> {
    store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    cx.tx().lock("mentorships", id.0)?;
    store::reread(cx.conn(), id)?.ok_or(Error::NotFound)
}

/// The same while it is prepared.
fn preparing<P: Permission>(cx: &mut Cx<Write>, may: &Granted<P>, id: PairId) -> Result<Pair> {
    let pair = locked(cx, may, id)?;
    if pair.state() == State::Preparing {
        return Ok(pair);
    }
    Err(Refusal::NotPrepared(seen(cx, &pair)?).into())
}

/// The same while it works.
fn active<P: Permission>(cx: &mut Cx<Write>, may: &Granted<P>, id: PairId) -> Result<Pair> {
    let pair = locked(cx, may, id)?;
    if pair.state() == State::Active {
        return Ok(pair);
    }
    Err(Refusal::NotActive(seen(cx, &pair)?).into())
}

/// The steps asked for where the pair is.
pub(crate) fn steps_of<M: Mode>(cx: &mut Cx<M>, pair: &Pair) -> Result<Steps> {
    Ok(Steps::of(&rules_at(cx, &pair.unit_path)?.mentoring))
}

/// So many letters of what was done last are quoted.
const QUOTED: usize = 240;

/// What was done last to the pair, by whom and when: for whoever comes second.
pub(crate) fn seen<M: Mode>(cx: &mut Cx<M>, pair: &Pair) -> Result<Seen> {
    let Some(last) = store::events(cx.conn(), pair.id)?.into_iter().next() else {
        return Ok(Seen { url: pair.url(), last: String::new() });
    };
    let zone = cx.zone_at(&pair.unit_path)?;
    let ids: Vec<i64> = last.account.into_iter().collect();
    let who = ::access::store::short_names(cx.conn(), &ids)?.into_values().next();
    let who = who.unwrap_or_else(|| "программа".to_owned());
    let text = shortened(&last.text);
    let last = format!("{who}, {}: {text}", russian::moment(last.at, zone));
    Ok(Seen { url: pair.url(), last })
}

/// The beginning of what was told: a refusal quotes no whole page.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(QUOTED) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}

/// Which side of a pair the person of the request is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// One of its mentors now.
    Mentor,
    /// Its mentee.
    Mentee,
}

impl Side {
    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Mentor => "mentor",
            Self::Mentee => "mentee",
        }
    }

    /// By its code.
    pub fn of(code: &str) -> Option<Self> {
        [Self::Mentor, Self::Mentee].into_iter().find(|side| side.code() == code)
    }

    /// «наставник»
    pub fn title(self) -> &'static str {
        match self {
            Self::Mentor => "наставник",
            Self::Mentee => "наставляемый",
        }
    }
}

/// Whether the mentee of a pair at work has left the school: they read, but write no more.
pub(crate) fn has_left<M: Mode>(cx: &mut Cx<M>, pair: &Pair) -> Result<bool> {
    let today = cx.today_at(&pair.unit_path)?;
    let (gone, _) = Departures::read(cx.conn(), std::slice::from_ref(pair), today)?;
    Ok(gone.mentee(pair).is_some())
}

/// The side of the person who asks, by the card tied to the account; a mentor who was replaced or has left has none.
pub(crate) fn side<M: Mode>(cx: &mut Cx<M>, pair: &Pair) -> Result<Option<Side>> {
    let Some(account) = cx.person().map(|person| person.account.0) else { return Ok(None) };
    let Some(card) = people::store::of_account(cx.conn(), account)? else { return Ok(None) };
    if card.id == pair.mentee_id {
        return Ok(Some(Side::Mentee));
    }
    let mentors = store::mentors_of(cx.conn(), &[pair.id.0])?.remove(&pair.id.0).unwrap_or_default();
    let today = cx.today_at(&pair.unit_path)?;
    let all = crate::departures::Mentors::from([(pair.id.0, mentors.clone())]);
    let gone = Departures::of(cx.conn(), std::slice::from_ref(pair), &all, today)?;
    // Whoever left the school is of the pair no more, whatever orders say.
    let is_bound = |one: &crate::model::Mentor| {
        one.is_of(pair) && (pair.state() != State::Active || gone.mentor(one).is_none())
    };
    let is_one = mentors.iter().any(|one| one.person_id == card.id && is_bound(one));
    Ok(is_one.then_some(Side::Mentor))
}

/// Tells the history and the journal; never a person's name.
fn told(cx: &mut Cx<Write>, pair: &Pair, action: Action, text: &str) -> Result<()> {
    in_history(cx, pair, text)?;
    let line = format!("Наставничество: {text}");
    cx.journal(action, ("mentoring", "mentorship", pair.id.0), &pair.unit_path, &line, Value::Null)
}

/// Tells the history of the pair alone.
fn in_history(cx: &mut Cx<Write>, pair: &Pair, text: &str) -> Result<()> {
    let event = Event {
        id: cx.id(),
        mentorship_id: pair.id,
        account: cx.person().map(|person| person.account.0),
        at: cx.now(),
        text: text.to_owned(),
    };
    Ok(store::note(cx.tx(), &event)?)
}

/// Stores the pair with the moment of now.
fn stored(cx: &mut Cx<Write>, pair: &mut Pair) -> Result<()> {
    pair.updated_at = cx.now();
    Ok(store::change(cx.tx(), pair)?)
}

/// Everywhere: for reading what was reached by a card and not by a place.
pub(crate) fn everywhere() -> Ranges {
    Ranges::under(["/"])
}

/// Whose account it is, in a sentence: «Орлова Н. П.».
pub(crate) fn who<M: Mode>(cx: &mut Cx<M>, account: Option<i64>) -> Result<String> {
    let Some(account) = account else { return Ok("программа".to_owned()) };
    let names = ::access::store::short_names(cx.conn(), &[account])?;
    Ok(names.get(&account).cloned().unwrap_or_else(|| "учётная запись удалена".to_owned()))
}
