//! Noting a consent on paper: kind, fields, day, term, scan.

use access::Granted;
use askama::Template;
use packs::Effective;
use people::{KeepPeople, Person};
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Request, Result, Write};

use super::words::{self, Faults};
use crate::actions::{self, Operator};
use crate::model::{Field, NewConsent, Way};

/// The fields as they were typed.
#[derive(Debug, Clone, Default)]
struct Typed {
    kind: String,
    fields: Vec<String>,
    given_on: String,
    last_day: String,
}

#[derive(Template)]
#[template(path = "consent_form.html")]
struct FormPage {
    name: String,
    target: String,
    token: String,
    filled: Typed,
    kinds: Vec<(String, String)>,
    /// Code, words, ticked.
    fields: Vec<(&'static str, &'static str, bool)>,
    /// The kinds that ask for fields, in words.
    spreading: String,
    faults: Faults,
    megabytes: u64,
    accepted: &'static str,
}

impl FormPage {
    fn wrong(&self, field: &str) -> &str {
        words::wrong(&self.faults, field)
    }
}

impl Typed {
    fn posted(request: &Request) -> Self {
        let text = |name| request.form.text(name).to_owned();
        let mut check = request.form.check();
        let mut day =
            |name| check.date(name).map_or_else(|| text(name), |day: chrono::NaiveDate| day.to_string());
        Self {
            kind: text("kind"),
            fields: request.form.all("fields").into_iter().map(str::to_owned).collect(),
            given_on: day("given_on"),
            last_day: day("last_day"),
        }
    }
}

/// The fields ticked in a form.
pub(super) fn ticked(request: &Request) -> Vec<Field> {
    let sent = request.form.all("fields");
    Field::ALL.into_iter().filter(|one| sent.contains(&one.code())).collect()
}

fn read(request: &Request) -> Result<NewConsent> {
    let mut check = request.form.check();
    let kind = check.required("kind", 60, "Выберите вид согласия.");
    let given_on = check.date("given_on");
    if request.form.text("given_on").is_empty() {
        check.fault("given_on", "Укажите день, когда согласие подписано.");
    }
    let last_day = check.date("last_day");
    check.done()?;
    Ok(NewConsent {
        kind: kind.to_owned(),
        fields: ticked(request),
        way: Way::Paper,
        given_on: given_on.ok_or(Error::Malformed)?,
        last_day,
    })
}

/// `GET /people/{person}/consents/new?kind=…`
pub(super) fn blank(cx: &mut Cx<Read>, may: Granted<KeepPeople>) -> Result<Reply> {
    if let Some(page) = super::obligation::lacking(cx, &may)? {
        return Ok(page);
    }
    let (person, operator) = who(cx, &may)?;
    let kind = cx.request().asked("kind").to_owned();
    show(cx, (&person, &operator), Typed { kind, ..Typed::default() }, &[])
}

/// `POST /people/{person}/consents`
pub(super) fn record(cx: &mut Cx<Write>, may: Granted<KeepPeople>) -> Result<Reply> {
    if let Some(page) = super::obligation::lacking(cx, &may)? {
        return Ok(page.status(422));
    }
    let (person, operator) = who(cx, &may)?;
    let request = cx.request_handle();
    let upload = request.form.uploads("file").next();
    match read(&request).and_then(|new| actions::give(cx, &person, &operator, &new, upload)) {
        Ok(()) => {
            cx.notice("Согласие записано.");
            Ok(Reply::to(format!("{}/consents", person.url())))
        }
        Err(Error::Invalid(faults)) => show(cx, (&person, &operator), Typed::posted(&request), &faults),
        Err(other) => Err(other),
    }
}

/// The person and the organisation of the scope they give the consent to.
fn who<M: Mode>(cx: &mut Cx<M>, may: &Granted<KeepPeople>) -> Result<(Person, Operator)> {
    let person = super::asked(cx, may)?;
    let operator = super::operator(cx, &person, may.ranges())?;
    let operator = operator.ok_or_else(|| {
        Error::Conflict(
            "Человек здесь больше не\u{a0}работает: согласие дают действующему работодателю.".to_owned(),
        )
    })?;
    Ok((person, operator))
}

fn show<M: Mode>(
    cx: &mut Cx<M>,
    (person, operator): (&Person, &Operator),
    filled: Typed,
    faults: &[FieldFault],
) -> Result<Reply> {
    let rules = units::rules_at(cx, &operator.path)?;
    let page = FormPage {
        name: person.name().full(),
        target: format!("{}/consents", person.url()),
        token: cx.csrf().to_owned(),
        kinds: words::kinds(&rules),
        fields: Field::ALL
            .iter()
            .map(|one| (one.code(), one.title(), filled.fields.iter().any(|code| code == one.code())))
            .collect(),
        spreading: spreading(&rules),
        filled,
        faults: words::faults(faults),
        megabytes: (cx.house().settings.upload_limit / 1_000_000).max(1),
        accepted: files::ACCEPT_SCAN,
    };
    let status = if page.faults.is_empty() { 200 } else { 422 };
    let page = Page::titled("Запись согласия").at(&person.unit_path).under("/consents").show(&page)?;
    Ok(page.status(status))
}

fn spreading(rules: &Effective) -> String {
    let kinds = rules.consent_kinds.iter().filter(|kind| kind.rule.spreads);
    kinds.map(|kind| format!("«{}»", kind.rule.title)).collect::<Vec<_>>().join(", ")
}
