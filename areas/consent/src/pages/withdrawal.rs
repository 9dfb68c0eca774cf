//! A withdrawal that came on paper: the day, how it was delivered, the scan; what follows is told before.

use access::Granted;
use askama::Template;
use people::{KeepPeople, Person};
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Request, Result, Write};

use super::words::{self, Faults};
use crate::actions;
use crate::model::{Consent, Delivery, NewWithdrawal};

#[derive(Template)]
#[template(path = "withdrawal.html")]
struct WithdrawalPage {
    name: String,
    heading: String,
    spreads: bool,
    after: String,
    target: String,
    back: String,
    token: String,
    withdrawn_on: String,
    delivery: String,
    ways: Vec<(&'static str, &'static str)>,
    faults: Faults,
    megabytes: u64,
    accepted: &'static str,
}

impl WithdrawalPage {
    fn wrong(&self, field: &str) -> &str {
        words::wrong(&self.faults, field)
    }
}

/// `GET /people/{person}/consents/{consent}/withdrawal`
pub(super) fn ask(cx: &mut Cx<Read>, may: Granted<KeepPeople>) -> Result<Reply> {
    if let Some(page) = super::obligation::lacking(cx, &may)? {
        return Ok(page);
    }
    let (person, consent) = of(cx, &may)?;
    if consent.withdrawn_on.is_some() {
        return Ok(Reply::to(format!("{}/consents", person.url())));
    }
    show(cx, &person, &consent, &[])
}

/// `POST /people/{person}/consents/{consent}/withdrawal`
pub(super) fn note(cx: &mut Cx<Write>, may: Granted<KeepPeople>) -> Result<Reply> {
    if let Some(page) = super::obligation::lacking(cx, &may)? {
        return Ok(page.status(422));
    }
    let (person, consent) = of(cx, &may)?;
    let request = cx.request_handle();
    let upload = request.form.uploads("file").next();
    match read(&request).and_then(|new| actions::withdraw(cx, &person, consent.id, new, upload)) {
        Ok(()) => {
            cx.notice("Отзыв записан: по этому согласию данные больше не\u{a0}показывают.");
            Ok(Reply::to(format!("{}/consents", person.url())))
        }
        Err(Error::Invalid(faults)) => show(cx, &person, &consent, &faults),
        Err(other) => Err(other),
    }
}

/// `GET /people/{person}/consents/{consent}/withdrawal/file`
pub(super) fn file(cx: &mut Cx<Read>, may: Granted<KeepPeople>) -> Result<Reply> {
    if let Some(page) = super::obligation::lacking(cx, &may)? {
        return Ok(page);
    }
    let person = super::asked(cx, &may)?;
    let consent = super::consent_of(cx, &person, may.ranges())?;
    super::scan(cx, &consent, consent.withdrawal_file_id)
}

fn of<M: Mode>(cx: &mut Cx<M>, may: &Granted<KeepPeople>) -> Result<(Person, Consent)> {
    let person = super::asked(cx, may)?;
    let consent = super::consent_of(cx, &person, may.ranges())?;
    Ok((person, consent))
}

fn read(request: &Request) -> Result<NewWithdrawal> {
    let mut check = request.form.check();
    let on = check.date("withdrawn_on");
    if request.form.text("withdrawn_on").is_empty() {
        check.fault("withdrawn_on", "Укажите день, когда отзыв получен: от\u{a0}него идёт срок.");
    }
    let delivery = Delivery::ON_PAPER.into_iter().find(|one| one.code() == request.form.text("delivery"));
    if delivery.is_none() {
        check.fault("delivery", "Выберите, как отзыв доставлен.");
    }
    check.done()?;
    Ok(NewWithdrawal { on: on.ok_or(Error::Malformed)?, delivery: delivery.ok_or(Error::Malformed)? })
}

fn show<M: Mode>(cx: &mut Cx<M>, person: &Person, consent: &Consent, faults: &[FieldFault]) -> Result<Reply> {
    let (request, rules) = (cx.request_handle(), units::rules_at(cx, &consent.unit_path)?);
    let kind = rules.consent_kind(&consent.kind);
    let today = cx.today_at(&consent.unit_path)?;
    let typed = request.form.text("withdrawn_on");
    let page = WithdrawalPage {
        name: person.name().full(),
        heading: words::title(&rules, consent),
        spreads: kind.is_some_and(|kind| kind.spreads),
        after: kind.map(words::after).unwrap_or_default(),
        target: format!("{}/consents/{}/withdrawal", person.url(), consent.id),
        back: format!("{}/consents", person.url()),
        token: cx.csrf().to_owned(),
        withdrawn_on: match (typed, request.form.check().date("withdrawn_on")) {
            (_, Some(day)) => day.to_string(),
            ("", None) if faults.is_empty() => today.to_string(),
            (typed, None) => typed.to_owned(),
        },
        delivery: request.form.text("delivery").to_owned(),
        ways: Delivery::ON_PAPER.iter().map(|one| (one.code(), one.title())).collect(),
        faults: words::faults(faults),
        megabytes: (cx.house().settings.upload_limit / 1_000_000).max(1),
        accepted: files::ACCEPT_SCAN,
    };
    let status = if page.faults.is_empty() { 200 } else { 422 };
    let page = Page::titled("Отзыв согласия").at(&person.unit_path).under("/consents").show(&page)?;
    Ok(page.status(status))
}
