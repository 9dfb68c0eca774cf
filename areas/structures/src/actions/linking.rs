//! Links beside the tree are said and ended.

use access::Granted;
use audit::Action;
use chrono::NaiveDate;
use web::{Cx, Error, Result, Write};

use super::{told, working};
use crate::KeepStructures;
use crate::model::{Link, LinkId, LinkWork, StructureId};
use crate::rules::{LinkKind, Target, link_work_faults, may_link};
use crate::store::{self, View};

/// A link to be said.
#[derive(Debug, Clone)]
pub struct NewLink {
    /// What it says.
    pub kind: LinkKind,
    /// Where it leads.
    pub target: Target,
    /// What is done together.
    pub about: String,
    /// The act it rests on; may be empty.
    pub ground: String,
    /// Its first day.
    pub since: NaiveDate,
}

/// Links a structure with another or with a unit the person sees.
pub fn link(
    cx: &mut Cx<Write>,
    may: &Granted<KeepStructures>,
    view: &View,
    id: StructureId,
    new: &NewLink,
) -> Result<()> {
    let one = working(cx, may, id)?;
    let today = cx.today_at(&one.unit_path)?;
    if new.since > today {
        return Err(Error::field("since", "Этот день ещё не\u{a0}наступил."));
    }
    let is_there = match new.target {
        Target::Structure(to) => store::find(cx.conn(), view, to)?.is_some_and(|other| other.is_active()),
        Target::Unit(to) => units::store::find(cx.conn(), &view.scope, to)?.is_some(),
    };
    if !is_there {
        return Err(Error::field("to", "Выберите структуру или организацию из\u{a0}списка."));
    }
    let known = store::links_of(cx.conn(), id)?;
    may_link(id, new.kind, new.target, &known)?;
    let (to_id, unit_id) = match new.target {
        Target::Structure(to) => (Some(to), None),
        Target::Unit(to) => (None, Some(to)),
    };
    let row = Link {
        id: LinkId(cx.id()),
        structure_id: id,
        kind: new.kind.code().to_owned(),
        to_id,
        unit_id,
        about: new.about.clone(),
        since: new.since,
        until: None,
        created_at: cx.now(),
        ground: Some(new.ground.clone()).filter(|ground| !ground.is_empty()),
    };
    store::add_link(cx.tx(), &row)?;
    told(cx, &one, Action::Changed, &format!("Новая связь: {}", new.kind.title()))
}

/// Notes something done together over a link in force, with the part of each side.
pub fn work(
    cx: &mut Cx<Write>,
    may: &Granted<KeepStructures>,
    (id, link): (StructureId, LinkId),
    (day, [title, own_part, other_part]): (NaiveDate, [&str; 3]),
) -> Result<()> {
    let one = working(cx, may, id)?;
    let known = store::find_link(cx.conn(), id, link)?.ok_or(Error::NotFound)?;
    let today = cx.today_at(&one.unit_path)?;
    let faults = link_work_faults(&known, (day, title), today);
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let done = store::cooperation::of(cx.conn(), &[link.0])?;
    // A second click finds the first one's work.
    if done.iter().any(|work| work.held_on == day && work.title == title) {
        return Ok(());
    }
    let row = LinkWork {
        id: cx.id(),
        link_id: link,
        held_on: day,
        title: title.to_owned(),
        own_part: own_part.to_owned(),
        other_part: other_part.to_owned(),
        created_at: cx.now(),
    };
    store::cooperation::add(cx.tx(), &row)?;
    told(cx, &one, Action::Changed, &format!("Совместное дело {}: {title}", web::russian::date(day)))
}

/// Ends a link today.
pub fn unlink(
    cx: &mut Cx<Write>,
    may: &Granted<KeepStructures>,
    id: StructureId,
    link: LinkId,
) -> Result<()> {
    let one = working(cx, may, id)?;
    let known = store::find_link(cx.conn(), id, link)?.ok_or(Error::NotFound)?;
    if known.until.is_some() {
        return Ok(());
    }
    let today = cx.today_at(&one.unit_path)?;
    store::end_link(cx.tx(), link, today.max(known.since))?;
    told(cx, &one, Action::Changed, "Связь завершена")
}
