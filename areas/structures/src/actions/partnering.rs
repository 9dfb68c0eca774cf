//! Partners are entered with their agreement and term, ended, and what was done together is noted and counted.

use audit::Action;
use chrono::NaiveDate;
use db::fold;
use web::{Cx, Error, Result, Write, russian};

use super::{told, working};
use crate::access::{self as reach, Keeps};
use crate::model::{JointWork, NewPartner, Partner, PartnerId, StructureId};
use crate::rules::{partner_faults, work_fault};
use crate::store;

/// Enters a partner.
pub fn partner(cx: &mut Cx<Write>, may: &impl Keeps, id: StructureId, new: &NewPartner) -> Result<()> {
    let one = working(cx, may, id)?;
    let (key, today) = (fold(&new.name), cx.today_at(&one.unit_path)?);
    let known = store::partners::of(cx.conn(), id)?;
    let faults = partner_faults(&known, new, (&key, today));
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    if let Some(document) = new.document {
        let mut paths = reach::above(&one.unit_path);
        paths.push(one.unit_path.clone());
        let seen = reach::reaches::<documents::SeeDocuments, Write>(cx);
        paths.retain(|path| seen.holds(path));
        let held = documents::store::all_of(cx.conn(), &[document.0])?.pop();
        if !held.is_some_and(|held| held.state().has_force() && paths.contains(&held.unit_path)) {
            return Err(Error::field("partner_document", "Выберите действующий документ из\u{a0}списка."));
        }
    }
    let row = Partner {
        id: PartnerId(cx.id()),
        structure_id: id,
        name: new.name.clone(),
        name_key: key,
        sort: new.sort.code().to_owned(),
        document_id: new.document,
        about: new.about.clone(),
        contacts: new.contacts.clone(),
        since: new.since,
        until: new.until,
        created_at: cx.now(),
    };
    store::partners::add(cx.tx(), &row)?;
    told(cx, &one, Action::Changed, &format!("Новый партнёр: {}", new.name))
}

/// Ends a partnership on a day.
pub fn part(cx: &mut Cx<Write>, may: &impl Keeps, id: StructureId, partner: PartnerId) -> Result<()> {
    let one = working(cx, may, id)?;
    let known = store::partners::find(cx.conn(), id, partner)?.ok_or(Error::NotFound)?;
    let today = cx.today_at(&one.unit_path)?;
    if known.until.is_some_and(|end| end < today) {
        return Ok(());
    }
    store::partners::end(cx.tx(), partner, today.max(known.since))?;
    told(cx, &one, Action::Changed, &format!("Партнёрство завершено: {}", known.name))
}

/// Notes something done together.
pub fn work(
    cx: &mut Cx<Write>,
    may: &impl Keeps,
    id: StructureId,
    partner: PartnerId,
    (day, title): (NaiveDate, &str),
) -> Result<()> {
    let one = working(cx, may, id)?;
    let known = store::partners::find(cx.conn(), id, partner)?.ok_or(Error::NotFound)?;
    let today = cx.today_at(&one.unit_path)?;
    if let Some(text) = work_fault(&known, day, today) {
        return Err(Error::field("work_on", text));
    }
    let done = store::partners::works_of(cx.conn(), id)?;
    // A second click finds the first one's work.
    if done.iter().any(|work| work.partner_id == partner && work.held_on == day && work.title == title) {
        return Ok(());
    }
    let row = JointWork {
        id: cx.id(),
        partner_id: partner,
        held_on: day,
        title: title.to_owned(),
        created_at: cx.now(),
    };
    store::partners::add_work(cx.tx(), &row)?;
    told(cx, &one, Action::Changed, &format!("Совместное дело {}: {}", russian::date(day), known.name))
}
