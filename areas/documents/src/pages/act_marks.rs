//! An act of the legal base: what is known of its edition and validity here, and the form that tells it (приложение 1, раздел 1).

use access::Granted;
use askama::Template;
use packs::LegalAct;
use units::{Unit, UnitId};
use web::forms::Forms;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write};

use super::kinds;
use crate::actions::act_marks::{Told, tell};
use crate::model::ActMark;
use crate::rules::act_marks;
use crate::{KeepDocuments, people, store};

#[derive(Template)]
#[template(path = "act.html")]
struct ActPage {
    line: String,
    about: String,
    mark: (&'static str, &'static str),
    told: String,
    target: String,
    /// What stands in the form: edition, last day, what acts instead.
    kept: [String; 3],
    today: String,
    /// The mark that stands, by its id; empty: none.
    seen: String,
    /// Who looked when and what was told.
    past: Vec<String>,
    forms: Forms,
}

/// The act of the address by the rules of the person's place, and that place.
fn asked<M: Mode>(cx: &mut Cx<M>, may: &Granted<KeepDocuments>) -> Result<(LegalAct, Unit)> {
    let id: String = cx.request().arg("act")?;
    let own = may.scopes().first().map(|scope| UnitId(scope.unit)).ok_or(Error::NotFound)?;
    let unit = units::store::find(cx.conn(), may.ranges(), own)?.ok_or(Error::NotFound)?;
    let rules = kinds::rules_at(cx, &unit.path)?;
    let act = rules.acts.iter().find(|act| act.rule.id == id).map(|act| act.rule.clone());
    Ok((act.ok_or(Error::NotFound)?, unit))
}

/// `GET /documents/acts/{act}`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<KeepDocuments>) -> Result<Reply> {
    let (act, unit) = asked(cx, &may)?;
    show(cx, (&act, &unit), Vec::new())
}

fn show<M: Mode>(cx: &mut Cx<M>, (act, unit): (&LegalAct, &Unit), faults: Vec<FieldFault>) -> Result<Reply> {
    let today = cx.today_at(&unit.path)?;
    let mark = store::act_marks::standing(cx.conn(), &unit.path)?.remove(&act.id);
    let own = store::act_marks::of(cx.conn(), &[unit.id.0], Some(&act.id))?;
    let names = people::names_of(cx.conn(), own.iter().filter_map(|one| one.account_id))?;
    let line = |one: &ActMark| {
        let who = people::named(&names, one.account_id);
        format!(
            "{}, {who}: {}",
            act_marks::state(act, Some(one), one.checked_on).0,
            act_marks::told(act, Some(one))
        )
    };
    let last = mark.as_ref().map_or_else(|| act.valid_to.map(|last| last.0), |mark| mark.valid_to);
    let seen = mark.as_ref().map(|mark| mark.id.to_string()).unwrap_or_default();
    let page = ActPage {
        line: act.line(),
        about: format!("{} · {}", act.issuer, act.clause),
        mark: act_marks::state(act, mark.as_ref(), today),
        told: act_marks::told(act, mark.as_ref()),
        target: format!("/documents/acts/{}", act.id),
        kept: [
            mark.as_ref().map_or_else(|| act.edition.clone(), |mark| mark.edition.clone()),
            last.map(|day| day.to_string()).unwrap_or_default(),
            mark.map(|mark| mark.instead).unwrap_or_default(),
        ],
        today: today.to_string(),
        seen,
        past: own.iter().map(line).collect(),
        forms: Forms::of(cx, faults),
    };
    Page::titled("Акт нормативной базы").at(&unit.path).under("/documents").show(&page)
}

/// `POST /documents/acts/{act}`
pub(super) fn save(cx: &mut Cx<Write>, may: Granted<KeepDocuments>) -> Result<Reply> {
    let (act, unit) = asked(cx, &may)?;
    let outcome = read(cx).and_then(|new| tell(cx, &unit, &act, new));
    let to = ("Сведения об\u{a0}акте сохранены.", "/documents/acts".to_owned());
    web::forms::led_anew(cx, outcome, "edition", to, |cx, faults| show(cx, (&act, &unit), faults))
}

fn read(cx: &Cx<Write>) -> Result<Told> {
    let form = &cx.request().form;
    let mut check = form.check();
    let edition = check.optional("edition", 200).to_owned();
    let instead = check.optional("instead", 300).to_owned();
    let (checked_on, valid_to) = (check.date("checked_on"), check.date("valid_to"));
    if checked_on.is_none() && form.text("checked_on").is_empty() {
        check.fault("checked_on", "Укажите, когда акт проверили.");
    }
    check.done()?;
    let seen = form.text("seen").parse().ok();
    Ok(Told { edition, valid_to, instead, checked_on: checked_on.unwrap_or_default(), seen })
}
