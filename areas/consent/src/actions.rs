//! What is done with consents: load → rules → store → journal, in the transaction of the request.

mod erasing;
mod obliging;

use audit::Action;
use files::{FileId, FileRow};
use packs::{ConsentKind, Effective};
use people::{Employment, Person};
use serde_json::{Value, json};
use units::UnitId;
use web::{Cx, Error, Mode, Result, Upload, Write};

use crate::model::{Consent, ConsentId, Delivery, Field, NewConsent, NewWithdrawal, Way};
use crate::{rules, store};

pub use erasing::{Act, Group, erase, preview};
pub use obliging::{accept, accept_for};
pub(crate) use obliging::{asked as obligation, own as obliged};

/// The organisation a consent is given to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operator {
    /// Its id.
    pub unit: UnitId,
    /// Its path.
    pub path: String,
}

/// The organisation the person gives consents to: of the places of work `may` holds the main one.
pub fn operator<M: Mode>(
    cx: &mut Cx<M>,
    person: &Person,
    may: impl Fn(&str) -> bool,
) -> Result<Option<Operator>> {
    let today = cx.today_at(&person.unit_path)?;
    let works = people::store::at_work(cx.conn(), person.id, today)?;
    let ours = works.into_iter().filter(|one| may(&one.unit_path));
    let main = ours.max_by_key(|one: &Employment| (one.unit_id == person.unit_id, one.is_main, one.id));
    Ok(main.map(|one| Operator { unit: one.unit_id, path: one.unit_path }))
}

/// Notes a consent; one of the same kind in force gives way to it.
///
/// # Errors
/// Its kind is not known here, a day or a field is wrong, there is no scan of a paper.
pub fn give(
    cx: &mut Cx<Write>,
    person: &Person,
    operator: &Operator,
    new: &NewConsent,
    upload: Option<&Upload>,
) -> Result<()> {
    cx.tx().lock("people", person.id.0)?;
    let (rules, today) = (units::rules_at(cx, &operator.path)?, cx.today_at(&operator.path)?);
    let kind = asked(&rules, new)?;
    let all = store::of_person(cx.conn(), person.id)?;
    let known: Vec<Consent> =
        all.into_iter().filter(|one| one.unit_id == operator.unit && one.kind == kind.id).collect();
    let has_contacts = !person.phone.is_empty() || !person.email.is_empty();
    let faults = rules::consent_faults(new, kind, (upload.is_some(), has_contacts), &known, today);
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let row = row(cx, (person, operator), new, kind);
    let is_same = |one: &&Consent| {
        (&one.fields, &one.way, one.given_on, one.last_day)
            == (&row.fields, &row.way, row.given_on, row.last_day)
    };
    let in_force: Vec<&Consent> = known.iter().filter(|one| one.is_in_force(today)).collect();
    // A second click finds the first one's work.
    if in_force.iter().any(is_same) {
        return Ok(());
    }
    for one in in_force {
        store::replace(cx.tx(), one.id, today)?;
    }
    let row = Consent { file_id: kept(cx, upload, "file")?, ..row };
    store::add(cx.tx(), &row)?;
    let details = json!({ "kind": row.kind, "fields": row.fields, "way": row.way, "given_on": row.given_on, "last_day": row.last_day });
    told(cx, Action::Created, &row, "Записано согласие на обработку персональных данных", details)
}

/// The kind asked for, if the pack of the place has it and the way will do.
fn asked<'r>(rules: &'r Effective, new: &NewConsent) -> Result<&'r ConsentKind> {
    let no = |text: &str| Error::field("kind", text.to_owned());
    let kind = rules.consent_kind(&new.kind).ok_or_else(|| no("Выберите вид согласия."))?;
    if kind.on_paper && new.way == Way::Electronic {
        return Err(no(
            "Это согласие дают на\u{a0}бумаге: распечатайте его, подпишите и\u{a0}отдайте в\u{a0}организацию.",
        ));
    }
    Ok(kind)
}

