//! What is done with documents: load → rules → store → journal, in the transaction of the request.

use units::rules_at;

use audit::Action;
use serde_json::json;
use units::Unit;
use web::{Cx, Error, FieldFault, Result, Write, russian};

pub(crate) use following::{may_withdraw, objection, resting, resting_on_lapse};

use crate::status::Status;
use crate::store::{self, Found, Hand, numbers};
use crate::{Document, DocumentId, NewDocument, finding, people, rules};

pub(crate) mod act_marks;
pub mod addressing;
pub mod circulating;
pub(crate) mod disposing;
pub mod entering;
pub mod files;
mod following;
pub mod links;
pub(crate) mod sections;
pub mod steps;
pub mod visas;

/// Registers a ready document of the unit, made and numbered elsewhere: it is in force at once. The caller has checked that the person may write for this unit.
///
/// Wrong requisites come back as `Error::Invalid` with the fields `kind`, `title`, `number`, `signed_on`, `valid_to`,
/// `issuer`, `topic`, `file`, `link`. What is only worth a warning: [`crate::warnings`].
pub fn register(cx: &mut Cx<Write>, unit: &Unit, new: NewDocument) -> Result<Document> {
    let id = DocumentId(cx.id());
    register_as(cx, id, unit, new)
}

/// The same under an id that was printed on the paper already, in the code of its QR requisite.
pub fn register_as(cx: &mut Cx<Write>, id: DocumentId, unit: &Unit, new: NewDocument) -> Result<Document> {
    let document = entered(cx, id, unit, &new, Status::InForce)?;
    told(cx, Action::Created, &document, "Зарегистрирован документ")?;
    Ok(document)
}

/// Registers a signed document under the next number of the unit's journal: it is in force at once.
pub fn register_by_journal(cx: &mut Cx<Write>, unit: &Unit, new: NewDocument) -> Result<Document> {
    let id = DocumentId(cx.id());
    register_by_journal_as(cx, id, unit, new)
}

/// The same under an id that was printed on the paper already.
pub fn register_by_journal_as(
    cx: &mut Cx<Write>,
    id: DocumentId,
    unit: &Unit,
    new: NewDocument,
) -> Result<Document> {
    let document = numberless(cx, id, unit, new, Status::InForce)?;
    steps::number(cx, &document)?;
    let document = reread(cx, document.id)?;
    told(cx, Action::Created, &document, "Зарегистрирован по журналу документ")?;
    Ok(document)
}

/// Begins a document: a draft without number, day and, for a while, file.
pub fn draft(cx: &mut Cx<Write>, unit: &Unit, new: NewDocument) -> Result<Document> {
    let id = DocumentId(cx.id());
    let document = numberless(cx, id, unit, new, Status::Draft)?;
    told(cx, Action::Created, &document, "Начат документ")?;
    Ok(document)
}

/// Both faults of the form are told at once: those of requisites, and a number where the journal gives it.
fn numberless(
    cx: &mut Cx<Write>,
    id: DocumentId,
    unit: &Unit,
    new: NewDocument,
    state: Status,
) -> Result<Document> {
    if let Some(fault) = rules::no_number(&new) {
        let mut faults = faults(cx, &unit.path, &new, state.is_unsigned())?;
        faults.push(fault);
        return Err(Error::Invalid(faults));
    }
    entered(cx, id, unit, &new, state)
}

fn entered(
    cx: &mut Cx<Write>,
    id: DocumentId,
    unit: &Unit,
    new: &NewDocument,
    state: Status,
) -> Result<Document> {
    let genus = checked(cx, &unit.path, new, state.is_unsigned())?;
    let hand = hand(cx);
    store::add(cx.tx(), id, unit, new, Found { state, genus: &genus }, hand)?;
    new.file.iter().try_for_each(|file| files::put_text(cx, id, file, ""))?;
    reread(cx, id)
}

/// Gives a document other requisites, if nobody changed it since `version`; `reason`: why a signed one gets another text.
pub fn change(
    cx: &mut Cx<Write>,
    document: &Document,
    version: i64,
    new: NewDocument,
    reason: &str,
) -> Result<Document> {
    let before = unchanged(cx, document.id, version)?;
    rules::may_change(&before)?;
    let (state, journal) = (before.state(), numbers::journal_of(cx.conn(), before.id)?);
    let genus = checked(cx, &before.unit_path, &new, before.file_id.is_some() || state.is_unsigned())?;
    let mut faults = rules::kept(&before, &new, &genus, journal.as_deref());
    faults.extend(rules::no_number(&new).filter(|_| state.is_unsigned() || state == Status::Signed));
    faults.extend(unexplained(&before, &new, reason));
    faults.extend(visas::fault_of_other_day(cx, &before, new.signed_on)?);
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let hand = hand(cx);
    store::change(cx.tx(), before.id, &new, Found { state, genus: &genus }, hand)?;
    new.file.iter().try_for_each(|file| files::put_text(cx, before.id, file, reason))?;
    let after = reread(cx, before.id)?;
    told(cx, Action::Changed, &after, "Изменены реквизиты документа")?;
    Ok(after)
}

