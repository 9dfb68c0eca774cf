//! Requests for support on the card of the school, and their answers.

use access::{Granted, SignedIn};
use chrono::{Days, NaiveDate};
use packs::Effective;
use web::{Cx, Mode, Reply, Result, Write, russian};

use super::forms::{led, under};
use super::{card, school, word};
use crate::actions::{School, asking};
use crate::model::{RequestId, SupportRequest};
use crate::store;

/// A request in a list.
pub(super) struct Asked {
    /// The field of the answer.
    pub field: String,
    pub who: String,
    pub direction: String,
    pub day: String,
    pub body: String,
    pub answer: String,
    pub answered: String,
    pub state: (String, &'static str),
    pub is_open: bool,
    /// The answer the form is shown with, and the field that names it.
    pub mark: String,
    pub seen: String,
    /// The label of the answer and the word on its button.
    pub words: (&'static str, &'static str),
    pub url: String,
}

/// The requests of a year and those that wait, for who works with the school; nobody else reads what people ask for.
pub(super) fn asked<M: Mode>(
    cx: &mut Cx<M>,
    school: &School,
    rules: &Effective,
    (since, today): (NaiveDate, NaiveDate),
) -> Result<Vec<Asked>> {
    if !school.power.works() {
        return Ok(Vec::new());
    }
    let found = store::requests_of(cx.conn(), &[school.one.id], since)?;
    let people: Vec<i64> = found.iter().map(|one| one.person_id.0).collect();
    cx.saw("person", &people, &school.one.unit_path);
    let accounts: Vec<i64> = found.iter().filter_map(|one| one.answered_by).collect();
    let names = ::access::store::short_names(cx.conn(), &accounts)?;
    let told = |one: SupportRequest| {
        let member = school.members.iter().find(|member| member.person_id == Some(one.person_id.0));
        let who = one.answered_by.and_then(|id| names.get(&id).cloned()).unwrap_or_default();
        Asked {
            who: member.map(|member| member.name.clone()).unwrap_or_default(),
            answered: [who, one.answered_on.map(russian::date).unwrap_or_default()]
                .join(" ")
                .trim()
                .to_owned(),
            url: format!("{}/requests/{}/answer", school.url(), one.id),
            ..row(&one, rules, today)
        }
    };
    Ok(found.into_iter().map(told).collect())
}

/// A request as whoever asked sees it.
pub(super) fn row(one: &SupportRequest, rules: &Effective, today: NaiveDate) -> Asked {
    let days = rules.mentoring.limit("answer_days").map_or(10, |limit| u64::from(limit.value));
    let due = one.asked_on + Days::new(days);
    let state = match one.answered_on {
        Some(_) => ("отвечено".to_owned(), "ok"),
        None if due < today => (format!("ответа ждут с\u{a0}{}", russian::date(one.asked_on)), "bad"),
        None => (format!("ответ до\u{a0}{}", russian::date(due)), "warn"),
    };
    Asked {
        field: format!("{}-answer", one.id),
        who: String::new(),
        direction: word(rules, &one.direction),
        day: russian::date(one.asked_on),
        body: one.body.clone(),
        answer: one.answer.clone(),
        answered: one.answered_on.map(russian::date).unwrap_or_default(),
        state,
        is_open: one.answered_on.is_none(),
        words: match one.answered_on {
            None => ("Ответ", "Ответить"),
            Some(_) => ("Дополнение к\u{a0}ответу", "Дополнить ответ"),
        },
        mark: one.mark(),
        seen: format!("{}-seen", one.id),
        url: String::new(),
    }
}

/// `POST /schooling/{young_school}/requests/{school_request}/answer`
pub(super) fn answer(cx: &mut Cx<Write>, _may: Granted<SignedIn>) -> Result<Reply> {
    let school = school(cx)?;
    let id: RequestId = cx.request().arg("school_request")?;
    let field = format!("{id}-answer");
    let request = cx.request_handle();
    let mut check = request.form.check();
    let text = check.optional(&field, 2_000).to_owned();
    let outcome = check.done().and_then(|()| {
        let seen = request.form.text(&format!("{id}-seen"));
        under(asking::answer(cx, school.one.id, id, (&text, seen)), &format!("{id}-"))
    });
    led(
        cx,
        outcome,
        ("Ответ записан: участник увидит его на\u{a0}своей странице.", school.url()),
        |cx, faults| card::show(cx, &school, faults),
    )
}