fn row(
    cx: &Cx<Write>,
    (person, operator): (&Person, &Operator),
    new: &NewConsent,
    kind: &ConsentKind,
) -> Consent {
    let codes: Vec<&str> = if kind.spreads {
        Field::ALL.into_iter().filter(|one| new.fields.contains(one)).map(Field::code).collect()
    } else {
        Vec::new()
    };
    Consent {
        id: ConsentId(cx.id()),
        person_id: person.id,
        unit_id: operator.unit,
        unit_path: operator.path.clone(),
        kind: kind.id.clone(),
        fields: codes.join(" "),
        aim: kind.aim.clone(),
        wording: wording(kind),
        source: kind.clause.clone(),
        way: new.way.code().to_owned(),
        given_on: new.given_on,
        last_day: new.last_day,
        file_id: None,
        recorded_by: cx.person().map(|one| one.account.0),
        recorded_at: cx.now(),
        replaced_on: None,
        withdrawn_on: None,
        withdrawn_way: String::new(),
        withdrawal_file_id: None,
        withdrawal_by: None,
        erase_by: None,
        erased_on: None,
        erasure_note: String::new(),
        version: 1,
        erased_what: None,
    }
}

/// What the pack says of the kind that day: it stays with the consent whatever the pack says later.
fn wording(kind: &ConsentKind) -> String {
    let mut lines = Vec::new();
    if !kind.data.is_empty() {
        lines.push(format!("Данные: {}.", kind.data.join("; ")));
    }
    lines.push(format!("Действия: {}.", kind.actions.join(", ")));
    lines.extend(kind.terms.iter().cloned());
    lines.join("\n")
}

/// Notes a withdrawal: from this moment nothing rests on the consent.
///
/// # Errors
/// It is over already, the day is wrong.
pub fn withdraw(
    cx: &mut Cx<Write>,
    person: &Person,
    id: ConsentId,
    new: NewWithdrawal,
    upload: Option<&Upload>,
) -> Result<()> {
    cx.tx().lock("people", person.id.0)?;
    let known = store::find(cx.conn(), person.id, id)?.ok_or(Error::NotFound)?;
    let today = cx.today_at(&known.unit_path)?;
    if known.withdrawn_on.is_some() {
        return Ok(());
    }
    if known.replaced_on.is_some() {
        return Err(Error::Conflict("Это согласие заменено новым: отзовите новое.".to_owned()));
    }
    if let Some(fault) = rules::withdrawal_faults(new, &known, today) {
        return Err(Error::Invalid(vec![fault]));
    }
    let rules = units::rules_at(cx, &known.unit_path)?;
    // A kind the pack has no more: the law's thirty days.
    let erase_by = match rules.consent_kind(&known.kind) {
        Some(kind) => rules::erase_by(kind, new.on, &rules.calendar),
        None => new.on + chrono::Days::new(30),
    };
    let by = cx.person().map(|one| one.account.0);
    let file = kept(cx, upload, "file")?;
    store::withdraw(cx.tx(), id, new, (file, by), erase_by)?;
    let details =
        json!({ "kind": known.kind, "on": new.on, "delivery": new.delivery.code(), "erase_by": erase_by });
    told(cx, Action::Changed, &known, "Отозвано согласие на обработку персональных данных", details)
}

/// The person's own withdrawal, today.
pub(crate) fn withdraw_own(cx: &mut Cx<Write>, person: &Person, id: ConsentId) -> Result<()> {
    let known = store::find(cx.conn(), person.id, id)?.ok_or(Error::NotFound)?;
    let on = cx.today_at(&known.unit_path)?;
    withdraw(cx, person, id, NewWithdrawal { on, delivery: Delivery::Electronic }, None)
}

/// The row of the scan that came with a form; its bytes are in the vault already.
fn kept(cx: &mut Cx<Write>, upload: Option<&Upload>, field: &str) -> Result<Option<FileId>> {
    let Some(upload) = upload else { return Ok(None) };
    let media = upload.scan().map_err(|no| Error::field(field, no))?;
    let row = FileRow {
        id: FileId(cx.id()),
        sha256: upload.spooled.sha256.clone(),
        size: i64::try_from(upload.spooled.size).unwrap_or(i64::MAX),
        media_type: media.mime.to_owned(),
        name: upload.spooled.name.clone(),
        created_at: cx.now(),
    };
    files::store::add(cx.tx(), &row)?;
    Ok(Some(row.id))
}

fn told(cx: &mut Cx<Write>, action: Action, one: &Consent, what: &str, details: Value) -> Result<()> {
    cx.journal(action, ("consent", "person", one.person_id.0), &one.unit_path, what, details)
}
