//! Recommendations that answer a finding of the sender's own – of a report, a visit, a diagnosis – and no indicator: to a unit,
//! to a category of teachers, to one's own staff (Ижморский округ, п. 3.5, подп. 1 дефис 3 и подп. 2 дефис 4).

use access::Granted;
use audit::Action;
use documents::DocumentId;
use serde_json::json;
use units::{Unit, UnitId};
use web::{Cx, Error, FieldFault, Result, Write};

use crate::model::{Recommendation, RecommendationId};
use crate::rules::{Audience, Status, TEXT_LIMIT};
use crate::{AnswerRecommendations, IssueRecommendations, store};

/// A recommendation to be drafted, for each unit it goes to.
#[derive(Debug, Clone)]
pub struct NewFinding<'a> {
    /// Whom it goes to: units under the sender, or the sender itself.
    pub units: Vec<UnitId>,
    /// Whom in the unit.
    pub audience: Audience,
    /// Which category, which staff; may be empty where the audience needs no name.
    pub addressee: &'a str,
    /// The finding it answers.
    pub finding: &'a str,
    /// The document the finding stands in.
    pub document: Option<DocumentId>,
    /// What is recommended.
    pub text: &'a str,
}

/// Drafts one recommendation a unit; the same words drafted before are the same draft.
pub fn draft(
    cx: &mut Cx<Write>,
    may: &Granted<IssueRecommendations>,
    owner: UnitId,
    new: &NewFinding<'_>,
) -> Result<Vec<RecommendationId>> {
    let is_own = may.scopes().iter().any(|scope| scope.unit == owner.0);
    let owner =
        units::store::find(cx.conn(), may.ranges(), owner)?.filter(|_| is_own).ok_or(Error::NotFound)?;
    check(cx, &owner, new)?;
    let to = addressees(cx, &owner, &new.units)?;
    cx.tx().lock("units", owner.id.0)?;
    let mut ids: Vec<RecommendationId> = Vec::with_capacity(to.len());
    let mut rows = Vec::new();
    for unit in &to {
        let one = written(cx, &owner, unit, new);
        // A second click finds the first one's draft.
        if let Some(known) = store::same_draft(cx.conn(), &one)? {
            ids.push(known);
        } else {
            ids.push(one.id);
            rows.push(one);
        }
    }
    if rows.is_empty() {
        return Ok(ids);
    }
    store::add_all(cx.tx(), &rows)?;
    let details = json!({ "made": rows.len(), "audience": new.audience.code() });
    let what = ("decisions", "unit", owner.id.0);
    cx.journal(Action::Created, what, &owner.path, "Подготовлены рекомендации по\u{a0}выводу", details)?;
    Ok(ids)
}

fn check(cx: &mut Cx<Write>, owner: &Unit, new: &NewFinding<'_>) -> Result<()> {
    let mut faults = Vec::new();
    let mut fault = |field: &str, text: &str| {
        faults.push(FieldFault { field: field.to_owned(), text: text.to_owned() });
    };
    if new.units.is_empty() {
        fault("units", "Отметьте, кому рекомендация.");
    }
    if new.audience.is_named() && new.addressee.is_empty() {
        fault("addressee", "Назовите категорию педагогов: например, молодые педагоги или учителя физики.");
    }
    if new.text.chars().count() > TEXT_LIMIT {
        fault("text", "Текст – не\u{a0}длиннее 4000 знаков.");
    }
    if let Some(id) = new.document {
        let held = documents::store::all_of(cx.conn(), &[id.0])?.pop();
        let is_held = |one: &documents::Document| {
            one.unit_path == owner.path && one.status == documents::Status::InForce.code()
        };
        if !held.as_ref().is_some_and(is_held) {
            fault("document", "Такого документа у\u{a0}вас нет: выберите из\u{a0}списка.");
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

/// The units it goes to: each under the sender, or the sender itself where it answers for itself.
fn addressees(cx: &mut Cx<Write>, owner: &Unit, ids: &[UnitId]) -> Result<Vec<Unit>> {
    let numbers: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let found = units::store::all_of(cx.conn(), &numbers)?;
    let answers = crate::access::own::<AnswerRecommendations, Write>(cx).contains(&owner.path);
    let is_right = |unit: &Unit| {
        if unit.id == owner.id { answers } else { unit.path.starts_with(&owner.path) }
    };
    if found.len() != ids.len() || !found.iter().all(is_right) {
        return Err(Error::field("units", "Выберите адресатов из\u{a0}списка."));
    }
    if let Some(closed) = found.iter().find(|unit| !unit.is_active()) {
        return Err(Error::field(
            "units",
            format!("«{}» закрыта: ей рекомендаций не\u{a0}дают. Снимите отметку.", closed.name),
        ));
    }
    Ok(found)
}

fn written(cx: &mut Cx<Write>, owner: &Unit, unit: &Unit, new: &NewFinding<'_>) -> Recommendation {
    let (id, now) = (RecommendationId(cx.id()), cx.now());
    Recommendation {
        id,
        campaign_id: None,
        owner_id: owner.id,
        owner_path: owner.path.clone(),
        unit_id: unit.id,
        unit_path: unit.path.clone(),
        unit_name: unit.name.clone(),
        subject: String::new(),
        subject_key: String::new(),
        level: unit.level().code().to_owned(),
        no: String::new(),
        title: new.finding.to_owned(),
        score: String::new(),
        max: String::new(),
        finding: String::new(),
        revision: 0,
        addressee: new.addressee.to_owned(),
        text: new.text.to_owned(),
        clause: String::new(),
        status: Status::Draft.code().to_owned(),
        reply_by: None,
        word: String::new(),
        sent_at: None,
        ended_at: None,
        created_at: now,
        updated_at: now,
        version: 1,
        audience: Some(new.audience.code().to_owned()),
        document_id: new.document,
    }
}