/// Cancels a document for a reason, if nobody changed it since `version`.
pub fn cancel(cx: &mut Cx<Write>, document: &Document, version: i64, reason: &str) -> Result<Document> {
    let before = unchanged(cx, document.id, version)?;
    rules::may_cancel(&before)?;
    if let Some(fault) = rules::reason(reason) {
        return Err(Error::field("reason", fault));
    }
    if let Some(text) = following::objection(cx, &before)? {
        return Err(Error::field("reason", text));
    }
    let hand = hand(cx);
    store::cancel(cx.tx(), before.id, reason, hand)?;
    let after = reread(cx, before.id)?;
    told(cx, Action::Moved, &after, "Отменён документ")?;
    following::follow(cx, &after, "отменён")?;
    Ok(after)
}

/// The genus of the kind when nothing is wrong.
fn checked(cx: &mut Cx<Write>, path: &str, new: &NewDocument, has_file: bool) -> Result<String> {
    let faults = faults(cx, path, new, has_file)?;
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let rules = rules_at(cx, path)?;
    Ok(rules.document_kind(&new.kind).map(|kind| kind.rule.genus.clone()).unwrap_or_default())
}

fn faults(cx: &mut Cx<Write>, path: &str, new: &NewDocument, has_file: bool) -> Result<Vec<FieldFault>> {
    let (rules, today) = (rules_at(cx, path)?, cx.today_at(path)?);
    Ok(rules::faults(new, has_file, &rules, today))
}

/// Another text of a signed document comes with its reason.
fn unexplained(before: &Document, new: &NewDocument, reason: &str) -> Option<FieldFault> {
    let is_other =
        new.file.as_ref().is_some_and(|file| before.sha256.as_ref().is_some_and(|own| *own != file.sha256));
    let text = rules::files::replace_reason(before, reason).filter(|_| is_other)?;
    Some(FieldFault { field: "file_reason".to_owned(), text })
}

fn hand(cx: &Cx<Write>) -> Hand {
    Hand { account: cx.person().map(|person| person.account.0), at: cx.now() }
}

/// The document, locked, when its version is still the one the person saw.
fn unchanged(cx: &mut Cx<Write>, id: DocumentId, version: i64) -> Result<Document> {
    cx.tx().lock("documents", id.0)?;
    let document = reread(cx, id)?;
    if document.version == version {
        return Ok(document);
    }
    let zone = cx.zone_at(&document.unit_path)?;
    let when = russian::moment(document.updated_at, zone);
    let who = people::name_of(cx.conn(), document.updated_by)?;
    Err(Error::Conflict(format!(
        "Карточку документа «{}» уже изменили: {who}, {when}. Ваши изменения не сохранены. Откройте карточку заново, \
         посмотрите, что в ней теперь, и внесите свои.",
        document.title
    )))
}

/// The document, locked, as it is now.
fn locked(cx: &mut Cx<Write>, document: &Document) -> Result<Document> {
    cx.tx().lock("documents", document.id.0)?;
    reread(cx, document.id)
}

fn reread(cx: &mut Cx<Write>, id: DocumentId) -> Result<Document> {
    store::all_of(cx.conn(), &[id.0])?.pop().ok_or(Error::NotFound)
}

/// What changed is read for the search once the change is kept.
fn to_be_read(cx: &mut Cx<Write>, document: DocumentId) -> Result<()> {
    let (id, now) = (cx.id(), cx.now());
    Ok(finding::ask(cx.tx(), id, document, now)?)
}

fn told(cx: &mut Cx<Write>, action: Action, document: &Document, what: &str) -> Result<()> {
    let details = json!({
        "kind": document.kind, "number": document.number, "signed_on": document.signed_on,
        "sha256": document.sha256, "link": document.link, "reason": document.cancel_reason,
        "status": document.status,
    });
    let text = format!("{what}: {}", document.title_line());
    to_be_read(cx, document.id)?;
    cx.journal(action, ("documents", "document", document.id.0), &document.unit_path, &text, details)
}
