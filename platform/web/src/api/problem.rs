//! Faults of the API as `application/problem+json` (RFC 9457): the same words as on a page, the fields by name.

use std::sync::Arc;

use access::Denied;
use serde::Serialize;
use utoipa::ToSchema;

use crate::dispatch::Answer;
use crate::reply::Body;
use crate::{Error, FieldFault, House, Request, Route};

/// Why a request could not be answered as asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Problem {
    /// Always `about:blank`: the status says what kind of problem it is.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The status in words.
    pub title: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// What happened and what can be done, in Russian.
    pub detail: String,
    /// What is wrong with single fields or parameters.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldFault>,
    /// The clause a refusal rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// The number under which the fault was logged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incident: Option<String>,
}

impl Problem {
    /// A problem of this status.
    pub fn of(status: u16, detail: impl Into<String>) -> Self {
        Self {
            kind: "about:blank",
            title: title(status),
            status,
            detail: detail.into(),
            errors: Vec::new(),
            clause: None,
            incident: None,
        }
    }

    fn of_error(house: &House, request: &Request, error: &Error) -> Self {
        let told = crate::error::told(house, request, error);
        let detail = own_words(error).map_or(told.text, str::to_owned);
        let filled = |text: String| (!text.is_empty()).then_some(text);
        let errors = if let Error::Invalid(faults) = error { faults.clone() } else { Vec::new() };
        Self {
            errors,
            clause: filled(told.clause),
            incident: filled(told.incident),
            ..Self::of(told.status, detail)
        }
    }

    fn answer(&self) -> Answer {
        let mut headers = Vec::new();
        if self.status == 401 {
            headers.push(("www-authenticate", "Bearer".to_owned()));
        }
        Answer {
            status: self.status,
            body: Body::Json(serde_json::to_string(self).unwrap_or_default()),
            cookies: Vec::new(),
            headers,
            is_problem: true,
        }
    }
}

/// The answer to a request of the API that failed.
pub(crate) fn answer(house: &Arc<House>, route: Option<&Route>, request: &Request, error: &Error) -> Answer {
    let problem = Problem::of_error(house, request, error);
    if problem.status >= 500 {
        let (incident, path) = (problem.incident.as_deref(), route.map_or("no route", |route| route.path));
        tracing::error!(incident, path, %error, "a request failed");
    }
    problem.answer()
}

/// The answer where a handler panicked.
pub(crate) fn panicked() -> Answer {
    Problem::of(500, "Ошибка программы. Ничего из\u{a0}сохранённого раньше не\u{a0}потеряно.").answer()
}

/// Where a page speaks of pages, a program is told of addresses and headers.
fn own_words(error: &Error) -> Option<&'static str> {
    match error {
        Error::NotFound | Error::Denied(Denied::Outside) => {
            Some("Такого адреса или такой записи нет, либо запись относится к\u{a0}другой территории.")
        }
        Error::Denied(Denied::Stranger) => Some(
            "Передайте действующий ключ доступа: Authorization: Bearer mst_… Ключ создают на\u{a0}странице «Мои данные и\u{a0}сеансы».",
        ),
        Error::Busy => Some("Слишком много запросов сразу. Повторите через несколько секунд."),
        _ => None,
    }
}

fn title(status: u16) -> &'static str {
    match status {
        400 => "Запрос не прочитан",
        401 => "Нужен ключ доступа",
        403 => "Недостаточно прав",
        404 => "Не найдено",
        405 => "Так к этому адресу не обращаются",
        409 => "Уже изменено",
        413 => "Слишком большой запрос",
        415 => "Нужен JSON",
        422 => "Проверьте данные",
        428 => "Нужна версия",
        503 => "Сейчас не получается",
        _ => "Ошибка программы",
    }
}
