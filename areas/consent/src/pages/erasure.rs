//! What a withdrawal started: what has to be done, by when, the act to print, the note that it is done. The program itself
//! erases nothing here: which data of a card rest on labour law, a person decides.

use access::Granted;
use askama::Template;
use people::{KeepPeople, Person};
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write, russian};

use super::words::{self, Faults};
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

impl ErasurePage {
    fn wrong(&self, field: &str) -> &str {
        words::wrong(&self.faults, field)
    }
}

/// `GET /people/{person}/consents/{consent}/erasure`
pub(super) fn ask(cx: &mut Cx<Read>, may: Granted<KeepPeople>) -> Result<Reply> {
    let (person, consent) = of(cx, &may)?;
    if !consent.awaits_erasure() {
        return Ok(Reply::to(format!("{}/consents", person.url())));
    }
    show(cx, &person, &consent, &[])
}

/// `POST /people/{person}/consents/{consent}/erasure`
pub(super) fn note(cx: &mut Cx<Write>, may: Granted<KeepPeople>) -> Result<Reply> {
    let (person, consent) = of(cx, &may)?;
    let request = cx.request_handle();
    let mut check = request.form.check();
    let (on, note) = (check.date("erased_on"), check.optional("note", 1_000));
    if request.form.text("erased_on").is_empty() {
        check.fault("erased_on", "Укажите день, когда всё сделано.");
    }
    let done = check.done().and_then(|()| {
        let on = on.ok_or(Error::Malformed)?;
        actions::erase(cx, &person, consent.id, (on, note))
    });
    match done {
        Ok(()) => {
            cx.notice("Отмечено: данные удалены.");
            Ok(Reply::to(format!("{}/consents", person.url())))
        }
        Err(Error::Invalid(faults)) => show(cx, &person, &consent, &faults),
        Err(other) => Err(other),
    }
}

/// `GET /people/{person}/consents/{consent}/erasure/paper?as=pdf`
pub(super) fn paper(cx: &mut Cx<Read>, may: Granted<KeepPeople>) -> Result<Reply> {
    let (person, consent) = of(cx, &may)?;
    if consent.withdrawn_on.is_none() {
        return Err(Error::NotFound);
    }
    let (rules, day) = (units::rules_at(cx, &consent.unit_path)?, cx.today_at(&consent.unit_path)?);
    let head = units::letterhead(cx.conn(), consent.unit_id)?;
    let kind = rules.consent_kind(&consent.kind);
    let act = papers::Act { consent: &consent, kind, person: &person, head, day };
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
