//! A dismissal entered by mistake is taken back, with the reason in the journal.

use access::Granted;
use askama::Template;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write, russian};

use super::{employments, words};
use crate::actions::employing;
use crate::{Employment, KeepPeople, Person};

#[derive(Template)]
#[template(path = "returning.html")]
struct ReturningPage {
    whose: String,
    what: String,
    ended: String,
    target: String,
    token: String,
    version: String,
    reason: String,
    faults: Vec<(String, String)>,
    way_back: String,
}

impl ReturningPage {
    fn wrong(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text.as_str())
    }
}

/// `GET /people/{person}/employments/{employment}/return`
pub(super) fn ask(cx: &mut Cx<Read>, may: Granted<KeepPeople>) -> Result<Reply> {
    let person = super::asked(cx, &may)?;
    let one = employments::asked(cx, &may, &person)?;
    show(cx, &person, &one, (one.version.to_string(), ""), &[])
}

/// `POST /people/{person}/employments/{employment}/return`
pub(super) fn take_back(cx: &mut Cx<Write>, may: Granted<KeepPeople>) -> Result<Reply> {
    let (request, person) = (cx.request_handle(), super::asked(cx, &may)?);
    let one = employments::asked(cx, &may, &person)?;
    let mut check = request.form.check();
    let reason = check.required("reason", 300, "Напишите, почему увольнение отменяется.").to_owned();
    let version = request.form.text("version");
    let seen = (one.id, version.parse().unwrap_or(0));
    match check.done().and_then(|()| employing::take_back(cx, &person, seen, &reason)) {
        Ok(after) => Ok(employments::done(cx, &after, "Увольнение отменено: работа продолжается.")),
        Err(Error::Invalid(faults)) => show(cx, &person, &one, (version.to_owned(), &reason), &faults),
        Err(other) => Err(other),
    }
}

fn show<M: Mode>(
    cx: &Cx<M>,
    person: &Person,
    one: &Employment,
    (version, reason): (String, &str),
    faults: &[FieldFault],
) -> Result<Reply> {
    let page = ReturningPage {
        whose: person.name().full(),
        what: words::work(one),
        ended: one.ended_on.map(russian::date).unwrap_or_default(),
        target: format!("{}/employments/{}/return", person.url(), one.id),
        token: cx.csrf().to_owned(),
        version,
        reason: reason.to_owned(),
        faults: faults.iter().map(|fault| (fault.field.clone(), fault.text.clone())).collect(),
        way_back: person.url(),
    };
    let status = if page.faults.is_empty() { 200 } else { 422 };
    Ok(Page::titled("Отмена увольнения").at(&person.unit_path).under("/people").show(&page)?.status(status))
}
