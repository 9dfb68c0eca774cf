//! A document is addressed for acquaintance, and the units addressed mark that they have read it (Кемеровская область,
//! п. 4.4).

use access::{Granted, Level};
use audit::Action;
use serde_json::json;
use units::UnitId;
use web::{Cx, Error, Result, Write, russian};

use super::{hand, locked, told};
use crate::model::Circle;
use crate::rules::circulation as rules;
use crate::store::circulations as store;
use crate::{AcquaintWithDocuments, Document};

/// Addresses the document to levels and units below its issuer; those addressed before and not named are released, their
/// marks stay. Faults come back with the fields `level`, `units`, `read_by`. The caller has checked that the person keeps
/// the registry there.
pub fn circulate(cx: &mut Cx<Write>, document: &Document, circle: &Circle) -> Result<()> {
    let document = locked(cx, document)?;
    let today = cx.today_at(&document.unit_path)?;
    let issuer = units::store::all_of(cx.conn(), &[document.unit_id.0])?.pop().ok_or(Error::NotFound)?;
    rules::may_circulate(&document, issuer.level(), today)?;
    let before = store::of(cx.conn(), document.id)?.first().map(|row| row.read_by);
    let faults = rules::faults(circle, &document, (issuer.level(), before), today);
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let (house, hand) = (cx.house_handle(), hand(cx));
    store::put(cx.tx(), &|| house.ids.next_at(hand.at), document.id, circle, hand)?;
    let by = russian::date(circle.read_by);
    told(cx, Action::Changed, &document, &format!("Адресован для ознакомления до\u{a0}{by} документ"))
}

/// Asks nobody to read it any more; the marks stay.
pub fn release(cx: &mut Cx<Write>, document: &Document) -> Result<()> {
    let document = locked(cx, document)?;
    if store::of(cx.conn(), document.id)?.is_empty() {
        return Ok(());
    }
    store::end(cx.tx(), document.id)?;
    told(cx, Action::Changed, &document, "Ознакомления больше не\u{a0}требует документ")
}

/// Marks that a unit of the person has acquainted itself; false: it had. One that is not addressed does not exist.
pub fn acquaint(
    cx: &mut Cx<Write>,
    may: &Granted<AcquaintWithDocuments>,
    document: &Document,
    unit: UnitId,
) -> Result<bool> {
    let own = may.scopes().iter().find(|scope| scope.unit == unit.0).cloned().ok_or(Error::NotFound)?;
    mark(cx, document, (unit, &own.path, own.level))
}

/// The same for a unit at this path and of this level; the caller has checked who may.
pub fn mark(
    cx: &mut Cx<Write>,
    document: &Document,
    (unit, path, level): (UnitId, &str, Level),
) -> Result<bool> {
    let document = locked(cx, document)?;
    let rows = store::of(cx.conn(), document.id)?;
    if !rules::is_addressed(&document.unit_path, &rows, (unit, path, level)) {
        return Err(Error::NotFound);
    }
    if store::mark_of(cx.conn(), document.id, unit)?.is_some() {
        return Ok(false);
    }
    rules::may_acquaint(&document, cx.today_at(path)?)?;
    let (id, hand) = (cx.id(), hand(cx));
    store::mark(cx.tx(), id, document.id, unit, hand)?;
    let text = format!("Ознакомление с\u{a0}документом: {}", document.title_line());
    let details = json!({ "unit": unit.to_string() });
    cx.journal(Action::Moved, ("documents", "document", document.id.0), path, &text, details)?;
    Ok(true)
}
