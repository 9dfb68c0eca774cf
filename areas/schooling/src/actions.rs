//! What is done with a school: load → rules → store → history and journal, in the transaction of the request.

pub mod asking;
pub mod contacting;
pub mod enrolling;
pub mod initiating;
pub mod leaving_material;
pub mod planning;
pub mod summing;

pub(crate) use units::rules_at;

use access::SignedIn;
use audit::Action;
use chrono::NaiveDate;
use db::Ranges;
use people::PersonId;
use serde_json::Value;
use structures::bodies;
use structures::model::{Member, Structure, StructureId};
use web::{Cx, Error, Mode, Result, Write, russian};

use crate::model::Session;
use crate::rules::Refusal;
use crate::{KeepSchools, SeeSchools, store};

/// The role of a participant, in all packs.
pub const PARTICIPANT: &str = "member";

/// What the person of the request may do with a school.
#[derive(Debug, Clone, Copy, Default)]
pub struct Power {
    /// Sees it by the place.
    pub sees: bool,
    /// Keeps it by the place: takes people in and lets them go, registers the summary.
    pub keeps: bool,
    /// Leads it by the card.
    pub leads: bool,
}

impl Power {
    /// Whether the person plans and holds sessions, answers requests.
    pub fn works(self) -> bool {
        self.keeps || self.leads
    }
}

/// A school with its composition, and what the person may do.
#[derive(Debug, Clone)]
pub struct School {
    /// The structure.
    pub one: Structure,
    /// Everybody who belongs or belonged to it.
    pub members: Vec<Member>,
    /// What the person may do.
    pub power: Power,
}

impl School {
    /// Participants on a day.
    pub fn participants(&self, day: NaiveDate) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(move |one| one.role == PARTICIPANT && one.is_there(day))
    }

    /// Who leads it on a day.
    pub fn head(&self, day: NaiveDate) -> Option<&Member> {
        self.members.iter().find(|one| one.role == bodies::HEAD && one.is_there(day))
    }

    /// Who leads it on a day, as the name stands beside a signature: «Н. П. Орлова»; empty: nobody does.
    pub fn signer(&self, day: NaiveDate) -> String {
        self.head(day).map(|one| people::signing::beside(&one.name)).unwrap_or_default()
    }

    /// What it is called in a sentence.
    pub fn called(&self) -> &'static crate::Called {
        crate::called(&self.one.kind)
    }

    /// The page of the school.
    pub fn url(&self) -> String {
        url(self.one.id)
    }
}

/// The page of a school.
pub fn url(id: StructureId) -> String {
    format!("/schooling/{id}")
}

/// The school, if the person sees it by the place or leads it.
pub fn school<M: Mode>(cx: &mut Cx<M>, id: StructureId) -> Result<School> {
    cx.house().policy.check::<SignedIn>(cx.person())?;
    let found = bodies::find(cx.conn(), &everywhere(), id)?;
    let one = found.filter(|one| crate::is_own(&one.kind)).ok_or(Error::NotFound)?;
    let members = bodies::members(cx.conn(), &[id.0])?;
    let (card, today) = (card(cx)?, cx.today_at(&one.unit_path)?);
    let policy = &cx.house().policy;
    let (person, path) = (cx.person(), one.unit_path.as_str());
    let is_head = |member: &Member| {
        member.role == bodies::HEAD && member.is_there(today) && member.person_id == card.map(|id| id.0)
    };
    let power = Power {
        sees: policy.check::<SeeSchools>(person).is_ok_and(|may| may.ranges().holds(path)),
        keeps: policy.check::<KeepSchools>(person).is_ok_and(|may| may.ranges().holds(path)),
        leads: card.is_some() && members.iter().any(is_head),
    };
    if power.sees || power.leads { Ok(School { one, members, power }) } else { Err(Error::NotFound) }
}

/// The card tied to the account.
pub fn card<M: Mode>(cx: &mut Cx<M>) -> Result<Option<PersonId>> {
    let Some(account) = cx.person().map(|person| person.account.0) else { return Ok(None) };
    Ok(people::store::of_account(cx.conn(), account)?.map(|card| card.id))
}

/// The school, locked and at work, if the power suffices.
fn working(cx: &mut Cx<Write>, id: StructureId, may: impl Fn(Power) -> bool) -> Result<School> {
    cx.tx().lock("structures", id.0)?;
    let school = school(cx, id)?;
    if !may(school.power) {
        return Err(Error::NotFound);
    }
    if school.one.is_active() {
        Ok(school)
    } else {
        Err(Refusal::Closed(school.url(), school.called()).into())
    }
}

/// Everywhere: for reading what is reached by a card and not by a place.
fn everywhere() -> Ranges {
    Ranges::under(["/"])
}

/// Tells the history of a session and the journal; never a person's name.
fn told(cx: &mut Cx<Write>, school: &Structure, one: &Session, action: Action, text: &str) -> Result<()> {
    let by = (cx.person().map(|person| person.account.0), cx.now());
    let id = cx.id();
    store::note(cx.tx(), id, one.id.0, by, text)?;
    let line = format!("{}: {text}", crate::called(&school.kind).whole);
    cx.journal(action, ("schooling", "school_session", one.id.0), &school.unit_path, &line, Value::Null)
}

/// What was done last to a session, by whom and when: for whoever comes second.
pub(crate) fn last<M: Mode>(cx: &mut Cx<M>, one: &Session, path: &str) -> Result<String> {
    let Some(event) = store::history(cx.conn(), one.id.0)?.into_iter().next() else {
        return Ok(String::new());
    };
    let zone = cx.zone_at(path)?;
    let who = who(cx, event.account_id)?;
    Ok(format!("{who}, {}: {}", russian::moment(event.at, zone), event.text))
}

/// Whose account it is, in a sentence: «Орлова Н. П.».
pub(crate) fn who<M: Mode>(cx: &mut Cx<M>, account: Option<i64>) -> Result<String> {
    let Some(account) = account else { return Ok("программа".to_owned()) };
    let names = ::access::store::short_names(cx.conn(), &[account])?;
    Ok(names.get(&account).cloned().unwrap_or_else(|| "учётная запись удалена".to_owned()))
}
