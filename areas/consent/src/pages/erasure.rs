//! What a withdrawal started: what the program would erase and what is done beside it, by when, the act to print; one action
//! erases what the responsible person chose and notes the act.

use access::Granted;
use askama::Template;
use packs::ErasureGroup;
use people::{KeepPeople, Person};
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Request, Result, Write, russian};

use super::words::{self, Faults};
use crate::actions::{Act, Group};
use crate::model::Consent;
use crate::{actions, papers};

#[derive(Template)]
#[template(path = "erasure.html")]
struct ErasurePage {
    name: String,
    heading: String,
    came: String,
    by: String,
    is_late: bool,
    tasks: Vec<String>,
    groups: Vec<Row>,
    kept: String,
    clause: String,
    base: String,
    back: String,
    card_url: String,
    token: String,
    erased_on: String,
    note: String,
    faults: Faults,
}

/// A group of data of the preview.
struct Row {
    code: &'static str,
    title: &'static str,
    lines: String,
    held_by: String,
    is_chosen: bool,
}

impl ErasurePage {
    fn wrong(&self, field: &str) -> &str {
        words::wrong(&self.faults, field)
    }
}

/// `GET /people/{person}/consents/{consent}/erasure`
pub(super) fn ask(cx: &mut Cx<Read>, may: Granted<KeepPeople>) -> Result<Reply> {
    if let Some(page) = super::obligation::lacking(cx, &may)? {
        return Ok(page);
    }
    let (person, consent) = of(cx, &may)?;
    if !consent.awaits_erasure() {
        return Ok(Reply::to(format!("{}/consents", person.url())));
    }
    show(cx, &person, &consent, &[])
}

/// `POST /people/{person}/consents/{consent}/erasure`
pub(super) fn note(cx: &mut Cx<Write>, may: Granted<KeepPeople>) -> Result<Reply> {
    if let Some(page) = super::obligation::lacking(cx, &may)? {
        return Ok(page.status(422));
    }
    let (person, consent) = of(cx, &may)?;
    let request = cx.request_handle();
    let mut check = request.form.check();
    let (on, note) = (check.date("erased_on"), check.optional("note", 1_000));
    if request.form.text("erased_on").is_empty() {
        check.fault("erased_on", "Укажите день, когда всё сделано.");
    }
    let done = check.done().and_then(|()| {
        let on = on.ok_or(Error::Malformed)?;
        let groups = chosen(&request);
        actions::erase(cx, &person, consent.id, &Act { on, note, groups: &groups })
    });
    match done {
        Ok(()) => {
            cx.notice("Акт записан, отмеченное стёрто.");
            Ok(Reply::to(format!("{}/consents", person.url())))
        }
        Err(Error::Invalid(faults)) => show(cx, &person, &consent, &faults),
        Err(other) => Err(other),
    }
}

/// The groups ticked in the form.
fn chosen(request: &Request) -> Vec<ErasureGroup> {
    let sent = request.form.all("erase");
    ErasureGroup::ALL.into_iter().filter(|group| sent.contains(&group.code())).collect()
}

/// What would be erased; before the form was sent everything is chosen.
fn groups<M: Mode>(cx: &mut Cx<M>, person: &Person, consent: &Consent) -> Result<Vec<Row>> {
    let request = cx.request_handle();
    let sent = request.form.has("erased_on").then(|| chosen(&request));
    let row = |one: Group| Row {
        code: one.group.code(),
        title: one.group.title(),
        lines: one.lines.join(", "),
        held_by: one.held_by,
        is_chosen: sent.as_ref().is_none_or(|all| all.contains(&one.group)),
    };
    Ok(actions::preview(cx, person, consent)?.into_iter().map(row).collect())
}

/// `GET /people/{person}/consents/{consent}/erasure/paper?as=pdf`
pub(super) fn paper(cx: &mut Cx<Read>, may: Granted<KeepPeople>) -> Result<Reply> {
    if let Some(page) = super::obligation::lacking(cx, &may)? {
        return Ok(page);
    }
    let (person, consent) = of(cx, &may)?;
    if consent.withdrawn_on.is_none() {
        return Err(Error::NotFound);
    }
    let (rules, day) = (units::rules_at(cx, &consent.unit_path)?, cx.today_at(&consent.unit_path)?);
    let head = units::letterhead(cx.conn(), consent.unit_id)?;
    let kind = rules.consent_kind(&consent.kind);
    let erased = if let Some(what) = &consent.erased_what {
        what.clone()
    } else {
        let all = actions::preview(cx, &person, &consent)?;
        let told = all.iter().filter(|one| one.held_by.is_empty());
        let told = told.map(|one| format!("{}: {}", one.group.title(), one.lines.join(", ")));
        told.collect::<Vec<_>>().join("; ")
    };
    let act = papers::Act { consent: &consent, kind, person: &person, head, day, erased };
    super::printed(cx, &act.paper(), &format!("Акт об уничтожении, {}", person.name().short()))
}

fn of<M: Mode>(cx: &mut Cx<M>, may: &Granted<KeepPeople>) -> Result<(Person, Consent)> {
    let person = super::asked(cx, may)?;
    let consent = super::consent_of(cx, &person, may.ranges())?;
    Ok((person, consent))
}

fn show<M: Mode>(cx: &mut Cx<M>, person: &Person, consent: &Consent, faults: &[FieldFault]) -> Result<Reply> {
    let (request, rules) = (cx.request_handle(), units::rules_at(cx, &consent.unit_path)?);
    let (kind, today) = (rules.consent_kind(&consent.kind), cx.today_at(&consent.unit_path)?);
    let day = |day: Option<chrono::NaiveDate>| day.map(russian::date_long).unwrap_or_default();
    let page = ErasurePage {
        name: person.name().full(),
        heading: words::title(&rules, consent),
        came: day(consent.withdrawn_on),
        by: day(consent.erase_by),
        is_late: consent.erase_by.is_some_and(|by| by < today),
        tasks: kind.map(|kind| kind.erasure.clone()).unwrap_or_default(),
        groups: groups(cx, person, consent)?,
        kept: kind.map(|kind| kind.kept.clone()).unwrap_or_default(),
        clause: kind.map(|kind| kind.withdrawal_clause.clone()).unwrap_or_default(),
        base: format!("{}/consents/{}/erasure", person.url(), consent.id),
        back: format!("{}/consents", person.url()),
        card_url: person.url(),
        token: cx.csrf().to_owned(),
        erased_on: request
            .form
            .check()
            .date("erased_on")
            .map_or_else(|| request.form.text("erased_on").to_owned(), |day| day.to_string()),
        note: request.form.text("note").to_owned(),
        faults: words::faults(faults),
    };
    let status = if page.faults.is_empty() { 200 } else { 422 };
    let page = Page::titled("Удаление данных").at(&person.unit_path).under("/consents").show(&page)?;
    Ok(page.status(status))
}
